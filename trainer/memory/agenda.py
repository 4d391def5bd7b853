"""What to ask today so that as much as possible is recalled at the exam, within the minutes of each day.

The aim is the weighted sum of chances of recall at the exam. A review is worth what FSRS says it adds to
that sum, and what spaced practice adds under any law of memory: much after few answers and a long pause,
less with each answer. FSRS alone gives up on what it thinks hard; where memory follows another law that
loses to asking at random (`tests.bench.learners` measures it, and settled the constants on learners of
its own). New facts come early, so that each has time to be spaced; confusable facts come together; the
last days go through every core fact that would be below 90 %. The agenda is made anew from the states
each time, so a missed day is spread over those that are left, and no day is longer than the learner
wanted.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from enum import StrEnum
from math import ceil, log1p

from trainer.content.model import FactId
from trainer.memory import forecast
from trainer.memory.aim import LIGHT, answers, left_of_new, room_s
from trainer.memory.fsrs import DAY, due, interval_days, retrievability
from trainer.memory.model import Ask, Reviewed, Why
from trainer.memory.terms import Candidate, Terms
from trainer.value import dataclass

SAFE = 0.9
"""A core fact below this chance of recall at the exam goes into the final pass."""
NO_NEW = timedelta(hours=48)
"""Nothing new is begun so shortly before the exam."""
CRASH = timedelta(days=2)
"""From here on there is only time for what is worth most."""
LATE_START = 0.5
"""Who was asked less than this share of core facts when two days are left learns new ones all the same."""
APART = timedelta(hours=4)
"""How far the two passes of a crash plan lie apart, and how soon no fact comes up again."""
RESTED = timedelta(hours=20)
"""Nothing is reviewed ahead of time sooner than this after its last review."""
WORTH = 0.1
"""A review ahead of time must be worth this much; below it the day is done."""
PRACTICE = 0.5
"""What spaced practice is worth beside FSRS's gain; see `_worth`."""
MET_BY = 0.4
"""New facts are to be met within this share of the days, as far as the minutes allow."""
MET_BY_LATE = 0.6
"""The same where an aim is to be reached with few questions."""
LAPSES = 1.1
"""Asks for one planned: about one answer in ten is wrong, and its fact comes up once more."""


class Phase(StrEnum):
    """What the days are for."""

    LEARN = "learn"
    FINAL = "final pass"
    CRASH = "crash plan"


@dataclass(frozen=True, slots=True)
class Agenda:
    """Today's asks, in order, within today's minutes."""

    phase: Phase
    asks: tuple[Ask, ...]
    waiting: int
    """Facts that are worth asking and have no room today; they are spread over the days that follow."""
    pace: int
    """New core facts to meet today, those to be read among them."""
    seconds: float
    """What the asks take."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What core still costs until the exam, and whether it fits."""

    hours: float
    budget_hours: float
    left_out: tuple[FactId, ...]
    """Core facts that do not fit, the least of them first given up."""

    @property
    def fits(self) -> bool:
        """Whether everything fits."""
        return not self.left_out


def agenda(facts: Sequence[Candidate], terms: Terms) -> Agenda:
    """What to ask today."""
    phase = phase_of(facts, terms)
    pace = 0 if phase is Phase.FINAL else new_pace(facts, terms)
    left_s = terms.today_s if phase is Phase.CRASH else room_s(facts, terms, pace)
    if phase is Phase.LEARN:
        made = _learning(facts, terms, pace, left_s)
    else:
        made = (_final if phase is Phase.FINAL else _crash)(facts, terms)
    wanted = made if phase is Phase.CRASH else _in_pairs(made)
    asks: list[Ask] = []
    seconds = 0.0
    waiting = 0
    for candidate, why in wanted:
        if seconds + candidate.ask_s <= left_s:
            asks.append(Ask(candidate.fact_id, why, retrievability(candidate.state, terms.now)))
            seconds += candidate.ask_s
        elif why is not Why.EARLY:
            waiting += 1
    return Agenda(phase, tuple(asks), waiting, pace, seconds)


