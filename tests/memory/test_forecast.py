"""Looking ahead uses the same numbers as the package that keeps the states."""

from datetime import timedelta

import fsrs as package
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.memory.samples import BEGIN, FACTS
from trainer.memory import forecast
from trainer.memory.fsrs import DAY, interval_days, review
from trainer.memory.model import NEW, MemoryState, Rating, Review, Reviewed


def test_the_parameters_are_the_packages() -> None:
    assert package.Scheduler().parameters == forecast.W


@given(st.lists(st.tuples(st.integers(1, 200), st.booleans()), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_states_go_the_same_way(steps: list[tuple[int, bool]]) -> None:
    state: MemoryState = NEW
    at = BEGIN
    numbers: tuple[float, float] | None = None
    for days, right in steps:
        at += timedelta(days=days)
        state = review(state, Review(FACTS[0], Rating.GOOD if right else Rating.AGAIN, at))
        if numbers is None:
            numbers = forecast.FIRST_GOOD if right else forecast.FIRST_AGAIN
        else:
            recalled = forecast.recall(numbers[0], days)
            numbers = (forecast.after_right if right else forecast.after_wrong)(*numbers, recalled)
        assert numbers == pytest.approx((state.stability, state.difficulty), abs=1e-9)
    assert numbers is not None
    assert isinstance(state, Reviewed)
    planned = interval_days(numbers[0], 0.9)
    assert abs((state.due_at - state.reviewed_at) / DAY - planned) <= 1 + 0.05 * planned + 1


def test_asks_until_the_exam_grow_with_the_days_and_not_faster() -> None:
    asks = [forecast.asks_until(2.3, 2, days, 5.0, 0.9) for days in range(0, 120, 10)]
    assert asks == sorted(asks)
    assert (asks[0], asks[1] >= 1, asks[-1] < 12) == (0, True, True)


@given(st.floats(0.5, 300), st.floats(1, 10), st.floats(0.1, 100), st.floats(0.5, 90))
@settings(max_examples=60, deadline=None)
def test_a_gain_is_a_difference_of_chances(stability: float, hard: float, gone: float, left: float) -> None:
    assert -1 < forecast.gain(stability, hard, gone, left) < 1
    assert forecast.gain(stability, hard, gone, 0) <= 1 - forecast.recall(stability, gone)
