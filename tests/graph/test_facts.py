"""The facts of a day and the questions one may ask of them."""

from datetime import date

from tests.questions.banks import bread
from trainer.content.model import ConceptId, FactId, KindId, RelationId, Tier
from trainer.graph.facts import FactGraph

CIABATTA, CONTAINS = ConceptId("ciabatta"), RelationId("contains")


def test_a_fact_counts_from_its_first_day() -> None:
    before, after = FactGraph(bread(), date(2024, 12, 31)), FactGraph(bread(), date(2025, 1, 1))
    assert [fact.id for fact in before.of(CIABATTA, CONTAINS)] == ["ciabatta-wheat"]
    assert [fact.id for fact in after.of(CIABATTA, CONTAINS)] == ["ciabatta-wheat", "ciabatta-semolina"]
    assert before.fact(FactId("ciabatta-semolina")) is None


def test_the_courses_own_day_is_used_unless_told_otherwise() -> None:
    assert FactGraph(bread()).as_of == bread().as_of


def test_facts_are_found_from_either_end_in_the_order_of_the_files() -> None:
    graph = FactGraph(bread())
    assert [fact.subject for fact in graph.to(CONTAINS, "wheat-flour")] == [
        "baguette",
        "rye-loaf",
        "ciabatta",
        "pretzels",
    ]
    assert [fact.id for fact in graph.to(RelationId("bakes-for"), "20 minutes")] == ["baguette-time"]


def test_facts_about_a_concept_include_those_where_it_is_a_circumstance() -> None:
    about = FactGraph(bread()).about(ConceptId("overnight"))
    assert [fact.id for fact in about] == ["baguette-sourdough"]


def test_confusable_concepts_come_from_contrast_sets() -> None:
    graph = FactGraph(bread())
    assert graph.confusable(ConceptId("yeast")) == ("sourdough",)
    assert graph.confusable(ConceptId("butter")) == ()


def test_neighbours_share_a_fact() -> None:
    graph = FactGraph(bread())
    assert "sourdough" in graph.neighbours(ConceptId("rye-loaf"))
    assert all(
        any(ConceptId("baguette") in fact.mentions for fact in graph.about(other))
        for other in graph.neighbours(ConceptId("baguette"))
    )


def test_what_is_not_to_be_asked_is_not_askable() -> None:
    graph = FactGraph(bread())
    assert "pretzels-no-jam" not in [fact.id for fact in graph.askable()]
    assert [fact.id for fact in graph.askable(Tier.EXTENDED)] == ["pretzels-yeast"]


def test_concepts_of_a_kind_stand_in_the_vocabularys_order() -> None:
    assert FactGraph(bread()).of_kind(KindId("oven")) == (
        "stone-oven",
        "deck-oven",
        "home-oven",
        "camping-oven",
    )


def test_what_follows_from_the_graph_alone_is_worked_out_once() -> None:
    graph, worked = FactGraph(bread()), []
    for _ in range(3):
        graph.once("table", lambda: worked.append("done"))
    assert worked == ["done"]


def test_what_is_forgotten_is_made_again_and_what_lasts_is_not() -> None:
    graph, made = FactGraph(bread()), list[str]()

    def work(name: str) -> str:
        made.append(name)
        return name

    before = (graph.of(CIABATTA, CONTAINS), graph.about(CIABATTA), graph.contrasts(CIABATTA))
    for _ in range(2):
        assert graph.once("table", lambda: work("table")) == "table"
        assert graph.once("table", lambda: work("dear"), lasting=True) == "dear"
    graph.forget()
    for _ in range(2):
        assert graph.once("table", lambda: work("table")) == "table"
        assert graph.once("table", lambda: work("dear"), lasting=True) == "dear"
    assert made == ["table", "dear", "table"]
    assert (graph.of(CIABATTA, CONTAINS), graph.about(CIABATTA), graph.contrasts(CIABATTA)) == before
