"""The arithmetic of service auto scaling: how many tasks a policy wants.

Stands for TT-2, TT-3 (target tracking), SS-2 to SS-4 (steps, percentages), VX-4, VX-6.
"""

import math
from collections.abc import Sequence

from trainer.sim.model import StepAdjustment


def tracked(running: int, metric: float, target: float) -> int:
    """How many tasks would bring the metric to its target [TT-2]; the formula is our model."""
    return math.ceil(round(running * metric / target, 9))


def step_for(steps: Sequence[StepAdjustment], breach: float) -> StepAdjustment | None:
    """The step in whose bounds a breach lies [SS-2]: above the threshold the lower bound belongs to it,
    below the threshold the upper one."""
    for step in steps:
        low = -math.inf if step.lower is None else step.lower
        high = math.inf if step.upper is None else step.upper
        above = low <= breach < high if breach >= 0 else low < breach <= high
        if above:
            return step
    return None


def percent_change(capacity: int, percent: int, least: int = 0) -> int:
    """How many tasks a percentage is, in AWS's rounding [SS-4], at least `least` in either direction."""
    exact = capacity * percent / 100
    if 0 < exact < 1:
        change = 1
    elif -1 < exact < 0:
        change = -1
    else:
        change = math.trunc(exact)
    if percent and abs(change) < least:
        return least if percent > 0 else -least
    return change


def stepped(capacity: int, adjustment: str, change: int, least: int = 0) -> int:
    """The capacity that a step wants [SS-3]."""
    if adjustment == "ExactCapacity":
        return change
    if adjustment == "PercentChangeInCapacity":
        return max(0, capacity + percent_change(capacity, change, least))
    return max(0, capacity + change)
