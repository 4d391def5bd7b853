"""Which claim of the course a statement makes: concepts named, relation words met, denials minded."""

from collections.abc import Mapping, Sequence

from trainer.content.model import Claim, Course
from trainer.importing.model import Statement
from trainer.judge.mentions import Names, singular, words
from trainer.value import dataclass

_TURNING = ("not", "never", "no", "without", "only", "neither", "nor", "except", "unlike", "≠")
"""Words that turn a statement into another: a claim fits one with such a word only if it lists that word."""

_FILLING = frozenset(
    (
        *(
            "a",
            "also",
            "an",
            "and",
            "are",
            "as",
            "at",
            "be",
            "by",
            "e",
            "etc",
            "for",
            "from",
            "g",
            "in",
            "is",
        ),
        *("it", "its", "of", "on", "or", "that", "the", "this", "to", "with", "your"),
    )
)
"""Words that add nothing to a bare name."""


@dataclass(frozen=True, slots=True)
class _Level:
    """What is named at one level: the statement itself, or a heading or point above it."""

    concepts: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A claim with its relation words cut to stems."""

    claim: Claim
    groups: tuple[tuple[tuple[str, ...], ...], ...]
    absent: tuple[tuple[str, ...], ...]
    turning: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A statement ready to be matched; levels go from the inside out, `bare` says that it only names."""

    stems: tuple[str, ...]
    levels: tuple[_Level, ...]
    turning: frozenset[str]
    bare: bool


class Recogniser:
    """The claims of a course, ready to be recognised in statements."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self._names = Names(course.concepts.values())
        self._claims = tuple(_prepare(claim) for claim in course.claims.values())
        self._levels: dict[str, _Level] = {}

    def recognise(self, statement: Statement) -> Claim | None:
        """The most specific claim that the statement makes: most concepts and words met, then those
        named nearest to it, then the first of the file. None when it makes none."""
        spoken = self._hear(statement)
        best: tuple[int, int] | None = None
        chosen: Claim | None = None
        for prepared in self._claims:
            distance = _fits(prepared, spoken)
            if distance is None:
                continue
            rank = (len(prepared.groups) + len(prepared.claim.concepts), -distance)
            if best is None or rank > best:
                best, chosen = rank, prepared.claim
        return chosen

    def _hear(self, statement: Statement) -> _Spoken:
        said = words(statement.text)
        mentions = self._names.find(said)
        named = {place for mention in mentions for place in range(mention.start, mention.end)}
        own = _Level(frozenset(concept for mention in mentions for concept in mention.concepts))
        above = tuple(self._level(text) for text in reversed(statement.context))
        return _Spoken(
            stems=tuple(map(stem, said)),
            levels=(own, *above),
            turning=frozenset(word for word in said if word in _TURNING),
            bare=all(place in named or word in _FILLING for place, word in enumerate(said)),
        )

    def _level(self, text: str) -> _Level:
        if text not in self._levels:
            self._levels[text] = _Level(self._names.concepts(text))
        return self._levels[text]


def stem(word: str) -> str:
    """A word cut to what its inflections share: "scaling", "scales" and "scale" are one."""
    cut = singular(word)
    for ending in ("ing", "ed"):
        if cut.endswith(ending) and len(cut) - len(ending) >= 3:
            cut = cut.removesuffix(ending)
            if cut[-1] == cut[-2] and cut[-1] not in "ls":
                cut = cut[:-1]
            break
    return cut.removesuffix("e") if len(cut) > 3 else cut


def _prepare(claim: Claim) -> _Prepared:
    listed = {word for group in claim.words for phrase in group for word in words(phrase)}
    return _Prepared(
        claim,
        tuple(tuple(_stems(phrase) for phrase in group) for group in claim.words),
        tuple(_stems(phrase) for phrase in claim.absent),
        frozenset(listed.intersection(_TURNING)),
    )


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(map(stem, words(phrase)))


def _fits(prepared: _Prepared, spoken: _Spoken) -> int | None:
    """How far away the concepts are named, summed over the groups; None when the claim does not fit."""
    if not spoken.turning <= prepared.turning or (not prepared.groups and not spoken.bare):
        return None
    if any(_stands(phrase, spoken.stems) for phrase in prepared.absent):
        return None
    if not all(any(_stands(phrase, spoken.stems) for phrase in group) for group in prepared.groups):
        return None
    distances = [_distance(group, spoken.levels) for group in prepared.claim.concepts]
    known = [distance for distance in distances if distance is not None]
    return sum(known) if len(known) == len(distances) else None


def _distance(group: Sequence[str], levels: Sequence[_Level]) -> int | None:
    for distance, level in enumerate(levels):
        if not level.concepts.isdisjoint(group):
            return distance
    return None


def _stands(phrase: Sequence[str], stems: Sequence[str]) -> bool:
    """Whether a phrase stands in a statement, word after word."""
    size = len(phrase)
    return size > 0 and any(
        tuple(stems[start : start + size]) == tuple(phrase) for start in range(len(stems) - size + 1)
    )


def sentences_of(claim: Claim, course: Course) -> Mapping[str, str]:
    """The claim's facts that the course knows, each with its sentence."""
    return {fact: course.facts[fact].says for fact in claim.facts if fact in course.facts}
