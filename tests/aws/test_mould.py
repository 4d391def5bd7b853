"""Moulds: what is cast is equal and its reader's own."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as some

from trainer.aws.mould import KEPT_MAX, copied, mould, moulded

DOCUMENTS = some.recursive(
    some.none() | some.booleans() | some.integers() | some.text(max_size=3) | some.datetimes(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


def containers(value: Any) -> list[int]:
    """The ids of all dicts and lists in it."""
    if not isinstance(value, dict | list):
        return []
    inner = value.values() if isinstance(value, dict) else value
    return [id(value), *(number for one in inner for number in containers(one))]


@given(DOCUMENTS)
def test_a_cast_is_equal_and_shares_nothing_that_can_be_changed(document: Any) -> None:
    cast = mould(document)
    copies = [cast(), cast(), copied(document)]
    assert copies == [document] * 3
    held = [number for one in (document, *copies) for number in containers(one)]
    assert len(held) == len(set(held))


def test_a_document_is_made_twice_for_the_same_objects_and_anew_for_equal_ones() -> None:
    made: list[tuple[int]] = []

    @moulded
    def show(record: tuple[int]) -> dict[str, int]:
        made.append(record)
        return {"number": record[0]}

    record, equal = tuple(range(1, 2)), tuple(range(1, 2))
    shown = [show(record) for _ in range(5)]
    assert shown == [{"number": 1}] * 5
    assert len(made) == 2
    assert len({id(one) for one in shown}) == 5
    assert show(equal) == {"number": 1}
    assert len(made) == 3
    for number in range(KEPT_MAX):
        show((number,))
    show(record)
    assert len(made) == 3 + KEPT_MAX + 1  # forgotten meanwhile
