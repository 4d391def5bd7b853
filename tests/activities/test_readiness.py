"""No figure below the floors; above them a range for a form of this course, today and on the exam date."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.exam.samples import item
from tests.fakes.clock import FixedClock
from tests.store.samples import answer
from trainer.activities import readiness
from trainer.activities.desk import Desk
from trainer.activities.progress import Evidence, evidence
from trainer.activities.read import mark_read
from trainer.activities.readiness import ready
from trainer.content.model import FactId
from trainer.memory.model import Rating
from trainer.plain.progress import as_json, progress_lines
from trainer.questions.model import MarkKind


def study(desk: Desk, clock: FixedClock, count: int, *, right_of_five: int = 4) -> None:
    """So many cold answers on the course's core facts, a day apart for each fact."""
    facts = sorted(desk.askable)
    for number in range(count):
        fact = FactId(facts[number % len(facts)])
        topic = desk.course.facts[fact].topic
        of = replace(item(f"i{number}", facts=(fact,)), topic=topic)
        kind = MarkKind.RIGHT if number % 5 < right_of_five else MarkKind.WRONG
        rating = Rating.GOOD if kind is MarkKind.RIGHT else Rating.AGAIN
        desk.store.answers.add(answer(of=of, kind=kind, at=clock.now()), {fact: rating})
        if fact == facts[-1]:
            clock.advance(days=1)


@pytest.fixture
def read(desk: Desk, clock: FixedClock) -> Desk:
    for lesson in desk.course.lessons.values():
        for section in lesson.sections:
            mark_read(desk, lesson.id, section)
    clock.advance(days=1)
    return desk


def test_both_floors_must_be_reached(read: Desk, clock: FixedClock) -> None:
    study(read, clock, 99)
    assert evidence(read).answers == 99
    assert ready(read) is None
    clock.advance(days=1)
    study(read, clock, 1)
    assert evidence(read).enough
    assert ready(read) is not None
    assert ready(read, Evidence(500, 100, 0.59, 0.6)) is None


def test_the_figure_is_of_a_form_of_this_course(read: Desk, clock: FixedClock) -> None:
    study(read, clock, 110)
    found = ready(read)
    assert found is not None
    assert found.blueprint.id in read.course.blueprints
    assert found.today.low < found.today.expected < found.today.high <= found.blueprint.items
    assert found.words.startswith(
        f"{found.today.low}–{found.today.high} of {found.blueprint.items}, pass line "
    )
    assert found.at_exam is None
    settings = read.store.settings.load()
    read.store.settings.save(replace(settings, exam_on=(clock.now() + timedelta(days=60)).date()))
    later = ready(read)
    assert later is not None
    assert later.at_exam is not None
    assert later.at_exam.expected < later.today.expected, "what is not studied is forgotten"


def test_more_right_answers_expect_more(desk: Desk, read: Desk, clock: FixedClock) -> None:
    study(read, clock, 100, right_of_five=2)
    weak = ready(read)
    clock.advance(days=1)
    study(read, clock, 100, right_of_five=5)
    better = ready(read)
    assert weak is not None
    assert better is not None
    assert better.today.expected > weak.today.expected


def test_in_words_and_as_json(read: Desk, clock: FixedClock) -> None:
    from trainer.activities.progress import standing

    assert as_json(standing(read), ready(read))["readiness"] is None
    assert "no figure yet, evidence 0 of 100" in " ".join(progress_lines(standing(read), ready(read)))
    study(read, clock, 100)
    found = ready(read)
    assert found is not None
    words = " ".join(" ".join(progress_lines(standing(read), found)).split())
    assert found.words in words
    assert "AWS" not in words
    assert as_json(standing(read), found)["readiness"]["low"] == found.today.low
    assert readiness.COLD_ANSWERS_USED >= 100
