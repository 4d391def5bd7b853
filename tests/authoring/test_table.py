"""Every conclusion of a scenario stands in one place, and a mark changes when one of them does."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from tests.courses import ecs, ecs_graph
from tests.questions.banks import ecs_bank
from trainer.authoring.table import Table, table_of, tables, told
from trainer.content.model import FactId, Pattern, PatternId, Plain, TableReading
from trainer.graph.facts import FactGraph
from trainer.questions.generate import generate
from trainer.questions.model import Design, Request
from trainer.questions.scenario.conclusions import truth_of

STORAGE = ecs().patterns[PatternId("least-overhead-storage")]


def table(pattern: Pattern = STORAGE, graph: FactGraph | None = None) -> Table:
    found = table_of(graph or ecs_graph(), pattern)
    assert found is not None
    return found


def test_each_choice_stands_under_each_requirement_with_what_shows_it() -> None:
    lines = list(told(ecs_graph(), table()))
    at = lines.index("  fails  the Fargate launch type")
    fact = next(one for one in ecs().facts.values() if one.id == "fargate-no-privileged")
    assert fact.says.strip() in {line.strip() for line in lines}
    assert lines[at - 1].startswith("“"), "a requirement's sentences come before its choices"


def test_what_follows_from_a_list_alone_is_told_apart() -> None:
    lines = list(told(ecs_graph(), table()))
    assert any(line.strip().startswith("not listed: ") for line in lines)


def test_which_choice_is_ahead_by_the_criterion_is_told() -> None:
    (order,) = table().orders
    ahead = [tuple(fill.concept for fill in cell.choices) for cell in order.cells]
    assert ahead == [("fargate-launch-type", "ec2-launch-type")]


def test_whatever_an_item_claims_is_a_cell_of_its_table() -> None:
    """The table is whole: no question rests on a conclusion that nobody could read there."""
    by_pattern = {one.pattern.id: one for one in tables(ecs_graph())}
    claims = [
        (by_pattern[item.pattern], claim)
        for item in generate(ecs_bank(), Request(count=120, seed=5, kind="scenario"))
        for option in item.options
        for claim in option.claims
        if isinstance(claim, Design)
    ]
    assert len(claims) > 200
    for found, claim in claims:
        filled = dict(claim.parts)
        for requirement in claim.requirements:
            cells = [
                cell
                for one in found.wishes
                if one.wish.requirement == requirement
                for cell in one.cells
                if {fill.concept for fill in (*cell.choices, *cell.when)} <= set(filled.values())
            ]
            assert cells
            assert all(truth_of(cell.verdict) is not None for cell in cells)


def test_a_mark_changes_with_a_conclusion() -> None:
    fact = ecs().facts[FactId("fargate-no-privileged")]
    turned = replace(ecs(), facts={**ecs().facts, fact.id: replace(fact, holds=True)})
    assert table(graph=FactGraph(turned)).mark != table().mark


def test_a_mark_changes_with_a_sentence_a_choice_and_what_it_is_right_for() -> None:
    for part in ("texts", "words", "fits"):
        changed = replace(STORAGE, slots=_changed(STORAGE.slots, part))
        assert changed.slots != STORAGE.slots
        assert table(changed).mark != table().mark, part


def test_a_mark_stays_when_only_the_fact_behind_a_conclusion_is_told_otherwise() -> None:
    fact = ecs().facts[FactId("fargate-no-privileged")]
    reworded = replace(ecs(), facts={**ecs().facts, fact.id: replace(fact, says="Said otherwise.")})
    assert table(graph=FactGraph(reworded)).mark == table().mark


def test_only_the_last_reading_counts() -> None:
    here, elsewhere = (TableReading(mark, date(2026, 11, 26), "a") for mark in (table().mark, "bbbbbbbb"))
    assert table(replace(STORAGE, readings=(elsewhere, here))).standing == "read 2026-11-26 by a"
    assert "changed" in table(replace(STORAGE, readings=(here, elsewhere))).standing
    assert table(replace(STORAGE, readings=())).standing == "not read"


@pytest.mark.parametrize("kind", ["lookup", "statement"])
def test_other_kinds_have_no_table(kind: str) -> None:
    pattern = next(one for one in ecs().patterns.values() if one.kind == kind)
    assert table_of(ecs_graph(), pattern) is None


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
