"""Is the readiness figure to be trusted: learners of every truth, stopped on a day of their own.

Each studies a course of the bundled one's size with this program's own agenda; the figure is made as
`activities/readiness.py` makes it, from states and cold answers; then one form is
drawn from what the learner really recalls.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from random import Random
from statistics import NormalDist

from tests.bench.learners.arms import BEGIN, Trainer
from tests.bench.learners.study import GUESS, SLIP, Term, live
from tests.bench.learners.truths import TRUTHS, Mind
from trainer.content.model import TopicId
from trainer.exam.readiness import NEVER_ASKED, Seen, Share, learn, readiness
from trainer.memory.calibration import Features, features
from trainer.memory.fsrs import DAY, retrievability
from trainer.memory.model import Reviewed

FACTS, TOPICS, ITEMS, LINE = 120, 12, 65, 47
LATEST = 800
NAMES = tuple(TopicId(f"topic-{number}") for number in range(TOPICS))


@dataclass(frozen=True, slots=True)
class Told:
    """What one learner was told, and what was so."""

    truth: str
    enough: bool
    low: int
    high: int
    chance: float
    true_chance: float
    score: int


def one_learner(number: int) -> Told:
    truth = tuple(TRUTHS)[number % len(TRUTHS)]
    seed = f"ready-{number}"
    draw = Random(seed)
    days = draw.randint(12, 45)
    # the plan aims at a later day than the one on which the learner looks
    term = Term(FACTS, days, minutes_a_day=draw.choice([8, 12, 18, 25]))
    arm = Trainer(Term(FACTS, days + draw.choice([1, 5, 15]), minutes_a_day=term.minutes_a_day), seed)
    minds: list[Mind] = []
    live(truth, seed, arm, term, meet=minds.append)
    return told(truth, arm, minds[0], days + 0.1, draw)


def told(truth: str, arm: Trainer, mind: Mind, at: float, draw: Random) -> Told:
    when = BEGIN + at * DAY
    answers = [
        Seen(NAMES[fact % TOPICS], one.right, one.odds, features(one.recall, one.days, one.reps))
        for fact, one in zip(arm.cold_facts[-LATEST:], arm.cold[-LATEST:], strict=True)
    ]
    believed: list[list[Features]] = [[] for _ in NAMES]
    for fact in range(FACTS):
        state, known = arm.states.get(fact), NEVER_ASKED
        if isinstance(state, Reviewed):
            known = features(retrievability(state, when), (when - state.reviewed_at) / DAY, state.reps)
        believed[fact % TOPICS].append(known)
    shares = [Share(name, ITEMS / TOPICS, tuple(held)) for name, held in zip(NAMES, believed, strict=True)]
    figure = readiness(learn(answers, NAMES), shares, LINE)
    rights = [GUESS + (1 - SLIP - GUESS) * mind.recall(fact, at) for fact in range(FACTS)]
    form = draw.sample(range(FACTS), ITEMS)
    score = sum(draw.random() < rights[fact] for fact in form)
    enough = len(arm.cold) >= 100 and len(arm.met) >= 0.6 * FACTS
    return Told(truth, enough, figure.low, figure.high, figure.chance, _passes(rights), score)


def _passes(rights: Sequence[float]) -> float:
    """The chance that a form reaches the line, over forms (normal approximation)."""
    mean = sum(rights) / len(rights)
    spread = sqrt(ITEMS * mean * (1 - mean) * (1 - ITEMS / len(rights) * 0.2))
    return 1 - NormalDist().cdf((LINE - 0.5 - ITEMS * mean) / max(0.5, spread))


def summary(found: Sequence[Told]) -> dict[str, float]:
    shown = [one for one in found if one.enough]
    count = max(1, len(shown))
    held = sum(one.low <= one.score <= one.high for one in shown) / count
    passed = [one.score >= LINE for one in shown]
    brier = sum((one.chance - won) ** 2 for one, won in zip(shown, passed, strict=True)) / count
    best = sum((one.true_chance - won) ** 2 for one, won in zip(shown, passed, strict=True)) / count
    ece = 0.0
    for bin_ in range(10):
        inside = [n for n, one in enumerate(shown) if min(9, int(one.chance * 10)) == bin_]
        if inside:
            gap = sum(shown[n].chance - passed[n] for n in inside) / len(inside)
            ece += abs(gap) * len(inside) / count
    return {
        "learners": len(found),
        "with a figure": len(shown),
        "80 % range holds": round(held, 4),
        "ECE-10": round(ece, 4),
        "Brier": round(brier, 4),
        "Brier of the true chances": round(best, 4),
        "Brier above irreducible": round(brier - best, 4),
        "passed": round(sum(passed) / count, 3),
    }
