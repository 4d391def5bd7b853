"""A lab as its files say it: a simulated account, what is asked of it, and the ways through."""

from collections.abc import Mapping
from enum import StrEnum

from trainer.content.ids import FactId, LabId, Plain, TopicId
from trainer.content.prose import Block
from trainer.problem import NOWHERE, Source
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a scene, a lab or a solution: AWS's own operation name and parameters.

    `service` is botocore's service name, or "trainer" for what only a simulator can do (launch a
    container instance, kill a task, let time pass). In labs it may be "line": then `operation` is a line as
    it is typed at the prompt.
    """

    service: str
    operation: str
    params: Mapping[str, Plain]
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Goal:
    """What a lab wants of the end state or of the run; `kind` names a check in code, `slots` fill it."""

    id: str
    text: str
    kind: str
    slots: Mapping[str, Plain]
    facts: tuple[FactId, ...] = ()
    source: Source = NOWHERE


class Freedom(StrEnum):
    """How much a stage tells; along a lab it only rises."""

    GUIDED = "guided"
    """Every command is said and stands ready."""
    GOAL = "goal"
    """What is to be reached, not how."""
    SYMPTOM = "symptom"
    """Only what somebody noticed."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A step of a guided stage: what it is for, and the line that is put ready at the prompt."""

    says: str
    line: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A part of a lab: what is asked, its goals, its hints (mild first) and how it is done."""

    id: str
    title: str
    brief: tuple[Block, ...]
    goals: tuple[Goal, ...]
    hints: tuple[str, ...]
    solution: tuple[str, ...]
    """Lines as a learner types them."""
    source: Source = NOWHERE
    freedom: Freedom = Freedom.GOAL
    guide: tuple[Guide, ...] = ()
    opens: tuple[Step, ...] = ()
    """What happens in the account when this stage begins: the load rises, something breaks."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Something that can be let happen by name: a scene to begin with, a load, a fault.

    `{name}` inside parameters of a step is filled with the word typed after the scenario's name.
    """

    id: str
    says: str
    steps: tuple[Step, ...]
    source: Source = NOWHERE


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that comes so many minutes after a day has begun."""

    minute: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Design:
    """One of the designs of a lab in which one chooses and watches."""

    id: str
    """A letter, as it is chosen by."""
    title: str
    why: str
    """What the day shows of it, in words."""
    steps: tuple[Step, ...]
    source: Source = NOWHERE
    day: tuple[Moment, ...] = ()
    """What this design does in the course of the day, beside what happens to all."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Choose and watch: designs that live through the same day."""

    designs: tuple[Design, ...]
    requirements: tuple[Goal, ...]
    """What is wanted of a design; goals of stages name them."""
    day: tuple[Moment, ...]
    minutes: int
    """How long the day is."""


@dataclass(frozen=True, slots=True)
class Lab:
    """A hands-on exercise on a simulated account. Without stages it is a sandbox."""

    id: LabId
    title: str
    topic: TopicId
    minutes: int
    start: tuple[Step, ...]
    stages: tuple[Stage, ...]
    debrief: tuple[Block, ...]
    alternative: tuple[str, ...] = ()
    """Another way through all stages, as typed lines; it must pass too."""
    wrong_try: tuple[str, ...] = ()
    """A known mistake, as typed lines; it must not pass."""
    facts: tuple[FactId, ...] = ()
    source: Source = NOWHERE
    remember: str = ""
    """The one sentence to remember."""
    asked: str = ""
    """The exam's question that the lab answers."""
    answer: str = ""
    allows: tuple[str, ...] = ()
    """Words of the prompt beside the usual ones: kill."""
    scenes: tuple[Scenario, ...] = ()
    """Of a sandbox: accounts to begin with."""
    loads: tuple[Scenario, ...] = ()
    breaks: tuple[Scenario, ...] = ()
    watch: Watch | None = None

    @property
    def sandbox(self) -> bool:
        """Whether nothing is asked here."""
        return not self.stages
