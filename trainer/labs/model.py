"""A lab in work, and what is said back to a learner's line, as values."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from trainer.content.lab import Design, Goal, Lab, Stage
from trainer.content.model import FactId
from trainer.labs.trace import Trace
from trainer.value import dataclass, field, replace

if TYPE_CHECKING:
    from trainer.sim.world import World

SEED = 1
"""Every lab begins from the same seed, so that a brief can name what a learner will see."""

Halt: TypeAlias = Callable[[int, int], bool]
"""Asked now and then while time runs, with the world's time and the time it runs to (ms): True stops it."""


def never(now_ms: int, until_ms: int) -> bool:  # noqa: ARG001 - the shape of a halt
    """Nobody stops it."""
    return False


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a goal is met, in words: what was wanted and what was found."""

    goal: Goal
    met: bool
    wanted: str
    found: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a day showed of a design."""

    design: Design
    verdicts: tuple[Verdict, ...]
    """On every requirement of the lab."""
    world: "World"
    """As it stood at the day's end."""
    trace: Trace
    began: tuple[int, int]
    """When the day began, in ms, and how many reasons the world had then."""

    @property
    def met(self) -> frozenset[str]:
        """Ids of the requirements that it met."""
        return frozenset(verdict.goal.id for verdict in self.verdicts if verdict.met)


@dataclass(frozen=True, slots=True)
class Run:
    """What goals may ask beside the end state: the run since the present stage began."""

    trace: Trace
    since_ms: int = 0
    since_reason: int = 0
    """The first reason that counts."""
    outcome: Outcome | None = None
    """The design watched last."""
    watched: tuple[str, ...] = ()
    """Ids of all designs watched in this stage."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of the work that undo and redo go back to."""

    world: "World"
    trace: Trace
    stage: int
    began: tuple[int, int]
    lines: tuple[str, ...]
    times: tuple[int, ...]
    watched: tuple[str, ...]
    guided: int


@dataclass(frozen=True, slots=True)
class Work:
    """A lab as far as it is done. The world is never changed in place: each command works on a copy."""

    lab: Lab
    world: "World"
    trace: Trace = field(default_factory=Trace)
    stage: int = 0
    """Stages finished; equal to the number of stages when all are."""
    began: tuple[int, int] = (0, 0)
    """When the present stage began, in ms, and how many reasons the world had then."""
    lines: tuple[str, ...] = ()
    """Every line that changed the world, from the start: replaying them gives this world."""
    times: tuple[int, ...] = ()
    """When each line was entered, in the world's ms."""
    watched: tuple[str, ...] = ()
    """Designs watched in the present stage, the last one last."""
    past: tuple[Moment, ...] = ()
    future: tuple[tuple[str, Moment], ...] = ()
    """Lines taken back, the next one to be redone last, with what they led to."""
    guided: int = 0
    """Steps of the present stage's guide that were done."""
    hints: int = 0
    """Hints shown on the present stage."""
    hints_exhausted: frozenset[str] = frozenset()
    """Stages on which all hints were shown."""
    solutions: frozenset[str] = frozenset()
    """Stages whose solution was shown."""
    rated: frozenset[FactId] = frozenset()
    """Facts that this run told memory of: each counts once."""
    saved: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """States kept by name, as the lines that lead to them."""
    typed: tuple[str, ...] = ()
    """What was entered, whether or not it changed anything; the latest last."""
    call: str = ""
    """The last API call as a line of JSON."""
    days: dict[str, Outcome] = field(default_factory=dict, compare=False, repr=False)
    """Days of designs that were run already: the same design has the same day, so it runs once."""

    @property
    def done(self) -> bool:
        """Whether every stage is finished; a sandbox never is."""
        return bool(self.lab.stages) and self.stage >= len(self.lab.stages)

    @property
    def current(self) -> Stage | None:
        """The stage in work; None when all are done, and in a sandbox."""
        return self.lab.stages[self.stage] if self.stage < len(self.lab.stages) else None

    @property
    def run(self) -> Run:
        """What happened since the present stage began."""
        outcome = self.days.get(self.watched[-1]) if self.watched else None
        return Run(self.trace, *self.began, outcome, self.watched)

    @property
    def moment(self) -> Moment:
        """The present state, for undo."""
        return Moment(
            self.world,
            self.trace,
            self.stage,
            self.began,
            self.lines,
            self.times,
            self.watched,
            self.guided,
        )

    def at(self, moment: Moment) -> "Work":
        """The work as it was, or will be, at that moment."""
        return replace(
            self,
            world=moment.world,
            trace=moment.trace,
            stage=moment.stage,
            began=moment.began,
            lines=moment.lines,
            times=moment.times,
            watched=moment.watched,
            guided=moment.guided,
            hints=0,
        )


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
    call: str = ""
    """That call with its parameters, as JSON."""
    files: tuple[tuple[str, str], ...] = ()
    """Names and texts of files to be written for the learner."""
    finished: tuple[Stage, ...] = ()
    """Stages that this line finished."""
    fault: str = ""
    """What of the lab itself went wrong; `trainer check` tells it to the author."""

    @property
    def text(self) -> str:
        """All of it as plain text."""
        return "\n".join(text.rstrip("\n") for _, text in self.parts)


class Shown(StrEnum):
    """How a goal came to be met: what it says of the facts that it practises."""

    KNOWN = "known"
    """Met unaided, or with one hint."""
    PRACTISED = "practised"
    """All hints were read."""
    FAILED = "failed"
    """Its solution was shown."""


@dataclass(frozen=True, slots=True)
class Practised:
    """What a finished or given-up stage tells memory of a fact."""

    fact: FactId
    shown: Shown
