"""An item and what becomes of it: stem, options with their proofs, the response and its mark."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NewType, TypeAlias

from trainer.content.model import ConceptId, ExamId, FactId, PatternId, Plain, RelationId, Step, Tier, TopicId
from trainer.value import dataclass

ItemId = NewType("ItemId", str)


class ProofKind(StrEnum):
    """Why an option is true (the first three) or false (the others)."""

    ENTAILED = "entailed"
    """It follows from facts."""
    OPTIMUM = "optimum"
    """It meets every requirement and is the only best one on the criterion."""
    SIMULATED = "simulated"
    """The simulator ran the described world; also a proof of falsity for any other result."""
    NEGATION = "negation"
    """A fact denies it."""
    COMPLETE = "complete"
    """A functional or closed relation lists what is true, and this is not among it."""
    DOMINATED = "dominated"
    """It breaks a stated requirement, or loses on the stated criterion."""


@dataclass(frozen=True, slots=True)
class Proof:
    """Why an option is true or false, citing the facts that show it."""

    kind: ProofKind
    cites: tuple[FactId, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """An option's claim as data: the relation holds between subject and object in these circumstances."""

    subject: ConceptId
    relation: RelationId
    object: ConceptId | str
    """A concept id, or the text of a literal."""
    when: tuple[tuple[str, ConceptId], ...] = ()
    holds: bool = True
    """False: the option says that the relation does *not* hold (as in "true of A but not of B")."""


@dataclass(frozen=True, slots=True)
class Requirement:
    """What a scenario asks of a part of the solution: the relation from that part must reach the object."""

    part: str
    relation: RelationId
    object: ConceptId | str
    wanted: bool = True
    """False: the relation must be shown *not* to hold."""
    object_part: str = ""
    """Where the object is what fills another part (a volume that works on the chosen launch type): that
    part's name; `object` is then empty."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What decides between solutions that meet all requirements: the part first in this order wins."""

    part: str
    relation: RelationId


@dataclass(frozen=True, slots=True)
class Design:
    """An option of a scenario: which concept fills which part of the solution."""

    parts: tuple[tuple[str, ConceptId], ...]
    """(part, concept), in the pattern's order."""
    circumstances: tuple[tuple[str, str], ...] = ()
    """(qualifier, part): the concept in that part is the circumstance for facts about the others."""
    requirements: tuple[Requirement, ...] = ()
    """All that the stem asks, the same in each option of one item."""
    criterion: Criterion | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """An option of an item that the simulator answers: the value that the run is said to show."""

    steps: tuple[Step, ...]
    run_s: int
    read: str
    """A query over the run's end state, see `Play`."""
    value: str


Claimed: TypeAlias = Statement | Design | Outcome
"""What an option says, as data: the judge decides it again without looking at the generator.

An option with several claims says all of them: it is right if every one is true, and wrong if one is false.
"""


@dataclass(frozen=True, slots=True)
class Option:
    """One option in the order shown; ids are a, b, c …"""

    id: str
    text: str
    is_key: bool
    rationale: str
    """Why it is right, or why it fails and when it would be right."""
    proof: Proof
    claims: tuple[Claimed, ...] = ()
    brief: str = ""
    """The rationale in at most twenty words, for the first view after answering."""
    deciding: tuple[str, ...] = ()
    """The words of the stem that this option fails on or, for a key, meets; verbatim."""

    @property
    def fact_ids(self) -> tuple[FactId, ...]:
        """The facts behind the rationale."""
        return self.proof.cites


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure of the course with one edge or node marked."""

    figure: str
    marked: str


@dataclass(frozen=True, slots=True)
class Scene:
    """A described world that can be run ("see it happen")."""

    steps: tuple[Step, ...]
    run_s: int
    read: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its key proven and each distractor proven false."""

    item_id: ItemId
    kind: str
    pattern: PatternId
    origin: str
    """generated, authored or imported."""
    fact_ids: tuple[FactId, ...]
    """The facts that answering it right takes; the first is the one it was made for."""
    topic: TopicId
    domains: Mapping[ExamId, str]
    exams: tuple[ExamId, ...]
    tier: Tier
    level: str
    reserved: bool
    stem: str
    options: tuple[Option, ...]
    select: int
    as_of: date
    seed: int
    answer: tuple[str, ...] = ()
    """For items without options: accepted strings for typed recall (the first is shown)."""
    picture: Picture | None = None
    exhibit: str = ""
    """A text shown as it is under the stem: an error message, a fragment of JSON."""
    scene: Scene | None = None
    deciding: tuple[str, ...] = ()
    """The words of the stem that decide, verbatim, to be marked after answering."""

    @property
    def key(self) -> tuple[str, ...]:
        """Ids of the right options in the order shown."""
        return tuple(option.id for option in self.options if option.is_key)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a pattern could not be filled into a sound item."""

    pattern: PatternId
    why: str


@dataclass(frozen=True, slots=True)
class Request:
    """What the caller wants of generated items; None and empty mean any."""

    count: int
    seed: int
    kind: str | None = None
    topic: TopicId | None = None
    fact: FactId | None = None
    level: str | None = None
    exam: ExamId | None = None
    as_of: date | None = None
    reserved: bool = False
    """Whether reserved patterns may be used (mock exams and placement only)."""


@dataclass(frozen=True, slots=True)
class InTurns:
    """The patterns of an exam's domain that take turns, for forms; `topic`: only of this one."""

    seed: int
    exam: ExamId
    domain: str
    several: bool
    """Those whose items have several keys, or those with one."""
    topic: TopicId | None = None


Source: TypeAlias = Request | InTurns
"""What a row of items follows from, beside the course."""


@dataclass(frozen=True, slots=True)
class Response:
    """What a learner answered. `chosen` holds option ids; `typed` the text of a typed answer."""

    chosen: tuple[str, ...] = ()
    typed: str = ""
    known: bool = True
    """False: "I don't know"."""


class MarkKind(StrEnum):
    """What a response earned."""

    RIGHT = "right"
    WRONG = "wrong"
    NOT_KNOWN = "not-known"


@dataclass(frozen=True, slots=True)
class Mark:
    """The verdict on a response; multiple response is all or nothing."""

    kind: MarkKind
    response: Response

    @property
    def right(self) -> bool:
        """Whether it scores."""
        return self.kind is MarkKind.RIGHT


Play: TypeAlias = Callable[[Sequence[Step], int, str], Plain]
"""Runs steps in a fresh world from a fixed seed, lets `run_s` seconds pass and reads the end state.

The read is a JMESPath expression over {"running": {service or group: n}, "tasks": [...], "services": [...],
"instances": [...], "failures": [...]}, each element in the shape of AWS's Describe* answers. Handed in from
above, so that questions know nothing of the simulator.
"""
