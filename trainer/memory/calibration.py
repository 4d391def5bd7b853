"""What cold answers say about the belief in recall: FSRS's chance, corrected for this learner.

FSRS's published parameters are those of the average learner on Anki's cards. The chance that a fact is
recalled is taken to be

    logistic(shift + slope * logit(r) + fade * log(1 + days) + gain * log(1 + reps))

with r the believed chance, `days` since the last answer on the fact and `reps` the answers so far: what
is asked was chosen for its pause and its few answers, so that without these two the belief would be
held to the weakest facts alone. Before any answer slope is normal around 1 and the others around 0;
right answers are also guessed and known ones missed. The likeliest values come from Newton's method.
With few answers the belief stays what it was.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, log1p

from trainer.memory.credit import SLIP

SPREADS = (2.0, 0.5, 0.7, 2.5)
"""Prior standard deviations of shift, slope, fade and gain."""
PRIOR = (0.0, 1.0, 0.0, 0.0)
STEPS = 15


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
        return _logistic(sum(w * x for w, x in zip(self._values, _features(recall, days, reps), strict=True)))

    @property
    def _values(self) -> tuple[float, ...]:
        return (self.shift, self.slope, self.fade, self.gain)


UNCALIBRATED = Calibration()


def calibrated(answers: Iterable[Cold]) -> Calibration:
    """The likeliest correction after these answers."""
    rows = [
        (_features(one.recall, one.days, one.reps), one.right, one.odds) for one in answers if one.recall > 0
    ]
    mean, size = list(PRIOR), range(len(PRIOR))
    for _ in range(STEPS):
        slope = [(PRIOR[n] - mean[n]) / SPREADS[n] ** 2 for n in size]
        curve = [[1 / SPREADS[n] ** 2 if n == m else 0.0 for m in size] for n in size]
        for features, right, odds in rows:
            known = _logistic(sum(w * x for w, x in zip(mean, features, strict=True)))
            chance = odds + (1 - SLIP - odds) * known
            rise = (1 - SLIP - odds) * known * (1 - known)
            push = rise * ((1 if right else 0) - chance) / (chance * (1 - chance))
            weight = rise * rise / (chance * (1 - chance))
            for n in size:
                slope[n] += push * features[n]
                for m in size:
                    curve[n][m] += weight * features[n] * features[m]
        step = _solved(curve, slope)
        mean = [value + max(-1.0, min(1.0, change)) for value, change in zip(mean, step, strict=True)]
        if max(abs(change) for change in step) < 1e-6:
            break
    return Calibration(*mean)


def _features(recall: float, days: float, reps: int) -> tuple[float, ...]:
    inside = min(0.995, max(0.005, recall))
    return (1.0, log(inside / (1 - inside)), log1p(max(0.0, days)), log1p(reps))


def _logistic(value: float) -> float:
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
