"""An attempt keeps its word: answers stay, time is fair, nothing is told before the end."""

import dataclasses
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.exam import samples
from tests.fakes.clock import FixedClock
from trainer.errors import NotSo
from trainer.exam.attempt import (
    answer,
    begin,
    check_clock,
    flag,
    move,
    open_item,
    places,
    resume,
    strike,
    submit,
    time_left,
)
from trainer.exam.frozen import freeze_event, thaw_event
from trainer.exam.model import Attempt, ClockRead, Ending, Moment
from trainer.exam.score import review, score
from trainer.questions.model import Response

FORM = samples.form()
A, B = Response(("a",)), Response(("b",))


def read(clock: FixedClock) -> Moment:
    return Moment(clock.now(), clock.monotonic())


def started(clock: FixedClock, limit_s: int | None = 2400) -> Attempt:
    return begin(FORM, "exam-1", read(clock), limit_s)


def single(attempt: Attempt) -> int:
    """The position of an item that takes one option."""
    return next(n for n, place in enumerate(attempt.form.items) if place.item.select == 1)


def double(attempt: Attempt) -> int:
    return next(n for n, place in enumerate(attempt.form.items) if place.item.select == 2)


def test_an_answer_may_be_given_changed_and_taken_back() -> None:
    clock = FixedClock()
    attempt, one = started(clock), single(started(clock))
    attempt = answer(attempt, one, A, read(clock), 900)
    attempt = answer(attempt, one, B, read(clock), 400)
    assert attempt.responses[one] == B
    assert attempt.taken_ms[one] == 1300
    assert attempt.answered == 1
    attempt = answer(attempt, one, Response(), read(clock))
    assert attempt.responses[one] is None
    assert attempt.answered == 0
    assert len(attempt.events) == 3


def test_half_a_multiple_response_is_kept_and_does_not_count_as_answered() -> None:
    clock = FixedClock()
    two = double(started(clock))
    attempt = answer(started(clock), two, A, read(clock))
    assert attempt.answered == 0
    assert places(attempt)[two].begun
    attempt = answer(attempt, two, Response(("c", "a", "a")), read(clock))
    assert attempt.responses[two] == Response(("a", "c"))
    assert attempt.answered == 1
    assert places(attempt)[two].answered


def test_too_many_unknown_or_misplaced_options_are_refused_in_a_sentence() -> None:
    clock = FixedClock()
    attempt = started(clock)
    one = single(attempt)
    with pytest.raises(NotSo, match=r"takes one option; nothing was changed"):
        answer(attempt, one, Response(("a", "b")), read(clock))
    with pytest.raises(NotSo, match=r"has options a, b, c, d; there is no 'z'"):
        answer(attempt, one, Response(("z",)), read(clock))
    with pytest.raises(NotSo, match=r"items 1 to 20; there is no item 21"):
        flag(attempt, 20, read(clock))


def test_flags_and_strike_outs_turn_over() -> None:
    clock = FixedClock()
    attempt = flag(started(clock), 3, read(clock))
    attempt = strike(attempt, 3, "b", read(clock))
    assert places(attempt)[3].flagged
    assert [option.struck for option in open_item(attempt, 3).options][:3] == [False, True, False]
    attempt = strike(flag(attempt, 3, read(clock)), 3, "b", read(clock))
    assert not places(attempt)[3].flagged
    assert not any(option.struck for option in open_item(attempt, 3).options)


def test_moving_stays_within_the_form_and_standing_still_is_no_event() -> None:
    clock = FixedClock()
    attempt = move(started(clock), 99, read(clock))
    assert attempt.position == 19
    assert move(attempt, 50, read(clock)) is attempt
    assert move(attempt, -5, read(clock)).position == 0
    assert places(attempt)[19].here


def test_nothing_tells_what_is_right_before_the_end() -> None:
    clock = FixedClock()
    attempt = started(clock)
    for position, place in enumerate(FORM.items):
        shown = repr(dataclasses.asdict(open_item(attempt, position)))
        assert place.item.stem in shown
        for hidden in ("is_key", "rationale", "proof", "fact", place.item.options[0].rationale):
            assert hidden not in shown
    for early in (score, review):
        with pytest.raises(NotSo, match="when the exam has ended"):
            early(attempt)


def test_after_the_end_nothing_changes() -> None:
    clock = FixedClock()
    attempt = submit(started(clock), read(clock))
    assert attempt.ended is not None
    assert attempt.ended.how is Ending.SUBMITTED
    now = read(clock)
    late: list[Callable[[], Attempt]] = [
        lambda: answer(attempt, 0, A, now),
        lambda: flag(attempt, 0, now),
        lambda: strike(attempt, 0, "a", now),
        lambda: move(attempt, 1, now),
        lambda: submit(attempt, now),
    ]
    for action in late:
        with pytest.raises(NotSo, match="has ended"):
            action()
    assert check_clock(attempt, read(clock)) is attempt


def test_at_time_out_everything_answered_counts_and_the_late_answer_does_not() -> None:
    clock = FixedClock()
    attempt = started(clock, limit_s=60)
    one = single(attempt)
    clock.advance(59)
    attempt = answer(attempt, one, A, read(clock))
    clock.advance(2)
    late = answer(attempt, one, B, read(clock))
    assert late.ended is not None
    assert late.ended.how is Ending.TIME_OUT
    assert late.ended.used_s == 60
    assert late.responses[one] == A
    assert score(late).right == 1


