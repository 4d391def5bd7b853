"""Scaling policies of groups: target tracking with its alarms, steps, simple ones [EC-2]."""

import math
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.application_autoscaling.policies import steps_of
from trainer.aws.operations.autoscaling import find
from trainer.aws.operations.autoscaling.find import paged, wrong
from trainer.aws.operations.cloudwatch.alarms import arn_of
from trainer.aws.operations.cloudwatch.metrics import metric_of
from trainer.sim.behaviours.group_scaling import Wish, resized
from trainer.sim.behaviours.metering import measuring
from trainer.sim.events import GroupConsidered
from trainer.sim.group_alarms import HIGH_PERIODS, LOW_FACTOR, LOW_PERIODS, tracking_alarm, tracking_names
from trainer.sim.kernel import Why, absorb, tell
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Alarm, AutoScalingGroup, GroupPolicy, Metric, StepAdjustment
from trainer.sim.run import happen
from trainer.sim.scaling import step_for, stepped
from trainer.sim.world import Gone, World
from trainer.value import replace

KINDS = ("SimpleScaling", "StepScaling", "TargetTrackingScaling")
ADJUSTMENTS = ("ChangeInCapacity", "ExactCapacity", "PercentChangeInCapacity")
WARMUP_S = 300


@changes
def put_scaling_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutScalingPolicy: new, or all anew."""
    group = find.group(world, params["AutoScalingGroupName"])
    name, kind = params["PolicyName"], params.get("PolicyType") or "SimpleScaling"
    if kind not in KINDS:
        raise wrong(f"This simulator has the policy types {', '.join(KINDS)}, not '{kind}'.")
    old = world.get(GroupPolicy, f"{group.name} {name}")
    place = f"{world.new_uuid('policy', name)}:autoScalingGroupName/{group.name}:policyName/{name}"
    policy = GroupPolicy(
        group.name,
        name,
        old.arn if old else world.arn(f"scalingPolicy:{place}", "autoscaling"),
        kind,
        {key: value for key, value in params.items() if key not in ("AutoScalingGroupName", "PolicyName")},
        warmup_s=_warmup_s(group, params),
        cooldown_s=params.get("Cooldown") or group.cooldown_s,
        enabled=params.get("Enabled", True),
    )
    alarms: tuple[Alarm, ...] = ()
    if kind == "TargetTrackingScaling":
        policy, alarms = _tracking(world, policy, old, params.get("TargetTrackingConfiguration") or {})
    else:
        policy = _stepping(policy, params)
    if old is not None:
        _forget_alarms(world, old)
    world.put(policy)
    for alarm in alarms:
        world.put(alarm)
    text = f"PutScalingPolicy gave {group.name} the {kind} policy {name}"
    world.cause = tell(world, Why((group.arn, policy.arn), text, ("EC-2",)))
    measuring(world)
    return {"PolicyARN": policy.arn, "Alarms": _alarms(world, policy) if alarms else []}


def _warmup_s(group: AutoScalingGroup, params: Mapping[str, Any]) -> int:
    own = params.get("EstimatedInstanceWarmup")
    usual = (group.shown or {}).get("DefaultInstanceWarmup")
    return int(own if own is not None else usual if usual is not None else WARMUP_S)


def _tracking(
    world: World, policy: GroupPolicy, old: GroupPolicy | None, given: Mapping[str, Any]
) -> tuple[GroupPolicy, tuple[Alarm, ...]]:
    """A target tracking policy and its two alarms, the low one at 0.7 of the target [TT-1]."""
    goal = float(given.get("TargetValue") or 0)
    if not goal > 0 or math.isinf(goal):
        raise wrong("TargetValue must be greater than 0.")
    metric, statistic = _measured(policy.group, given)
    names = (old.high_alarm, old.low_alarm) if old and old.high_alarm else tracking_names(world, policy)
    policy = replace(
        policy,
        target=goal,
        disable_in=bool(given.get("DisableScaleIn")),
        high_alarm=names[0],
        low_alarm=names[1],
    )
    low = round(goal * LOW_FACTOR, 9)
    return policy, (
        tracking_alarm(
            world, policy, names[0], metric, (HIGH_PERIODS, goal, "GreaterThanThreshold"), statistic=statistic
        ),
        tracking_alarm(
            world, policy, names[1], metric, (LOW_PERIODS, low, "LessThanThreshold"), statistic=statistic
        ),
    )


def _measured(group: str, given: Mapping[str, Any]) -> tuple[Metric, str]:
    predefined, custom = (
        given.get("PredefinedMetricSpecification"),
        given.get("CustomizedMetricSpecification"),
    )
    if bool(predefined) == bool(custom):
        raise wrong(
            "Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification is needed."
        )
    if predefined:
        kind = predefined["PredefinedMetricType"]
        if kind != "ASGAverageCPUUtilization":
            raise wrong(f"This simulator tracks ASGAverageCPUUtilization or a custom metric, not '{kind}'.")
        return metric_of(
            "AWS/EC2", "CPUUtilization", [{"Name": "AutoScalingGroupName", "Value": group}]
        ), "Average"
    custom = custom or {}
    if not custom.get("MetricName") or not custom.get("Namespace") or not custom.get("Statistic"):
        raise wrong("A custom metric wants MetricName, Namespace and Statistic in this simulator.")
    return metric_of(custom["Namespace"], custom["MetricName"], custom.get("Dimensions")), custom["Statistic"]


def _stepping(policy: GroupPolicy, params: Mapping[str, Any]) -> GroupPolicy:
    adjustment = params.get("AdjustmentType")
    if adjustment not in ADJUSTMENTS:
        raise wrong(f"AdjustmentType must be one of {', '.join(ADJUSTMENTS)}.")
    if policy.type == "SimpleScaling":
        if params.get("ScalingAdjustment") is None:
            raise wrong("ScalingAdjustment is required for a SimpleScaling policy.")
        steps: tuple[StepAdjustment, ...] = (StepAdjustment(params["ScalingAdjustment"], 0),)
    else:
        try:
            steps = steps_of(params.get("StepAdjustments") or ())
        except Refusal as refusal:
            raise wrong(refusal.rejected.message) from refusal
    least = params.get("MinAdjustmentMagnitude") or params.get("MinAdjustmentStep") or 0
    if least and adjustment != "PercentChangeInCapacity":
        raise wrong("MinAdjustmentMagnitude is only valid with PercentChangeInCapacity.")
    return replace(policy, adjustment=adjustment, steps=steps, least_change=least)


def _alarms(world: World, policy: GroupPolicy) -> list[dict[str, str]]:
    found = [alarm.name for alarm in world.of(Alarm).values() if policy.arn in alarm.actions]
    return [{"AlarmName": name, "AlarmARN": arn_of(world, name)} for name in found]


def _forget_alarms(world: World, policy: GroupPolicy) -> None:
    for name in (policy.high_alarm, policy.low_alarm):
        world.remove(Gone(Alarm, name))


@reads
def describe_policies(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribePolicies."""
    name = params.get("AutoScalingGroupName")
    if name:
        name = find.group(world, name).name
    names, kinds = params.get("PolicyNames"), params.get("PolicyTypes")
    found = [
        _shown(world, one)
        for one in world.of(GroupPolicy).values()
        if name in (None, one.group)
        and (not names or one.name in names or one.arn in names)
        and (not kinds or one.type in kinds)
    ]
    return paged(params, "ScalingPolicies", found)


