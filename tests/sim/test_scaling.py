"""Vectors of AWS's own examples: what a policy wants, when a schedule comes, what metric math gives."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.sim.checks import Answering, Rhythm, next_turn, nth_check_ms
from trainer.sim.expressions import BadExpression, value
from trainer.sim.model import StepAdjustment
from trainer.sim.scaling import percent_change, step_for, stepped, tracked
from trainer.sim.schedules import BadSchedule, next_time, zone_of


@pytest.mark.parametrize(
    ("running", "metric", "target", "wanted"),
    [(2, 90, 50, 4), (4, 75, 50, 6), (3, 51, 50, 4), (10, 150, 100, 15), (10, 40, 50, 8), (10, 44, 50, 9)],
)
def test_target_tracking(running: int, metric: float, target: float, wanted: int) -> None:
    """TT-7"""
    assert tracked(running, metric, target) == wanted


@pytest.mark.parametrize(
    ("capacity", "percent", "least", "change"),
    [
        (10, 10, 0, 1), (11, 30, 0, 3), (14, -10, 0, -1), (13, -30, 0, -3),
        (4, 25, 2, 2), (3, 10, 0, 1), (3, -10, 0, -1), (1, 50, 0, 1),
    ],
)  # fmt: skip
def test_percentages(capacity: int, percent: int, least: int, change: int) -> None:
    """VX-4, SS-4"""
    assert percent_change(capacity, percent, least) == change
    assert stepped(capacity, "PercentChangeInCapacity", percent, least) == capacity + change


OUT = (StepAdjustment(0, 0, 10), StepAdjustment(10, 10, 20), StepAdjustment(30, 20, None))
IN = (StepAdjustment(0, -10, 0), StepAdjustment(-10, -20, -10), StepAdjustment(-30, None, -20))


@pytest.mark.parametrize(
    ("breach", "steps", "change"),
    [(0, OUT, 0), (9.9, OUT, 0), (10, OUT, 10), (20, OUT, 30), (99, OUT, 30),
     (-5, IN, 0), (-10, IN, -10), (-19, IN, -10), (-20, IN, -30), (-50, IN, -30)],
)  # fmt: skip
def test_the_step_of_a_breach(breach: float, steps: tuple[StepAdjustment, ...], change: int) -> None:
    """SS-2, SS-6: above the threshold the lower bound belongs to a step, below it the upper one."""
    found = step_for(steps, breach)
    assert found is not None
    assert found.change == change


START = datetime(2026, 1, 5, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("schedule", "zone", "comes"),
    [
        ("rate(5 minutes)", "", "2026-01-05T10:05:00+00:00"),
        ("at(2026-01-06T08:00:00)", "America/New_York", "2026-01-06T13:00:00+00:00"),
        ("cron(0/15 * * * ? *)", "", "2026-01-05T10:15:00+00:00"),
        ("cron(30 9 ? * MON-FRI *)", "", "2026-01-06T09:30:00+00:00"),
        ("cron(0 8 1 * ? *)", "Europe/Berlin", "2026-02-01T07:00:00+00:00"),
        ("cron(0 0 L FEB ? 2028)", "", "2028-02-29T00:00:00+00:00"),
        ("cron(0 12 ? * 3#2 *)", "", "2026-01-13T12:00:00+00:00"),
        ("cron(0 12 ? * 6L *)", "", "2026-01-30T12:00:00+00:00"),
        ("cron(0 12 10W JAN ? *)", "", "2026-01-09T12:00:00+00:00"),
        ("cron(0 9 ? JUL SUN *)", "Europe/Berlin", "2026-07-05T07:00:00+00:00"),
    ],
)
def test_schedules(schedule: str, zone: str, comes: str) -> None:
    """SC-1"""
    found = next_time(schedule, zone_of(zone), START, START)
    assert found is not None
    assert found.astimezone(UTC).isoformat() == comes


@pytest.mark.parametrize(
    "schedule",
    [
        "daily",
        "rate(0 minutes)",
        "rate(5)",
        "at(noon)",
        "cron(0 8 * * *)",
        "cron(0 8 1 * MON *)",
        "cron(99 8 * * ? *)",
    ],
)
def test_bad_schedules(schedule: str) -> None:
    with pytest.raises(BadSchedule):
        next_time(schedule, UTC, START, START)
    with pytest.raises(BadSchedule):
        zone_of("Mars/Olympus")


def test_what_is_over_never_comes_again() -> None:
    assert next_time("at(2025-01-01T00:00:00)", UTC, START, START) is None
    assert next_time("cron(0 0 1 1 ? 2020)", UTC, START, START) is None


def test_metric_math() -> None:
    """SQ-1, SQ-3"""
    assert value("m1 / m2", {"m1": 1500, "m2": 10}) == 150
    assert value("-(a + 2) * 3", {"a": 1}) == -9
    assert value("m1 / m2", {"m1": 1500, "m2": 0}) is None
    assert value("m1 / m2", {"m1": 1500, "m2": None}) is None
    for text in (
        "m1 **",
        "__import__('os')",
        "m1 if m2 else 3",
        "a.b",
        "(" * 40 + "1" + ")" * 40 + "+",
        "'x'",
    ):
        with pytest.raises(BadExpression):
            value(text, {})


@settings(max_examples=60, deadline=None)
@given(
    interval=st.integers(5, 300), passes=st.integers(1, 10), failures=st.integers(1, 10),
    since=st.integers(0, 10**7), ok=st.booleans(), good=st.sampled_from([None, True, False]),
)  # fmt: skip
def test_a_check_turns_only_when_it_must(
    *, interval: int, passes: int, failures: int, since: int, ok: bool, good: bool | None
) -> None:
    """TH-2, HC-2: never before the application turned, at a whole interval, to what the application is."""
    rhythm = Rhythm(0, interval, 2, passes, failures, 0, 0)
    turn = next_turn(good, rhythm, Answering(ok, since))
    if good is ok:
        assert turn is None
        return
    assert turn is not None
    needed = (passes if good is False else 1) if ok else failures
    assert turn.good is ok
    assert turn.at_ms == nth_check_ms(rhythm, since, needed)
    assert turn.at_ms % (interval * 1000) == 0
    assert since + (needed - 1) * interval * 1000 < turn.at_ms <= since + needed * interval * 1000
