"""The arithmetic of deployments: bounds, steps of the scheduler, breaker threshold.

Stands for DP-1 (bounds), DP-4 (the loop), DP-5 (deadlock), DP-13 (threshold), DP-18 (throttle).
"""

from trainer.sim.latencies import SECOND_MS, THROTTLE_S
from trainer.sim.model import Breaker
from trainer.value import dataclass

BREAKER_MIN, BREAKER_MAX = 3, 200


@dataclass(frozen=True, slots=True)
class Counts:
    """What the scheduler sees of a service: tasks of the new deployment, and those that have to leave.

    Leaving are tasks of older deployments and tasks on draining instances.
    """

    desired: int
    lower: int
    upper: int
    alive: int
    """All tasks that are not STOPPED [CH-11]."""
    new: int
    """Tasks that stay and are meant to run."""
    new_healthy: int
    old: int
    """Tasks that have to leave and were not told to stop yet."""
    old_healthy: int
    could_not_place: bool = False
    """Whether the last start found no room."""


@dataclass(frozen=True, slots=True)
class Move:
    """What the scheduler does in one step."""

    start: int
    stop_healthy: int
    stop_unhealthy: bool
    """Whether old tasks that are not healthy are stopped too."""
    surplus: int
    """New tasks above the desired count, to be stopped."""

    @property
    def idle(self) -> bool:
        """Nothing to start or stop."""
        return not (self.start or self.stop_healthy or self.stop_unhealthy or self.surplus)


def bounds(desired: int, minimum_percent: int, maximum_percent: int) -> tuple[int, int]:
    """(lower, upper): how many tasks stay healthy at least, how many are alive at most [DP-1]."""
    return -(-desired * minimum_percent // 100), desired * maximum_percent // 100


def move(counts: Counts) -> Move:
    """One step of a rolling deployment [DP-4]: start first; stop what may go.

    AWS publishes the bounds, the order of steps inside them is our model.
    """
    start = max(0, min(counts.desired - counts.new, counts.upper - counts.alive))
    tight = counts.upper <= counts.desired or counts.could_not_place
    floor = counts.lower if tight else counts.desired
    spare = counts.new_healthy + counts.old_healthy - floor
    stop_healthy = max(0, min(counts.old_healthy, spare))
    unhealthy = counts.old - counts.old_healthy
    return Move(start, stop_healthy, bool(unhealthy) and start == 0, max(0, counts.new - counts.desired))


def deadlocked(counts: Counts) -> bool:
    """Whether the percentages allow neither a start nor a stop [DP-5]."""
    return counts.old > 0 and counts.upper <= counts.desired <= counts.lower and counts.desired > 0


def threshold(breaker: Breaker, desired: int) -> int:
    """How many failures make the circuit breaker fire [DP-13]."""
    if breaker.type == "COUNT":
        return breaker.value
    share = -(-desired * breaker.value // 100)
    if breaker.type == "UNBOUNDED_PERCENT":
        return max(1, share)
    return max(BREAKER_MIN, min(BREAKER_MAX, share))


def backoff_ms(failures_in_row: int) -> int:
    """How long the throttle logic waits after the k-th failure in a row [DP-18]."""
    return THROTTLE_S[min(failures_in_row, len(THROTTLE_S)) - 1] * SECOND_MS if failures_in_row else 0
