"""When a check next changes its mind: the arithmetic of health checks, without an event for each check.

Stands for TH-1 to TH-3 (targets) and HC-1, HC-2, VX-8 (containers). Checks come at whole intervals after
their start; a result that changes nothing is never computed.
"""

from trainer.sim.latencies import SECOND_MS
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Answering:
    """How an application answers a check: so since `since_ms`, and the other way round from `turns_ms` on."""

    ok: bool
    since_ms: int
    hangs: bool = False
    turns_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The settings of a check. `first_ms` is a moment from which on whole intervals are counted."""

    first_ms: int
    interval_s: int
    timeout_s: int
    passes: int
    """So many good results in a row make it good."""
    failures: int
    """So many bad results in a row make it bad."""
    counts_from_ms: int
    """Checks count that are later than this."""
    failures_count_from_ms: int
    """Bad results count that are later than this: the start period [HC-2]."""


@dataclass(frozen=True, slots=True)
class Turn:
    """That a check will change its mind: when, and to what."""

    at_ms: int
    good: bool
    hangs: bool = False


def next_turn(good: bool | None, rhythm: Rhythm, answering: Answering) -> Turn | None:
    """The next change of a check that now says `good` (None: nothing yet), or None if all stays as it is."""
    turn = _turn(good, rhythm, answering.ok, answering.since_ms, answering.hangs)
    turns_ms = answering.turns_ms
    if turns_ms is None or (turn is not None and turn.at_ms <= turns_ms):
        return turn
    return _turn(good, rhythm, not answering.ok, turns_ms, False)


def _turn(good: bool | None, rhythm: Rhythm, ok: bool, since_ms: int, hangs: bool) -> Turn | None:
    if good is ok:
        return None
    after_ms = max(rhythm.counts_from_ms, since_ms)
    if ok:
        needed = rhythm.passes if good is False else 1
        return Turn(nth_check_ms(rhythm, after_ms, needed), True)
    after_ms = max(after_ms, rhythm.failures_count_from_ms)
    late_ms = rhythm.timeout_s * SECOND_MS if hangs else 0
    return Turn(nth_check_ms(rhythm, after_ms, rhythm.failures) + late_ms, False, hangs)


def nth_check_ms(rhythm: Rhythm, after_ms: int, number: int) -> int:
    """When the n-th check after a moment takes place."""
    interval_ms = rhythm.interval_s * SECOND_MS
    done = (after_ms - rhythm.first_ms) // interval_ms
    return rhythm.first_ms + (done + number) * interval_ms
