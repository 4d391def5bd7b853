"""Every check against bad items planted for it: at least five of each, and all are caught."""

from collections import Counter
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from tests.quality import bank as bank_checks
from tests.quality import plant
from tests.quality.gates import (
    Ground,
    citation,
    conditions_stated,
    every_requirement_counts,
    fresh,
    inspect,
    one_key_set,
    one_type,
    readable,
)
from tests.quality.mutation import unrelated
from tests.quality.sample import ground, sample
from trainer.questions.flaws import flaws
from trainer.questions.model import Design, Item, ProofKind


@cache
def proven() -> tuple[Item, ...]:
    """Good items whose key follows from facts."""
    return tuple(
        item
        for item in sample()
        if item.options[0].proof.kind is not ProofKind.SIMULATED and item.select == 1
    )


@cache
def designs() -> tuple[Item, ...]:
    """Good scenarios that a criterion decides, in different patterns where there are some."""
    found = [
        item
        for item in sample()
        if any(isinstance(claim, Design) and claim.criterion for claim in item.options[0].claims)
    ]
    return tuple(found)


def lookups() -> list[Item]:
    """Good items of one type of thing."""
    return [item for item in proven() if item.kind == "lookup"]


WRITTEN = [
    (file, check, number, words)
    for file in ("hard.yaml", "soft.yaml")
    for number, (check, words) in enumerate(plant.written(file))
]


def test_a_good_item_with_these_words_has_no_flaw() -> None:
    found = inspect(plant.worded(sample()[0]), Ground(ground().graph))
    assert not [flaw for flaw in (*found.hard, *found.soft) if flaw[:3] not in ("C01", "C02")]


@pytest.mark.parametrize(
    ("check", "words"),
    [(check, words) for _, check, _, words in WRITTEN],
    ids=[f"{c}-{n}" for _, c, n, _ in WRITTEN],
)
def test_flaws_in_words_are_caught(check: str, words: dict[str, Any]) -> None:
    item = plant.worded(sample()[0], **words)
    found = flaws(item)
    flagged = {flaw[:3] for flaw in (*found.hard, *found.soft, *readable(item, ground()))}
    assert check in flagged


def test_five_are_planted_for_each_check_of_words() -> None:
    counts = Counter(check for _, check, _, _ in WRITTEN)
    assert min(counts.values()) >= 5
    assert set(counts) == {
        *("C03", "C04", "C05", "C06", "C07", "C08", "C18", "C21", "C27"),
        *("C09", "C11", "C12", "C14", "C16", "C17", "C20", "C22", "C30"),
    }


@pytest.mark.parametrize("number", range(5))
class TestFacts:
    """Flaws that only facts show, planted in five good items each."""

    def test_c01_a_wrong_key(self, number: int) -> None:
        assert list(one_key_set(plant.key_moved(proven()[number]), ground()))

    def test_c01_a_double_key(self, number: int) -> None:
        assert list(one_key_set(plant.key_doubled(proven()[number]), ground()))

    def test_c02_a_missing_source(self, number: int) -> None:
        assert list(citation(plant.uncited(proven()[number]), ground()))

    def test_c02_a_source_that_is_none(self, number: int) -> None:
        assert list(citation(plant.cites_nobody(proven()[number]), ground()))

    def test_c19_a_key_of_another_type(self, number: int) -> None:
        item = lookups()[number]
        assert list(one_type(plant.of_another_type(item, designs()[0]), ground()))

    def test_c31_an_item_that_does_not_test_its_fact(self, number: int) -> None:
        item = proven()[number]
        assert not [flaw for flaw in inspect(item, ground(), mutate=True).hard if flaw.startswith("C31")]
        other = unrelated(item, ground().graph)
        assert other
        found = inspect(replace(item, fact_ids=(other,)), ground(), mutate=True)
        assert any(flaw.startswith("C31") for flaw in found.hard)

    def test_c32_a_fact_too_young_for_an_exam(self, number: int) -> None:
        item = [item for item in proven() if item.exams][number]
        assert not list(fresh(item, ground()))
        assert list(fresh(item, Ground(plant.too_fresh(item, ground().graph))))

    def test_c33_a_requirement_that_decides_nothing(self, number: int) -> None:
        item = designs()[number]
        assert not list(every_requirement_counts(item, ground()))
        assert list(every_requirement_counts(plant.asked_twice(item), ground()))
        assert list(every_requirement_counts(plant.without_its_rival(item), ground()))

    def test_c34_a_condition_that_nobody_states(self, number: int) -> None:
        item = designs()[number]
        assert not list(conditions_stated(item, ground()))
        assert list(conditions_stated(item, Ground(plant.under_a_condition(item, ground().graph))))


