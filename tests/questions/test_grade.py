"""What a response earns: all or nothing, and every response has a mark."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.questions.kinds import FOLDER, made
from trainer.questions.grade import grade, normal
from trainer.questions.model import Item, MarkKind, Response

LOOKUP, SELECT, TYPED, ORDER, MATCH = (
    made(FOLDER / f"{kind}.md") for kind in ("lookup", "select", "typed", "order", "match")
)


@given(st.sampled_from([LOOKUP, SELECT, TYPED]), st.lists(st.text(max_size=3)), st.text(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_response_has_a_mark(item: Item, chosen: list[str], typed: str, known: bool) -> None:
    mark = grade(item, Response(tuple(chosen), typed, known))
    assert mark.kind in MarkKind
    assert mark.response.chosen == tuple(chosen)
    assert mark.right <= known


def test_the_key_is_right_in_any_order_and_case() -> None:
    assert grade(SELECT, Response(tuple(letter.upper() for letter in reversed(SELECT.key)))).right
    assert grade(LOOKUP, Response((f" {LOOKUP.key[0].upper()} ",))).right


def test_a_part_of_the_key_earns_nothing() -> None:
    assert not grade(SELECT, Response(SELECT.key[:1])).right
    assert not grade(SELECT, Response(tuple(option.id for option in SELECT.options))).right
    assert not grade(SELECT, Response((SELECT.key[0], SELECT.key[0]))).right
    assert not grade(LOOKUP, Response(())).right


def test_not_knowing_is_neither_right_nor_wrong() -> None:
    assert grade(LOOKUP, Response(LOOKUP.key, known=False)).kind is MarkKind.NOT_KNOWN


@pytest.mark.parametrize(
    "typed", ["60 minutes", "60 min", "1 hour", "one hour", "  Sixty  Minutes. ", "3600 s", "3,600 seconds"]
)
def test_a_typed_amount_is_right_however_it_is_written(typed: str) -> None:
    assert grade(TYPED, Response(typed=typed)).right


@pytest.mark.parametrize(
    "typed", ["", "minutes", "6 minutes", "60", "60 hours", "61 minutes", "60 minutes 5"]
)
def test_another_amount_is_wrong(typed: str) -> None:
    assert grade(TYPED, Response(typed=typed)).kind is MarkKind.WRONG


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("The Task Role", "task role"),
        ("Amazon EFS", "EFS"),
        ("two minutes", "120 seconds"),
        ("twenty-five GB", "25 GiB"),
        ("100%", "100 percent"),
        ("ecs:RunTask", "ECS:runtask"),
    ],
)
def test_spellings_of_one_answer(typed: str, same: str) -> None:
    assert normal(typed) == normal(same)


def test_an_item_without_an_answer_is_never_right() -> None:
    assert not grade(replace(TYPED, answer=()), Response(typed="")).right


@pytest.mark.parametrize("typed", ["c,a,b,d", "C A B D", "cabd", " c, a, b, d. "])
def test_an_order_may_be_written_with_or_without_commas(typed: str) -> None:
    assert grade(ORDER, Response(typed=typed)).right


@pytest.mark.parametrize("typed", ["a,b,c,d", "c,a,b", "c,a,b,d,d", "", "the stone oven first"])
def test_an_order_is_right_whole_or_not_at_all(typed: str) -> None:
    assert not grade(ORDER, Response(typed=typed)).right


@pytest.mark.parametrize(
    "typed", ["1d 2b 3c 4a", "4a,3c,2b,1d", "1-D; 2-B; 3-C; 4-A", "1d2b3c4a", "1 = d, 2: b, 3. c, 4) a"]
)
def test_pairs_count_in_whatever_order_they_are_named(typed: str) -> None:
    assert grade(MATCH, Response(typed=typed)).right


@pytest.mark.parametrize("typed", ["1d 2b 3c", "1d 2b 3c 4b", "1d 2b 3c 4a 4b", "d b c a", ""])
def test_a_matching_is_right_with_all_of_its_pairs_only(typed: str) -> None:
    assert not grade(MATCH, Response(typed=typed)).right
