"""The order of options: uniform, or by number."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.questions.shuffle import arranged, leading_number
from trainer.seed import stream


@given(st.lists(st.text(), min_size=1, max_size=8), st.integers())
@settings(max_examples=60, deadline=None)
def test_no_option_is_lost_or_doubled(texts: list[str], seed: int) -> None:
    assert sorted(arranged(texts, str, stream(seed))) == sorted(texts)


def test_each_place_is_as_likely_as_another() -> None:
    places = Counter(
        arranged(["key", "b", "c", "d"], str, stream("test", n)).index("key") for n in range(2000)
    )
    assert all(420 < places[place] < 580 for place in range(4))


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (["10", "2", "33"], ["2", "10", "33"]),
        (["300 seconds", "5 seconds"], ["5 seconds", "300 seconds"]),
        (["1 hour", "90 seconds", "2 minutes"], ["90 seconds", "2 minutes", "1 hour"]),
        (["1 GiB", "512 MiB"], ["512 MiB", "1 GiB"]),
        (["2,000 tasks", "30 tasks"], ["30 tasks", "2,000 tasks"]),
    ],
)
def test_numbers_are_sorted_by_what_they_amount_to(given: list[str], shown: list[str]) -> None:
    assert arranged(given, str, stream("any")) == shown


def test_words_do_not_count_as_numbers() -> None:
    assert leading_number("EC2 launch type") is None
    assert leading_number("awsvpc") is None
