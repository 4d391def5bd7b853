"""The published vectors of deployments, and laws that hold for every one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.sim.behaviours.rebalancing import split as balanced_split
from trainer.sim.capacity import split
from trainer.sim.model import Breaker, StrategyItem
from trainer.sim.rollout import Counts, backoff_ms, bounds, deadlocked, move, threshold

VX1 = [
    ((4, 50, 100), (2, 4)),
    ((4, 100, 200), (4, 8)),
    ((2, 75, 100), (2, 2)),
    ((3, 100, 125), (3, 3)),
    ((1, 100, 200), (1, 2)),
    ((10, 50, 150), (5, 15)),
    ((3, 50, 150), (2, 4)),
    ((5, 0, 100), (0, 5)),
    ((4, 100, 100), (4, 4)),
    ((1, 0, 100), (0, 1)),
]
STUCK = {(2, 75, 100), (3, 100, 125), (4, 100, 100)}


@pytest.mark.parametrize(("service", "expected"), VX1)
def test_bounds(service: tuple[int, int, int], expected: tuple[int, int]) -> None:
    assert bounds(*service) == expected
    desired = service[0]
    counts = Counts(desired, *expected, alive=desired, new=0, new_healthy=0, old=desired, old_healthy=desired)
    assert deadlocked(counts) == (service in STUCK)
    assert move(counts).idle == (service in STUCK)


VX2 = [(1, 3), (2, 3), (5, 3), (6, 3), (7, 4), (10, 5), (25, 13), (100, 50), (400, 200), (800, 200)]


@pytest.mark.parametrize(("desired", "expected"), VX2)
def test_breaker_threshold(desired: int, expected: int) -> None:
    assert threshold(Breaker(), desired) == expected


def test_breaker_threshold_of_other_kinds() -> None:
    assert threshold(Breaker(type="UNBOUNDED_PERCENT"), 800) == 400
    assert threshold(Breaker(type="COUNT", value=5), 800) == 5


def test_backoff_ends_at_27_minutes() -> None:
    assert [backoff_ms(failures) // 1000 for failures in (0, 1, 3, 4, 5, 8, 9, 50)] == [
        0,
        0,
        0,
        60,
        120,
        960,
        1620,
        1620,
    ]


@pytest.mark.parametrize(
    ("strategy", "count", "expected"),
    [
        ((("FARGATE", 1, 2), ("FARGATE_SPOT", 3, 0)), 10, (4, 6)),
        ((("a", 1, 0), ("b", 4, 0)), 5, (1, 4)),
        ((("a", 0, 2), ("b", 1, 0)), 5, (2, 3)),
    ],
)
def test_a_strategy_splits_tasks_by_base_then_weight(
    strategy: tuple[tuple[str, int, int], ...], count: int, expected: tuple[int, ...]
) -> None:
    items = [StrategyItem(*item) for item in strategy]
    places = split(items, count)
    assert tuple(places.count(number) for number in range(len(items))) == expected


@given(
    desired=st.integers(1, 12),
    minimum=st.integers(0, 100),
    maximum=st.integers(100, 200),
    slots=st.integers(0, 12),
)
def test_a_deployment_ends_unless_percentages_or_room_forbid_it(
    desired: int, minimum: int, maximum: int, slots: int
) -> None:
    """Played with healthy old tasks, one round a step: the bounds hold always, and it hangs where DP-5 and
    DP-6 say: lower = desired, and either upper = desired or no spare slot."""
    lower, upper = bounds(desired, minimum, maximum)
    old, new, unplaced = desired, 0, False
    for _ in range(60):
        counts = Counts(desired, lower, upper, old + new, new, new, old, old, unplaced)
        step = move(counts)
        fits = min(step.start, desired + slots - old - new)
        unplaced = fits < step.start
        new += fits
        assert old + new <= max(upper, desired)
        old -= step.stop_healthy
        assert old + new >= min(lower, desired)
    hangs = lower == desired and (upper == desired or slots == 0)
    assert (old > 0 or new < desired) == hangs


@pytest.mark.parametrize(
    ("tasks", "zones", "expected"),
    [(2, 2, [1, 1]), (3, 2, [1, 2]), (5, 3, [1, 2, 2]), (4, 3, [1, 1, 2])],
)
def test_the_balanced_split_over_zones(tasks: int, zones: int, expected: list[int]) -> None:
    assert balanced_split(tasks, zones) == expected
