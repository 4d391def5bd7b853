"""Two ways to conclude, one set of facts: the judge's and the graph's answers never contradict each other."""

from pathlib import Path

import pytest

from tests.courses import ecs_graph
from trainer.content.model import ConceptId, Literal
from trainer.graph.conclude import truth
from trainer.graph.facts import FactGraph
from trainer.graph.model import Known
from trainer.judge.model import Truth
from trainer.judge.theory import theory

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def graph() -> FactGraph:
    """The facts about ECS."""
    return ecs_graph()


def test_each_fact_and_each_other_object_is_concluded_alike(graph: FactGraph) -> None:
    concepts = graph.course.concepts
    compared = 0
    for fact in graph.facts.values():
        if isinstance(fact.object, Literal):
            targets: list[str] = [fact.object.text, *fact.object.accepts, "4711 parsecs"]
        else:
            kind = concepts[fact.object].kind
            targets = [concept.id for concept in concepts.values() if concept.kind == kind]
        for target in targets:
            mine = theory(graph, fact.when).ask(fact.subject, fact.relation, target)
            other = truth(graph, fact.subject, fact.relation, ConceptId(target), fact.when)
            if isinstance(other, Known) and mine.truth is not Truth.UNKNOWN:
                assert mine.truth is (Truth.HOLDS if other.holds else Truth.FAILS), (
                    fact.id,
                    target,
                    mine.reasons,
                )
                compared += 1
    assert compared > len(graph.facts)


def test_no_fact_of_the_course_contradicts_another(graph: FactGraph) -> None:
    for fact in graph.facts.values():
        target = fact.object.text if isinstance(fact.object, Literal) else fact.object
        found = theory(graph, fact.when).ask(fact.subject, fact.relation, target)
        assert found.truth is (Truth.HOLDS if fact.holds else Truth.FAILS), (fact.id, found.reasons)
