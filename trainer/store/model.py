"""What is kept of a learner's work, as values. Rows never leave this package."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NewType

from trainer.value import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from trainer.content.model import ExamId, FactId, LabId, LessonId, TopicId
    from trainer.memory.model import Confidence
    from trainer.questions.model import Item, Mark

AnswerId = NewType("AnswerId", int)
RunId = NewType("RunId", int)


class Mode(StrEnum):
    """In what activity an item was answered."""

    OPENING = "opening"
    LESSON = "lesson"
    REVIEW = "review"
    QUIZ = "quiz"
    EXAM = "exam"
    PLACEMENT = "placement"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answered item, whole enough to prove later what was asked and in which order."""

    item: Item
    """As shown, options in the order shown."""
    mark: Mark
    """Holds the response too."""
    mode: Mode
    sitting_id: str
    """One go at study, or the attempt id of an exam."""
    content_version: str
    answered_at: datetime
    """Aware, UTC."""
    taken_ms: int = 0
    confidence: Confidence | None = None


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer of the log."""

    answer_id: AnswerId
    answer: Answer
    scheduled: bool
    """Whether it counted for the review schedule."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What the log says of one answer without thawing its item: for statistics over many."""

    answer_id: AnswerId
    item_id: str
    fact_ids: tuple[FactId, ...]
    pattern: str
    kind: str
    topic: TopicId
    mode: Mode
    right: bool
    known: bool
    confidence: Confidence | None
    reserved: bool
    scheduled: bool
    taken_ms: int
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers, and how many of them were right."""

    answers: int
    right: int

    @property
    def share(self) -> float | None:
        """Right of all, 0-1; None without any."""
        return self.right / self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class ColdAnswer:
    """An answer on facts not met for twenty hours: what was believed before it, and what came of it."""

    topic: TopicId
    right: bool
    reserved: bool
    """Whether it was of a pattern that study never shows."""
    odds: float
    """The chance (0-1) to guess the item."""
    recall: float | None
    """The chance (0-1) that all its facts were recalled, as believed then; None if one was never rated."""
    days: float | None
    """Since the fact it asked about was last rated; None for answers kept by earlier versions, or never."""
    reps: int
    """How often that fact had been rated."""
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Pace:
    """How long answers of one kind of item took."""

    answers: int
    seconds: float
    """In all."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the learner wants of a fact."""

    fact_id: FactId
    suspended: bool = False
    """Not to be asked until taken back."""
    buried_until: datetime | None = None
    """Not to be asked before then; aware, UTC."""
    flagged: bool = False
    note: str = ""

    def silent(self, now: datetime) -> bool:
        """Whether the fact is not to be asked now."""
        return self.suspended or (self.buried_until is not None and now < self.buried_until)


@dataclass(frozen=True, slots=True)
class Reading:
    """A section of a lesson was read; its facts may be asked from now on."""

    lesson_id: LessonId
    section_id: str
    fact_ids: tuple[FactId, ...]
    content_version: str
    read_at: datetime


class Pictures(StrEnum):
    """How pictures are shown."""

    DRAWN = "drawn"
    PIXELS = "pixels"
    """Where the terminal is known to show them; else drawn."""
    SIXEL = "sixel"
    """Likewise, and a terminal that is not known shows Sixel."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the learner chose. Unknown keys of newer versions are kept untouched."""

    exam: ExamId | None = None
    exam_on: date | None = None
    minutes_a_day: int = 25
    new_a_day: int = 20
    desired_retention: float = 0.9
    commit_first: bool = True
    first_run_done: bool = False
    theme: str = ""
    """Name of the colours; empty for the usual ones."""
    archived: bool = False
    """The exam was passed and nothing is to be kept alive: nothing comes up any more."""
    sparing: bool = False
    """With an exam date: few questions, late ones, to the desired retention on the day; else all minutes."""
    motion: bool = False
    """Whether screens scroll smoothly; costs many more bytes a key."""
    pictures: Pictures = Pictures.DRAWN


@dataclass(frozen=True, slots=True)
class LabRun:
    """A lab in work or done. `world` and `history` are the lab's own JSON."""

    lab_id: LabId
    started_at: datetime
    saved_at: datetime
    world: str
    history: str
    stage: int = 0
    """Stages finished so far."""
    passed: bool = False
    run_id: RunId | None = None
    """None before it was first saved."""


@dataclass(frozen=True, slots=True)
class Report:
    """A learner says that something is wrong with an item."""

    item: Item
    words: str
    content_version: str
    reported_at: datetime
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """How a fact read when it was last answered, or first read."""

    fact_id: FactId
    says: str
    seen_at: datetime


class Happened(StrEnum):
    """What became of a real exam."""

    PASSED = "passed"
    FAILED = "failed"
    MOVED = "moved"
    """It takes place on another day."""


@dataclass(frozen=True, slots=True)
class ExamOutcome:
    """What the learner told of a real exam."""

    exam: ExamId | None
    happened: Happened
    exam_on: date
    """The day it was, or was to be, taken."""
    told_at: datetime
    figure: str = ""
    """The last readiness figure in words; empty if there was too little evidence for one."""
    chance: float | None = None
    """The chance of reaching the line that was told."""
    weak: tuple[str, ...] = ()
    """Domains that the score report calls weak."""


@dataclass(frozen=True, slots=True)
class Regrade:
    """A result computed anew after keys were mended; the old one stays."""

    attempt_id: str
    content_version: str
    graded_at: datetime
    right: int
    of: int
    changed: tuple[int, ...]
    """Positions, from 0, whose mark is another now."""


@dataclass(frozen=True, slots=True)
class OpenAttempt:
    """The exam that waits to be finished."""

    answered: int
    left_s: int | None
    """None: untimed."""


@dataclass(frozen=True, slots=True)
class TopicCount:
    """How a topic stands: answers to its items, right ones, and facts of them met."""

    topic: TopicId
    answers: int
    right: int
    facts_seen: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of `trainer progress`."""

    answers: int
    """Study answers and those of submitted attempts ever committed."""
    facts_seen: int
    due: int
    open_attempt: OpenAttempt | None
    topics: Mapping[TopicId, TopicCount] = field(default_factory=dict)
