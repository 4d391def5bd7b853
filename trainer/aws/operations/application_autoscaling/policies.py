"""Scaling policies: target tracking with its alarms, and steps [TT-1, SS-1, AS-5]."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.application_autoscaling.targets import (
    DIMENSION,
    NAMESPACE,
    check_place,
    invalid,
    need_target,
    paged,
)
from trainer.aws.operations.cloudwatch.alarms import arn_of
from trainer.aws.operations.cloudwatch.metrics import metric_of, queries_of
from trainer.sim.behaviours.metering import measuring
from trainer.sim.iam.acting import AUTO_SCALING, linked
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Alarm, Metric, Query, ScalingPolicy, StepAdjustment
from trainer.sim.world import Gone, World

LOW_FACTOR = 0.9
"""The low alarm of target tracking lies at this share of the target, as observed [TT-1]."""
HIGH_PERIODS, LOW_PERIODS = 3, 15
COOLDOWN_S = 300
_ECS_METRICS = {
    "ECSServiceAverageCPUUtilization": "CPUUtilization",
    "ECSServiceAverageMemoryUtilization": "MemoryUtilization",
    "ECSServiceAverageCPUUtilizationHighResolution": "CPUUtilization",
    "ECSServiceAverageMemoryUtilizationHighResolution": "MemoryUtilization",
}


@changes
def put_scaling_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutScalingPolicy: new, or all anew."""
    target = need_target(world, params)
    if not linked(world, AUTO_SCALING):
        role = "AWSServiceRoleForApplicationAutoScaling_ECSService"
        raise Refusal("FailedResourceAccessException", f"Unable to assume IAM role: {role}")
    name, kind = params["PolicyName"], params.get("PolicyType") or "StepScaling"
    old = world.get(ScalingPolicy, f"{target.resource} {name}")
    if old is not None and old.type != kind:
        raise invalid("The policy type of an existing policy cannot be changed.")
    place = f"{world.new_id('policy', name, length=36)}:resource/ecs/{target.resource}:policyName/{name}"
    arn = old.arn if old else world.arn(f"scalingPolicy:{place}", "autoscaling")
    created_ms = old.created_ms if old else world.now_ms
    base = {"resource": target.resource, "name": name, "arn": arn, "created_ms": created_ms}
    if kind == "TargetTrackingScaling":
        policy, alarms = _tracking(world, base, params.get("TargetTrackingScalingPolicyConfiguration"))
    elif kind == "StepScaling":
        policy, alarms = _stepping(base, params.get("StepScalingPolicyConfiguration")), ()
    else:
        raise invalid("This simulator has no predictive scaling.")
    world.put(policy)
    for alarm in alarms:
        world.put(alarm)
    text = f"PutScalingPolicy gave {target.resource} the {kind} policy {name}"
    world.cause = tell(world, Why((world.arn(target.resource), arn), text, ("AS-4",)))
    measuring(world)
    return {"PolicyARN": arn, "Alarms": _alarms(world, policy)}


