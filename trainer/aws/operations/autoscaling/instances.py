"""Instances of groups: taken out, protected, set aside; and what the groups did [EC-2, EC-9]."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import changes, reads
from trainer.aws.operations.autoscaling import find
from trainer.aws.operations.autoscaling.find import paged, wrong
from trainer.aws.operations.autoscaling.show import activity_shown, instance_shown
from trainer.sim.events import GroupConsidered, HostLeft
from trainer.sim.group_activities import taken_out
from trainer.sim.kernel import Why, tell
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import AutoScalingGroup, GroupActivity, GroupInstance, Host, Lifecycle
from trainer.sim.run import happen
from trainer.sim.world import Gone, World
from trainer.value import replace


@reads
def describe_auto_scaling_instances(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeAutoScalingInstances."""
    names = params.get("InstanceIds")
    found = [
        instance_shown(world, one)
        for one in world.of(GroupInstance).values()
        if not names or one.instance_id in names
    ]
    return paged(params, "AutoScalingInstances", found, 50)


@reads
def describe_scaling_activities(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeScalingActivities: newest first."""
    name, ids = params.get("AutoScalingGroupName"), params.get("ActivityIds")
    if name:
        name = find.group(world, name).name
    found = [
        activity_shown(world, one)
        for one in reversed(world.of(GroupActivity).values())
        if name in (None, one.group) and (not ids or one.id in ids)
    ]
    return paged(params, "Activities", found)


@changes
def terminate_instance_in_auto_scaling_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """TerminateInstanceInAutoScalingGroup: also a protected one; replaced unless the capacity falls."""
    given = params.get("InstanceId")
    if not given:
        raise wrong("This simulator terminates one instance at a time: give InstanceId.")
    member = find.member(world, given)
    group = find.group(world, member.group)
    if member.leaves:
        raise wrong(f"The instance {given} is not in InService or Standby or Pending.")
    fewer = params["ShouldDecrementDesiredCapacity"]
    if fewer and group.desired - 1 < group.minimum:
        raise wrong(
            f"Currently, desiredSize equals minSize ({group.minimum}). Terminating instance without "
            "replacement will violate group's min size constraint. Either set shouldDecrementDesiredCapacity "
            "flag to false or lower group's min size."
        )
    because = "in response to a user request"
    if fewer:
        because += f", shrinking the capacity from {group.desired} to {group.desired - 1}"
        world.put(replace(group, desired=group.desired - 1))
    world.put(taken_out(member, because))
    text = f"TerminateInstanceInAutoScalingGroup on {given}" + (", one less is wanted" if fewer else "")
    world.cause = tell(world, Why((group.arn, given), text, ("EC-2",)))
    happen(world, HostLeft(given))
    happen(world, GroupConsidered(group.name))
    doings = [one for one in world.of(GroupActivity).values() if one.instance == given]
    return {"Activity": activity_shown(world, doings[-1])}


@changes
def set_instance_protection(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetInstanceProtection: protected ones are not taken by a scale-in."""
    group = find.group(world, params["AutoScalingGroupName"])
    on = params["ProtectedFromScaleIn"]
    members = [find.member(world, name, group.name) for name in params["InstanceIds"]]
    for member in members:
        if member.lifecycle is not Lifecycle.IN_SERVICE:
            raise wrong(f"The instance {member.instance_id} is not in InService.")
    world.cause = tell(
        world,
        Why(
            (group.arn, *(one.instance_id for one in members)),
            f"SetInstanceProtection turned protection from scale-in {'on' if on else 'off'}",
            ("EC-9",),
        ),
    )
    for member in members:
        world.put(replace(member, protected=on))
    world.put(replace(group, stuck=""))
    happen(world, GroupConsidered(group.name))
    return {}


@changes
def set_instance_health(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetInstanceHealth: an unhealthy one is replaced, after the grace period unless that is ignored."""
    status = params["HealthStatus"]
    if status not in ("Healthy", "Unhealthy"):
        raise wrong("Valid health statuses are: Healthy, Unhealthy.")
    member = find.member(world, params["InstanceId"])
    group = find.group(world, member.group)
    fresh = world.now_ms < member.launched_ms + group.grace_s * SECOND_MS
    if status == "Unhealthy" and fresh and params.get("ShouldRespectGracePeriod", True):
        return {}
    world.put(replace(member, healthy=status == "Healthy"))
    text = f"SetInstanceHealth said that {member.instance_id} is {status}"
    world.cause = tell(world, Why((group.arn, member.instance_id), text, ("EC-2",)))
    happen(world, GroupConsidered(group.name))
    return {}


@changes
def enter_standby(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """EnterStandby: the instance runs on and no longer counts."""
    return _aside(world, params, Lifecycle.STANDBY, "EnterStandby")


@changes
def exit_standby(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ExitStandby: the instance counts again, and one more is wanted."""
    group = find.group(world, params["AutoScalingGroupName"])
    members = _members(world, group, params, Lifecycle.STANDBY)
    if group.desired + len(members) > group.maximum:
        raise wrong(
            f"AutoScalingGroup {group.name} has min-size={group.minimum}, max-size={group.maximum}, and "
            f"desired-size={group.desired}. To take {len(members)} more into service raise max-size."
        )
    for member in members:
        world.put(replace(member, lifecycle=Lifecycle.IN_SERVICE))
    world.put(replace(group, desired=group.desired + len(members)))
    text = f"ExitStandby took {len(members)} instances of {group.name} back"
    world.cause = tell(world, Why((group.arn,), text, ("EC-2",)))
    happen(world, GroupConsidered(group.name))
    return {"Activities": []}


@changes
def detach_instances(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DetachInstances: the instance runs on outside the group."""
    return _aside(world, params, None, "DetachInstances")


def _aside(world: World, params: Mapping[str, Any], state: Lifecycle | None, who: str) -> Mapping[str, Any]:
    group = find.group(world, params["AutoScalingGroupName"])
    members = _members(world, group, params, Lifecycle.IN_SERVICE)
    fewer = len(members) if params["ShouldDecrementDesiredCapacity"] else 0
    if group.desired - fewer < group.minimum:
        raise wrong(
            f"AutoScalingGroup {group.name} has min-size={group.minimum}, max-size={group.maximum}, and "
            f"desired-size={group.desired}. To take {fewer} away without replacement lower min-size."
        )
    for member in members:
        if state is None:
            world.remove(Gone(GroupInstance, member.instance_id))
            world.put(replace(world.need(Host, member.instance_id), group=""))
        else:
            world.put(replace(member, lifecycle=state))
    world.put(replace(group, desired=group.desired - fewer))
    names = [member.instance_id for member in members]
    text = f"{who} took {', '.join(names)} out of {group.name}"
    world.cause = tell(world, Why((group.arn, *names), text, ("EC-2",)))
    happen(world, GroupConsidered(group.name))
    return {"Activities": []}


def _members(
    world: World, group: AutoScalingGroup, params: Mapping[str, Any], state: Lifecycle
) -> list[GroupInstance]:
    names: Sequence[str] = params.get("InstanceIds") or ()
    members = [find.member(world, name, group.name) for name in names]
    if not members:
        raise wrong("InstanceIds must not be empty.")
    for member in members:
        if member.lifecycle is not state:
            raise wrong(f"The instance {member.instance_id} is not in {state}.")
    return members


INSTANCES = {
    "DescribeAutoScalingInstances": describe_auto_scaling_instances,
    "DescribeScalingActivities": describe_scaling_activities,
    "TerminateInstanceInAutoScalingGroup": terminate_instance_in_auto_scaling_group,
    "SetInstanceProtection": set_instance_protection,
    "SetInstanceHealth": set_instance_health,
    "EnterStandby": enter_standby,
    "ExitStandby": exit_standby,
    "DetachInstances": detach_instances,
}