def fours() -> list[Item]:
    """Items with four options and one key."""
    return [item for item in sample() if len(item.options) == 4 and item.select == 1]


def unmet(items: list[Item]) -> set[str]:
    """The checks over banks that these items fail."""
    return {found.check for found in bank_checks.statistics(items) if not found.met}


@pytest.mark.parametrize("number", range(5))
class TestBanks:
    """Flaws that only a bank shows, planted in five banks each."""

    def test_c10_c13_and_c15_keys_that_stand_out(self, number: int) -> None:
        some = fours()[number::2] if number < 2 else fours()[number * 20 :]
        loud = [_repeating_the_stem(item) for item in some]
        assert {"C10", "C13"} <= unmet(loud)
        middling = [_medoid(item) for item in some]
        assert "C15" in unmet(middling)

    def test_c21_keys_in_the_middle(self, number: int) -> None:
        numbers = [plant.worded(sample()[0], options=["1 GiB", "*2 GiB", "3 GiB", f"{number + 4} GiB"])] * 20
        assert "C21" in unmet(numbers)

    def test_c23_opposites_of_which_one_is_always_right(self, number: int) -> None:
        pairs = [
            "*The task does stop here",
            "The task does not stop here",
            "Something else",
            f"{number} more",
        ]
        assert "C23" in unmet([plant.worded(sample()[0], options=pairs)] * 20)

    def test_c24_keys_in_one_place(self, number: int) -> None:
        biased = [_key_at(item, number % 4) if at % 2 else item for at, item in enumerate(fours())]
        assert "C24" in unmet(biased)

    def test_c24_keys_that_alternate(self, number: int) -> None:
        places = [(0, 2), (1, 3), (0, 3), (1, 2), (2, 1)][number]
        assert "C24" in unmet([_key_at(item, places[at % 2]) for at, item in enumerate(fours())])

    def test_c25_an_option_that_is_always_right(self, number: int) -> None:
        some = [
            plant.worded(sample()[0], options=["*Right", "Wrong", f"So {at}", f"Or {at}"])
            for at in range(40 + number)
        ]
        assert "C25" in unmet(some)

    def test_c26_templates_with_a_place(self, number: int) -> None:
        placed = [_key_at(item, (len(item.pattern) + number) % 4) for item in fours()]
        assert "C26" in unmet(placed)

    def test_c28_a_stem_that_tells_another_key(self, number: int) -> None:
        item = proven()[number]
        key = next(option.text for option in item.options if option.is_key)
        teller = replace(
            item, stem=f"Since {key} is used here, which one is it that a team would take here now?"
        )
        assert list(bank_checks.cross_cues([item, teller]))

    def test_c29_an_item_that_comes_twice(self, number: int) -> None:
        item = proven()[number]
        assert list(bank_checks.duplicates([item, item]))
        assert list(bank_checks.duplicates([item, replace(item, item_id=type(item.item_id)("other"))]))


def _key_at(item: Item, place: int) -> Item:
    others = [option for option in item.options if not option.is_key]
    others.insert(place, next(option for option in item.options if option.is_key))
    return replace(item, options=tuple(others))


def _repeating_the_stem(item: Item) -> Item:
    return plant.with_option(
        item, lambda option: replace(option, text=f"{option.text} {item.stem}"), key=True
    )


def _medoid(item: Item) -> Item:
    """Each distractor repeats one half of the key."""
    words = ["alpha beta", "*alpha gamma", "gamma delta", "omega"]
    return replace(plant.worded(item, options=words), item_id=item.item_id)
