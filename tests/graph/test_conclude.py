"""What is true, what is false and what stays open, and which facts show it."""

from dataclasses import replace
from itertools import product

import pytest

from tests.questions.banks import bread
from trainer.content.model import ConceptId, Course, Fact, FactId, RelationId
from trainer.graph.conclude import truth
from trainer.graph.facts import FactGraph
from trainer.graph.model import Conclusion, Ground, Known, Unknown, When

SAME_DAY: When = (("method", ConceptId("same-day")),)
OVERNIGHT: When = (("method", ConceptId("overnight")),)


def asked(
    subject: str, relation: str, target: str, when: When = (), course: Course | None = None
) -> Conclusion:
    graph = FactGraph(course or bread())
    return truth(graph, ConceptId(subject), RelationId(relation), target, when)


@pytest.mark.parametrize(
    ("question", "holds", "ground", "cites"),
    [
        (("rye-loaf", "rises-with", "sourdough"), True, Ground.STATED, ["rye-loaf-sourdough"]),
        (("rye-loaf", "rises-with", "yeast"), False, Ground.COMPLETE, ["rye-loaf-sourdough"]),
        (("baguette", "rises-with", "yeast", SAME_DAY), True, Ground.STATED, ["baguette-yeast"]),
        (("baguette", "rises-with", "sourdough", SAME_DAY), False, Ground.COMPLETE, ["baguette-yeast"]),
        (("rye-loaf", "contains", "semolina"), False, Ground.COMPLETE, ["rye-loaf-rye", "rye-loaf-wheat"]),
        (("ciabatta", "goes-with", "jam"), False, Ground.DENIED, ["ciabatta-no-jam"]),
        (("pretzels", "bakes-for", "15 minutes"), True, Ground.STATED, ["pretzels-time"]),
        (("rye-loaf", "bakes-for", "1 hour"), True, Ground.STATED, ["rye-loaf-time"]),
        (("rye-loaf", "bakes-for", "2 hours"), False, Ground.COMPLETE, ["rye-loaf-time"]),
        (
            ("stone-oven", "gets-hotter-than", "home-oven"),
            True,
            Ground.STATED,
            ["stone-hotter-than-deck", "deck-hotter-than-home"],
        ),
        (("home-oven", "gets-hotter-than", "deck-oven"), False, Ground.DENIED, ["deck-hotter-than-home"]),
    ],
)
def test_what_the_facts_settle(
    question: tuple[str, ...], holds: bool, ground: Ground, cites: list[str]
) -> None:
    assert asked(*question) == Known(holds, ground, tuple(FactId(fact) for fact in cites))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (("baguette", "rises-with", "yeast"), "holds only under one method"),
        (("baguette", "rises-with", "biga"), "nothing is said of no method in particular"),
        (("baguette", "goes-with", "jam"), "an open relation: absence proves nothing"),
        (("pretzels", "goes-with", "olive-oil"), "an open relation: absence proves nothing"),
        (("stone-oven", "gets-hotter-than", "stone-oven"), "no fact says so"),
        (("rye-loaf", "rises-with", "rye-flour"), "flour is no leaven, so the leaven rules nothing out"),
        (("home-oven", "bakes-for", "5 minutes"), "nothing at all is known"),
    ],
)
def test_what_they_leave_open(question: tuple[str, ...], why: str) -> None:
    assert isinstance(asked(*question), Unknown), why  # type: ignore[arg-type]


def test_a_closed_list_waits_for_the_circumstances_of_a_listed_object() -> None:
    fact = bread().facts[FactId("ciabatta-semolina")]
    course = _with(replace(fact, when=OVERNIGHT))
    assert isinstance(asked("ciabatta", "contains", "semolina", course=course), Unknown)
    settled = asked("ciabatta", "contains", "semolina", SAME_DAY, course)
    assert isinstance(settled, Known)
    assert not settled.holds


def test_contradicting_facts_settle_nothing() -> None:
    fact = bread().facts[FactId("ciabatta-oil")]
    course = _with(replace(fact, id=FactId("ciabatta-no-oil"), holds=False))
    assert isinstance(asked("ciabatta", "goes-with", "olive-oil", course=course), Unknown)


def test_an_order_in_a_circle_settles_nothing() -> None:
    fact = bread().facts[FactId("home-hotter-than-camping")]
    back = replace(fact, id=FactId("back"), subject=ConceptId("camping-oven"), object=ConceptId("stone-oven"))
    assert isinstance(asked("stone-oven", "gets-hotter-than", "home-oven", course=_with(back)), Unknown)


def test_every_conclusion_cites_facts_that_hold() -> None:
    graph = FactGraph(bread())
    for relation in graph.course.relations.values():
        for subject, target in product(graph.course.concepts, repeat=2):
            found = truth(graph, subject, relation.id, target, SAME_DAY)
            if isinstance(found, Known):
                assert found.cites
                assert all(graph.fact(fact) for fact in found.cites)


def test_an_order_is_never_true_both_ways() -> None:
    graph, hotter = FactGraph(bread()), RelationId("gets-hotter-than")
    ovens = [concept for concept in graph.course.concepts if concept.endswith("oven")]
    for one, other in product(ovens, repeat=2):
        there, back = truth(graph, one, hotter, other), truth(graph, other, hotter, one)
        if isinstance(there, Known) and isinstance(back, Known):
            assert there.holds != back.holds


def _with(fact: Fact) -> Course:
    course = bread()
    return replace(course, facts={**course.facts, fact.id: fact})
