"""Scenarios: the key is the only best design, and every requirement and the criterion count."""

from dataclasses import replace

import pytest

from tests.questions.banks import ecs, ecs_bank, pattern, with_patterns
from trainer.content.model import Pattern, PatternId
from trainer.graph.conclude import truth
from trainer.graph.facts import FactGraph
from trainer.graph.model import Known
from trainer.questions.bank import Bank
from trainer.questions.generate import generate
from trainer.questions.kinds import problems
from trainer.questions.model import Design, Item, ProofKind, Request, Requirement

SCENARIOS = [one for one in ecs().patterns.values() if one.kind == "scenario"]


def items(one: Pattern, count: int = 12) -> list[Item]:
    """Items of this pattern alone."""
    course = with_patterns(ecs(), one)
    return list(generate(Bank(FactGraph(course)), Request(count=count, seed=4, reserved=True)))


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
def test_the_key_alone_is_best_and_each_requirement_counts(one: Pattern) -> None:
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
            assert sum(dict(d.parts)[designs[0].criterion.part] == _key_part(item) for d in designs) >= 2


@pytest.mark.parametrize("one", SCENARIOS, ids=lambda one: one.id)
def test_each_distractor_is_dominated_and_says_why(one: Pattern) -> None:
    for item in items(one, 6):
        for option in item.options:
            assert option.proof.kind is (ProofKind.OPTIMUM if option.is_key else ProofKind.DOMINATED)
            assert option.rationale.startswith(("Fails on “", "Meets every requirement", "Not possible")) != (
                option.is_key
            )


def test_the_less_managed_answer_wins_where_only_instances_will_do() -> None:
    keys = {
        next(option.text for option in item.options if option.is_key)
        for item in items(ecs().patterns[_id("privileged-with-room")])
    }
    assert keys == {"EC2 launch type; an Auto Scaling group capacity provider with managed scaling"}


def test_where_the_facts_leave_a_requirement_open_no_item_is_made() -> None:
    one = ecs().patterns[_id("least-overhead-storage")]
    facts = {fact.id: fact for fact in ecs().facts.values() if fact.id != "efs-shared"}
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


def _key_part(item: Item) -> object:
    key = next(option for option in item.options if option.is_key)
    claim = key.claims[0]
    assert isinstance(claim, Design)
    assert claim.criterion
    return dict(claim.parts)[claim.criterion.part]


def _id(name: str) -> PatternId:
    return next(one for one in ecs().patterns if one == name)
