"""CloudWatch and Application Auto Scaling refuse in AWS's words and answer in AWS's shapes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest

from tests.sim.living import do, live
from trainer.aws.model import Rejected
from trainer.aws.operations import OPERATIONS
from trainer.sim.explain import why
from trainer.sim.model import Alarm
from trainer.sim.start import new_world
from trainer.sim.world import World

AAS, CLOUDWATCH = "application-autoscaling", "cloudwatch"
PLACE = {
    "ServiceNamespace": "ecs",
    "ResourceId": "service/shop/web",
    "ScalableDimension": "ecs:service:DesiredCount",
}
ALARM = {
    "AlarmName": "busy", "Namespace": "shop", "MetricName": "Depth", "Statistic": "Average", "Period": 60,
    "EvaluationPeriods": 1, "Threshold": 5, "ComparisonOperator": "GreaterThanThreshold",
}  # fmt: skip
STEPS = [
    {"MetricIntervalLowerBound": 0, "MetricIntervalUpperBound": 10, "ScalingAdjustment": 1},
    {"MetricIntervalLowerBound": 10, "ScalingAdjustment": 2},
]
CPU = {
    "TargetValue": 50.0,
    "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"},
}


def stepping(**changed: Any) -> dict[str, Any]:
    configuration = {"AdjustmentType": "ChangeInCapacity", "StepAdjustments": STEPS, **changed}
    return {
        **PLACE,
        "PolicyName": "s",
        "PolicyType": "StepScaling",
        "StepScalingPolicyConfiguration": configuration,
    }


def tracking(**changed: Any) -> dict[str, Any]:
    configuration = {**CPU, **changed}
    return {
        **PLACE, "PolicyName": "t", "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": configuration,
    }  # fmt: skip


@pytest.fixture
def world() -> World:
    """A service of two on Fargate that may have one to five tasks."""
    made = new_world(2)
    do(made, "CreateCluster", {"clusterName": "shop"})
    do(made, "RegisterTaskDefinition", {
        "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
        "memory": "512", "containerDefinitions": [{"name": "app", "image": "a"}],
    })  # fmt: skip
    network = {"awsvpcConfiguration": {"subnets": ["subnet-0de0000000000001a"], "assignPublicIp": "ENABLED"}}
    do(made, "CreateService", {
        "cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 2,
        "launchType": "FARGATE", "networkConfiguration": network,
    })  # fmt: skip
    do(made, "RegisterScalableTarget", {**PLACE, "MinCapacity": 1, "MaxCapacity": 5})
    live(made, 120_000)
    return made


ACTION = {**PLACE, "ScheduledActionName": "a"}
BY_HAND = {"AlarmName": "x", "StateValue": "OK", "StateReason": "r"}
EMPTY = [{"MetricName": "m"}]
OTHER = {**PLACE, "ResourceId": "service/shop/none"}
GAP = [STEPS[0], {"MetricIntervalLowerBound": 20, "ScalingAdjustment": 2}]
OVERLAP = [STEPS[0], {"MetricIntervalLowerBound": 5, "ScalingAdjustment": 2}]
HALF = {"CustomizedMetricSpecification": {"MetricName": "m"}}
LABEL = {"PredefinedMetricSpecification": {"PredefinedMetricType": "ALBRequestCountPerTarget"}}
REFUSED: list[tuple[str, str, Mapping[str, Any], str]] = [
    (AAS, "RegisterScalableTarget", {**OTHER, "MinCapacity": 1, "MaxCapacity": 2}, "ValidationException"),
    (AAS, "RegisterScalableTarget", {**PLACE, "MinCapacity": 6}, "ValidationException"),
    (AAS, "RegisterScalableTarget", {**PLACE, "ServiceNamespace": "rds"}, "ValidationException"),
    (AAS, "DeregisterScalableTarget", OTHER, "ObjectNotFoundException"),
    (AAS, "PutScalingPolicy", {**tracking(), **OTHER}, "ObjectNotFoundException"),
    (AAS, "PutScalingPolicy", tracking(TargetValue=0), "ValidationException"),
    (AAS, "PutScalingPolicy", tracking(**LABEL), "ValidationException"),
    (AAS, "PutScalingPolicy", tracking(**HALF), "ValidationException"),
    (AAS, "PutScalingPolicy", {**PLACE, "PolicyName": "p"}, "ValidationException"),
    (AAS, "PutScalingPolicy", stepping(StepAdjustments=GAP), "ValidationException"),
    (AAS, "PutScalingPolicy", stepping(StepAdjustments=OVERLAP), "ValidationException"),
    (AAS, "PutScalingPolicy", stepping(StepAdjustments=[{"ScalingAdjustment": 1}]), "ValidationException"),
    (AAS, "DeleteScalingPolicy", {**PLACE, "PolicyName": "none"}, "ObjectNotFoundException"),
    (AAS, "PutScheduledAction", {**ACTION, "Schedule": "rate(1 hour)"}, "ValidationException"),
    (AAS, "PutScheduledAction", {**ACTION, "Schedule": "daily",
     "ScalableTargetAction": {"MinCapacity": 1}}, "ValidationException"),
    (AAS, "DeleteScheduledAction", {**PLACE, "ScheduledActionName": "none"}, "ObjectNotFoundException"),
    (CLOUDWATCH, "PutMetricAlarm", {**ALARM, "Period": 45}, "InvalidParameterValue"),
    (CLOUDWATCH, "PutMetricAlarm", {**ALARM, "DatapointsToAlarm": 2}, "InvalidParameterValue"),
    (CLOUDWATCH, "PutMetricAlarm", {**ALARM, "TreatMissingData": "no"}, "InvalidParameterValue"),
    (CLOUDWATCH, "PutMetricAlarm", {"AlarmName": "x", "EvaluationPeriods": 1}, "MissingParameter"),
    (CLOUDWATCH, "SetAlarmState", BY_HAND, "ResourceNotFound"),
    (CLOUDWATCH, "PutMetricAlarm", {**ALARM, "ExtendedStatistic": "p90"}, "InvalidParameterCombination"),
    (CLOUDWATCH, "PutMetricAlarm", {**ALARM, "Statistic": None, "ExtendedStatistic": "90"},
     "InvalidParameterValue"),
    (CLOUDWATCH, "TagResource", {"ResourceARN": "alarm:x", "Tags": []}, "ResourceNotFoundException"),
    (CLOUDWATCH, "PutMetricData", {"Namespace": "AWS/ECS", "MetricData": [{"MetricName": "m", "Value": 1.0}]},
     "InvalidParameterValue"),
    (CLOUDWATCH, "PutMetricData", {"Namespace": "x", "MetricData": EMPTY}, "MissingParameter"),
]  # fmt: skip


@pytest.mark.parametrize(("service", "operation", "params", "code"), REFUSED)
def test_refusals(world: World, service: str, operation: str, params: Mapping[str, Any], code: str) -> None:
    before = world.copy()
    answer = OPERATIONS[service, operation](world, params)
    assert isinstance(answer, Rejected), answer
    assert answer.code == code, answer
    assert world == before


def test_registering_again_moves_the_desired_count_into_the_bounds(world: World) -> None:
    do(world, "RegisterScalableTarget", {**PLACE, "MinCapacity": 4})
    [service] = do(world, "DescribeServices", {"cluster": "shop", "services": ["web"]})["services"]
    assert service["desiredCount"] == 4
    [target] = do(world, "DescribeScalableTargets", {"ServiceNamespace": "ecs"})["ScalableTargets"]
    assert (target["MinCapacity"], target["MaxCapacity"]) == (4, 5)


def test_policies_and_their_alarms_come_and_go_together(world: World) -> None:
    made = do(world, "PutScalingPolicy", tracking())
    assert len(made["Alarms"]) == 2
    do(world, "PutScalingPolicy", tracking(TargetValue=60.0))
    assert [alarm.threshold for alarm in world.of(Alarm).values()] == [60.0, 54.0]
    step = do(world, "PutScalingPolicy", stepping())
    do(world, "PutMetricAlarm", {**ALARM, "AlarmActions": [step["PolicyARN"]]})
    shown = do(world, "DescribeScalingPolicies", {"ServiceNamespace": "ecs"})["ScalingPolicies"]
    assert [len(policy["Alarms"]) for policy in shown] == [2, 1]
    do(world, "DeleteScalingPolicy", {**PLACE, "PolicyName": "t"})
    assert [alarm["AlarmName"] for alarm in do(world, "DescribeAlarms", {})["MetricAlarms"]] == ["busy"]
    action = {**PLACE, "ScheduledActionName": "a", "Schedule": "rate(1 hour)"}
    do(world, "PutScheduledAction", {**action, "ScalableTargetAction": {"MinCapacity": 2}})
    shown = do(world, "DescribeScheduledActions", {"ServiceNamespace": "ecs"})["ScheduledActions"]
    assert [one["ScalableTargetAction"] for one in shown] == [{"MinCapacity": 2}]
    do(world, "DeregisterScalableTarget", PLACE)
    live(world, 7_200_000)
    assert do(world, "DescribeScheduledActions", {"ServiceNamespace": "ecs"})["ScheduledActions"] == []


def test_metrics_are_put_listed_and_read(world: World) -> None:
    start = world.wall()
    for value in (1.0, 3.0):
        data = [{"MetricName": "Depth", "Value": value, "Dimensions": [{"Name": "q", "Value": "a"}]}]
        do(world, "PutMetricData", {"Namespace": "shop", "MetricData": data})
    metric = {"Namespace": "shop", "MetricName": "Depth", "Dimensions": [{"Name": "q", "Value": "a"}]}
    assert do(world, "ListMetrics", {"Namespace": "shop"})["Metrics"] == [metric]
    span = {"StartTime": start, "EndTime": start + timedelta(minutes=5)}
    asked = {**metric, **span, "Period": 60, "Statistics": ["Sum", "Average", "Maximum", "SampleCount"]}
    [point] = do(world, "GetMetricStatistics", asked)["Datapoints"]
    assert (point["Sum"], point["Average"], point["Maximum"], point["SampleCount"]) == (4, 2, 3, 2)
    stat = {"Metric": metric, "Period": 60, "Stat": "Sum"}
    queries = [{"Id": "a", "MetricStat": stat, "ReturnData": False}, {"Id": "b", "Expression": "a * 2 + 1"}]
    [result] = do(world, "GetMetricData", {**span, "MetricDataQueries": queries})["MetricDataResults"]
    assert (result["Id"], result["Values"]) == ("b", [9.0])


@pytest.mark.parametrize(
    ("datum", "text"),
    [
        ({"Value": 1.0, "Values": [1.0]}, "The parameters MetricData.member.1.Value and "
         "MetricData.member.1.Values are mutually exclusive and you have specified both."),
        ({"Values": [1.0, 2.0], "Counts": [1.0]}, "The parameters MetricData.member.1.Values and "
         "MetricData.member.1.Counts must be of the same size."),
        ({"Value": float("nan")}, "The value NaN for parameter MetricData.member.1.Value is invalid."),
    ],
)  # fmt: skip
def test_a_datum_has_one_value(world: World, datum: Mapping[str, Any], text: str) -> None:
    data = {"Namespace": "shop", "MetricData": [{"MetricName": "Depth", **datum}]}
    refused = OPERATIONS["cloudwatch", "PutMetricData"](world, data)
    assert isinstance(refused, Rejected)
    assert (refused.code, refused.message) == ("InvalidParameterValue", text)


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.9, "StartTime must not equal"), (-60, "must be greater than")]
)
def test_metrics_are_asked_for_a_span_of_whole_seconds(world: World, seconds: float, told: str) -> None:
    span = {"StartTime": world.wall(), "EndTime": world.wall() + timedelta(seconds=seconds)}
    stat = {"Metric": {"Namespace": "shop", "MetricName": "Depth"}, "Period": 60, "Stat": "Sum"}
    data = OPERATIONS["cloudwatch", "GetMetricData"](
        world, {**span, "MetricDataQueries": [{"Id": "a", "MetricStat": stat}]}
    )
    assert isinstance(data, Rejected)
    assert data.code == "ValidationError"
    assert told in data.message
    asked = {**span, "Namespace": "shop", "MetricName": "Depth", "Period": 60, "Statistics": ["Sum"]}
    statistics = OPERATIONS["cloudwatch", "GetMetricStatistics"](world, asked)
    assert isinstance(statistics, Rejected)
    assert statistics.code == "InvalidParameterValue"


def test_alarms_can_be_set_by_hand_and_silenced(world: World) -> None:
    policy = do(world, "PutScalingPolicy", stepping())["PolicyARN"]
    do(world, "PutMetricAlarm", {**ALARM, "AlarmActions": [policy]})
    do(world, "DisableAlarmActions", {"AlarmNames": ["busy"]})
    do(world, "SetAlarmState", {"AlarmName": "busy", "StateValue": "ALARM", "StateReason": "drill"})
    shown = do(world, "DescribeAlarms", {"StateValue": "ALARM"})["MetricAlarms"]
    assert [(alarm["AlarmName"], alarm["StateReason"], alarm["ActionsEnabled"]) for alarm in shown] == [
        ("busy", "drill", False)
    ]
    live(world, 60_000)
    assert do(world, "DescribeScalingActivities", {"ServiceNamespace": "ecs"})["ScalingActivities"] == []


def test_why_tells_the_load_behind_a_bigger_service(world: World) -> None:
    do(world, "PutScalingPolicy", tracking())
    do(world, "SetLoad", {"service": "web", "points": [{"cpuUnits": 512}]})
    live(world, 300_000)
    lines = "\n".join(why(world, "web").lines(engineer=True))
    assert "desired count went 2 → 4: policy t with 2 running and CPUUtilization at 100.0 against 50" in lines
    assert "AlarmHigh" in lines
    assert "OK → ALARM: CPUUtilization 100, 100, 100 above 50 for 3 minutes" in lines
    assert "because the load of web rose from 0 to 512 CPU units, at 10:0" in lines
    assert "because the load of service web was set: 1 point" in lines


def test_why_tells_of_the_load_only_what_moved_the_alarms_way(world: World) -> None:
    """A load that rose and fell again set no high alarm off; one that rises in steps rose from its lowest."""
    rising = [{"cpuUnits": 0}, {"afterSeconds": 60, "cpuUnits": 200}, {"afterSeconds": 180, "cpuUnits": 500}]
    place = [{"Name": "ClusterName", "Value": "shop"}, {"Name": "ServiceName", "Value": "web"}]
    busy = {"Namespace": "AWS/ECS", "MetricName": "CPUUtilization", "Dimensions": place, "Threshold": 80}
    do(world, "PutMetricAlarm", {**ALARM, **busy})
    do(world, "SetLoad", {"service": "web", "points": rising})
    set_at = f"{world.wall():%H:%M:%S}"
    live(world, 360_000)
    lines = "\n".join(why(world, "busy").lines())
    assert f"because the load of web rose from 0 to 500 CPU units, at {set_at}" in lines
    do(
        world,
        "SetLoad",
        {"service": "web", "points": [{"cpuUnits": 500}, {"afterSeconds": 9, "cpuUnits": 490}]},
    )
    live(world, 120_000)
    do(world, "SetAlarmState", {"AlarmName": "busy", "StateValue": "OK", "StateReason": "drill"})
    live(world, 60_000)
    latest = why(world, "busy").because[0]
    assert "went OK → ALARM" in latest.text
    assert latest.because == ()


def test_reserved_and_used_are_two_things() -> None:
    """OB-2, OB-4: a service that borrows CPU is above 100 per cent while its cluster is hardly busy."""
    made = new_world(2)
    do(made, "CreateCluster", {"clusterName": "shop"})
    app = {"name": "app", "image": "a", "cpu": 512, "memory": 1024, "memoryReservation": 512}
    do(made, "RegisterTaskDefinition", {"family": "web", "containerDefinitions": [app]})
    do(made, "LaunchContainerInstance", {"cluster": "shop", "instanceType": "t3.medium", "count": 2})
    live(made, 100_000)
    service = {"cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1}
    do(made, "CreateService", service)
    live(made, 60_000)
    do(made, "SetLoad", {"service": "web", "points": [{"cpuUnits": 1024, "memoryMiB": 768}]})
    live(made, 120_000)

    def latest(name: str, *dimensions: str) -> float:
        names = ("ClusterName", "ServiceName")[: len(dimensions)]
        asked = [{"Name": each, "Value": value} for each, value in zip(names, dimensions, strict=True)]
        start = made.wall() - timedelta(minutes=1)
        span = {"StartTime": start, "EndTime": made.wall(), "Period": 60, "Statistics": ["Average"]}
        params = {"Namespace": "AWS/ECS", "MetricName": name, "Dimensions": asked, **span}
        return float(do(made, "GetMetricStatistics", params)["Datapoints"][0]["Average"])

    assert latest("CPUUtilization", "shop", "web") == 200
    assert latest("MemoryUtilization", "shop", "web") == 150
    assert latest("CPUReservation", "shop") == 12.5
    assert latest("CPUUtilization", "shop") == 25


def test_an_alarm_on_a_percentile_turns_by_it_and_bears_the_tags_it_was_made_with(world: World) -> None:
    given = {name: value for name, value in ALARM.items() if name != "Statistic"}
    tags = [{"Key": "team", "Value": "a"}]
    do(world, "PutMetricAlarm", {**given, "ExtendedStatistic": "p90", "Tags": tags})
    do(
        world,
        "PutMetricAlarm",
        {**given, "ExtendedStatistic": "p80", "Tags": [{"Key": "late", "Value": "b"}]},
    )
    [alarm] = do(world, "DescribeAlarms", {})["MetricAlarms"]
    assert (alarm["ExtendedStatistic"], alarm.get("Statistic")) == ("p80", None)
    assert do(world, "cloudwatch:ListTagsForResource", {"ResourceARN": alarm["AlarmArn"]})["Tags"] == tags
    for depth, state in ((1, "OK"), (9, "ALARM")):
        values = {"MetricName": "Depth", "Values": [depth], "Counts": [5]}
        live(world, 60_000 - world.now_ms % 60_000)
        do(world, "PutMetricData", {"Namespace": "shop", "MetricData": [values]})
        live(world, 60_000)
        assert do(world, "DescribeAlarms", {})["MetricAlarms"][0]["StateValue"] == state
    do(world, "DeleteAlarms", {"AlarmNames": ["none", "busy"]})
    assert not world.of(Alarm)
