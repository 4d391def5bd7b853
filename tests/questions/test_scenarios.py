"""Scenarios: the key is the only best design, and every requirement and the criterion count."""

from dataclasses import replace
from itertools import islice

import pytest

from tests.courses import ecs
from tests.questions.banks import ecs_bank, pattern, with_patterns
from trainer.content.model import Pattern, PatternId
from trainer.graph.conclude import truth
from trainer.graph.facts import FactGraph
from trainer.graph.model import Known
from trainer.questions.bank import Bank
from trainer.questions.generate import generate
from trainer.questions.kinds import problems
from trainer.questions.model import (
    Design,
    Item,
    Option,
    ProofKind,
    Request,
    Requirement,
    Statement,
)
from trainer.questions.scenario.read import read_scenario
from trainer.questions.scenario.table import plans
from trainer.questions.slots import Slots
from trainer.questions.turns import in_turns

ALL = [one for one in ecs().patterns.values() if one.kind == "scenario"]
SCENARIOS = [one for one in ALL if "steps" not in one.slots]
SEVERAL = [one for one in ALL if "steps" in one.slots]


def items(one: Pattern, count: int = 9) -> list[Item]:
    """Items of this pattern."""
    return list(islice(in_turns(ecs_bank(), [one], 4), count))


def meets(design: Design, requirement: Requirement) -> bool | None:
    """Decided again here, from the claim alone: True, False, or None where it is open."""
    parts = dict(design.parts)
    when = tuple(
        (qualifier, parts[part]) for qualifier, part in design.circumstances if part != requirement.part
    )
    target = parts[requirement.object_part] if requirement.object_part else requirement.object
    found = truth(ecs_bank().graph, parts[requirement.part], requirement.relation, target, when)
    return found.holds is requirement.wanted if isinstance(found, Known) else None


def best(item: Item, left_out: Requirement | None = None, by_criterion: bool = True) -> set[str]:
    """Options that meet all requirements but one left out, and are beaten by no other such option."""
    designs = {
        option.id: claim for option in item.options for claim in option.claims if isinstance(claim, Design)
    }
    good = [
        letter
        for letter, design in designs.items()
        if all(meets(design, one) for one in design.requirements if one != left_out)
    ]
    criterion = designs[good[0]].criterion
    if criterion is None or not by_criterion:
        return set(good)

    def beats(one: str, other: str) -> bool:
        mine, theirs = (dict(designs[letter].parts) for letter in (one, other))
        when = tuple(
            (qualifier, mine[part])
            for qualifier, part in designs[one].circumstances
            if part != criterion.part and mine[part] == theirs[part]
        )
        first, second = mine[criterion.part], theirs[criterion.part]
        found = truth(ecs_bank().graph, first, criterion.relation, second, when)
        return isinstance(found, Known) and found.holds

    return {letter for letter in good if not any(beats(rival, letter) for rival in good)}


@pytest.mark.parametrize("one", SCENARIOS, ids=lambda one: one.id)
def test_the_key_alone_is_best_each_requirement_counts_and_each_distractor_says_why(one: Pattern) -> None:
    made = items(one)
    assert len(made) >= 3
    for item in made:
        designs = [claim for option in item.options for claim in option.claims if isinstance(claim, Design)]
        assert best(item) == set(item.key)
        for requirement in designs[0].requirements:
            if (requirement.part, requirement.relation) not in _implied(one):
                assert best(item, left_out=requirement) != set(item.key), requirement
        if designs[0].criterion:
            assert len(best(item, by_criterion=False)) > 1
            assert not _ruled_out_by_criterion(item)
        for option in item.options:
            assert option.proof.kind is (ProofKind.OPTIMUM if option.is_key else ProofKind.DOMINATED)
            assert option.rationale.startswith(("Fails on “", "Meets every requirement", "Not possible")) != (
                option.is_key
            )


@pytest.mark.parametrize("one", SCENARIOS, ids=lambda one: one.id)
def test_no_answer_wears_in(one: Pattern) -> None:
    """A pattern whose answer is always the same teaches the pattern, not the subject."""
    graph = ecs_bank().graph
    keys = {plan.key.parts for plan in plans(graph, read_scenario(Slots(one, graph.course)))}
    assert len(keys) >= 3