def test_submitting_after_the_deadline_is_a_time_out() -> None:
    clock = FixedClock()
    attempt = started(clock, limit_s=60)
    clock.advance(61)
    ended = submit(attempt, read(clock)).ended
    assert ended is not None
    assert ended.how is Ending.TIME_OUT


def test_untimed_attempts_never_run_out() -> None:
    clock = FixedClock()
    attempt = started(clock, limit_s=None)
    clock.advance(days=30)
    left = time_left(attempt, read(clock))
    assert (left.left_s, left.used_s, left.out) == (None, 30 * 86400, False)
    assert check_clock(attempt, read(clock)).ended is None
    assert attempt.deadline is None


class TestClocks:
    """Time used is the time that passed, whatever anyone does to the wall clock."""

    @pytest.mark.parametrize("jump_s", [-90_000, -600, 600, 90_000])
    def test_a_set_wall_clock_gives_and_takes_nothing_and_is_told(self, jump_s: float) -> None:
        clock = FixedClock()
        attempt = started(clock)
        clock.advance(100)
        clock.jump(jump_s)
        left = time_left(attempt, read(clock))
        assert left.left_s == pytest.approx(2300)
        assert left.jump_s == pytest.approx(jump_s)
        attempt = check_clock(attempt, read(clock))
        event = attempt.events[-1]
        assert isinstance(event, ClockRead)
        assert event.jump_s == pytest.approx(jump_s)
        assert attempt.deadline == clock.now() + timedelta(seconds=2300)
        assert time_left(attempt, read(clock)).jump_s == 0
        assert check_clock(attempt, read(clock)) is attempt

    def test_a_small_drift_is_nothing_to_tell(self) -> None:
        clock = FixedClock()
        attempt = started(clock)
        clock.advance(600)
        clock.jump(1.5)
        assert time_left(attempt, read(clock)).jump_s == 0
        assert check_clock(attempt, read(clock)) is attempt

    def test_after_a_restart_time_has_gone_on(self) -> None:
        clock = FixedClock()
        attempt = answer(started(clock), 0, A, read(clock))
        clock.advance(300)
        reborn = resume(started(FixedClock()), attempt.events)
        elsewhere = Moment(clock.now(), monotonic=3.0)
        assert time_left(reborn, elsewhere).left_s == pytest.approx(2100)
        reborn = check_clock(reborn, elsewhere)
        assert isinstance(reborn.events[-1], ClockRead)
        assert time_left(reborn, Moment(clock.now() + timedelta(seconds=5), 8.0)).left_s == pytest.approx(
            2095
        )

    def test_a_restart_with_the_clock_set_back_gives_no_time(self) -> None:
        clock = FixedClock()
        attempt = started(clock)
        clock.advance(300)
        attempt = answer(attempt, 0, A, read(clock))
        reborn = resume(started(FixedClock()), attempt.events)
        left = time_left(reborn, Moment(clock.now() - timedelta(hours=5), 1.0))
        assert left.left_s == pytest.approx(2100)
        assert left.jump_s == pytest.approx(-5 * 3600)

    def test_a_restart_after_the_deadline_is_a_time_out_that_keeps_the_answers(self) -> None:
        clock = FixedClock()
        attempt = answer(started(clock), single(started(clock)), A, read(clock))
        clock.advance(days=2)
        reborn = check_clock(resume(started(FixedClock()), attempt.events), Moment(clock.now(), 1.0))
        assert reborn.ended is not None
        assert reborn.ended.how is Ending.TIME_OUT
        assert score(reborn).answered == 1

    @given(st.lists(st.tuples(st.integers(0, 90), st.integers(-5000, 5000)), max_size=20))
    @settings(max_examples=60, deadline=None)
    def test_used_time_is_the_time_that_passed(self, steps: list[tuple[int, int]]) -> None:
        clock = FixedClock()
        attempt, passed = started(clock), 0
        for seconds, jump in steps:
            clock.advance(seconds)
            clock.jump(jump)
            passed += seconds
            attempt = check_clock(attempt, read(clock))
            assert time_left(attempt, read(clock)).used_s == pytest.approx(min(passed, 2400))


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["answer", "flag", "strike", "move", "look"]),
        st.integers(0, 19),
        st.sampled_from("abcd"),
    ),
    max_size=30,
)


@given(ACTIONS)
@settings(max_examples=50, deadline=None)
def test_replaying_the_log_gives_the_attempt(actions: list[tuple[str, int, str]]) -> None:
    clock = FixedClock()
    attempt = blank = started(clock)
    for what, position, option in actions:
        clock.advance(7)
        if what == "answer":
            attempt = answer(attempt, position, Response((option,)), read(clock), 70)
        elif what == "flag":
            attempt = flag(attempt, position, read(clock))
        elif what == "strike":
            attempt = strike(attempt, position, option, read(clock))
        elif what == "move":
            attempt = move(attempt, position, read(clock))
        else:
            clock.jump(500)
            attempt = check_clock(attempt, read(clock))
    again = resume(blank, [thaw_event(freeze_event(event)) for event in attempt.events])
    assert again == dataclasses.replace(attempt, read_monotonic=None)
