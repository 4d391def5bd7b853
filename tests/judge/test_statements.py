"""Options that are statements: which one do the facts show to be true?"""

import pytest

from tests.judge.kitchen import graph
from trainer.content.model import Plain
from trainer.judge.requirements import judge_requirements

KITCHEN = graph()


def pair(concept: str, value: str) -> Plain:
    return {"concept": concept, "value": value}


def asked(*options: Plain, wanted: str = "true", given: tuple[Plain, ...] = (), select: int = 1) -> Plain:
    requirements: Plain = [pair("statement", wanted), *given]
    ruling = judge_requirements(
        {"requirements": requirements, "options": list(options), "select": select}, KITCHEN
    )
    return ruling.plain()["best"]


def test_the_one_that_holds_is_the_answer() -> None:
    assert asked([pair("copper pot", "induction stove")], [pair("iron pot", "induction stove")]) == 1


def test_the_one_that_does_not_hold_may_be_asked_for() -> None:
    copper, iron = [pair("copper pot", "induction stove")], [pair("iron pot", "induction stove")]
    assert asked(iron, copper, wanted="false") == 1


def test_what_no_fact_settles_is_neither() -> None:
    clay: list[Plain] = [pair("clay pot", "gas stove")]
    assert asked(clay, [pair("glass pot", "camp fire")]) is None
    assert asked(clay, [pair("copper pot", "gas stove")]) == 1
    assert asked(clay, [pair("copper pot", "gas stove")], wanted="false") == 0
    assert asked(clay, [pair("a spoon", "gas stove")]) is None


def test_a_relation_may_be_named_and_denied() -> None:
    denied: list[Plain] = [pair("", "copper pot"), pair("not stands on", "induction stove")]
    said: list[Plain] = [pair("", "copper pot"), pair("stands on", "induction stove")]
    assert asked(said, denied) == 1
    assert asked(denied, said, wanted="false") == 1


def test_numbers_and_circumstances_count() -> None:
    assert asked([pair("lighting", "31 seconds")], [pair("lighting", "30 s")]) == 1
    on_gas = (pair("", "gas stove"),)
    assert asked([pair("lighting", "helper")], [pair("lighting", "chef")], given=on_gas) == 1
    assert asked([pair("lighting", "helper")], [pair("lighting", "chef")]) is None


def test_all_parts_of_a_statement_must_hold() -> None:
    both: list[Plain] = [pair("iron pot", "gas stove"), pair("copper pot", "induction stove")]
    assert asked(both, [pair("iron pot", "gas stove"), pair("copper pot", "gas stove")]) == 1


def test_several_may_be_right() -> None:
    pots: list[Plain] = [[pair(f"{name} pot", "induction stove")] for name in ("copper", "iron")]
    assert asked(*pots, [pair("copper pot", "gas stove")], select=2) == [1, 2]


def test_another_value_than_true_or_false_is_refused() -> None:
    with pytest.raises(ValueError, match="must be true or false"):
        asked([pair("iron pot", "gas stove")], wanted="perhaps")
