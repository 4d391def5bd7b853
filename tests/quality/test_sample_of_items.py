"""Three hundred items of the bundled course against every check: what `tests.bench.gates` asks of thousands.

A sample cannot hold shares as narrow as a bank; where chance matters, limits have room for twice its error.
"""

import math
from functools import cache

import pytest

from tests.courses import ecs
from tests.quality import features
from tests.quality.bank import cross_cues, duplicates, positions
from tests.quality.features import hit
from tests.quality.gates import Verdict, inspect
from tests.quality.mutation import flipped_key
from tests.quality.sample import COUNT, ground, sample
from trainer.content.model import FactId
from trainer.exam.cues import Asked
from trainer.questions.asks import asks
from trainer.questions.bank import Bank
from trainer.questions.generate import made_of
from trainer.questions.kinds import KINDS, problems
from trainer.questions.model import Item
from trainer.seed import stream


@cache
def verdicts() -> tuple[Verdict, ...]:
    return tuple(inspect(item, ground()) for item in sample())


@cache
def four_options() -> tuple[Item, ...]:
    return tuple(item for item in sample() if len(item.options) == 4 and item.select == 1)


def test_the_sample_is_whole_and_of_every_kind() -> None:
    assert len(sample()) == COUNT
    assert {item.kind for item in sample()} <= {kind.name for kind in KINDS if kind.has_options}
    assert len({item.kind for item in sample()}) >= 6
    assert {item.level for item in sample()} == {"recall", "apply", "decide"}


def test_no_item_fails_a_hard_check() -> None:
    failed = {
        item.item_id: found.hard for item, found in zip(sample(), verdicts(), strict=True) if found.hard
    }
    assert not failed


def test_few_items_have_a_soft_flag_and_none_has_two() -> None:
    flagged = [{flaw[:3] for flaw in found.soft} for found in verdicts()]
    assert max(map(len, flagged)) <= 1
    assert sum(map(bool, flagged)) <= (0.05 + 2 * math.sqrt(0.05 * 0.95 / COUNT)) * COUNT


def test_keys_stand_in_every_place_alike() -> None:
    for found in positions(four_options()):
        assert found.met, found


@pytest.mark.parametrize(
    "cue",
    [
        features.length,
        features.absent(features.length),
        features.stem_overlap,
        features.names,
        features.managed,
    ],
    ids=["longest", "shortest", "stem's words", "names", "managed"],
)
def test_no_cue_tells_the_key(cue) -> None:  # type: ignore[no-untyped-def] # noqa: ANN001
    rate = sum(hit(item, cue(item)) for item in four_options()) / len(four_options())
    assert rate <= 0.27 + 2 * math.sqrt(0.25 * 0.75 / len(four_options()))


def test_no_item_comes_twice() -> None:
    assert not [found for found in duplicates(sample()) if found.endswith("twice")]


def test_a_form_has_no_item_that_tells_another_or_reads_like_it() -> None:
    asked = Asked()
    form: list[Item] = []
    for item in sample():
        if asked.fits(item) and len(form) < 65:
            asked.add(item)
            form.append(item)
    assert len(form) == 65
    assert not [*cross_cues(form), *duplicates(form)]


@pytest.mark.parametrize("place", range(0, COUNT, 30))
def test_an_item_tests_its_fact_and_no_other(place: int) -> None:
    assert not list(flipped_key(sample()[place], ground().graph, ground().play))


def test_the_courses_patterns_have_no_problems() -> None:
    assert not [problem.line() for pattern in ecs().patterns.values() for problem in problems(pattern, ecs())]


def test_there_are_patterns_enough() -> None:
    patterns = ecs().patterns.values()
    assert len(patterns) >= 80
    assert sum(pattern.kind == "scenario" for pattern in patterns) >= 8
    assert {pattern.topic for pattern in patterns} <= set(ecs().topics)


@pytest.mark.parametrize(
    "fact", ["env-file-outside", "enhanced-continuous-packages", "pay-family-discounted"]
)
def test_a_fact_that_fells_a_distractor_together_with_another_is_not_what_an_item_tests(fact: str) -> None:
    """In few scenarios these decide alone; drawn for them, each must lose its key with them."""
    bank = Bank(ground().graph, ground().play)
    made = (
        made_of(bank, pattern, stream("alone", fact, number), FactId(fact))
        for pattern in ecs().patterns.values()
        if pattern.kind == "scenario" and FactId(fact) in asks(ground().graph, pattern)
        for number in range(30)
    )
    items = [item for item in made if isinstance(item, Item)]
    assert [item.item_id for item in items if [*flipped_key(item, ground().graph, ground().play)]] == []
