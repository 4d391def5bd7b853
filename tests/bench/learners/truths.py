"""How memory really is, as far as a learner of the study is concerned: no scheduler sees any of this.

Each truth answers one question (is the fact recalled now?) and takes one event (it was answered, and the
answer was explained). Parameters are drawn per learner, and per fact where the model knows facts, from a
stream of their own; none are the scheduler's. Times are days, the first contact may be at any of them.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from math import exp, log
from random import Random

DEFAULTS = (
    *(0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796),
    *(1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542),
)
"""FSRS-6's published parameters, here only the middle of what learners are drawn from."""


def logistic(value: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, value))))


class Mind(ABC):
    """One learner's memory of facts 0 to n-1."""

    def __init__(self, draw: Random, facts: int) -> None:
        self.facts = facts
        self.grasp = min(0.95, max(0.3, draw.gauss(0.7, 0.1)))
        """The chance that a fact is known right after it was first read."""

    @abstractmethod
    def recall(self, fact: int, at: float) -> float:
        """The chance that it is recalled; of a fact never met, none."""

    @abstractmethod
    def answered(self, fact: int, at: float, knew: bool, share: float = 1.0) -> None:
        """It was asked and explained; `share` of an exposure counts (a question known by its looks)."""


class Fsrs(Mind):
    """T1: FSRS-6 itself, with each of its parameters drawn, and facts that differ in how well they stick."""

    def __init__(self, draw: Random, facts: int) -> None:
        super().__init__(draw, facts)
        self.w = [value * exp(draw.gauss(0, 0.15)) for value in DEFAULTS]
        steady = exp(draw.gauss(0, 0.3))
        self.stickiness = [steady * exp(draw.gauss(0, 0.35)) for _ in range(facts)]
        self.harder = [draw.gauss(0, 1.0) for _ in range(facts)]
        self.stability = [0.0] * facts
        self.difficulty = [0.0] * facts
        self.last = [0.0] * facts
        self.decay = -self.w[20]
        self.factor = 0.9 ** (1 / self.decay) - 1

    def recall(self, fact: int, at: float) -> float:
        stability = self.stability[fact]
        if not stability:
            return 0.0
        elapsed = max(0.0, at - self.last[fact])
        return float((1 + self.factor * elapsed / stability) ** self.decay)

    def answered(self, fact: int, at: float, knew: bool, share: float = 1.0) -> None:
        w, before = self.w, self.stability[fact]
        if not before:
            after = (w[2] if knew else w[0]) * self.stickiness[fact]
            first = (w[4] - exp(2 * w[5]) + 1 if knew else w[4]) + self.harder[fact]
            self.difficulty[fact] = min(10.0, max(1.0, first))
        else:
            after = self._after(fact, at, before, knew)
            change = 0.0 if knew else (10 - self.difficulty[fact]) * 2 * w[6] / 9
            self.difficulty[fact] = min(10.0, max(1.0, self.difficulty[fact] + change))
        self.stability[fact] = max(0.01, before + share * (after - before) if before else after)
        self.last[fact] = at

    def _after(self, fact: int, at: float, before: float, knew: bool) -> float:
        w, hard, recalled = self.w, self.difficulty[fact], self.recall(fact, at)
        if at - self.last[fact] < 1:
            short = float(exp(w[17] * ((0 if knew else -2) + w[18])) * before ** -w[19])
            return before * (max(1.0, short) if knew else short)
        if knew:
            growth = exp(w[8]) * (11 - hard) * before ** -w[9] * (exp((1 - recalled) * w[10]) - 1)
            return before * float(1 + growth)
        lapsed = w[11] * hard ** -w[12] * ((before + 1) ** w[13] - 1) * exp((1 - recalled) * w[14])
        return min(float(lapsed), before / exp(w[17] * w[18]))


