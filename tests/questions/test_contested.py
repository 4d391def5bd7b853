"""What changed while an exam was in use is taught, and no item rests on it: not its key, not a distractor."""

from dataclasses import replace

from tests.questions.banks import ecs_bank
from trainer.content.model import FactId, TopicId
from trainer.graph.facts import FactGraph
from trainer.questions.bank import Bank
from trainer.questions.generate import attempts, generate
from trainer.questions.model import Item, Rejection, Request


def contested() -> set[FactId]:
    return {fact.id for fact in ecs_bank().graph.facts.values() if fact.contested}


def facts_under(item: Item) -> set[FactId]:
    return {*item.fact_ids, *(fact for option in item.options for fact in option.fact_ids)}


def test_no_item_rests_on_a_contested_fact() -> None:
    under = contested()
    assert len(under) >= 10
    items = list(generate(ecs_bank(), Request(count=400, seed=23, reserved=True)))
    assert len(items) == 400
    assert [item.item_id for item in items if facts_under(item) & under] == []


def test_a_fact_that_becomes_contested_takes_its_items_along() -> None:
    """The same request over the same course, but with one fact contested, refuses and says why."""
    course = ecs_bank().graph.course
    name = FactId("ebs-one-task")
    fact = replace(course.facts[name], contested=True, askable=False)
    bank = Bank(FactGraph(replace(course, facts={**course.facts, name: fact})))
    made = list(attempts(bank, Request(count=80, seed=23, topic=TopicId("volumes"), reserved=True)))
    assert [one for one in made if isinstance(one, Item) and name in facts_under(one)] == []
    assert any(isinstance(one, Rejection) and str(name) in one.why for one in made)
