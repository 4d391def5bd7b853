"""What cold answers say about the belief in recall: FSRS's chance, corrected for this learner.

FSRS's published parameters are those of the average learner on Anki's cards. The chance that a fact is
recalled is taken to be

    logistic(shift + slope * logit(r) + fade * (log(1 + days) - 1.8) + gain * (log(1 + reps) - 1.4))

with r the believed chance, `days` since the last answer on the fact and `reps` the answers so far: what
is asked was chosen for its pause and its few answers, so that without these two the belief would be
held to the weakest facts alone. They count from what is usual, five days and three answers, so that the
shift tells of usual facts. Before any answer slope is normal around 1 and the others around 0; right
answers are also guessed and known ones missed. The likeliest values come from Newton's method. With few
answers the belief stays what it was. `exam/readiness.py` fits the same together with topics, for a range.
"""

from collections.abc import Iterable, Sequence
from math import exp, log, log1p
from typing import NamedTuple, TypeAlias

from trainer.memory.credit import SLIP
from trainer.value import dataclass

Features: TypeAlias = tuple[float, float, float, float]
"""What the chance of recall of a fact depends on: 1, the belief's logit, log days and log answers."""

SPREADS = (1.0, 0.4, 0.5, 1.6)
"""Prior standard deviations of shift, slope, fade and gain."""
PRIOR = (0.0, 1.0, 0.0, 0.0)
CAREFUL = (0.6, 0.3, 0.35, 1.0)
"""The same for plans: few answers must not turn a plan over (settled on learners of the study's tuning)."""
USUAL_DAYS, USUAL_REPS = 1.8, 1.4
"""The logarithms of one more than the days and the answers that are usual."""
STEPS = 15
CLOSE_ENOUGH = 1e-4


@dataclass(frozen=True, slots=True)
class Cold:
    """An answer on a fact that was not met for a night at least."""

    recall: float
    """As believed before it, 0-1."""
    days: float
    """Since the last answer on the fact."""
    reps: int
    """Answers on it before this one."""
    right: bool
    odds: float


class Row(NamedTuple):
    """An answer as the formula takes it."""

    features: Features
    right: bool
    odds: float
    counts: float = 1.0
    """How much it says beside others."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """The correction of the belief."""

    shift: float = 0.0
    slope: float = 1.0
    fade: float = 0.0
    gain: float = 0.0

    def chance(self, recall: float, days: float, reps: int) -> float:
        """The chance of recall that the belief stands for; 0 stays 0."""
        if recall <= 0:
            return 0.0
        _, believed, gone, answered = features(recall, days, reps)
        return logistic(self.shift + self.slope * believed + self.fade * gone + self.gain * answered)


UNCALIBRATED = Calibration()


def calibrated(answers: Iterable[Cold], spreads: Sequence[float] = SPREADS) -> Calibration:
    """The likeliest correction after these answers, by these prior standard deviations."""
    rows = [
        Row(features(one.recall, one.days, one.reps), one.right, one.odds)
        for one in answers
        if one.recall > 0
    ]
    mean, size = list(PRIOR), range(len(PRIOR))
    for _ in range(STEPS):
        push, curve = derivatives(rows, mean)
        slope = [push[n] + (PRIOR[n] - mean[n]) / spreads[n] ** 2 for n in size]
        for n in size:
            curve[n][n] += spreads[n] ** -2
        step = _solved(curve, slope)
        mean = [value + max(-1.0, min(1.0, change)) for value, change in zip(mean, step, strict=True)]
        if max(abs(change) for change in step) < CLOSE_ENOUGH:
            break
    return Calibration(*mean)


def derivatives(rows: Iterable[Row], mean: Sequence[float]) -> tuple[list[float], list[list[float]]]:
    """Of the log-likelihood at that mean: the first, and the expected second ones negated.

    Written out by number, since a plan is made at every start and goes through hundreds of answers.
    """
    shift, slope, fade, gain = mean
    p0 = p1 = p2 = p3 = c00 = c01 = c02 = c03 = c11 = c12 = c13 = c22 = c23 = c33 = 0.0
    for (_, believed, days, reps), right, odds, counts in rows:
        value = shift + slope * believed + fade * days + gain * reps
        known = 1 / (1 + exp(-max(-30.0, min(30.0, value))))
        span = 1 - SLIP - odds
        chance = odds + span * known
        rise = span * known * (1 - known)
        push = counts * rise / (chance * (1 - chance))
        weight = rise * push
        push *= (1 if right else 0) - chance
        p0 += push
        p1 += push * believed
        p2 += push * days
        p3 += push * reps
        c00 += weight
        c01 += weight * believed
        c02 += weight * days
        c03 += weight * reps
        c11 += weight * believed * believed
        c12 += weight * believed * days
        c13 += weight * believed * reps
        c22 += weight * days * days
        c23 += weight * days * reps
        c33 += weight * reps * reps
    curve = [[c00, c01, c02, c03], [c01, c11, c12, c13], [c02, c12, c22, c23], [c03, c13, c23, c33]]
    return [p0, p1, p2, p3], curve


def features(recall: float, days: float, reps: int) -> Features:
    """What the chance of recall depends on; `recall` 0-1 as FSRS believes, `days` since the last answer."""
    inside = min(0.995, max(0.005, recall))
    return (1.0, log(inside / (1 - inside)), log1p(max(0.0, days)) - USUAL_DAYS, log1p(reps) - USUAL_REPS)


def logistic(value: float) -> float:
    """The chance (0-1) of a logit; far out it stays short of certainty."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))


def _solved(matrix: Sequence[Sequence[float]], values: Sequence[float]) -> list[float]:
    """The x with matrix x = values, for a symmetric positive one (Gauss without pivots)."""
    rows = [[*row, value] for row, value in zip(matrix, values, strict=True)]
    size = len(rows)
    for n in range(size):
        for m in range(n + 1, size):
            factor = rows[m][n] / rows[n][n]
            rows[m] = [below - factor * above for below, above in zip(rows[m], rows[n], strict=True)]
    found = [0.0] * size
    for n in reversed(range(size)):
        found[n] = (rows[n][size] - sum(rows[n][m] * found[m] for m in range(n + 1, size))) / rows[n][n]
    return found
