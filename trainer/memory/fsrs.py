"""FSRS-6 through the `fsrs` package: the memory after a review, and the chance of recall at a moment."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from math import exp, log
from typing import TYPE_CHECKING

from trainer.content.model import FactId
from trainer.memory.model import MemoryState, New, Rating, Review, Reviewed
from trainer.seed import stream

if TYPE_CHECKING:
    from fsrs import Scheduler

ALGORITHM = "FSRS-6 default"
"""Kept beside every state: another algorithm or other parameters get another name."""

DECAY = -0.1542
"""FSRS-6's default parameter 20, negated; a test holds it to the package."""
FACTOR = 0.9 ** (1 / DECAY) - 1
"""Makes the curve pass through 90 % when as many days have gone by as the stability says."""

FUZZ_FROM_DAYS = 3
"""Shorter intervals are left alone."""

DAY = timedelta(days=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def review(state: MemoryState, event: Review) -> Reviewed:
    """The memory after this review.

    Same formula and whole-day elapsed times as py-fsrs, without its learning steps: the shortest interval
    is a day (a fact missed within a sitting comes back by the sitting's own rule). Its own fuzz, which
    draws from the global chance, is off; ours moves the due date only and follows from the log, so a replay
    gives the same.

    Where the answer leaves a chance that the fact was known, the memory is the mean of that after Good and
    that after Again, weighed by it (of stability the geometric mean).
    """
    stability, difficulty = _weighed(state, event)
    reps = 1 if isinstance(state, New) else state.reps + 1
    lapsed = isinstance(state, Reviewed) and event.rating is Rating.AGAIN
    days = interval_days(stability, event.retention)
    return Reviewed(
        stability=stability,
        difficulty=difficulty,
        due_at=event.reviewed_at + DAY * fuzzed_days(days, event.fact_id, reps),
        reviewed_at=event.reviewed_at,
        first_at=event.reviewed_at if isinstance(state, New) else state.first_at,
        reps=reps,
        lapses=(0 if isinstance(state, New) else state.lapses) + lapsed,
        algorithm=ALGORITHM,
    )


def retrievability(state: MemoryState, now: datetime) -> float:
    """The chance (0-1) that the fact is recalled at that moment; 0 for a new one.

    FSRS-6's curve with the time elapsed as a fraction of days: py-fsrs counts whole days, so that it would
    say 100 % for 23 hours. On whole days both agree.
    """
    if isinstance(state, New):
        return 0.0
    elapsed_days = max(0.0, (now - state.reviewed_at) / DAY)
    return float((1 + FACTOR * elapsed_days / state.stability) ** DECAY)


def due(state: MemoryState, now: datetime) -> bool:
    """Whether its next review has come; never so for a new fact."""
    return isinstance(state, Reviewed) and state.due_at <= now


def fuzzed_days(interval_days: int, fact_id: FactId, reps: int) -> int:
    """The interval moved by at most a day and five per cent, so that facts learnt together come apart."""
    if interval_days < FUZZ_FROM_DAYS:
        return interval_days
    spread = round(1 + interval_days * 0.05)
    return interval_days - spread + int(_drawn(fact_id, reps) * (2 * spread + 1))


@lru_cache(maxsize=64)
def _drawn(fact_id: FactId, reps: int) -> float:
    return stream("fuzz", fact_id, reps).random()


def load() -> None:
    """Import the package ahead of the first review."""
    _scheduler()


def foresee(states: Mapping[FactId, MemoryState], now: datetime) -> None:
    """Reckon what right and wrong answers would make of these memories now, so that a review has it ready."""
    for fact_id, state in states.items():
        _drawn(fact_id, 1 if isinstance(state, New) else state.reps + 1)
        for rating in (Rating.GOOD, Rating.AGAIN):
            _after(state, now, rating)


def interval_days(stability: float, retention: float) -> int:
    """Whole days until the chance of recall has fallen to the desired retention; one to a hundred years."""
    days: float = stability / FACTOR * (retention ** (1 / DECAY) - 1)
    return min(36500, max(1, round(days)))


def _weighed(state: MemoryState, event: Review) -> tuple[float, float]:
    """Stability and difficulty after the review."""
    if event.knew is None:
        return _after(state, event.reviewed_at, event.rating)
    if event.knew in (0.0, 1.0):
        return _after(state, event.reviewed_at, Rating.GOOD if event.knew else Rating.AGAIN)
    good, again = (_after(state, event.reviewed_at, rating) for rating in (Rating.GOOD, Rating.AGAIN))
    stability = exp(event.knew * log(good[0]) + (1 - event.knew) * log(again[0]))
    return stability, event.knew * good[1] + (1 - event.knew) * again[1]


def _after(state: MemoryState, at: datetime, rating: Rating) -> tuple[float, float]:
    if isinstance(state, New):
        return _numbers(None, None, 0, rating)
    return _numbers(state.stability, state.difficulty, (at - state.reviewed_at).days, rating)


@lru_cache(maxsize=64)
def _numbers(
    stability: float | None, difficulty: float | None, elapsed_days: int, rating: Rating
) -> tuple[float, float]:
    """Stability and difficulty by the package, which counts whole days, so that the hour is all the same."""
    from fsrs import Card, State
    from fsrs import Rating as PackageRating

    # a card without an id would sleep a millisecond to make one
    card = Card(card_id=1, due=LONG_AGO)
    if stability is not None:
        card = Card(1, State.Review, None, stability, difficulty, due=LONG_AGO, last_review=LONG_AGO)
    card, _ = _scheduler().review_card(card, PackageRating(int(rating)), LONG_AGO + DAY * elapsed_days)
    if card.stability is None or card.difficulty is None:
        raise AssertionError("a reviewed card has stability and difficulty")
    return card.stability, card.difficulty


@cache
def _scheduler() -> "Scheduler":
    """py-fsrs takes 70 ms to import, so it is imported with the first review.

    The retention that is aimed at moves the next date alone, which is reckoned here.
    """
    from fsrs import Scheduler

    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)