def _tracking(
    world: World, base: Mapping[str, Any], given: Mapping[str, Any] | None
) -> tuple[ScalingPolicy, tuple[Alarm, ...]]:
    """A target tracking policy and the two alarms that it owns [TT-1]."""
    if not given:
        raise invalid("TargetTrackingScalingPolicyConfiguration is required for target tracking.")
    goal = float(given["TargetValue"])
    if not goal > 0 or math.isinf(goal):
        raise invalid("TargetValue must be greater than 0.")
    metric, stat, queries = _measured(base["resource"], given)
    names = [
        f"TargetTracking-{base['resource']}-Alarm{side}-{_uuid(world.new_id(side, base['arn']))}"
        for side in ("High", "Low")
    ]
    old = world.get(ScalingPolicy, f"{base['resource']} {base['name']}")
    if old is not None:
        names = [old.high_alarm, old.low_alarm]
    disabled = bool(given.get("DisableScaleIn"))
    policy = ScalingPolicy(
        **base,
        type="TargetTrackingScaling",
        data=given,
        cooldown_out_s=given.get("ScaleOutCooldown", COOLDOWN_S),
        cooldown_in_s=given.get("ScaleInCooldown", COOLDOWN_S),
        target=goal,
        disable_in=disabled,
        high_alarm=names[0],
        low_alarm=names[1],
    )

    def alarm(name: str, periods: int, threshold: float, comparison: str) -> Alarm:
        text = f"DO NOT EDIT OR DELETE. For TargetTrackingScaling policy {base['arn']}."
        return Alarm(
            name,
            metric,
            stat,
            60,
            periods,
            periods,
            threshold,
            comparison,
            queries=queries,
            actions=(base["arn"],),
            turned_ms=world.now_ms,
            configured_ms=world.now_ms,
            shown={"AlarmDescription": text},
        )

    low = round(goal * LOW_FACTOR, 9)
    return policy, (
        alarm(names[0], HIGH_PERIODS, goal, "GreaterThanThreshold"),
        alarm(names[1], LOW_PERIODS, low, "LessThanThreshold"),
    )


def _measured(resource: str, given: Mapping[str, Any]) -> tuple[Metric, str, tuple[Query, ...]]:
    """The metric that is tracked: predefined, custom, or metric math [AS-5, SQ-1]."""
    predefined, custom = (
        given.get("PredefinedMetricSpecification"),
        given.get("CustomizedMetricSpecification"),
    )
    if bool(predefined) == bool(custom):
        raise invalid(
            "Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification is needed."
        )
    if predefined:
        return (*_predefined(resource, predefined), ())
    custom = custom or {}
    if custom.get("Metrics"):
        try:
            queries = queries_of(custom["Metrics"])
        except Refusal as refusal:
            raise invalid(refusal.rejected.message) from refusal
        if sum(query.returned for query in queries) != 1:
            raise invalid("Exactly one of the Metrics must have ReturnData true.")
        returned = next(query for query in queries if query.returned)
        return returned.metric or Metric("", returned.expression), "Average", queries
    if not custom.get("MetricName") or not custom.get("Namespace") or not custom.get("Statistic"):
        raise invalid("A customized metric needs MetricName, Namespace and Statistic.")
    metric = metric_of(custom["Namespace"], custom["MetricName"], custom.get("Dimensions"))
    return metric, custom["Statistic"], ()


def _predefined(resource: str, given: Mapping[str, Any]) -> tuple[Metric, str]:
    kind, label = given["PredefinedMetricType"], given.get("ResourceLabel") or ""
    if kind in _ECS_METRICS:
        if label:
            raise invalid(f"ResourceLabel is not supported with metric type {kind}.")
        _, cluster, service = resource.split("/")
        dimensions = [{"Name": "ClusterName", "Value": cluster}, {"Name": "ServiceName", "Value": service}]
        return metric_of("AWS/ECS", _ECS_METRICS[kind], dimensions), "Average"
    if kind == "ALBRequestCountPerTarget":
        balancer, slash, group = label.partition("/targetgroup/")
        if not slash or not balancer.startswith("app/") or group.count("/") != 1:
            raise invalid(
                "ResourceLabel is required for ALBRequestCountPerTarget and has the form "
                "app/name/id/targetgroup/name/id."
            )
        dimensions = [
            {"Name": "LoadBalancer", "Value": balancer},
            {"Name": "TargetGroup", "Value": f"targetgroup/{group}"},
        ]
        return metric_of("AWS/ApplicationELB", "RequestCountPerTarget", dimensions), "Sum"
    raise invalid(f"The metric type {kind} is not supported for ECS services.")


