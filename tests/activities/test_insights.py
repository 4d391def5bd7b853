"""What the log shows over time: rhythm without reproach, the calendar, what comes back, what was broken."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.fakes.clock import FixedClock
from trainer.activities.desk import Desk
from trainer.activities.insights import (
    Rhythm,
    calendar,
    forecast,
    recall_by_week,
    rhythm,
    rhythm_of,
    sureness,
)
from trainer.activities.study import start_on_facts, start_quiz
from trainer.memory.misconceptions import PairEvent, Turn, broken, still_open
from trainer.memory.model import Confidence
from trainer.questions.model import Response
from trainer.store.model import Tally

TODAY = date(2026, 11, 25)
ONE = Tally(1, 1)


def days(*ago: int) -> dict[date, Tally]:
    return {TODAY - timedelta(days=number): ONE for number in ago}


def test_days_in_a_row_count_up_to_today_or_to_yesterday_while_today_has_none_yet() -> None:
    assert rhythm_of(days(0, 1, 2), TODAY) == Rhythm(3, 3, 0)
    assert rhythm_of(days(1, 2, 4), TODAY) == Rhythm(3, 2, 1)
    assert rhythm_of(days(2), TODAY) == Rhythm(1, 0, 2)
    assert rhythm_of({}, TODAY) == Rhythm(0, 0, 0)


def test_a_gap_is_told_as_a_welcome_and_only_after_some_days() -> None:
    assert not rhythm_of(days(4), TODAY).back_after_a_gap
    assert rhythm_of(days(5), TODAY).back_after_a_gap
    assert not rhythm_of({}, TODAY).back_after_a_gap, "somebody new was never away"
    assert rhythm_of(days(0, 1, 2, 3), TODAY).words == "4 of the last 7 days, 4 in a row"
    assert rhythm_of(days(0, 3), TODAY).words == "2 of the last 7 days"


@given(st.sets(st.integers(0, 60)))
def test_a_run_is_never_longer_than_the_days_there_are(ago: set[int]) -> None:
    found = rhythm_of(days(*ago), TODAY)
    assert 0 <= found.run <= len(ago)
    assert found.days_of_week == len(ago & set(range(7)))


def test_answers_stand_on_their_day_and_those_taken_back_on_none(desk: Desk, clock: FixedClock) -> None:
    sitting = start_quiz(desk, 3, seed=1)
    for confidence in (Confidence.SURE, None):
        assert sitting.advance() is not None
        sitting.answer(Response(known=False), confidence)
    clock.advance(days=1)
    assert sitting.advance() is not None
    sitting.answer(Response(known=False), Confidence.SURE)
    sitting.undo()
    today = desk.now().date()
    weeks = calendar(desk, 2)
    counts = [count for week in weeks for count in week.answers]
    assert sum(count or 0 for count in counts) == 2
    place = (today - timedelta(days=1) - weeks[0].monday).days
    assert counts[place] == 2
    assert all(count is None for count in counts[place + 2 :]), "days to come have no number"
    assert rhythm(desk) == Rhythm(1, 1, 1)
    (sure,) = sureness(desk)
    assert (sure.said, sure.tally) == (Confidence.SURE, Tally(1, 0))


def test_what_is_overdue_comes_back_today_and_recall_counts_only_after_a_night(
    desk: Desk, clock: FixedClock
) -> None:
    fact = min(desk.askable)

    def ask() -> None:
        sitting = start_on_facts(desk, [fact])
        item = sitting.advance()
        assert item is not None
        sitting.answer(Response(chosen=item.key) if item.options else Response(typed=item.answer[0]))

    ask()
    assert sum(forecast(desk)) == 1
    assert recall_by_week(desk)[-1] == Tally(0, 0), "the first answer recalls nothing"
    clock.advance(days=60)
    assert forecast(desk)[0] == 1
    ask()
    assert recall_by_week(desk)[-1] == Tally(1, 1)
    assert recall_by_week(desk)[:-1] == (Tally(0, 0),) * 7


def test_a_misconception_is_broken_by_the_second_day_and_then_no_longer_open() -> None:
    start = datetime(2026, 11, 1, 9, tzinfo=UTC)

    def event(turn: Turn, day: int) -> PairEvent:
        return PairEvent("task-role", "execution-role", "f", turn, start + timedelta(days=day))  # type: ignore[arg-type]

    events = [event(Turn.HELD, 0), event(Turn.TOLD_APART, 1), event(Turn.TOLD_APART, 1)]
    assert broken(events) == ()
    assert len(still_open(events)) == 1
    events.append(event(Turn.TOLD_APART, 3))
    assert broken(events) == (start + timedelta(days=3),)
    assert still_open(events) == ()
