"""The second opinion on what the generator makes of the real course, and on what has been tampered with."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.courses import ecs_graph
from tests.quality.sample import sample
from trainer.aws.play import play
from trainer.content.model import Fact
from trainer.graph.facts import FactGraph
from trainer.judge.decide import judge_item
from trainer.judge.model import Judgement
from trainer.questions.model import Item, ProofKind

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def graph() -> FactGraph:
    """The facts about ECS."""
    return ecs_graph()


@pytest.fixture(scope="module")
def items() -> tuple[Item, ...]:
    """Items of every kind with options, the reserved ones included."""
    return sample()


@pytest.fixture(scope="module")
def judgements(graph: FactGraph, items: tuple[Item, ...]) -> list[tuple[Item, Judgement]]:
    return [(item, judge_item(item, graph, play)) for item in items]


def test_the_judge_agrees_with_every_key(judgements: list[tuple[Item, Judgement]]) -> None:
    assert len(judgements) == 300
    assert {item.item_id: judged.complaints for item, judged in judgements if judged.complaints} == {}
    assert all(judged.best == item.key for item, judged in judgements)


def test_the_words_of_most_options_say_by_themselves_what_their_data_claims(
    judgements: list[tuple[Item, Judgement]],
) -> None:
    verdicts = [verdict for _, judged in judgements for verdict in judged.verdicts]
    agreeing = [verdict for verdict in verdicts if verdict.by_text.truth is verdict.by_data.truth]
    assert len(agreeing) > 0.85 * len(verdicts)


def test_a_key_put_elsewhere_is_found(graph: FactGraph, items: tuple[Item, ...]) -> None:
    for item in items[::5]:
        moved = tuple(
            replace(option, is_key=place == _first_wrong(item)) for place, option in enumerate(item.options)
        )
        assert not judge_item(replace(item, options=moved), graph, play).agrees_with_key


def test_an_option_that_repeats_the_key_is_found(graph: FactGraph, items: tuple[Item, ...]) -> None:
    for item in items[::5]:
        key = next(option for option in item.options if option.is_key)
        place = _first_wrong(item)
        twin = replace(item.options[place], text=f"{key.text} too", claims=key.claims)
        doubled = (*item.options[:place], twin, *item.options[place + 1 :])
        assert not judge_item(replace(item, options=doubled), graph, play).agrees_with_key


def test_a_flipped_fact_takes_the_key_away(graph: FactGraph, items: tuple[Item, ...]) -> None:
    """Only where a key rests on facts; a simulated one rests on the run."""
    proven = [item for item in items if _key_kind(item) in (ProofKind.ENTAILED, ProofKind.OPTIMUM)]
    assert proven
    for item in proven[::8]:
        cited = next(option.proof.cites for option in item.options if option.is_key)
        flipped = {fact.id: _flipped(fact) for fact in graph.course.facts.values() if fact.id in cited}
        facts = {**graph.course.facts, **flipped}
        other = FactGraph(replace(graph.course, facts=facts), graph.as_of)
        assert not judge_item(item, other, play).agrees_with_key, item.item_id


def _first_wrong(item: Item) -> int:
    return next(place for place, option in enumerate(item.options) if not option.is_key)


def _key_kind(item: Item) -> ProofKind:
    return next(option.proof.kind for option in item.options if option.is_key)


def _flipped(fact: Fact) -> Fact:
    return replace(fact, holds=not fact.holds)