def _stepping(base: Mapping[str, Any], given: Mapping[str, Any] | None) -> ScalingPolicy:
    """A step policy; its alarms are its owner's [SS-1]."""
    if not given or not given.get("AdjustmentType"):
        raise invalid("StepScalingPolicyConfiguration with an AdjustmentType is required for step scaling.")
    steps = steps_of(given.get("StepAdjustments") or ())
    adjustment = given["AdjustmentType"]
    if adjustment == "ExactCapacity" and any(step.change < 0 for step in steps):
        raise invalid("ScalingAdjustment must not be negative with ExactCapacity.")
    if given.get("MinAdjustmentMagnitude") and adjustment != "PercentChangeInCapacity":
        raise invalid("MinAdjustmentMagnitude is only valid with PercentChangeInCapacity.")
    cooldown_s = given.get("Cooldown", COOLDOWN_S)
    return ScalingPolicy(
        **base,
        type="StepScaling",
        data=given,
        cooldown_out_s=cooldown_s,
        cooldown_in_s=cooldown_s,
        adjustment=adjustment,
        steps=steps,
        least_change=given.get("MinAdjustmentMagnitude") or 0,
    )


def steps_of(given: Sequence[Mapping[str, Any]]) -> tuple[StepAdjustment, ...]:
    """Steps without gaps and overlaps, one at most open at each end [SS-1]."""
    if not given:
        raise invalid("At least one StepAdjustment is required.")
    steps = sorted(
        (
            StepAdjustment(
                item["ScalingAdjustment"],
                item.get("MetricIntervalLowerBound"),
                item.get("MetricIntervalUpperBound"),
            )
            for item in given
        ),
        key=lambda step: -math.inf if step.lower is None else step.lower,
    )
    for step in steps:
        if step.lower is None and step.upper is None:
            raise invalid("At least one of the bounds of a StepAdjustment must be given.")
        if step.lower is not None and step.upper is not None and step.lower >= step.upper:
            raise invalid("The lower bound of a StepAdjustment must be less than its upper bound.")
    for first, second in pairwise(steps):
        if first.upper is None or second.lower is None or first.upper > second.lower:
            raise invalid("StepAdjustments must not overlap.")
        if first.upper < second.lower:
            raise invalid("There must not be a gap between StepAdjustments.")
    return tuple(steps)


def _alarms(world: World, policy: ScalingPolicy) -> list[dict[str, str]]:
    own = [name for name in (policy.high_alarm, policy.low_alarm) if name]
    others = [
        alarm.name
        for alarm in world.of(Alarm).values()
        if policy.arn in alarm.actions and alarm.name not in own
    ]
    return [{"AlarmName": name, "AlarmARN": arn_of(world, name)} for name in (*own, *others)]


@changes
def delete_scaling_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteScalingPolicy: the alarms of target tracking go with it."""
    policy = world.get(ScalingPolicy, f"{check_place(params)} {params['PolicyName']}")
    if policy is None:
        raise Refusal("ObjectNotFoundException", f"No scaling policy found: {params['PolicyName']}")
    world.remove(Gone(ScalingPolicy, policy.key))
    for name in (policy.high_alarm, policy.low_alarm):
        world.remove(Gone(Alarm, name))
    return {}


@reads
def describe_scaling_policies(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeScalingPolicies."""
    resource, names = check_place(params), params.get("PolicyNames")
    found = [
        _shown(world, policy)
        for policy in world.of(ScalingPolicy).values()
        if resource in ("", policy.resource) and (not names or policy.name in names)
    ]
    return paged(params, "ScalingPolicies", found)


def _shown(world: World, policy: ScalingPolicy) -> dict[str, Any]:
    member = f"{policy.type}PolicyConfiguration"
    return {
        "PolicyARN": policy.arn,
        "PolicyName": policy.name,
        "ServiceNamespace": NAMESPACE,
        "ResourceId": policy.resource,
        "ScalableDimension": DIMENSION,
        "PolicyType": policy.type,
        member: dict(policy.data),
        "Alarms": _alarms(world, policy),
        "CreationTime": world.wall(policy.created_ms),
    }


def _uuid(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


POLICIES = {
    "PutScalingPolicy": put_scaling_policy,
    "DeleteScalingPolicy": delete_scaling_policy,
    "DescribeScalingPolicies": describe_scaling_policies,
}
