"""What follows from facts, written out before it is asked."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.judge.kitchen import FACTS, concept, fact, graph
from trainer.judge.model import Truth
from trainer.judge.theory import theory

STOVES = ("gas-stove", "induction-stove", "camp-fire")


def ask(subject: str, relation: str, target: str, **when: str) -> Truth:
    """Ask the kitchen as it is."""
    asked = tuple((name, concept(value)) for name, value in when.items())
    return (
        theory(graph(), asked)
        .ask(concept(subject), relation, concept(target) if relation != "takes" else target)
        .truth
    )


def test_an_open_relation_is_false_only_where_a_fact_denies() -> None:
    assert ask("iron pot", "stands on", "gas stove") is Truth.HOLDS
    assert ask("copper pot", "stands on", "induction stove") is Truth.FAILS
    assert ask("glass pot", "stands on", "induction stove") is Truth.UNKNOWN


def test_a_functional_relation_rules_out_other_objects_of_the_kind_where_it_applies() -> None:
    assert ask("lighting", "done by", "chef", fire="gas stove") is Truth.HOLDS
    assert ask("lighting", "done by", "guest", fire="gas stove") is Truth.FAILS
    assert ask("lighting", "done by", "guest") is Truth.UNKNOWN


def test_a_closed_relation_rules_out_what_is_not_listed_and_says_nothing_of_subjects_without_a_list() -> None:
    assert ask("gas stove", "open to", "guest") is Truth.FAILS
    assert ask("camp fire", "open to", "guest") is Truth.UNKNOWN


def test_what_holds_in_narrower_circumstances_is_not_ruled_out() -> None:
    exception = fact("guest-stirs", "stirring", "done by", "guest", when=(("fire", "camp fire"),))
    wider = graph((*FACTS, exception))
    assert theory(wider, ()).ask("stirring", "done by", "guest").truth is Truth.UNKNOWN
    assert theory(wider, (("fire", "gas-stove"),)).ask("stirring", "done by", "guest").truth is Truth.FAILS


def test_an_order_passes_along_chains_and_never_runs_back() -> None:
    finding = theory(graph(), ()).ask("induction-stove", "less work", "camp-fire")
    assert finding.truth is Truth.HOLDS
    assert "induction-less-work, gas-less-work" in finding.reasons[0]
    assert ask("camp fire", "less work", "induction stove") is Truth.FAILS
    assert ask("camp fire", "less work", "camp fire") is Truth.UNKNOWN


def test_literals_are_known_by_every_accepted_spelling_and_any_other_value_is_false() -> None:
    assert ask("lighting", "takes", "30 seconds") is Truth.HOLDS
    assert ask("lighting", "takes", "30 S") is Truth.HOLDS
    assert ask("lighting", "takes", "60 seconds") is Truth.FAILS


def test_where_facts_contradict_each_other_nothing_is_known() -> None:
    torn = graph((*FACTS, fact("iron-not-on-gas", "iron pot", "stands on", "gas stove", holds=False)))
    finding = theory(torn, ()).ask("iron-pot", "stands on", "gas-stove")
    assert finding.truth is Truth.UNKNOWN
    assert "contradict" in finding.reasons[0]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from(STOVES), st.sampled_from(STOVES)), max_size=6))
def test_an_order_is_never_known_both_ways(pairs: list[tuple[str, str]]) -> None:
    facts = tuple(fact(f"f{n}", a, "less work", b) for n, (a, b) in enumerate(dict.fromkeys(pairs)))
    known = theory(graph(facts), ())
    for one in STOVES:
        for other in STOVES:
            truths = {known.ask(one, "less work", other).truth, known.ask(other, "less work", one).truth}
            assert truths != {Truth.HOLDS}
            assert truths != {Truth.FAILS}


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_turning_a_fact_round_turns_its_truth_round(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(FACTS) - 1))
    turned = replace(FACTS[place], holds=not FACTS[place].holds)
    facts = (*FACTS[:place], turned, *FACTS[place + 1 :])
    target = turned.object if isinstance(turned.object, str) else turned.object.text
    before = theory(graph(), turned.when).ask(turned.subject, turned.relation, target).truth
    after = theory(graph(facts), turned.when).ask(turned.subject, turned.relation, target).truth
    assert after is before.opposite


@settings(deadline=None, max_examples=30)
@given(st.permutations(FACTS))
def test_the_order_of_the_facts_changes_nothing(facts: list[object]) -> None:
    shuffled = theory(graph(tuple(facts)), ())  # type: ignore[arg-type]
    known = theory(graph(), ())
    assert shuffled.true.keys() == known.true.keys()
    assert shuffled.false.keys() == known.false.keys()
