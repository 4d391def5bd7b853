"""What learners read of a course is a part, and nothing that is proven or asked knows it from the whole."""

from pathlib import Path

import pytest

from tests.content.cases import SAMPLE
from tests.courses import ecs
from trainer.aws.play import play
from trainer.content.cache import load_course
from trainer.content.learners_part import learners_part
from trainer.content.model import Course, Literal, Tier
from trainer.content.prose import Paragraph, Span
from trainer.content.stored import Later, read_values, write_values
from trainer.exam.frozen import freeze_item
from trainer.graph.facts import FactGraph
from trainer.judge.theory import theory
from trainer.questions.asks import asks_of_all
from trainer.questions.bank import Bank
from trainer.questions.generate import attempts
from trainer.questions.model import Item, Rejection, Request
from trainer.questions.reserve import is_reserved
from trainer.value import replace


@pytest.fixture(scope="module")
def part() -> Course:
    return learners_part(ecs())


def test_every_item_and_every_refusal_is_the_same(part: Course) -> None:
    whole, less = (Bank(FactGraph(course), play) for course in (ecs(), part))
    assert asks_of_all(less.graph) == asks_of_all(whole.graph)
    for one, other in zip(ecs().patterns.values(), part.patterns.values(), strict=True):
        assert is_reserved(less.graph, other) == is_reserved(whole.graph, one)
    request = Request(count=120, seed=20261126)
    for expected, made in zip(attempts(whole, request), attempts(less, request), strict=True):
        assert text(made) == text(expected)


def test_relations_are_left_out_as_a_whole(part: Course) -> None:
    """Of those left out a lesson may cite a fact: it is there to be read, and nothing asks by it."""
    gone = {fact.relation for name, fact in ecs().facts.items() if name not in part.facts}
    assert len(part.facts) < len(ecs().facts) / 2
    assert {"does", "command-does"} <= gone
    assert not [fact.id for fact in ecs().facts.values() if fact.relation in gone and fact.askable]
    for pattern in part.patterns.values():
        assert gone.isdisjoint(words_in(pattern.slots))


def test_kinds_that_may_be_offered_as_options_are_whole(part: Course) -> None:
    gone = {ecs().concepts[name].kind for name in ecs().concepts if name not in part.concepts}
    asked = [fact for fact in part.facts.values() if fact.askable]
    ends = [fact.object for fact in asked if not isinstance(fact.object, Literal)]
    assert gone.isdisjoint(part.concepts[one].kind for one in (*ends, *(fact.subject for fact in asked)))


def test_what_is_taught_or_counts_for_an_exam_is_there(part: Course) -> None:
    taught = [fact for lesson in ecs().lessons.values() for fact in lesson.facts]
    core = [fact.id for fact in ecs().facts.values() if fact.tier is Tier.CORE]
    assert part.facts.keys() >= {*taught, *core}
    for fact in part.facts.values():
        assert part.pages[fact.page].url == ecs().pages[fact.page].url


def test_a_fact_that_a_lesson_cites_stays_with_what_it_speaks_of() -> None:
    course = ecs()
    quiet = next(fact for fact in course.facts.values() if fact.relation == "does")
    lesson = next(iter(course.lessons.values()))
    block = Paragraph((Span("It is for that."),), facts=(quiet.id,))
    cited = replace(lesson, sections=(replace(lesson.sections[0], blocks=(block,)),))
    part = learners_part(replace(course, lessons={lesson.id: cited}))
    assert quiet.id in part.facts
    assert quiet.subject in part.concepts


def test_nothing_is_decided_by_a_part(part: Course) -> None:
    with pytest.raises(AssertionError, match="part of a course"):
        theory(FactGraph(part), ())


def test_both_are_kept_and_each_is_read_back_as_itself(tmp_path: Path) -> None:
    images = SAMPLE / "images"
    part = load_course(SAMPLE, images, tmp_path, whole=False)
    whole = load_course(SAMPLE, images, tmp_path)
    assert (part.whole, whole.whole) == (False, True)
    assert (
        part
        == load_course(SAMPLE, images, tmp_path, whole=False)
        == load_course(SAMPLE, images, None, whole=False)
    )
    assert replace(learners_part(whole), root=part.root, images=part.images) == part
    assert {file.name.partition("-")[0] for file in tmp_path.glob("*.bin")} == {"course", "whole"}


def test_tables_that_no_first_question_needs_are_read_when_somebody_looks(part: Course) -> None:
    read = read_values(write_values(part))
    assert read is not None
    assert isinstance(read.patterns, Later)
    assert read.patterns.packed()
    assert read.patterns.squeezed
    slots = [pattern.slots for pattern in read.patterns.values()]
    for table, expected in ((read.labs, ecs().labs), (slots[0], next(iter(ecs().patterns.values())).slots)):
        assert isinstance(table, Later)
        assert table.packed()
        assert [*table] == [*expected]
        assert not table.packed()
        assert table == expected
        assert repr(table) == repr(expected)
    assert isinstance(slots[1], Later)
    assert slots[1].packed()


def text(tried: Item | Rejection) -> str:
    return freeze_item(tried) if isinstance(tried, Item) else repr(tried)


def words_in(slots: object) -> set[str]:
    if isinstance(slots, dict):
        return {*slots} | words_in([*slots.values()])
    if isinstance(slots, list | tuple):
        return set().union(*map(words_in, slots))
    return {slots} if isinstance(slots, str) else set()
