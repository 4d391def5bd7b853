"""Which concepts a text names: whole words, any case, simple plurals, one word or two."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence

from trainer.content.model import Concept
from trainer.value import dataclass

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?|≠")
_SPELT = re.compile(r"^/|_|\w[.:]\w")
"""What makes a run of letters a thing to be typed as it stands: a path, a variable, a file, an action."""
_LONGEST_NAME = 16
"""Words in the longest name that is looked for."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words `start` to `end` (exclusive) name one of these concepts; several where a name is shared."""

    start: int
    end: int
    concepts: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case; "cannot" and "don't" become two, so that a denial stands alone."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'").replace("!=", "≠")
    found: list[str] = []
    for word in _WORD.findall(folded):
        if word == "cannot":
            found += ["can", "not"]
        elif word.endswith("n't"):
            found += [{"ca": "can", "wo": "will"}.get(word[:-3], word[:-3]), "not"]
        else:
            found.append(word.removesuffix("'s"))
    return tuple(found)


def singular(word: str) -> str:
    """A word without its plural ending; short words and those in -ss stay as they are."""
    if len(word) <= 3 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word.removesuffix("s")


def unbroken(text: str) -> tuple[tuple[int, int], ...]:
    """Which words of a text (start, end exclusive) are typed as one: `/etc/ecs/ecs.config`, `ECS_CLUSTER`.

    Such a spelling means one thing or nothing; what it is made of is not mentioned.
    """
    found: list[tuple[int, int]] = []
    start = 0
    for run in text.split():
        end = start + len(words(run))
        if end > start + 1 and _SPELT.search(run.strip(".,:;()\"'`")):
            found.append((start, end))
        start = end
    return tuple(found)


class Names:
    """The names of a course's concepts, ready to be found in texts."""

    def __init__(
        self, concepts: Iterable[Concept], names: Callable[[Concept], Iterable[str]] | None = None
    ) -> None:
        self._known: dict[str, tuple[str, ...]] = {}
        for concept in concepts:
            listed = names(concept) if names else concept.names
            for name in dict.fromkeys((*listed, _bare(concept.phrase))):
                key = "".join(map(singular, words(name)))
                if key and concept.id not in self._known.get(key, ()):
                    self._known[key] = (*self._known.get(key, ()), concept.id)

    def find(self, text: Sequence[str]) -> tuple[Mention, ...]:
        """Mentions among these words, from left to right.

        The longest name wins, so "Fargate Spot" is no mention of "Fargate".
        """
        stems = [singular(word) for word in text]
        found: list[Mention] = []
        start = 0
        while start < len(stems):
            mention = self._longest(stems, start)
            if mention is None:
                start += 1
            else:
                found.append(mention)
                start = mention.end
        return tuple(found)

    def concepts(self, text: str) -> frozenset[str]:
        """All concepts that a text names."""
        return frozenset(concept for mention in self.find(words(text)) for concept in mention.concepts)

    def exactly(self, text: str) -> tuple[str, ...]:
        """The concepts whose name this text is, none when it says more or something else."""
        return self._known.get("".join(map(singular, words(text))), ())

    def _longest(self, stems: Sequence[str], start: int) -> Mention | None:
        for end in range(min(len(stems), start + _LONGEST_NAME), start, -1):
            concepts = self._known.get("".join(stems[start:end]))
            if concepts:
                return Mention(start, end, concepts)
        return None


def _bare(phrase: str) -> str:
    """A phrase without its article."""
    return re.sub(r"^(?:an?|the)\s+", "", phrase, flags=re.IGNORECASE)
