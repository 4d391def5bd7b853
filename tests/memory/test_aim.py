"""Few questions to a recall at the exam: light days, then full ones, and no more than it takes."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.memory.test_agenda import MORNING, fact, state, terms
from trainer.memory.agenda import agenda, cost, phase_of
from trainer.memory.aim import answers, full_days, need_s
from trainer.memory.calibration import Calibration
from trainer.memory.model import Why
from trainer.memory.terms import Terms


def aiming(days: float, minutes: float = 25, aim: float = 0.9) -> Terms:
    return replace(terms(days, minutes), aim=aim)


def test_days_are_light_at_first_and_full_at_last() -> None:
    facts = [fact(n, state(10)) for n in range(60)] + [fact(n) for n in range(60, 90)]
    first, later, late = (agenda(facts, aiming(days)) for days in (60, 30, 5))
    assert [ask.why for ask in first.asks] == [Why.NEW], "new facts come all along"
    assert {ask.why for ask in later.asks} == {Why.NEW, Why.DUE}, "and answers on those met before"
    assert first.seconds < later.seconds < 5 * 60 < 20 * 60 < late.seconds
    assert agenda(facts, terms(60)).seconds == 25 * 60, "without an aim the minutes are used in full"


def test_what_is_reached_is_left_alone() -> None:
    known = [fact(n, state(90, 80, 60, 30, 1)) for n in range(40)]
    assert agenda(known, aiming(9)).asks == ()
    assert need_s(known, aiming(9), 0.9) == 0
    assert cost(known, aiming(9)).hours == 0


def test_a_learner_who_forgets_more_than_believed_gets_fuller_days() -> None:
    facts = [fact(n, state(20)) for n in range(60)]
    usual = aiming(5)
    forgetful = replace(usual, belief=Calibration(shift=-1.0))
    assert need_s(facts, usual, 0.9) < need_s(facts, forgetful, 0.9)
    assert agenda(facts, usual).seconds < agenda(facts, forgetful).seconds


def test_the_final_pass_goes_by_the_corrected_belief() -> None:
    facts = [fact(n, state(20, 1)) for n in range(60)]
    sure, unsure = terms(2), replace(terms(2), belief=Calibration(shift=-3.0))
    assert [sure.at_exam(one) > 0.9 > unsure.at_exam(one) for one in facts] == [True] * 60
    assert phase_of(facts, sure) == phase_of(facts, unsure)
    assert Why.FINAL not in {ask.why for ask in agenda(facts, sure).asks}
    assert {ask.why for ask in agenda(facts, unsure).asks} == {Why.FINAL}


@pytest.mark.parametrize(
    ("recall", "aim", "some"), [(0.9, 0.9, 0), (0.95, 0.9, 0), (0.5, 0.9, 2), (0.1, 0.9, 3)]
)
def test_answers_to_an_aim(recall: float, aim: float, some: int) -> None:
    assert round(answers(recall, aim)) == some


@given(st.integers(1, 60), st.floats(5, 60), st.floats(0.7, 0.97), st.integers(0, 30), st.integers(0, 30))
@settings(max_examples=40, deadline=None)
def test_laws(days: int, minutes: float, aim: float, known: int, new: int) -> None:
    facts = [fact(n, state(9)) for n in range(known)] + [fact(n) for n in range(known, known + new)]
    on = aiming(days, minutes, aim)
    full = agenda(facts, replace(on, aim=None))
    few = agenda(facts, on)
    assert few.seconds <= minutes * 60, "no day is longer than wanted"
    assert few.seconds <= full.seconds or few.pace != full.pace
    assert 0 <= full_days(facts, on) <= on.days
    assert on.exam_at - MORNING == timedelta(days=days)
