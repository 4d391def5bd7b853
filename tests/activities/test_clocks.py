"""What time does to an exam that waits, and to a desk whose clock the test holds."""

import io
from contextlib import closing
from pathlib import Path

from tests.fakes.clock import FixedClock
from trainer.activities import exam as activity
from trainer.plain.exam import sit
from trainer.plain.talk import Talk
from trainer.wiring import desk


def test_an_exam_whose_time_ran_out_while_it_waited_is_over(home: Path, other_course: Path) -> None:
    clock = FixedClock()
    with closing(desk(other_course, home=home, clock=clock)) as place:
        exam = activity.start(place, activity.blueprint_named(place, "baker-mini"), seed=1)
        exam.answer(("a",))
    clock.advance(minutes=6)
    out = io.StringIO()
    with closing(desk(other_course, home=home, clock=clock)) as place:
        sit(Talk(io.StringIO(), out), activity.resume(place))
        assert activity.waiting(place) is None
        assert len(activity.ended(place)) == 1
    assert "The time was over while the exam waited. Everything answered counts." in out.getvalue()
    assert " of 4 right, " in out.getvalue()


def test_the_time_left_is_said_and_a_set_clock_gives_nothing(home: Path, other_course: Path) -> None:
    clock = FixedClock()
    with closing(desk(other_course, home=home, clock=clock)) as place:
        exam = activity.start(place, activity.blueprint_named(place, "baker-mini"), seed=1)
        clock.advance(seconds=90)
        assert exam.tick().left_s == 210
        clock.jump(-3600)
        left = exam.tick()
        assert (left.left_s, left.jump_s) == (210, -3600)
        assert not exam.over
