"""What the judge is asked and what it answers: the shapes of items as it needs them, and its verdicts."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Protocol, TypeAlias, runtime_checkable

from trainer.content.model import Plain, Step
from trainer.value import dataclass

Circumstances: TypeAlias = tuple[tuple[str, str], ...]
"""(qualifier id, concept id), in any order."""

Play: TypeAlias = Callable[[Sequence[Step], int, str], Plain]
"""Runs steps, lets that many seconds pass and reads the end state by a query."""


@runtime_checkable
class StatementLike(Protocol):
    """A claim that a relation holds between a subject and an object in some circumstances."""

    @property
    def subject(self) -> str:
        """Concept id."""

    @property
    def relation(self) -> str:
        """Relation id."""

    @property
    def object(self) -> str:
        """Concept id, or the text of a literal."""

    @property
    def when(self) -> Circumstances:
        """Circumstances it is asked in."""

    @property
    def holds(self) -> bool:
        """False: the claim is that the relation does not hold."""


class RequirementLike(Protocol):
    """What a part of a solution must reach (or must be shown not to reach)."""

    @property
    def part(self) -> str:
        """The part of the solution."""

    @property
    def relation(self) -> str:
        """Relation id."""

    @property
    def object(self) -> str:
        """Concept id, or the text of a literal."""

    @property
    def wanted(self) -> bool:
        """False: it must be shown not to hold."""

    @property
    def object_part(self) -> str:
        """The part whose concept is the object, where `object` is left empty."""


class CriterionLike(Protocol):
    """The order that decides between solutions that meet all requirements."""

    @property
    def part(self) -> str:
        """The part that is compared."""

    @property
    def relation(self) -> str:
        """An order relation; what comes first in it wins."""


@runtime_checkable
class DesignLike(Protocol):
    """A claim that these parts together are the best solution."""

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """(part, concept id)."""

    @property
    def circumstances(self) -> tuple[tuple[str, str], ...]:
        """(qualifier id, part whose concept is the circumstance)."""

    @property
    def requirements(self) -> Sequence[RequirementLike]:
        """All that the stem asks."""

    @property
    def criterion(self) -> CriterionLike | None:
        """What decides, if anything."""


@runtime_checkable
class OutcomeLike(Protocol):
    """A claim that a run shows this value."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Commands that describe the world."""

    @property
    def run_s(self) -> int:
        """Seconds to let pass."""

    @property
    def read(self) -> str:
        """A query over the end state."""

    @property
    def value(self) -> str:
        """What it is said to give."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as the judge itself reads it; a `StatementLike`."""

    subject: str
    relation: str
    object: str
    when: Circumstances = ()
    holds: bool = True


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement as the judge itself reads it; a `RequirementLike`."""

    part: str
    relation: str
    object: str
    wanted: bool = True
    object_part: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """A criterion as the judge itself reads it; a `CriterionLike`."""

    part: str
    relation: str


@dataclass(frozen=True, slots=True)
class Plan:
    """A solution as the judge itself reads it; a `DesignLike`."""

    parts: tuple[tuple[str, str], ...]
    circumstances: tuple[tuple[str, str], ...] = ()
    requirements: Sequence[RequirementLike] = ()
    criterion: CriterionLike | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """The result of a run as the judge itself reads it; an `OutcomeLike`."""

    steps: tuple[Step, ...]
    run_s: int
    read: str
    value: str


ClaimLike: TypeAlias = StatementLike | DesignLike | OutcomeLike


class OptionLike(Protocol):
    """One option of an item."""

    @property
    def id(self) -> str:
        """a, b, c …"""

    @property
    def text(self) -> str:
        """As it is shown."""

    @property
    def is_key(self) -> bool:
        """Whether the generator says it is right."""

    @property
    def claims(self) -> Sequence[ClaimLike]:
        """What it says, as data."""


class ItemLike(Protocol):
    """A question with options."""

    @property
    def options(self) -> Sequence[OptionLike]:
        """In the order shown."""

    @property
    def select(self) -> int:
        """How many to choose."""


class Truth(StrEnum):
    """How an option stands to what is known."""

    HOLDS = "holds"
    FAILS = "fails"
    UNKNOWN = "unknown"

    @property
    def opposite(self) -> "Truth":
        """True for false and false for true; unknown stays unknown."""
        return {Truth.HOLDS: Truth.FAILS, Truth.FAILS: Truth.HOLDS}.get(self, Truth.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Finding:
    """A truth and the reasons for it, each one sentence, facts named by id in brackets."""

    truth: Truth
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OptionVerdict:
    """What the judge found about one option: from its data, and again from its words."""

    option: str
    by_data: Finding
    by_text: Finding

    @property
    def holds(self) -> bool | None:
        """True or False as the data shows, None where it settles nothing."""
        return {Truth.HOLDS: True, Truth.FAILS: False}.get(self.by_data.truth)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The second opinion on an item. `complaints` is empty exactly where `agrees_with_key` is true."""

    verdicts: tuple[OptionVerdict, ...]
    best: tuple[str, ...]
    """Ids of the options that hold, in the order shown."""
    agrees_with_key: bool
    complaints: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    """What could not be read from the words of an option; no fault by itself."""

    def verdict(self, option: str) -> OptionVerdict:
        """The verdict on the option of this id; KeyError when there is none."""
        for verdict in self.verdicts:
            if verdict.option == option:
                return verdict
        raise KeyError(option)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Which of some solutions is best: its place from 0, None where the facts do not settle it.

    Where several are to be chosen, their places in order.
    """

    best: int | tuple[int, ...] | None
    why: tuple[str, ...]

    def plain(self) -> dict[str, Plain]:
        """As JSON prints it."""
        best: Plain = list(self.best) if isinstance(self.best, tuple) else self.best
        return {"best": best, "why": list(self.why)}