def phase_of(facts: Sequence[Candidate], terms: Terms) -> Phase:
    """What today is for: the final pass takes as many of the last days as the budget needs for it."""
    core = [one for one in facts if one.weight > 0]
    known = [one for one in core if isinstance(one.state, Reviewed)]
    if terms.exam_at - terms.now <= CRASH:
        return Phase.CRASH if len(known) < LATE_START * len(core) else Phase.FINAL
    if len(known) < len(core):
        return Phase.LEARN
    needed_s = sum(one.ask_s for one in known if terms.at_exam(one) < SAFE)
    return Phase.FINAL if terms.days <= ceil(needed_s / (terms.minutes_a_day * 60)) else Phase.LEARN


def new_pace(facts: Iterable[Candidate], terms: Terms) -> int:
    """New core facts a day: early, as far as a day's minutes hold them, never so few that some are left out.

    Within the first part of the days if they can be; at the latest two days before the exam.
    """
    new = [one for one in facts if one.weight > 0 and not isinstance(one.state, Reviewed)]
    if not new:
        return 0
    latest = ceil(len(new) / max(1, terms.days - NO_NEW // DAY))
    met_by = MET_BY if terms.aim is None else MET_BY_LATE
    early = ceil(len(new) / max(1, ceil(terms.days * met_by)))
    each_s = sum(one.ask_s + one.read_s for one in new) / len(new)
    room = int(terms.minutes_a_day * 60 / each_s)
    return max(latest, min(early, room))


def cost(facts: Sequence[Candidate], terms: Terms) -> Cost:
    """What learning and keeping all core facts costs until the exam, in hours; what does not fit.

    Facts learned before are kept first, then new ones by weight, in the order given.
    """
    budget_s = terms.days * terms.minutes_a_day * 60 - min(terms.spent_s, terms.minutes_a_day * 60)
    core = [one for one in facts if one.weight > 0]
    new = sorted(
        (one for one in core if not isinstance(one.state, Reviewed)),
        key=lambda one: (not one.met, -one.weight),
    )
    learning_days = max(1, terms.days - NO_NEW // DAY)
    total_s = sum(_keep_s(one, terms) for one in core)
    left_out: list[FactId] = []
    for place, one in enumerate(new):
        left = terms.days - place * learning_days / max(1, len(new))
        total_s += (0.0 if one.met else one.read_s) + one.ask_s * _asks_of_new(left, terms)
        if total_s > budget_s:
            left_out.append(one.fact_id)
    return Cost(total_s / 3600, budget_s / 3600, tuple(reversed(left_out)))


def _keep_s(one: Candidate, terms: Terms) -> float:
    if not isinstance(one.state, Reviewed):
        return 0.0
    if terms.aim is not None:
        return one.ask_s * answers(terms.at_exam(one), terms.aim)
    first_days = (one.state.due_at - terms.now) / DAY
    asks = forecast.asks_until(
        one.state.stability, first_days, terms.left_days, one.state.difficulty, terms.retention
    )
    # whatever has no review before the exam may still need the final pass
    return one.ask_s * LAPSES * max(asks, int(terms.at_exam(one) < SAFE))


def _asks_of_new(left_days: float, terms: Terms) -> float:
    if terms.aim is not None:
        return 1 + answers(left_of_new(terms), terms.aim)
    stability, difficulty = forecast.FIRST_GOOD
    first_days = interval_days(stability, terms.retention)
    return LAPSES * (1 + forecast.asks_until(stability, first_days, left_days, difficulty, terms.retention))


def _learning(
    facts: Sequence[Candidate], terms: Terms, pace: int, left_s: float
) -> list[tuple[Candidate, Why]]:
    """New facts at their pace within half of the time (with an aim two thirds), then reviews by worth."""
    known = [one for one in facts if one.met and isinstance(one.state, Reviewed)]
    reviews = _reviews(known, terms)
    fresh = [one for one in facts if one.met and not isinstance(one.state, Reviewed)]
    fresh.sort(key=lambda one: -one.weight)
    new_s = left_s / (2 if terms.aim is None else LIGHT) + 1e-6 if reviews else left_s
    first: list[tuple[Candidate, Why]] = []
    for one in fresh[:pace]:
        new_s -= one.ask_s
        if new_s >= 0:
            first.append((one, Why.NEW))
    rest = [(one, Why.NEW) for one in fresh[len(first) : pace]]
    return [*first, *reviews, *rest]


def _reviews(known: Sequence[Candidate], terms: Terms) -> list[tuple[Candidate, Why]]:
    """What is due, and what is worth asking ahead of time, by worth."""
    found = []
    for one, worth in _by_worth(known, terms):
        if due(one.state, terms.now):
            found.append((one, Why.DUE))
        elif worth >= WORTH and one.weight > 0 and _rested(one, terms, RESTED):
            found.append((one, Why.EARLY))
    return found


def _final(facts: Sequence[Candidate], terms: Terms) -> list[tuple[Candidate, Why]]:
    """Core facts that would be below the line at the exam, by worth; then what is due or still pays."""
    known = [one for one in facts if one.met and isinstance(one.state, Reviewed)]
    weak = [
        one for one in known if one.weight > 0 and terms.at_exam(one) < SAFE and _rested(one, terms, APART)
    ]
    taken = {one.fact_id for one in weak}
    others = [one for one in known if one.fact_id not in taken]
    return [*((one, Why.FINAL) for one, _ in _by_worth(weak, terms)), *_reviews(others, terms)]


def _in_pairs(wanted: Sequence[tuple[Candidate, Why]]) -> list[tuple[Candidate, Why]]:
    """Each fact followed by the one it is confused with, where that one is wanted too."""
    by_fact = {one.fact_id: (one, why) for one, why in wanted}
    ordered: dict[FactId, tuple[Candidate, Why]] = {}
    for one, why in wanted:
        ordered.setdefault(one.fact_id, (one, why))
        if one.partner in by_fact:
            ordered.setdefault(one.partner, by_fact[one.partner])
    return list(ordered.values())


def _crash(facts: Sequence[Candidate], terms: Terms) -> list[tuple[Candidate, Why]]:
    """What two passes in the minutes left can hold, by weight and weakness; the second after some hours."""
    by_worth = sorted(
        (one for one in facts if one.weight > 0),
        key=lambda one: -one.weight * (1 - terms.at_exam(one)) / (2 * one.ask_s + one.read_s),
    )
    left_s = terms.days * terms.minutes_a_day * 60 - terms.spent_s
    chosen: list[Candidate] = []
    for one in by_worth:
        left_s -= 2 * one.ask_s + (0.0 if one.met else one.read_s)
        if left_s < 0:
            break
        chosen.append(one)
    return [
        (one, Why.FINAL if isinstance(one.state, Reviewed) else Why.NEW)
        for one in chosen
        if one.met and _rested(one, terms, APART)
    ]


def _by_worth(facts: Iterable[Candidate], terms: Terms) -> list[tuple[Candidate, float]]:
    """Each with its worth, most worth per second first; what is not core comes after all that is."""
    scored = [(one, _worth(one, terms)) for one in facts]
    return sorted(
        scored,
        key=lambda found: (
            -found[0].weight * found[1] / found[0].ask_s,
            retrievability(found[0].state, terms.now),
            found[0].fact_id,
        ),
    )


def _worth(one: Candidate, terms: Terms) -> float:
    """FSRS's gain at the exam, and what a spaced answer is worth by the count of answers and the pause."""
    if not isinstance(one.state, Reviewed):
        return 0.0
    elapsed_days = max(0.0, (terms.now - one.state.reviewed_at) / DAY)
    gain = forecast.gain(one.state.stability, one.state.difficulty, elapsed_days, terms.left_days)
    return gain + PRACTICE * log1p(elapsed_days) / (1 + one.state.reps)


def _rested(one: Candidate, terms: Terms, span: timedelta) -> bool:
    return not isinstance(one.state, Reviewed) or terms.now - one.state.reviewed_at >= span
