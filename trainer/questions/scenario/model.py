"""A scenario pattern's slots as values."""

from trainer.content.model import ConceptId
from trainer.questions.model import Criterion, Requirement
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Fill:
    """What may fill a part: its words in an option, and what it is the right choice for."""

    concept: ConceptId
    words: str
    fits: str = ""
    """Completes "Right if …": when this choice would have been the answer."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the solution. One that is not shown is given by the stem, not chosen by the learner."""

    name: str
    fills: tuple[Fill, ...]
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Wish:
    """A requirement with the sentences that state it.

    `implied` requirements are not stated: a solution has to be possible at all. Of the wishes of one
    `group` a stem states at most one.
    """

    id: str
    requirement: Requirement
    texts: tuple[str, ...]
    also: tuple[str, ...] = ()
    """Wordings for when it is not the first one stated."""
    group: str = ""
    implied: bool = False
    always: bool = False


@dataclass(frozen=True, slots=True)
class Best:
    """The criterion of a MOST or LEAST stem, with its questions and the sentences that motivate it."""

    criterion: Criterion
    asks: tuple[str, ...]
    texts: tuple[str, ...] = ()
    loses: str = ""
    """Said of an option that meets everything and is beaten: "the team would run the instances"."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """All of a scenario pattern."""

    parts: tuple[Part, ...]
    circumstances: tuple[tuple[str, str], ...]
    option: tuple[str, ...]
    openings: tuple[str, ...]
    wishes: tuple[Wish, ...]
    bests: tuple[Best | None, ...]
    """What a stem may ask for: the best by a criterion, or (None) whatever alone meets the requirements."""
    asks: tuple[str, ...]
    """Questions without a criterion."""
    stated: tuple[int, ...]
    """How many wishes a stem may state."""