def _shown(world: World, policy: GroupPolicy) -> dict[str, Any]:
    return {
        "AutoScalingGroupName": policy.group,
        "PolicyName": policy.name,
        "PolicyARN": policy.arn,
        **policy.data,
        "PolicyType": policy.type,
        "Alarms": _alarms(world, policy),
        "Enabled": policy.enabled,
    }


def _need(world: World, params: Mapping[str, Any]) -> GroupPolicy:
    wanted, name = params["PolicyName"], params.get("AutoScalingGroupName")
    for policy in world.of(GroupPolicy).values():
        if wanted == policy.arn or (wanted == policy.name and name in (None, policy.group)):
            return policy
    raise wrong(f"No scaling policy found with name: {wanted}")


@changes
def delete_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeletePolicy: the alarms of target tracking go with it."""
    policy = _need(world, params)
    if policy.provider:
        raise wrong(
            f"Policy {policy.name} belongs to capacity provider {policy.provider}: change that instead."
        )
    world.remove(Gone(GroupPolicy, policy.key))
    _forget_alarms(world, policy)
    return {}


@changes
def execute_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ExecutePolicy: a simple or a step policy, as if its alarm had come."""
    policy = _need(world, params)
    group = find.group(world, policy.group)
    if policy.type == "TargetTrackingScaling":
        raise wrong("ExecutePolicy works for simple and step scaling policies only.")
    cooling_ms = (group.scaled_ms or 0) + policy.cooldown_s * SECOND_MS
    if params.get("HonorCooldown") and group.scaled_ms is not None and world.now_ms < cooling_ms:
        raise Refusal("ScalingActivityInProgress", "A scaling activity is in cooldown and blocks this action")
    breach = (params.get("MetricValue") or 0) - (params.get("BreachThreshold") or 0)
    step = policy.steps[0] if policy.type == "SimpleScaling" else step_for(policy.steps, breach)
    if step is None:
        raise wrong("No step of the policy holds that MetricValue.")
    size = stepped(group.desired, policy.adjustment, step.change, policy.least_change)
    text = f"ExecutePolicy was called on {policy.name}"
    world.cause = tell(world, Why((group.arn, policy.arn), text, ("EC-2",)))
    if max(group.minimum, min(size, group.maximum)) != group.desired:
        reaction = resized(world, group, policy, Wish(size, "it was executed by hand", ("EC-2",)))
        absorb(world, replace(reaction, later=()))
        world.cause = world.told - 1
        happen(world, GroupConsidered(group.name))
    return {}


POLICIES = {
    "PutScalingPolicy": put_scaling_policy,
    "DescribePolicies": describe_policies,
    "DeletePolicy": delete_policy,
    "ExecutePolicy": execute_policy,
}
