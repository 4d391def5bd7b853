"""Scalable targets and their activities [AS-1, AS-2, AS-7, AS-9]."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.sim.behaviours.autoscaling import service_of
from trainer.sim.behaviours.scheduled_scaling import into_bounds
from trainer.sim.iam.acting import AUTO_SCALING, linked
from trainer.sim.kernel import Reaction, absorb
from trainer.sim.model import Activity, Alarm, ScalableTarget, ScalingPolicy, ScheduledAction, Service
from trainer.sim.world import Gone, World
from trainer.value import replace

DIMENSION = "ecs:service:DesiredCount"
NAMESPACE = "ecs"
PAGE_MAX = 50


def invalid(message: str) -> Refusal:
    """This service's ValidationException."""
    return Refusal("ValidationException", message)


def paged(params: Mapping[str, Any], member: str, items: Sequence[Any]) -> dict[str, Any]:
    """The part of a list that MaxResults and NextToken ask for."""
    size = params.get("MaxResults") or PAGE_MAX
    token = params.get("NextToken")
    if token is not None and not token.isdigit():
        raise Refusal("InvalidNextTokenException", "The next token is not valid.")
    start = int(token or 0)
    page: dict[str, Any] = {member: list(items[start : start + size])}
    if start + size < len(items):
        page["NextToken"] = str(start + size)
    return page


def check_place(params: Mapping[str, Any]) -> str:
    """The resource id, of a kind that there is here."""
    if params["ServiceNamespace"] != NAMESPACE:
        raise invalid(f"This simulator scales ECS services only, not '{params['ServiceNamespace']}'.")
    if params.get("ScalableDimension") not in (None, DIMENSION):
        raise invalid(f"Unsupported scalable dimension: '{params['ScalableDimension']}'.")
    return str(params.get("ResourceId") or "")


def need_target(world: World, params: Mapping[str, Any]) -> ScalableTarget:
    """The registered target; refuses with ObjectNotFoundException."""
    resource = check_place(params)
    found = world.get(ScalableTarget, resource)
    if found is None:
        raise Refusal(
            "ObjectNotFoundException",
            f"No scalable target registered for service namespace: {NAMESPACE}, resource ID: {resource}, "
            f"scalable dimension: {DIMENSION}",
        )
    return found


@changes
def register_scalable_target(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RegisterScalableTarget: new, or other bounds; the desired count moves into them at once [AS-2]."""
    resource = check_place(params)
    old = world.get(ScalableTarget, resource)
    least = params.get("MinCapacity", old.minimum if old else None)
    most = params.get("MaxCapacity", old.maximum if old else None)
    if least is None or most is None:
        raise invalid("MinCapacity and MaxCapacity are required when a scalable target is registered.")
    if least < 0 or most < 0 or least > most:
        raise invalid("Minimum capacity must be less than or equal to maximum capacity and not negative.")
    service = service_of(world, resource)
    if service is None or service.status != "ACTIVE":
        raise invalid(f"ECS service doesn't exist: {resource}")
    if service.scheduling == "DAEMON":
        raise invalid("A service with the DAEMON scheduling strategy cannot be scaled.")
    linked(world, AUTO_SCALING)
    target = old or ScalableTarget(
        resource,
        world.arn(f"scalable-target/{world.new_id('target', resource)}", "application-autoscaling"),
        least,
        most,
        created_ms=world.now_ms,
    )
    state = params.get("SuspendedState") or {}
    target = replace(
        target,
        minimum=least,
        maximum=most,
        in_suspended=state.get("DynamicScalingInSuspended", target.in_suspended),
        out_suspended=state.get("DynamicScalingOutSuspended", target.out_suspended),
        schedule_suspended=state.get("ScheduledScalingSuspended", target.schedule_suspended),
    )
    text = f"RegisterScalableTarget lets {resource} have {least} to {most} tasks"
    absorb(world, into_bounds(world, target, "capacity was outside of the new bounds", text, "AS-1"))
    return {"ScalableTargetARN": target.arn}


@changes
def deregister_scalable_target(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeregisterScalableTarget: its policies, their alarms and scheduled actions go too."""
    target = need_target(world, params)
    gone: list[Gone] = [Gone(ScalableTarget, target.resource)]
    for policy in world.among(ScalingPolicy, f"policies:{target.resource}"):
        gone.append(Gone(ScalingPolicy, policy.key))
        gone += [Gone(Alarm, name) for name in (policy.high_alarm, policy.low_alarm) if name]
    gone += [
        Gone(ScheduledAction, one.key) for one in world.among(ScheduledAction, f"scheduled:{target.resource}")
    ]
    absorb(world, Reaction(tuple(gone)))
    return {}


@reads
def describe_scalable_targets(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeScalableTargets."""
    check_place(params)
    ids = params.get("ResourceIds")
    found = [
        _shown(world, target)
        for target in world.of(ScalableTarget).values()
        if not ids or target.resource in ids
    ]
    return paged(params, "ScalableTargets", found)


def _shown(world: World, target: ScalableTarget) -> dict[str, Any]:
    role = "aws-service-role/ecs.application-autoscaling.amazonaws.com"
    return {
        "ServiceNamespace": NAMESPACE,
        "ResourceId": target.resource,
        "ScalableDimension": DIMENSION,
        "MinCapacity": target.minimum,
        "MaxCapacity": target.maximum,
        "RoleARN": f"arn:aws:iam::{world.account}:role/{role}/"
        "AWSServiceRoleForApplicationAutoScaling_ECSService",
        "CreationTime": world.wall(target.created_ms),
        "SuspendedState": {
            "DynamicScalingInSuspended": target.in_suspended,
            "DynamicScalingOutSuspended": target.out_suspended,
            "ScheduledScalingSuspended": target.schedule_suspended,
        },
        "ScalableTargetARN": target.arn,
    }


@reads
def describe_scaling_activities(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeScalingActivities: newest first; those that changed nothing only when asked for [AS-9]."""
    resource = check_place(params)
    if resource and resource not in world.of(ScalableTarget) and not _service_known(world, resource):
        raise invalid(f"ECS service doesn't exist: {resource}")
    found = [
        activity_shown(world, one)
        for one in reversed(list(world.of(Activity).values()))
        if resource in ("", one.resource)
        and (one.not_scaled is None or params.get("IncludeNotScaledActivities"))
    ]
    return paged(params, "ScalingActivities", found)


def _service_known(world: World, resource: str) -> bool:
    return world.get(Service, world.arn(resource)) is not None


def activity_shown(world: World, activity: Activity) -> dict[str, Any]:
    """An activity as AWS describes it."""
    data: dict[str, Any] = {
        "ActivityId": activity.id,
        "ServiceNamespace": NAMESPACE,
        "ResourceId": activity.resource,
        "ScalableDimension": DIMENSION,
        "Description": activity.description,
        "Cause": activity.cause,
        "StartTime": world.wall(activity.at_ms),
        "EndTime": world.wall(activity.at_ms),
        "StatusCode": "Successful" if activity.successful else "Unfulfilled",
        "StatusMessage": activity.message,
    }
    if activity.not_scaled:
        data["NotScaledReasons"] = [dict(activity.not_scaled)]
    return data


TARGETS = {
    "RegisterScalableTarget": register_scalable_target,
    "DeregisterScalableTarget": deregister_scalable_target,
    "DescribeScalableTargets": describe_scalable_targets,
    "DescribeScalingActivities": describe_scaling_activities,
}
