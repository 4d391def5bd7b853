"""One simulated learner under one arm: day by day, within the day's exposures or minutes.

Learner, memory and luck follow from the seed alone, so that all arms meet the same learner with the same luck
(common random numbers: the n-th answer on a fact draws the same numbers under every arm).
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, sqrt
from random import Random
from typing import Protocol

from tests.bench.learners.truths import TRUTHS, Mind

GUESS, SLIP = 0.25, 0.05
RIGHT_S, WRONG_S, READ_S = 45.0, 75.0, 45.0
"""Seconds of a right answer, of a wrong one with its explanation, and of reading about a new fact."""
BETWEEN = 0.0006
"""Days from one question to the next: about a minute."""
MORNING, EVENING = 0.30, 0.85
"""The part of the day at which learners sit down, drawn once for each."""


@dataclass(frozen=True, slots=True)
class Term:
    """What all arms get alike."""

    facts: int
    days: int
    exposures_a_day: int | None = None
    minutes_a_day: float | None = None
    missed: float = 0.1
    """Share of days on which nothing is done."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a question's looks help: 0 strength is a learner who recognises none."""

    strength: float = 0.5
    """Days until a form seen once is recognised with a chance of 1/e; grows with each sight."""
    share: float = 0.5
    """What an answer by recognition teaches of the fact."""


class Arm(Protocol):
    """A scheduler; it sees its own log and nothing else."""

    fresh: bool
    """Whether every question is a new one on its fact."""

    def begin(self, day: int, now: float) -> None: ...
    def next(self, now: float) -> int | None: ...
    def told(self, fact: int, now: float, right: bool) -> None: ...
    def belief(self, fact: int, at: float) -> float | None: ...


@dataclass(slots=True)
class Outcome:
    """What came of it, as it really is."""

    recall: float
    """Mean chance of recall over all facts at the exam."""
    later: float
    """Thirty days after it."""
    on_the_way: float
    """Averaged over days."""
    exposures: int
    hours: float
    met: int
    belief: float | None
    """What the arm believes the mean over all facts is, at the exam."""


class Luck:
    """The n-th draws of a fact."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._drawn: dict[int, list[tuple[float, float, float, float]]] = {}
        self._streams: dict[int, Random] = {}

    def of(self, fact: int, number: int) -> tuple[float, float, float, float]:
        drawn = self._drawn.setdefault(fact, [])
        if fact not in self._streams:
            self._streams[fact] = Random(f"{self._seed}-luck-{fact}")
        draw = self._streams[fact].random
        while len(drawn) <= number:
            drawn.append((draw(), draw(), draw(), draw()))
        return drawn[number]


def learner(truth: str, seed: str, facts: int) -> Mind:
    return TRUTHS[truth](Random(f"{seed}-mind-{truth}"), facts)


def live(
    truth: str,
    seed: str,
    arm: Arm,
    term: Term,
    form: Form = Form(),
    *,
    meet: Callable[[Mind], None] | None = None,
) -> Outcome:
    """The learner's days until the exam at `term.days` (0.375 of that day)."""
    mind, luck = learner(truth, seed, term.facts), Luck(f"{seed}-{truth}")
    if meet is not None:
        meet(mind)
    habit = Random(f"{seed}-habit")
    sits_at = habit.uniform(MORNING, EVENING)
    absent = [habit.random() < term.missed for _ in range(term.days)]
    seen = [0] * term.facts
    looks: dict[int, tuple[float, float]] = {}
    exposures, seconds = 0, 0.0
    on_the_way: list[float] = []
    for day in range(term.days):
        if absent[day]:
            continue
        now = day + sits_at
        arm.begin(day, now)
        began_s, count = seconds, 0
        while _room(term, count, seconds - began_s):
            fact = arm.next(now)
            if fact is None:
                break
            count += 1
            recalled, guessed, slipped, known_form = luck.of(fact, seen[fact])
            first = not seen[fact]
            knew = recalled < (mind.grasp if first else mind.recall(fact, now))
            by_looks = not arm.fresh and known_form < _recognised(looks.get(fact), now)
            right = by_looks or (slipped >= SLIP if knew else guessed < GUESS)
            mind.answered(fact, now, knew, form.share if by_looks and not knew else 1.0)
            if not arm.fresh and form.strength:
                strength = looks[fact][1] * 2.0 if fact in looks else form.strength
                looks[fact] = (now, strength)
            arm.told(fact, now, right)
            seen[fact] += 1
            exposures += 1
            seconds += (RIGHT_S if right else WRONG_S) + (READ_S if first else 0.0)
            now += BETWEEN
        if day % 5 == 4:
            on_the_way.append(_mean(mind, term.facts, now + 0.02))
    exam_at = term.days + 0.375
    beliefs = [arm.belief(fact, exam_at) for fact in range(term.facts)]
    known = [one for one in beliefs if one is not None]
    return Outcome(
        recall=_mean(mind, term.facts, exam_at),
        later=_mean(mind, term.facts, exam_at + 30),
        on_the_way=sum(on_the_way) / len(on_the_way) if on_the_way else 0.0,
        exposures=exposures,
        hours=seconds / 3600,
        met=sum(one > 0 for one in seen),
        belief=sum(known) / len(known) if known else None,
    )


def _room(term: Term, count: int, spent_s: float) -> bool:
    """Whether one more may be asked today."""
    return (term.exposures_a_day is None or count < term.exposures_a_day) and (
        term.minutes_a_day is None or spent_s < term.minutes_a_day * 60
    )


def _recognised(looks: tuple[float, float] | None, now: float) -> float:
    if looks is None:
        return 0.0
    at, strength = looks
    return exp(-(now - at) / strength)


def _mean(mind: Mind, facts: int, at: float) -> float:
    return sum(mind.recall(fact, at) for fact in range(facts)) / facts


def interval(values: list[float]) -> tuple[float, float, float]:
    """Mean and its 95 % interval over learners."""
    mean = sum(values) / len(values)
    spread = sqrt(sum((value - mean) ** 2 for value in values) / max(1, len(values) - 1))
    half = 1.96 * spread / sqrt(len(values))
    return mean, mean - half, mean + half
