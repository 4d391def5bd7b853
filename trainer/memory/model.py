"""What is remembered of each fact, and the reviews it follows from. The fact is scheduled, never an item."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import TypeAlias

from trainer.content.model import FactId
from trainer.value import dataclass


class Rating(IntEnum):
    """How well a fact was recalled, as FSRS counts it. Easy is never given: nobody grades themselves here."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


class Confidence(StrEnum):
    """What the learner said of their own answer, by one optional key; never scored."""

    GUESS = "guess"
    UNSURE = "unsure"
    SURE = "sure"


@dataclass(frozen=True, slots=True)
class Credit:
    """What an answer earns a fact."""

    rating: Rating
    knew: float | None = None
    """The chance (0-1) that it was known: weak evidence moves the memory less. None: as the rating says."""


@dataclass(frozen=True, slots=True)
class Review:
    """One recall of one fact, as the log keeps it."""

    fact_id: FactId
    rating: Rating
    reviewed_at: datetime
    """Aware, UTC."""
    retention: float = 0.9
    """The desired retention (0-1) that its next due date aims at."""
    knew: float | None = None
    """The chance (0-1) that the fact was known, as the answer leaves it; None: as the rating says."""


@dataclass(frozen=True, slots=True)
class New:
    """Never reviewed."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """The memory of a fact after its last review."""

    stability: float
    """Days until the chance of recall has fallen to 90 %."""
    difficulty: float
    """1 (easy) to 10 (hard), FSRS's sense."""
    due_at: datetime
    """When the next review is due, fuzz included; aware, UTC."""
    reviewed_at: datetime
    """The last review; aware, UTC."""
    first_at: datetime
    """The first review; aware, UTC."""
    reps: int
    """Reviews so far."""
    lapses: int
    """Reviews after the first that were rated Again."""
    algorithm: str
    """What computed it: algorithm and parameters."""


MemoryState: TypeAlias = New | Reviewed

NEW = New()


class Why(StrEnum):
    """Why a fact is asked now."""

    DUE = "due"
    NEW = "new"
    FINAL = "final"
    """It would be below the line at the exam, and the last days have come."""
    MISTAKEN = "mistaken"
    """It was answered wrong with certainty, and not told apart on two days yet."""
    CHANGED = "changed"
    """It reads otherwise than when it was learned."""
    EARLY = "early"
    """Ahead of its time, because there is room today."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact to ask now."""

    fact_id: FactId
    why: Why
    retrievability: float
    """Chance of recall now, 0-1; 0 for a new fact."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a day may bring."""

    new_a_day: int = 20
