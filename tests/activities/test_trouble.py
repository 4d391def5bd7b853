"""Sure and wrong leads back to that pair until it was told apart on two days."""

import pytest

from tests.fakes.clock import FixedClock
from trainer.activities.desk import Desk
from trainer.activities.study import Sitting, review_queue, start_on_facts, start_quiz
from trainer.activities.trouble import leech_facts, misconceptions
from trainer.content.model import FactId
from trainer.memory.model import Confidence, Rating, Why
from trainer.questions.model import Item, Response, Statement


def single(desk: Desk) -> tuple[Sitting, Item]:
    """A quiz that stands at an item of four options that state something."""
    sitting = start_quiz(desk, 40, seed=3)
    while (item := sitting.advance()) is not None:
        if item.select == 1 and item.options and isinstance(item.options[0].claims[0], Statement):
            return sitting, item
    pytest.fail("the course has no such item")


def wrong(item: Item) -> Response:
    return Response((next(option.id for option in item.options if not option.is_key),))


def sure_and_wrong(desk: Desk) -> tuple[Sitting, Item]:
    sitting, item = single(desk)
    sitting.answer(wrong(item), Confidence.SURE)
    return sitting, item


def test_only_certainty_makes_a_misconception(desk: Desk) -> None:
    sitting, item = single(desk)
    sitting.answer(wrong(item), Confidence.UNSURE)
    assert misconceptions(desk) == ()


def test_it_is_named_with_its_paragraph_and_asked_first(desk: Desk) -> None:
    _, item = sure_and_wrong(desk)
    (trouble,) = misconceptions(desk)
    assert trouble.fact_id == item.fact_ids[0]
    assert ", not " in trouble.words
    assert trouble.lesson is not None
    assert trouble.section is not None
    assert trouble.fact_id in trouble.section.facts
    first = review_queue(desk)[0]
    assert (first.fact_id, first.why) == (trouble.fact_id, Why.MISTAKEN)


def right_once(desk: Desk, fact: FactId) -> None:
    sitting = start_on_facts(desk, [fact])
    item = sitting.advance()
    assert item is not None
    sitting.answer(Response(item.key, typed=item.answer[0] if item.answer else ""))


def test_two_days_of_right_answers_end_it(desk: Desk, clock: FixedClock) -> None:
    _, item = sure_and_wrong(desk)
    fact = item.fact_ids[0]
    right_once(desk, fact)
    assert len(misconceptions(desk)) == 1
    assert Why.MISTAKEN not in [ask.why for ask in review_queue(desk)], "enough for today"
    clock.advance(days=1)
    assert review_queue(desk)[0].why is Why.MISTAKEN
    right_once(desk, fact)
    assert misconceptions(desk) == ()


def test_taken_back_with_its_answer(desk: Desk) -> None:
    sitting, _ = sure_and_wrong(desk)
    sitting.undo()
    assert misconceptions(desk) == ()


def test_a_leech_is_named_with_what_to_do(desk: Desk, clock: FixedClock) -> None:
    fact = next(iter(sorted(desk.askable)))
    for _ in range(6):
        sitting = start_on_facts(desk, [fact])
        assert sitting.advance() is not None
        sitting.answer(Response(known=False))
        clock.advance(days=1)
    (leech,) = leech_facts(desk)
    assert leech.words == desk.course.facts[fact].says
    assert "leave it out" in leech.advice
    assert Rating.AGAIN in {one.rating for one in desk.store.memory.reviews()}
