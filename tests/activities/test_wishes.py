"""Suspend, bury, flag, note; and an answer taken back within a sitting."""

from datetime import timedelta

import pytest

from tests.fakes.clock import FixedClock
from trainer.activities.desk import Desk
from trainer.activities.read import mark_read
from trainer.activities.study import Sitting, review_queue, start_review
from trainer.activities.wishes import bury, flag, note, suspend, wish_for, wishes
from trainer.content.model import FactId
from trainer.errors import NotSo, UsageError
from trainer.questions.model import Response


@pytest.fixture
def read(desk: Desk) -> Desk:
    """Every lesson of the course was read."""
    for lesson in desk.course.lessons.values():
        for section in lesson.sections:
            mark_read(desk, lesson.id, section)
    return desk


def asked(desk: Desk) -> list[FactId]:
    return [ask.fact_id for ask in review_queue(desk)]


def test_a_suspended_fact_is_not_asked_until_it_is_wanted_again(read: Desk) -> None:
    fact = asked(read)[0]
    assert suspend(read, fact).suspended
    assert fact not in asked(read)
    suspend(read, fact, on=False)
    assert fact in asked(read)


def test_a_buried_fact_comes_back_tomorrow(read: Desk, clock: FixedClock) -> None:
    fact = asked(read)[0]
    bury(read, fact)
    assert fact not in asked(read)
    clock.advance(days=1)
    assert fact in asked(read)


def test_flags_and_notes_stay_beside_other_wishes(read: Desk) -> None:
    fact = asked(read)[0]
    suspend(read, fact)
    flag(read, fact)
    kept = note(read, fact, "  Mind the\n\x1b[31mred\x07 oven. ")
    assert (kept.suspended, kept.flagged, kept.note) == (True, True, "Mind the\n[31mred oven.")
    assert wishes(read) == (kept,)
    flag(read, fact, on=False)
    suspend(read, fact, on=False)
    note(read, fact, "")
    assert wishes(read) == ()


def test_what_cannot_be_wished(read: Desk) -> None:
    with pytest.raises(NotSo, match='this course has no fact "nothing"'):
        wish_for(read, FactId("nothing"))
    with pytest.raises(UsageError, match="at most 2000 characters, this one has 2001"):
        note(read, asked(read)[0], "x" * 2001)


def standing(sitting: Sitting) -> tuple[object, ...]:
    return sitting.answered, sitting.right, list(sitting.missed), list(sitting.secured), list(sitting._again)


def test_an_answer_is_taken_back_and_its_item_asked_again(read: Desk) -> None:
    sitting = start_review(read, 3)
    first = sitting.advance()
    assert first is not None
    before = standing(sitting)
    sitting.answer(Response(known=False))
    second = sitting.advance()
    assert sitting.undo() is first
    assert sitting.current is first
    assert standing(sitting) == before
    assert read.store.memory.states() == {}
    sitting.answer(Response(first.key))
    assert (sitting.right, sitting.answered, sitting.missed) == (1, 1, [])
    assert sitting.advance() is second
    assert len(read.store.answers.briefs()) == 1


def test_directly_after_the_answer_too_and_only_once(read: Desk) -> None:
    sitting = start_review(read, 2)
    with pytest.raises(NotSo, match="there is no answer of this sitting"):
        sitting.undo()
    item = sitting.advance()
    sitting.answer(Response(known=False))
    assert sitting.undo() is item
    with pytest.raises(NotSo, match="there is no answer of this sitting"):
        sitting.undo()


def test_a_wish_does_not_outlive_its_day(read: Desk, clock: FixedClock) -> None:
    fact = asked(read)[0]
    until = bury(read, fact).buried_until
    assert until is not None
    assert timedelta(0) < until - clock.now() <= timedelta(days=1)