@pytest.mark.parametrize("one", SEVERAL, ids=lambda one: one.id)
def test_choose_two_or_three_has_a_key_for_each_wish(one: Pattern) -> None:
    keys, said = (3, "(Select THREE.)") if one.slots.get("select") == 3 else (2, "(Select TWO.)")
    made = items(one, 6)
    assert made
    for item in made:
        assert (len(item.options), len(item.key), item.select) == (keys + 3, keys, keys)
        assert item.stem.endswith(said)
        asked = [_asked(option) for option in item.options if option.is_key]
        assert len(set(asked)) == keys


def test_the_less_managed_answer_wins_where_only_instances_will_do() -> None:
    privileged = [
        item for item in items(ecs().patterns[_id("privileged-with-room")]) if "privileged" in item.stem
    ]
    keys = {option.text for item in privileged for option in item.options if option.is_key}
    assert keys
    assert all("EC2 instances" in key for key in keys)


def test_a_fact_that_is_not_asked_shows_that_an_option_is_false_and_never_that_one_is_right() -> None:
    graph = ecs_bank().graph
    options = [option for item in items(ecs().patterns[_id("way-to-pay")]) for option in item.options]
    unasked = [
        (option.is_key, cite)
        for option in options
        for cite in option.proof.cites
        if not graph.facts[cite].askable
    ]
    assert len(unasked) >= 5
    assert not any(is_key for is_key, _ in unasked)


def test_where_the_facts_leave_the_requirements_open_no_item_is_made() -> None:
    one = ecs().patterns[_id("least-overhead-storage")]
    open_ones = ("efs-shared", "ebs-block", "ebs-service-deleted")
    facts = {fact.id: fact for fact in ecs().facts.values() if fact.id not in open_ones}
    course = replace(with_patterns(ecs(), one), facts=facts)
    assert not list(generate(Bank(FactGraph(course)), Request(count=3, seed=1)))
    assert [problem.rule for problem in problems(one, course)] == ["pattern-slots"]


def test_an_authors_mistakes_are_all_told() -> None:
    wrong = pattern(
        """
        id: wrong
        kind: scenario
        topic: volumes
        level: decide
        slots:
          parts: [{name: storage, choices: {EFFS: "x", EFS: "y"}}]
          option: "{stoarge}"
          requirements: [{id: a, part: storage, relation: shared bye, object: x, texts: ["…"]}]
          criterion: {part: storage, relation: shared-by, asks: ["Which?"]}
          stated: 5
          opnings: ["…"]
        """
    )
    told = "\n".join(problem.message for problem in problems(wrong, ecs()))
    for words in (
        '"EFFS" is no concept',
        '"{stoarge}" in slot "option" names nothing',
        '"shared bye" is no relation',
        'relation "shared-by" is no order',
        '"Which?" marks no words that say what is best',
        "numbers from 1 to 3",
        'no slot "opnings" is known',
    ):
        assert words in told


def _implied(one: Pattern) -> set[tuple[object, object]]:
    """(part, relation) of the requirements that go without saying."""
    listed = one.slots["requirements"]
    assert isinstance(listed, list)
    entries = [entry for entry in listed if isinstance(entry, dict)]
    return {(entry["part"], entry["relation"]) for entry in entries if entry.get("implied")}


def _ruled_out_by_criterion(item: Item) -> bool:
    """Whether the key is ahead of every other option on the criterion: then the requirements say nothing."""
    designs = {option.id: option.claims[0] for option in item.options}
    key = designs[item.key[0]]
    assert isinstance(key, Design)
    assert key.criterion
    mine = dict(key.parts)
    for letter, design in designs.items():
        assert isinstance(design, Design)
        theirs = dict(design.parts)
        first, second = mine[key.criterion.part], theirs[key.criterion.part]
        when = tuple(
            (qualifier, mine[part]) for qualifier, part in key.circumstances if mine[part] == theirs[part]
        )
        found = truth(ecs_bank().graph, first, key.criterion.relation, second, when)
        if letter != item.key[0] and not (isinstance(found, Known) and found.holds):
            return False
    return True


def _asked(option: Option) -> object:
    """Which wish an option answers: the relation, and the end that is not chosen."""
    claim = option.claims[0]
    assert isinstance(claim, Statement)
    return claim.relation, claim.subject, claim.object


def _id(name: str) -> PatternId:
    return next(one for one in ecs().patterns if one == name)
