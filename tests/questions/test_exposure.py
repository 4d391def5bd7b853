"""Exposure: what was right too often waits, what was right seldom comes, and a few items tell nothing yet."""

from collections.abc import Sequence
from functools import cache

from tests.questions.banks import ecs_bank
from trainer.content.model import ConceptId, RelationId
from trainer.questions.exposure import GRACE, Exposure
from trainer.questions.generate import generate
from trainer.questions.model import Item, Option, Request, Statement
from trainer.value import replace

FORM = "1 of 4"


@cache
def base() -> Item:
    """An item whose options take other words."""
    made = generate(ecs_bank(), Request(count=20, seed=3, kind="lookup"))
    return next(item for item in made if len(item.options) == 4 and item.select == 1)


def asked(key: str, *others: str) -> Item:
    """One of four: what each option speaks of, in words of one length that share nothing with the stem."""
    named = (key, *others)
    return replace(
        base(),
        stem="Which?",
        exhibit="",
        options=tuple(_option(place, name, name == key) for place, name in enumerate(named)),
    )


def _option(place: int, name: str, is_key: bool) -> Option:
    claim = Statement(ConceptId("stopping"), RelationId("lasts"), name)
    return replace(base().options[0], id="abcd"[place], text=name, is_key=is_key, claims=(claim,))


def shown(items: Sequence[Item]) -> Exposure:
    exposure = Exposure()
    for item in items:
        exposure.add(item)
    return exposure


def test_an_answer_that_was_always_right_waits_until_it_was_wrong_elsewhere() -> None:
    always = [asked("ten", f"a{turn}", f"b{turn}", f"c{turn}") for turn in range(5)]
    again = asked("ten", "a9", "b9", "c9")
    assert shown(always).worn(again) == f"{FORM}: ten"
    beside = [asked(f"d{turn}", "ten", f"e{turn}", f"f{turn}") for turn in range(8)]
    assert shown([*always, *beside]).worn(again) is None


def test_what_was_never_right_is_no_longer_shown_as_a_distractor_but_may_be_the_key() -> None:
    never = [asked(f"d{turn}", "ten", f"e{turn}", f"f{turn}") for turn in range(20)]
    assert shown(never).worn(asked("d99", "ten", "e99", "f99")) == f"{FORM}: ten"
    assert shown(never).worn(asked("ten", "d99", "e99", "f99")) is None


def test_a_few_items_tell_nothing_yet() -> None:
    times = int(GRACE)
    assert shown([asked("ten", "a", "b", "c")] * times).worn(asked("ten", "a", "b", "c")) is None


def test_keys_that_are_nearly_always_the_longest_option_wait() -> None:
    long = [asked(f"twenty-{turn:03}", f"a{turn}", f"b{turn}", f"c{turn}") for turn in range(30)]
    assert shown(long).worn(asked("thirty-999", "a99", "b99", "c99")) == f"{FORM}: the longest option"
    assert shown(long).worn(asked("x99", "sixty-999", "b99", "c99")) is None


def test_what_all_options_say_is_no_answer() -> None:
    same = [asked("ten", "a", "b", "c")] * 20
    assert shown(same).worn(asked("ten", "a", "b", "c")) == f"{FORM}: ten"
    assert "stopping" not in str(shown(same).worn(asked("ten", "a", "b", "c")))


def test_a_long_run_holds_no_answer_that_is_nearly_always_right() -> None:
    exposure = Exposure()
    for item in generate(ecs_bank(), Request(count=400, seed=5)):
        assert exposure.worn(item) is None
        exposure.add(item)
