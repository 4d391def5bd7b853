"""From templates and concepts to sentences: placeholders, articles, capitals, lists, marked words."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from trainer.content.model import Concept, ConceptId, Literal
from trainer.graph.facts import FactGraph
from trainer.graph.model import When

_STOP = (
    "a an and are as at be by can do does for from had has have how in into is it its must of on or should "
    "that the their them then these they this those to was were what when where which while who whose why "
    "will with would"
)
STOP_WORDS = frozenset(_STOP.split(" "))
COUNTS = {2: "TWO", 3: "THREE"}
"""How a stem says that several options are to be chosen."""
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9.:/_-]*[A-Za-z0-9]|[A-Za-z0-9]")
_PLACE = re.compile(r"\{([^{}]+)\}")
_MARKED = re.compile(r"==(.+?)==", re.DOTALL)
_VOWEL_SOUND = re.compile(
    r"(?:[aeio]|u(?!n[ix]|s[aei]|ti)|(?:EC2|ECS|ECR|EFS|EBS|EKS|SQS|SNS|SSM|NLB|S3|FSx|IAM|HTTP|AMI)\b)"
)


def fill(template: str, values: Mapping[str, str], plural: bool = False) -> str:
    """The template with its placeholders filled; `{a x}` puts the right article before the value of x.

    `{is|are}` is the first word, or the second for a plural. An empty value takes the comma and the
    space beside it away. KeyError for a placeholder without value.
    """

    def put(place: re.Match[str]) -> str:
        name = place[1]
        if "|" in name:
            return name.split("|")[plural]
        if name.startswith("a "):
            value = values[name[2:]]
            return f"{article(value)} {value}"
        return values[name]

    return tidy(_PLACE.sub(put, template))


def placeholders(template: str) -> tuple[str, ...]:
    """Names of the values that a template wants, each once."""
    names = (name.removeprefix("a ") for name in _PLACE.findall(template) if "|" not in name)
    return tuple(dict.fromkeys(names))


def tidy(text: str) -> str:
    """Single spaces, no space before punctuation (names such as .NET keep it), no comma left at the start."""
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s+([,.;:?!])(?!\w)", r"\1", text)
    return text.strip().removeprefix(",").strip()


def article(noun: str) -> str:
    """ "a" or "an", by the sound of the first word."""
    return "an" if _VOWEL_SOUND.match(noun) else "a"


def capital(text: str) -> str:
    """The text with a capital first letter, unless it opens with a name that keeps its own spelling.

    Names as AWS writes them in code: awsvpc, minimumHealthyPercent, ecs-tasks.amazonaws.com.
    """
    first = text.split(" ", 1)[0]
    kept = first.startswith("aws") or "." in first[:-1] or not (first.islower() or first[:1].isupper())
    return text if kept else text[:1].upper() + text[1:]


def sentence(text: str) -> str:
    """Capital first, full stop last."""
    text = capital(text.strip())
    return text if not text or text[-1] in ".?!:…" else f"{text}."


def sentences(texts: Sequence[str]) -> str:
    """A paragraph."""
    return " ".join(sentence(text) for text in texts if text)


def listed(words: Sequence[str], joint: str = "and") -> str:
    """ "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def unmarked(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without its ==marks==, and the words that stood in them."""
    return _MARKED.sub(r"\1", text), tuple(_MARKED.findall(text))


def named(graph: FactGraph, target: ConceptId | Literal | str) -> str:
    """How an option names a concept or literal: capital first, so that all options open alike."""
    return capital(bare(graph, target))


def bare(graph: FactGraph, target: ConceptId | Literal | str) -> str:
    """A concept's name, a literal's text."""
    concept = _concept(graph, target)
    return concept.name if concept else _literal(target)


def phrase(graph: FactGraph, target: ConceptId | Literal | str) -> str:
    """How a sentence names it: "the task execution role"."""
    concept = _concept(graph, target)
    return concept.phrase if concept else _literal(target)


def circumstances(graph: FactGraph, when: When) -> str:
    """The circumstances in words, in the course's order of qualifiers: "on Fargate"; empty for none."""
    given, texts = dict(when), graph.course.qualifiers
    return " ".join(
        fill(one.text, {"value": phrase(graph, given[name])}) for name, one in texts.items() if name in given
    )


def words(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def tokens(text: str) -> list[str]:
    """Lower-cased words without stop words."""
    return [word for word in (found.lower() for found in _TOKEN.findall(text)) if word not in STOP_WORDS]


@lru_cache(maxsize=1024)
def content_words(text: str) -> frozenset[str]:
    """The words of a text that say something, each once."""
    return frozenset(tokens(text))


def _concept(graph: FactGraph, target: ConceptId | Literal | str) -> Concept | None:
    return None if isinstance(target, Literal) else graph.course.concepts.get(ConceptId(target))


def _literal(target: ConceptId | Literal | str) -> str:
    return target.text if isinstance(target, Literal) else str(target)
