"""Three hundred items of the bundled course: do their forms give keys away, does a second solver agree?"""

from collections import Counter
from functools import cache

import pytest

from tests.questions.banks import ecs, ecs_bank
from trainer.aws.play import play
from trainer.judge.decide import judge_item
from trainer.questions.bank import Bank
from trainer.questions.flaws import flaws
from trainer.questions.generate import generate
from trainer.questions.kinds import KINDS, problems
from trainer.questions.model import Item, Request

COUNT = 300
CHI_SQUARE_3 = 11.34
"""Three degrees of freedom, p = 0.01."""


@cache
def sample() -> tuple[Item, ...]:
    """Items of every kind with options, reserved patterns included, the simulator asked."""
    bank = Bank(ecs_bank().graph, play)
    return tuple(generate(bank, Request(count=COUNT, seed=2026, reserved=True)))


@cache
def four_options() -> tuple[Item, ...]:
    """Items whose options are in no order of their own."""
    return tuple(
        item for item in sample() if len(item.options) == 4 and not item.options[0].text[0].isdigit()
    )


def test_the_sample_is_whole_and_of_every_kind() -> None:
    assert len(sample()) == COUNT
    assert {item.kind for item in sample()} == {kind.name for kind in KINDS if kind.has_options}
    assert {item.topic for item in sample()} == set(ecs().topics)
    assert {item.level for item in sample()} == {"recall", "apply", "decide"}


def test_no_item_fails_a_hard_gate_and_few_have_a_soft_flaw() -> None:
    found = [flaws(item) for item in sample()]
    assert not [flaw for one in found for flaw in one.hard]
    assert max(len(one.soft) for one in found) <= 1
    assert sum(bool(one.soft) for one in found) <= 0.1 * COUNT


def test_keys_stand_in_every_place_alike() -> None:
    places = Counter(item.key[0] for item in four_options())
    expected = len(four_options()) / 4
    assert sum((places[letter] - expected) ** 2 / expected for letter in "abcd") < CHI_SQUARE_3


@pytest.mark.parametrize("pick", [max, min], ids=["longest", "shortest"])
def test_length_does_not_tell_the_key(pick) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    hits = sum(pick(item.options, key=lambda option: len(option.text)).is_key for item in four_options())
    assert hits / len(four_options()) <= 0.25 + 0.09, (
        "chance, four points, and twice the error of such a sample"
    )


def test_the_second_solver_agrees_with_every_key() -> None:
    for item in sample():
        judgement = judge_item(item, ecs_bank().graph, play)
        assert judgement.agrees_with_key, (item.item_id, judgement.complaints)


def test_the_courses_patterns_have_no_problems() -> None:
    assert not [problem.line() for pattern in ecs().patterns.values() for problem in problems(pattern, ecs())]


def test_there_are_patterns_enough() -> None:
    patterns = ecs().patterns.values()
    assert len(patterns) >= 25
    assert sum(pattern.kind == "scenario" for pattern in patterns) >= 8
    assert {pattern.topic for pattern in patterns} == set(ecs().topics)
