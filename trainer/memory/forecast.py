"""FSRS-6 as plain numbers, for looking ahead over thousands of facts; states come from the package.

Formulas and default parameters are those of FSRS-6; a test holds each to py-fsrs.
"""

from math import exp

from trainer.memory.fsrs import DECAY, FACTOR, interval_days

W = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""FSRS-6's default parameters."""

FIRST_GOOD = (W[2], W[4] - exp(2 * W[5]) + 1)
"""Stability and difficulty after a first answer that was right."""
FIRST_AGAIN = (W[0], W[4])
"""The same after one that was wrong."""
EASIEST = W[4] - exp(3 * W[5]) + 1
"""What difficulty drifts towards, before it is clamped."""


def recall(stability: float, elapsed_days: float) -> float:
    """The chance of recall (0-1) that many days after a review."""
    return float((1 + FACTOR * elapsed_days / stability) ** DECAY)


def after_right(stability: float, difficulty: float, recalled: float) -> tuple[float, float]:
    """Stability and difficulty after a right answer (Good) given at that chance of recall."""
    growth = exp(W[8]) * (11 - difficulty) * stability ** -W[9] * (exp((1 - recalled) * W[10]) - 1)
    return stability * (1 + growth), _drifted(difficulty)


def after_wrong(stability: float, difficulty: float, recalled: float) -> tuple[float, float]:
    """The same after a wrong one (Again)."""
    lapsed = W[11] * difficulty ** -W[12] * ((stability + 1) ** W[13] - 1) * exp((1 - recalled) * W[14])
    harder = difficulty + (10 - difficulty) * 2 * W[6] / 9
    return max(0.001, min(lapsed, stability / exp(W[17] * W[18]))), _drifted(harder)


def asks_until(stability: float, first_days: float, days: float, difficulty: float, retention: float) -> int:
    """How often a fact comes up in so many days if all answers are right; `first_days`: its next review."""
    asks, at = 0, max(0.0, first_days)
    elapsed = max(1.0, float(interval_days(stability, retention)))
    while at < days:
        asks += 1
        stability, difficulty = after_right(stability, difficulty, recall(stability, elapsed))
        elapsed = interval_days(stability, retention)
        at += elapsed
    return asks


def gain(stability: float, difficulty: float, elapsed_days: float, left_days: float) -> float:
    """What an answer now adds to the chance of recall `left_days` from now, over right and wrong answers."""
    now = recall(stability, elapsed_days)
    right, _ = after_right(stability, difficulty, now)
    wrong, _ = after_wrong(stability, difficulty, now)
    answered = now * recall(right, left_days) + (1 - now) * recall(wrong, left_days)
    return answered - recall(stability, elapsed_days + left_days)


def _drifted(difficulty: float) -> float:
    return min(10.0, max(1.0, W[7] * EASIEST + (1 - W[7]) * difficulty))
