"""How much of a day a recall to reach at the exam takes, with as few questions as can be.

An answer adds most to what is recalled at the exam if it comes late, after much was nearly forgotten, and
the last one just before. So the minutes that core facts still need are laid into the last days, full ones;
until then a day is light: some new facts, and as many answers on those met before, so that each is spaced
and the belief in this learner's memory is held to cold answers. The need is counted anew each day from the
belief in what would be recalled, so that days missed and answers missed make the next days fuller, and none
is fuller than the learner wanted. (`tests.bench.learners`, `exposures` and `hours`, measure what it spares.)
"""

from collections.abc import Sequence
from math import ceil, log

from trainer.memory import forecast
from trainer.memory.model import Reviewed
from trainer.memory.terms import Candidate, Terms

KEEPS = 0.5
"""What of the missing recall an answer in the last days leaves missing."""
ATTENDED = 0.95
"""Of the days to come so much is counted on: some will be missed."""
LIGHT = 1.5
"""Answers of a light day for each new fact, that one among them."""
FIRST_RIGHT = 0.7
"""The chance that a fact is known at its first question, just after it was read."""


def room_s(facts: Sequence[Candidate], terms: Terms, pace: int) -> float:
    """Seconds that today is to take, new facts at that pace among them; never more than its minutes."""
    if terms.aim is None:
        return terms.today_s
    core = [one for one in facts if one.weight > 0]
    later_s = ATTENDED * (terms.days - 1) * terms.minutes_a_day * 60
    light = light_s(core, pace) - terms.spent_s
    return min(terms.today_s, max(light, need_s(core, terms, terms.aim) - later_s, 0.0))


def light_s(core: Sequence[Candidate], pace: int) -> float:
    """Seconds of answers on a light day with so many new facts."""
    return LIGHT * pace * sum(one.ask_s for one in core) / max(1, len(core))


def full_days(facts: Sequence[Candidate], terms: Terms) -> int:
    """How many of the last days are full ones; all of them without an aim."""
    if terms.aim is None:
        return terms.days
    core = [one for one in facts if one.weight > 0]
    day_s = ATTENDED * max(1.0, terms.minutes_a_day * 60)
    return min(terms.days, ceil(need_s(core, terms, terms.aim) / day_s))


def need_s(core: Sequence[Candidate], terms: Terms, aim: float) -> float:
    """Seconds until the aim is reached: what is new is read and asked, then all is answered again."""
    if not core:
        return 0.0
    of_new = left_of_new(terms)
    new = [one for one in core if not isinstance(one.state, Reviewed)]
    recalled = sum(one.weight * (terms.at_exam(one) or of_new) for one in core)
    ask_s = sum(one.ask_s for one in core) / len(core)
    first_s = sum(one.ask_s + (0.0 if one.met else one.read_s) for one in new)
    return first_s + len(core) * ask_s * answers(recalled / sum(one.weight for one in core), aim)


def answers(recall: float, aim: float) -> float:
    """Answers on a fact that take its chance of recall at the exam (0-1) to the aim."""
    missing, wanted = max(0.001, 1 - recall), max(0.001, 1 - aim)
    return max(0.0, log(missing / wanted) / -log(KEEPS))


def left_of_new(terms: Terms) -> float:
    """What of a fact asked once today would be recalled at the exam."""
    right, wrong = (forecast.recall(first[0], terms.left_days) for first in _FIRSTS)
    return sum(
        share * terms.belief.chance(recall, terms.left_days, 1)
        for share, recall in ((FIRST_RIGHT, right), (1 - FIRST_RIGHT, wrong))
    )


_FIRSTS = (forecast.FIRST_GOOD, forecast.FIRST_AGAIN)
