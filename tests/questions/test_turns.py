"""Items for forms: patterns take turns, and core facts come first."""

from functools import cache
from itertools import islice

from tests.courses import ecs
from tests.questions.banks import with_patterns
from trainer.content.model import Pattern, PatternId, Tier
from trainer.graph.facts import FactGraph
from trainer.questions.bank import Bank
from trainer.questions.turns import in_turns

NAMES = ("least-overhead-storage", "policy-for-load", "where-to-encrypt", "way-to-pay")


@cache
def patterns() -> tuple[Pattern, ...]:
    return tuple(ecs().patterns[PatternId(name)] for name in NAMES)


@cache
def bank() -> Bank:
    """The bundled course with these patterns alone."""
    return Bank(FactGraph(with_patterns(ecs(), *patterns())))


def test_each_pattern_comes_once_a_round_and_no_item_twice() -> None:
    made = list(islice(in_turns(bank(), patterns(), 5), 12))
    for first in range(0, 12, 4):
        assert {item.pattern for item in made[first : first + 4]} == set(NAMES)
    assert len({item.item_id for item in made}) == 12


def test_a_pattern_with_core_facts_asks_about_these() -> None:
    asked = {item.fact_ids[0] for item in islice(in_turns(bank(), patterns()[:2], 5), 8)}
    assert {bank().graph.facts[fact].tier for fact in asked} == {Tier.CORE}


def test_the_same_seed_gives_the_same_items_and_it_ends_where_there_are_no_more() -> None:
    assert list(islice(in_turns(bank(), patterns(), 5), 6)) == list(
        islice(in_turns(bank(), patterns(), 5), 6)
    )
    assert list(in_turns(bank(), (), 5)) == []
