"""Words that a reader of the course knows: names of services, short forms that are spelt out somewhere."""

import re
from functools import lru_cache

from trainer.graph.facts import FactGraph

_SHORT = re.compile(r"\b[A-Z]{2,5}s?\b")
EVERYDAY = frozenset(
    {
        "AWS",
        "TWO",
        "THREE",
        "LEAST",
        "MOST",
        "GB",
        "MB",
        "ID",
        "IP",
        "URL",
        "HTTP",
        "HTTPS",
        "API",
        "AM",
        "PM",
    }
)
"""Short forms that need no explanation, and words that exam questions write in capitals."""


@lru_cache(maxsize=4)
def known_short_forms(graph: FactGraph) -> frozenset[str]:
    """Short forms that names, aliases, glosses or pages of the course use."""
    course = graph.course
    texts = [text for one in course.concepts.values() for text in (*one.names, one.phrase, one.gloss)]
    texts += [page.title for page in course.pages.values()]
    texts += [fact.says for fact in course.facts.values()]
    return EVERYDAY | frozenset(found for text in texts for found in _SHORT.findall(text))


def masked(text: str, graph: FactGraph) -> str:
    """The text with names of things and code words put as "it": they are not what makes it hard to read."""
    text = _names(graph).sub("it", text)
    return re.sub(r"\b(?:[A-Z]\w*[A-Z0-9]\w*|[a-z]+[A-Z]\w*|\S*[:_/.]\w\S*)\b", "it", text)


@lru_cache(maxsize=4)
def _names(graph: FactGraph) -> re.Pattern[str]:
    names = {name for one in graph.course.concepts.values() for name in (one.name, *one.aliases, one.phrase)}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})s?\b", re.IGNORECASE)