class ActR(Mind):
    """T2: ACT-R with decay by activation (Pavlik and Anderson 2005): each trace fades by what was there.

    Activation is the logarithm of the sum of the traces' ages to the power of minus their decays; a new trace
    decays at c * exp(activation at its birth) + a. Time between sittings runs slower, by h.
    """

    A, C, S, TAU, H = 0.177, 0.217, 0.255, -0.9, 0.01

    def __init__(self, draw: Random, facts: int) -> None:
        super().__init__(draw, facts)

        def about(value: float) -> float:
            return value * exp(draw.gauss(0, 0.15))

        self.a, self.c, self.s, self.h = about(self.A), about(self.C), about(self.S), about(self.H)
        self.tau = self.TAU * exp(draw.gauss(0, 0.15))
        self.easier = [draw.gauss(0, 0.2) for _ in range(facts)]
        self.traces: list[list[tuple[float, float, float]]] = [[] for _ in range(facts)]

    def _power(self, fact: int, at: float) -> float:
        total = 0.0
        for born, decay, share in self.traces[fact]:
            age_s = max(1.0, (at - born) * 86400 * self.h)
            total += share * age_s**-decay
        return total

    def recall(self, fact: int, at: float) -> float:
        if not self.traces[fact]:
            return 0.0
        activation = log(self._power(fact, at)) + self.easier[fact]
        return logistic((activation - self.tau) / self.s)

    def answered(self, fact: int, at: float, knew: bool, share: float = 1.0) -> None:
        decay = self.c * self._power(fact, at) + self.a
        self.traces[fact].append((at, decay, share))


class Dash(Mind):
    """T3: DASH (Lindsey, Shroyer, Pashler and Mozer 2014): counts of tries and successes in windows of time.

    The logit is ability minus difficulty plus, for the last hour, day, week, month and ever, a weight on
    log(1 + successes) and one on log(1 + tries).
    """

    WINDOWS = (1 / 24, 1.0, 7.0, 30.0, 1e9)
    SUCCESSES = (0.30, 0.35, 0.45, 0.45, 0.55)
    TRIES = (0.10, 0.20, 0.30, 0.35, 0.30)

    def __init__(self, draw: Random, facts: int) -> None:
        super().__init__(draw, facts)
        self.ability = draw.gauss(-1.0, 0.4)
        self.difficulty = [draw.gauss(0, 0.6) for _ in range(facts)]
        self.successes = [value * exp(draw.gauss(0, 0.15)) for value in self.SUCCESSES]
        self.tries = [value * exp(draw.gauss(0, 0.15)) for value in self.TRIES]
        self.log: list[list[tuple[float, bool, float]]] = [[] for _ in range(facts)]

    def recall(self, fact: int, at: float) -> float:
        if not self.log[fact]:
            return 0.0
        value = self.ability - self.difficulty[fact]
        for window, success, tried in zip(self.WINDOWS, self.successes, self.tries, strict=True):
            right = count = 0.0
            for when, knew, share in reversed(self.log[fact]):
                if at - when > window:
                    break
                count += share
                right += share if knew else 0.0
            value += success * log(1 + right) + tried * log(1 + count)
        return logistic(value)

    def answered(self, fact: int, at: float, knew: bool, share: float = 1.0) -> None:
        self.log[fact].append((at, knew, share))


class Kept(Mind):
    """T4: what was learned is never forgotten; each answer that is explained teaches with a fixed chance."""

    def __init__(self, draw: Random, facts: int) -> None:
        super().__init__(draw, facts)
        teach = min(0.6, max(0.1, draw.gauss(0.35, 0.08)))
        self.teach = [min(0.9, max(0.03, teach * exp(draw.gauss(0, 0.4)))) for _ in range(facts)]
        self.known = [0.0] * facts
        self.met = [False] * facts

    def recall(self, fact: int, at: float) -> float:
        return self.known[fact]

    def answered(self, fact: int, at: float, knew: bool, share: float = 1.0) -> None:
        if not self.met[fact]:
            self.met[fact] = True
            self.known[fact] = 0.3 * self.grasp
            return
        self.known[fact] += share * self.teach[fact] * (1 - self.known[fact])


