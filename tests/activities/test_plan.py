"""An exam date in the settings turns the queue into an agenda; without one it is plain FSRS."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.fakes.clock import FixedClock
from trainer.activities.desk import Desk
from trainer.activities.plan import FIRST_S, plan, seconds_an_answer, weights_of
from trainer.activities.read import mark_read
from trainer.activities.study import review_queue, start_review
from trainer.activities.today import today
from trainer.activities.wishes import suspend
from trainer.content.model import ExamId
from trainer.memory.agenda import Phase
from trainer.memory.model import Why
from trainer.questions.model import Response
from trainer.store.model import Pace


def set_date(desk: Desk, days: int | None, minutes: int = 25) -> None:
    settings = desk.store.settings.load()
    on = None if days is None else desk.now().date() + timedelta(days=days)
    exam = next(iter(desk.course.exams))
    desk.store.settings.save(replace(settings, exam=exam, exam_on=on, minutes_a_day=minutes))


@pytest.fixture
def read(desk: Desk) -> Desk:
    for lesson in desk.course.lessons.values():
        for section in lesson.sections:
            mark_read(desk, lesson.id, section)
    return desk


def answer_all(desk: Desk, *, right: bool = True) -> None:
    sitting = start_review(desk, 100)
    while (item := sitting.advance()) is not None:
        sitting.answer(Response(item.key, typed=item.answer[0] if item.answer else ""), taken_ms=4000)


def test_without_a_date_or_after_it_there_is_no_plan(read: Desk) -> None:
    assert plan(read) is None
    plain = review_queue(read)
    set_date(read, -1)
    assert plan(read) is None
    assert review_queue(read) == plain


def test_a_date_paces_what_is_new(read: Desk) -> None:
    everything = len(review_queue(read))
    set_date(read, 10)
    found = plan(read)
    assert found is not None
    assert (found.days_left, found.agenda.phase) == (10, Phase.LEARN)
    assert len(review_queue(read)) == found.agenda.pace < everything
    assert today(read).new == found.agenda.pace
    core = weights_of(read.course, read.askable, None)
    assert sum(day.new for day in found.days) == len(core)
    assert found.days[0].on == read.now().date()
    assert all(day.new == 0 for day in found.days[-2:])
    assert "it fits" in found.words


def test_few_questions_make_light_days_and_full_ones_at_last(read: Desk) -> None:
    set_date(read, 40, minutes=4)
    settings = read.store.settings.load()
    read.store.settings.save(replace(settings, sparing=True))
    found = plan(read)
    assert found is not None
    minutes = [day.minutes for day in found.days]
    assert minutes == sorted(minutes)
    assert minutes[0] < minutes[-3] == 4, "of forty days some at the end are full"
    assert sum(day.new for day in found.days) == len(weights_of(read.course, read.askable, None))
    assert len(review_queue(read)) == found.agenda.pace, "nothing met yet to be answered again"


def test_minutes_that_do_not_suffice_are_told(read: Desk) -> None:
    set_date(read, 3, minutes=1)
    found = plan(read)
    assert found is not None
    assert not found.cost.fits
    assert "not fit. More minutes a day or a later date would help." in found.words


def test_what_was_answered_today_is_taken_off_todays_minutes(read: Desk, clock: FixedClock) -> None:
    set_date(read, 10, minutes=2)
    before = review_queue(read)
    sitting = start_review(read, 1)
    item = sitting.advance()
    assert item is not None
    sitting.answer(Response(item.key), taken_ms=110_000)
    assert before
    assert review_queue(read) == ()
    clock.advance(days=1)
    assert review_queue(read)


def test_the_last_two_days_bring_nothing_new(read: Desk, clock: FixedClock) -> None:
    set_date(read, 3, minutes=60)
    answer_all(read)
    clock.advance(days=1.5)
    found = plan(read)
    assert found is not None
    assert Why.NEW not in [ask.why for ask in found.agenda.asks]


def test_what_is_suspended_is_not_planned(read: Desk) -> None:
    set_date(read, 10)
    fact = review_queue(read)[0].fact_id
    suspend(read, fact)
    assert fact not in [ask.fact_id for ask in review_queue(read)]


def test_weights_follow_the_domains_and_average_to_one(desk: Desk) -> None:
    exam = next(iter(desk.course.exams))
    weights = weights_of(desk.course, desk.askable, exam)
    assert sum(weights.values()) / len(weights) == pytest.approx(1)
    even = weights_of(desk.course, desk.askable, ExamId("none"))
    assert set(even.values()) == {1.0}
    assert set(even) == set(weights)


def test_the_pace_of_the_log_takes_over() -> None:
    assert seconds_an_answer({}) == FIRST_S == 57
    assert seconds_an_answer({"lookup": Pace(990, 990 * 20.0)}) == pytest.approx(20.37)


def test_on_the_day_itself(read: Desk) -> None:
    set_date(read, 0)
    found = plan(read)
    assert found is not None
    assert (found.days_left, len(found.days)) == (0, 1)
    assert found.exam_on == date(2026, 11, 22)
