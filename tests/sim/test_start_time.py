"""When a world begins: on its own day in labs and items, at the present minute where a real client asks."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tests.sim.living import do
from trainer.sim.explain import why
from trainer.sim.run import run_for
from trainer.sim.saving import UnreadableWorld, from_json, to_json
from trainer.sim.start import new_world
from trainer.sim.world import START, World

PRESENT = datetime(2027, 3, 9, 14, 7, 38, 250_000, tzinfo=UTC)
MINUTE = datetime(2027, 3, 9, 14, 7, tzinfo=UTC)


def started(at: datetime = PRESENT) -> World:
    return new_world(1, start=at)


def test_a_world_begins_on_its_own_day_unless_told_otherwise() -> None:
    assert new_world(1).wall() == START
    assert "start" not in to_json(new_world(1))


def test_a_world_begins_at_the_whole_minute_of_its_start_in_utc() -> None:
    east = timezone(timedelta(hours=9))
    assert started().wall() == started(PRESENT.astimezone(east)).wall() == MINUTE
    assert started().wall(90_000) == MINUTE + timedelta(seconds=90)
    assert started().ms_of(MINUTE - timedelta(seconds=1)) == -1000


def test_the_start_is_saved_and_copied_with_the_world() -> None:
    world = started()
    read = from_json(json.loads(json.dumps(to_json(world))))
    assert read == world == world.copy()
    assert read.wall() == world.copy().wall() == MINUTE


def test_a_saved_start_without_a_zone_is_refused() -> None:
    saved = to_json(started()) | {"start": "2027-03-09T14:07:00"}
    with pytest.raises(UnreadableWorld, match="has no zone"):
        from_json(saved)


def test_metrics_of_today_are_there_for_a_client_that_asks_with_todays_dates() -> None:
    world = started()
    do(world, "PutMetricData", {
        "Namespace": "shop", "MetricData": [{"MetricName": "Orders", "Value": 3.0, "Timestamp": PRESENT}],
    })  # fmt: skip
    run_for(world, 120_000)
    asked = {"Namespace": "shop", "MetricName": "Orders", "Statistics": ["Sum"]}
    hours = {"StartTime": MINUTE - timedelta(hours=2), "EndTime": MINUTE + timedelta(hours=1), "Period": 3600}
    points = do(world, "GetMetricStatistics", {**asked, **hours})["Datapoints"]
    assert [(point["Timestamp"], point["Sum"]) for point in points] == [(MINUTE.replace(minute=0), 3.0)]


def test_a_schedule_for_today_comes_today() -> None:
    world = started()
    do(world, "CreateQueue", {"QueueName": "work"})
    queue, role = "arn:aws:sqs:us-east-1:123456789012:work", "arn:aws:iam::123456789012:role/r"
    schedule = {"Name": "soon", "ScheduleExpression": "at(2027-03-09T14:30:00)", "StartDate": PRESENT}
    more = {"FlexibleTimeWindow": {"Mode": "OFF"}, "Target": {"Arn": queue, "RoleArn": role}}
    do(world, "CreateSchedule", {**schedule, **more})
    assert "it comes next at 2027-03-09 14:30:00 UTC" in " ".join(why(world, "soon").lines())