def partner_of(fact: int) -> int | None:
    """Every other pair of neighbours is confusable; the course says which, so a scheduler may know."""
    return fact ^ 1 if fact // 2 % 2 == 0 else None


class Confused(Fsrs):
    """T5: T1 with pairs of facts that disturb each other: what was asked alone covers its partner.

    A partner asked within the same sitting clears both up by half (discrimination).
    """

    SAME_SITTING = 0.05
    """Days."""

    def __init__(self, draw: Random, facts: int) -> None:
        super().__init__(draw, facts)
        self.rate = min(0.3, max(0.02, draw.gauss(0.12, 0.04)))
        self.covered = [0.0] * facts

    def recall(self, fact: int, at: float) -> float:
        return super().recall(fact, at) * (1 - self.covered[fact])

    def answered(self, fact: int, at: float, knew: bool, share: float = 1.0) -> None:
        partner = partner_of(fact)
        super().answered(fact, at, knew, share)
        self.covered[fact] *= 0.7
        if partner is None or partner >= self.facts or not self.stability[partner]:
            return
        if at - self.last[partner] <= self.SAME_SITTING:
            self.covered[fact] *= 0.5
            self.covered[partner] *= 0.5
        else:
            self.covered[partner] += share * self.rate * (0.6 - self.covered[partner])


class Multiscale(Mind):
    """T6: the multiscale context model (Mozer, Pashler, Cepeda, Lindsey and Vul 2009).

    Pools of traces that leak at time constants from hours to years; a pool learns what the pools faster than
    it did not hold yet, more after a success (by `gain`). Seven pools stand for the model's hundred.
    """

    POOLS = 7

    def __init__(self, draw: Random, facts: int) -> None:
        super().__init__(draw, facts)
        fastest = 0.15 * exp(draw.gauss(0, 0.2))
        spread = 3.6 * exp(draw.gauss(0, 0.08))
        shrink = 0.86 * exp(draw.gauss(0, 0.04))
        self.constants = [fastest * spread**number for number in range(self.POOLS)]
        sizes = [shrink**number for number in range(self.POOLS)]
        whole = sum(sizes)
        self.sizes = [size / whole for size in sizes]
        self.step = min(0.6, max(0.1, draw.gauss(0.32, 0.06)))
        self.gain = max(1.0, draw.gauss(1.6, 0.2))
        self.sharp = draw.gauss(9.0, 0.8)
        self.half = [min(0.6, max(0.1, draw.gauss(0.22, 0.05))) for _ in range(facts)]
        self.pools: list[list[float]] = [[] for _ in range(facts)]
        self.last = [0.0] * facts

    def _now(self, fact: int, at: float) -> list[float]:
        gone = max(0.0, at - self.last[fact])
        return [
            held * exp(-gone / constant)
            for held, constant in zip(self.pools[fact], self.constants, strict=True)
        ]

    def recall(self, fact: int, at: float) -> float:
        if not self.pools[fact]:
            return 0.0
        strength = sum(size * held for size, held in zip(self.sizes, self._now(fact, at), strict=True))
        return logistic(self.sharp * (strength - self.half[fact]) * 2)

    def answered(self, fact: int, at: float, knew: bool, share: float = 1.0) -> None:
        pools = self._now(fact, at) if self.pools[fact] else [0.0] * self.POOLS
        step = share * min(0.9, self.step * (self.gain if knew else 1.0))
        size = held = 0.0
        after = []
        for mine, value in zip(self.sizes, pools, strict=True):
            size += mine
            held += mine * value
            after.append(value + step * max(0.0, 1 - held / size))
        self.pools[fact] = [min(1.0, value) for value in after]
        self.last[fact] = at


TRUTHS: Mapping[str, Callable[[Random, int], Mind]] = {
    "T1 FSRS-6": Fsrs,
    "T2 ACT-R": ActR,
    "T3 DASH": Dash,
    "T4 kept": Kept,
    "T5 confused": Confused,
    "T6 multiscale": Multiscale,
}
