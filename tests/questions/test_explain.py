"""What a learner reads after an answer, and what the JSON contract gives other programs."""

import json
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.questions.banks import ecs_bank
from trainer.graph.facts import FactGraph
from trainer.questions.as_json import items_as_json
from trainer.questions.explain import Reason, first_view, full_view, told_once, within
from trainer.questions.generate import generate
from trainer.questions.grade import grade
from trainer.questions.model import Item, Request, Response

COUNT = 60


@cache
def items() -> tuple[Item, ...]:
    return tuple(generate(ecs_bank(), Request(count=COUNT, seed=11, reserved=True)))


def graph() -> FactGraph:
    return ecs_bank().graph


@pytest.mark.parametrize("number", range(40))
def test_the_first_view_has_at_most_45_words_and_speaks_of_the_choice_made(number: int) -> None:
    item = items()[number]
    wrong = next(option for option in item.options if not option.is_key)
    for response in (Response(item.key), Response((wrong.id,)), Response(known=False)):
        view = first_view(graph(), item, grade(item, response))
        assert len(view.text.split()) <= 45
        assert all(words in item.stem for words in view.deciding)
    missed = first_view(graph(), item, grade(item, Response((wrong.id,))))
    assert missed.why == wrong.brief
    assert f"You chose {wrong.id.upper()}." in missed.verdict


@pytest.mark.parametrize("number", range(COUNT))
def test_the_full_view_gives_every_option_its_reason_and_its_page(number: int) -> None:
    item = items()[number]
    view = full_view(graph(), item)
    assert [reason.option for reason in view.reasons] == [option.id for option in item.options]
    for reason in view.reasons:
        assert reason.why
        assert reason.sources
        assert all(source.title and source.url.startswith("https://") for source in reason.sources)
    assert view.follows.startswith("Follows from these facts, checked against AWS documentation on ")


@pytest.mark.parametrize("kind", ["typed", "match", "order"])
def test_the_first_view_keeps_its_words_where_the_answer_is_long(kind: str) -> None:
    for item in generate(ecs_bank(), Request(count=6, seed=2, kind=kind)):
        for response in (Response(known=False), Response(typed="no idea")):
            assert len(first_view(graph(), item, grade(item, response)).text.split()) <= 45


@pytest.mark.parametrize("number", range(COUNT))
def test_the_full_view_has_at_most_180_words(number: int) -> None:
    view = full_view(graph(), items()[number])
    told = (
        *(reason.why for reason in view.reasons),
        view.follows,
        *(source.title for source in view.sources),
    )
    assert sum(len(text.split()) for text in told) <= 180


def test_what_is_said_twice_goes_before_what_is_said_once() -> None:
    key = ("Yeast makes it rise. So says the guide.", True)
    wrong = ("Yeast makes it rise. It needs an hour. Right for a cake.", False)
    assert within(99, [key, wrong]) == [key[0], wrong[0]]
    assert within(16, [key, wrong]) == [key[0], "It needs an hour. Right for a cake."]
    assert within(12, [key, wrong]) == [key[0], "It needs an hour."]
    assert within(8, [key, wrong]) == ["Yeast makes it rise.", "It needs an hour."]


@given(
    st.lists(st.tuples(st.text("ab .", min_size=1), st.booleans()), min_size=1, max_size=6),
    st.integers(6, 60),
)
def test_no_reason_is_lost_and_all_of_them_fit(reasons: list[tuple[str, bool]], room: int) -> None:
    kept = within(room, reasons)
    assert len(kept) == len(reasons)
    assert sum(len(text.split()) for text in kept) <= max(room, len(reasons))
    assert all(bool(new.split()) == bool(old.split()) for new, (old, _) in zip(kept, reasons, strict=True))


def test_a_reason_that_options_share_is_read_once_and_stands_with_the_key() -> None:
    def reason(option: str, why: str, *, is_key: bool = False) -> Reason:
        return Reason(option, "", is_key, False, why, ())

    law = "At most ten."
    assert told_once([reason("a", law), reason("b", law, is_key=True), reason("c", law)]) == {
        "a": "", "b": law, "c": "",
    }  # fmt: skip
    assert told_once([reason("a", "Too warm."), reason("b", law, is_key=True), reason("c", "Too warm.")]) == {
        "a": "Too warm.", "b": law, "c": "As A.",
    }  # fmt: skip


def test_what_facts_were_checked_against_is_the_courses_own_word() -> None:
    other = FactGraph(replace(graph().course, documents="the baker's handbook"))
    assert "checked against the baker's handbook on " in full_view(other, items()[0]).follows


def test_learners_meet_neither_rule_ids_nor_the_word_proven() -> None:
    for item in items():
        view = full_view(graph(), item)
        words = " ".join((item.stem, view.follows, *(f"{one.text} {one.why}" for one in view.reasons)))
        assert "proven" not in words.lower()
        rules = {rule for fact in item.fact_ids for rule in graph().facts[fact].rules}
        assert not any(rule in words.split() for rule in rules)


def test_typed_answers_are_shown_when_missed() -> None:
    item = next(iter(generate(ecs_bank(), Request(count=1, seed=1, kind="typed"))))
    view = first_view(graph(), item, grade(item, Response(typed="no idea")))
    assert view.verdict == f"Wrong. It is {item.answer[0]}."


def test_the_json_has_the_contracts_keys_in_its_order() -> None:
    keys = (
        "item_id kind pattern origin fact_ids topic domains exams tier level reserved stem figure exhibit "
        "options key select answer as_of seed"
    )
    for item in items():
        line = items_as_json(item)
        assert "\n" not in line
        plain = json.loads(line)
        assert " ".join(plain) == keys
        assert all(
            " ".join(option) == "id text is_key rationale fact_ids proof" for option in plain["options"]
        )
        assert plain["key"] == [option["id"] for option in plain["options"] if option["is_key"]]
        assert plain["as_of"] == str(graph().as_of)
