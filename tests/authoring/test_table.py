"""Every conclusion of a pattern stands in one place, and a mark changes when one of them does."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import islice

import pytest

from tests.courses import ecs, ecs_graph
from tests.questions.banks import ecs_bank
from trainer.authoring.table import Table, table_of, tables, told
from trainer.content.model import FactId, Pattern, PatternId, Plain, TableReading, World
from trainer.graph.facts import FactGraph
from trainer.questions.conclusions import Block, Cell, truth_of
from trainer.questions.generate import generate
from trainer.questions.kinds import scenario
from trainer.questions.kinds.scenario import scenario_of
from trainer.questions.listed import sides_of
from trainer.questions.model import Design, Item, Request
from trainer.questions.scenario.conclusions import standings
from trainer.questions.scenario.table import rows
from trainer.questions.turns import in_turns
from trainer.questions.wording import sentence


def storage() -> Pattern:
    return ecs().patterns[PatternId("least-overhead-storage")]


def roles() -> Pattern:
    return ecs().patterns[PatternId("role-for-action")]


def table(pattern: Pattern | None = None, graph: FactGraph | None = None) -> Table:
    """The table of that pattern, of `storage` unless one is named."""
    found = table_of(graph or ecs_graph(), pattern or storage())
    assert found is not None
    return found


def lines_of(pattern: str) -> list[str]:
    return list(told(ecs_graph(), table(ecs().patterns[PatternId(pattern)])))


def test_each_choice_stands_under_each_requirement_with_what_shows_it() -> None:
    lines = list(told(ecs_graph(), table()))
    at = lines.index("  fails  the Fargate launch type")
    fact = next(one for one in ecs().facts.values() if one.id == "fargate-no-privileged")
    assert fact.says.strip() in {line.strip() for line in lines}
    assert lines[at - 1].startswith("“"), "a requirement's sentences come before its choices"


def test_an_option_stands_under_its_question_with_what_shows_it() -> None:
    lines = lines_of("what-does-failure-reason-mean")
    at = lines.index("  RESOURCE:PORTS")
    assert lines[at - 1].startswith("“"), "what stands under a question comes after its wordings"
    assert lines[at + 1] == "  right  The fixed host port is in use on every instance"
    assert "  wrong  The security group of the instances blocks the port" in lines[at + 2 :]


def test_grounds_are_told_apart() -> None:
    """What follows from a list deserves most doubt, and a list of one is another promise than one of many."""
    lines = lines_of("permissions-for-action")
    assert any(line.strip().startswith("not listed: ") for line in lines)
    assert any(line.strip().startswith("there is but one: ") for line in lines_of("role-for-action"))
    denied = ecs().facts[FactId("secret-not-bulk")].says
    assert denied in {line.strip() for line in lines_of("goal-for-iam-roles")}


def test_which_choice_is_ahead_by_the_criterion_is_told() -> None:
    (order,) = [block for block in table().blocks if block.verbs[0] == "ahead"]
    assert [cell.says for cell in order.cells] == ["the Fargate launch type of the EC2 launch type"]


def test_whatever_a_design_claims_is_a_conclusion_of_its_scenario() -> None:
    """The table is whole: no question rests on a conclusion that nobody could read there."""
    graph = ecs_graph()
    claims = [
        (item.pattern, claim)
        for item in generate(ecs_bank(), Request(count=120, seed=5, kind=scenario.NAME))
        for option in item.options
        for claim in option.claims
        if isinstance(claim, Design)
    ]
    assert len(claims) > 200
    for name, claim in claims:
        found = scenario_of(graph, ecs().patterns[name])
        assert found is not None
        designs, filled = rows(graph, found), dict(claim.parts)
        for number, wish in enumerate(found.wishes):
            if wish.requirement in claim.requirements:
                known = [
                    truth_of(one.verdict)
                    for one in standings(found, designs, number, wish)
                    if {fill.concept for fill in (*one.choices, *one.when)} <= set(filled.values())
                ]
                assert known and None not in known


@pytest.mark.parametrize(
    "kind", ["lookup", "symptom", "fix", "effect", "picture", "select", "compare", "statement"]
)
def test_whatever_an_option_says_stands_in_the_table_as_it_is_keyed(kind: str) -> None:
    for item in _items(kind):
        for option in item.options:
            cells = _under(item)
            assert (option.text, option.is_key) in {(cell.says, cell.holds) for cell in cells} | {
                (sentence(cell.says), cell.holds) for cell in cells
            }, (item.pattern, option.text)


def test_each_pair_of_a_matching_stands_in_the_table_as_right_or_wrong() -> None:
    for item in _items("match"):
        found = table(ecs().patterns[item.pattern])
        numbered, lettered = sides_of(item)
        for number, left in numbered:
            cells = {
                cell.says: cell.holds
                for block in found.blocks
                if block.under == f"{left}: …" and _may_stand(block, [right for _, right in lettered])
                for cell in block.cells
            }
            for letter, right in lettered:
                assert cells[right] is (f"{number}{letter}" in item.answer), (item.pattern, left, right)


def test_what_is_typed_and_steps_in_order_stand_in_the_table() -> None:
    for item in _items("typed"):
        assert set(item.answer) <= {cell.says for cell in _under(item)}
    (block,) = table(ecs().patterns[PatternId("order-of-image-pull")]).blocks
    assert all(cell.holds for cell in block.cells)
    assert len(block.cells) == 4, "each step with the next"


def test_a_mark_changes_with_a_conclusion() -> None:
    fact = ecs().facts[FactId("fargate-no-privileged")]
    turned = replace(ecs(), facts={**ecs().facts, fact.id: replace(fact, holds=True)})
    assert table(graph=FactGraph(turned)).mark != table().mark


def test_a_mark_changes_when_a_list_is_opened() -> None:
    """What no longer follows is no option any more."""
    relation = ecs().relations[roles().slots["relation"]]  # type: ignore[index]
    opened = replace(ecs(), relations={**ecs().relations, relation.id: replace(relation, world=World.OPEN)})
    assert table(roles(), FactGraph(opened)).mark != table(roles()).mark


def test_a_mark_changes_with_a_sentence_a_choice_and_what_it_is_right_for() -> None:
    for part in ("texts", "words", "fits"):
        changed = replace(storage(), slots=_changed(storage().slots, part))
        assert changed.slots != storage().slots
        assert table(changed).mark != table().mark, part


def test_a_mark_stays_when_only_the_fact_behind_a_conclusion_is_told_otherwise() -> None:
    fact = ecs().facts[FactId("fargate-no-privileged")]
    reworded = replace(ecs(), facts={**ecs().facts, fact.id: replace(fact, says="Said otherwise.")})
    assert table(graph=FactGraph(reworded)).mark == table().mark


def test_a_mark_stays_when_the_vocabulary_is_put_in_another_order() -> None:
    turned = replace(ecs(), concepts=dict(reversed(list(ecs().concepts.items()))))
    assert table(roles(), FactGraph(turned)).mark == table(roles()).mark


def test_only_the_last_reading_counts() -> None:
    here, elsewhere = (TableReading(mark, date(2026, 11, 26), "a") for mark in (table().mark, "bbbbbbbb"))
    assert table(replace(storage(), readings=(elsewhere, here))).standing == "read 2026-11-26 by a"
    assert "changed" in table(replace(storage(), readings=(here, elsewhere))).standing
    assert table(replace(storage(), readings=())).standing == "not read"


def test_what_the_simulator_decides_and_what_asks_anothers_scenario_have_no_table() -> None:
    without = {one.id for one in ecs().patterns.values()} - {one.pattern.id for one in tables(ecs_graph())}
    assert {ecs().patterns[one].kind for one in without} == {"predict", "scenario"}
    assert all(
        "scenario" in ecs().patterns[one].slots
        for one in without
        if ecs().patterns[one].kind == scenario.NAME
    )


def _items(kind: str) -> list[Item]:
    patterns = [one for one in ecs().patterns.values() if one.kind == kind]
    items = list(islice(in_turns(ecs_bank(), patterns, 7), 30))
    assert len(items) > 3
    return items


def _under(item: Item) -> list[Cell]:
    """What the item's table holds under its question, or all of it where sentences stand under any."""
    found = table(ecs().patterns[item.pattern]).blocks
    asked = [block for block in found if any(_plain(text) in item.stem for text in block.texts)]
    return [cell for block in asked for cell in block.cells]


def _may_stand(block: Block, rights: list[str]) -> bool:
    return set(rights) <= {cell.says for cell in block.cells}


def _plain(text: str) -> str:
    return text.replace("==", "").strip()


def _changed(slots: Mapping[str, Plain], key: str) -> dict[str, Plain]:
    """The slots with one text under that key, the first that is met, said otherwise."""
    done = False

    def walk(value: Plain, inside: bool) -> Plain:
        nonlocal done
        if isinstance(value, dict):
            return {name: walk(one, name == key) for name, one in value.items()}
        if isinstance(value, list):
            return [walk(one, inside) for one in value]
        if inside and not done and isinstance(value, str):
            done = True
            return f"{value} otherwise"
        return value

    changed = walk(dict(slots), False)
    assert isinstance(changed, dict)
    return changed
