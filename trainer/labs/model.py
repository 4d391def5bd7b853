"""A lab in work, and what is said back to a learner's line, as values."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from trainer.content.model import FactId, Goal, Lab, Stage

if TYPE_CHECKING:
    from trainer.sim.world import World

SEED = 1
"""Every lab begins from the same seed, so that a brief can name what a learner will see."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a goal is met, in words: what was wanted and what was found."""

    goal: Goal
    met: bool
    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class Moment:
    """What undo goes back to."""

    world: "World"
    stage: int


@dataclass(frozen=True, slots=True)
class Work:
    """A lab as far as it is done. The world is never changed in place: each command works on a copy."""

    lab: Lab
    world: "World"
    stage: int = 0
    """Stages finished; equal to the number of stages when all are."""
    lines: tuple[str, ...] = ()
    """Every line that changed the world, from the start: replaying them gives this world."""
    past: tuple[Moment, ...] = ()
    future: tuple[tuple[str, Moment], ...] = ()
    """Lines taken back, the next one to be redone last, with what they led to."""
    hints: int = 0
    """Hints shown on the present stage."""
    hints_exhausted: frozenset[str] = frozenset()
    """Stages on which all hints were shown."""
    solutions: frozenset[str] = frozenset()
    """Stages whose solution was shown."""

    @property
    def done(self) -> bool:
        """Whether every stage is finished."""
        return self.stage >= len(self.lab.stages)

    @property
    def current(self) -> Stage | None:
        """The stage in work; None when all are done."""
        return None if self.done else self.lab.stages[self.stage]


class Tone(StrEnum):
    """How a line of the answer is meant."""

    OUTPUT = "output"
    ERROR = "error"
    NOTE = "note"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Said:
    """What comes back to one line at the prompt."""

    parts: tuple[tuple[Tone, str], ...] = ()
    exit_code: int = 0
    request: str = ""
    """The API call behind the line: "ecs RunTask"."""
    finished: tuple[Stage, ...] = ()
    """Stages that this line finished."""

    @property
    def text(self) -> str:
        """All of it as plain text."""
        return "\n".join(text.rstrip("\n") for _, text in self.parts)


@dataclass(frozen=True, slots=True)
class Practised:
    """What a finished or failed goal tells memory of a fact."""

    fact: FactId
    known: bool
    """False where the solution or all hints were shown: practised, not known."""
