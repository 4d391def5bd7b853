"""Auto Scaling groups: made, changed, sized, described, deleted [EC-2]."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.autoscaling import find, hooks, tags
from trainer.aws.operations.autoscaling.blueprint import blueprint_of
from trainer.aws.operations.autoscaling.find import paged, wrong
from trainer.aws.operations.autoscaling.show import group_shown
from trainer.sim.behaviours.scale_in import POLICIES
from trainer.sim.events import GroupConsidered, HostTerminated
from trainer.sim.group_activities import taken_out
from trainer.sim.kernel import Why, tell
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import AutoScalingGroup, CapacityProvider, GroupInstance, Subnet
from trainer.sim.run import happen
from trainer.sim.world import World
from trainer.value import replace

_KEPT = (
    "HealthCheckType",
    "MixedInstancesPolicy",
    "PlacementGroup",
    "ServiceLinkedRoleARN",
    "MaxInstanceLifetime",
    "Context",
    "DesiredCapacityType",
    "DefaultInstanceWarmup",
    "TargetGroupARNs",
    "LoadBalancerNames",
)
PROCESSES = (
    "Launch",
    "Terminate",
    "AddToLoadBalancer",
    "AlarmNotification",
    "AZRebalance",
    "HealthCheck",
    "InstanceRefresh",
    "ReplaceUnhealthy",
    "ScheduledActions",
)
SIZE_MAX = 5000


@changes
def create_auto_scaling_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateAutoScalingGroup: launches its desired capacity, the minimum unless told."""
    name = params["AutoScalingGroupName"]
    if world.get(AutoScalingGroup, name):
        text = "AutoScalingGroup by this name already exists - A group with the name"
        raise Refusal("AlreadyExists", f"{text} {name} already exists")
    if params.get("InstanceId"):
        raise wrong("This simulator makes groups from a launch template or a launch configuration only.")
    least = params["MinSize"]
    desired = params.get("DesiredCapacity")
    place = f"autoScalingGroup:{world.new_uuid('group', name)}:autoScalingGroupName/{name}"
    group = AutoScalingGroup(
        name,
        world.arn(place, "autoscaling"),
        blueprint_of(world, params),
        least,
        params["MaxSize"],
        least if desired is None else desired,
        _subnets(world, params),
        created_ms=world.now_ms,
    )
    group = _configured(group, params)
    _check_sizes(group)
    for hook in params.get("LifecycleHookSpecificationList") or ():
        hooks.check(hook)
    world.put(group)
    for hook in params.get("LifecycleHookSpecificationList") or ():
        hooks.put(world, group, hook)
    tags.put(world, params.get("Tags") or (), name)
    text = f"CreateAutoScalingGroup made {name} with {group.desired} instances of {least} to {group.maximum}"
    world.cause = tell(world, Why((group.arn,), text, ("EC-2",)))
    happen(world, GroupConsidered(name))
    return {}


def _configured(group: AutoScalingGroup, params: Mapping[str, Any]) -> AutoScalingGroup:
    """The group with the settings that the request names."""
    policies = tuple(params.get("TerminationPolicies") or group.termination_policies)
    for one in policies:
        if one not in POLICIES:
            raise wrong(f"Valid TerminationPolicies: {', '.join(POLICIES)}. '{one}' is none of them.")
    return replace(
        group,
        cooldown_s=params.get("DefaultCooldown", group.cooldown_s),
        grace_s=params.get("HealthCheckGracePeriod", group.grace_s),
        protects_new=params.get("NewInstancesProtectedFromScaleIn", group.protects_new),
        rebalances=params.get("CapacityRebalance", group.rebalances),
        termination_policies=policies,
        shown={**(group.shown or {}), **{key: params[key] for key in _KEPT if key in params}},
    )


def _check_sizes(group: AutoScalingGroup) -> None:
    if group.minimum < 0 or group.maximum < 0 or group.maximum > SIZE_MAX:
        raise wrong(f"MinSize and MaxSize must lie between 0 and {SIZE_MAX}.")
    if group.minimum > group.maximum:
        raise wrong("Max bound must be greater than or equal to min bound.")
    if not group.minimum <= group.desired <= group.maximum:
        raise wrong(
            f"Desired capacity:{group.desired} must be between the specified min size:{group.minimum} "
            f"and max size:{group.maximum}"
        )


def _subnets(world: World, params: Mapping[str, Any]) -> tuple[str, ...]:
    """The subnets that are named, or the default ones of the named zones."""
    names = [name for name in re.split(r"\s*,\s*", params.get("VPCZoneIdentifier") or "") if name]
    zones: Sequence[str] = params.get("AvailabilityZones") or ()
    for name in names:
        found = world.get(Subnet, name)
        if found is None:
            raise wrong(f"The subnet ID '{name}' does not exist")
        if zones and found.availability_zone not in zones:
            raise wrong(
                "The availability zones of the specified subnets and the Auto Scaling group don't match"
            )
    if names:
        return tuple(dict.fromkeys(names))
    subnets = [one for one in world.of(Subnet).values() if one.is_default]
    unknown = [zone for zone in zones if zone not in [one.availability_zone for one in subnets]]
    if unknown:
        raise wrong(f"Invalid availability zone: [{unknown[0]}]")
    if not zones:
        raise wrong("At least one Availability Zone or VPC Subnet is required.")
    return tuple(one.subnet_id for one in subnets if one.availability_zone in zones)


@changes
def update_auto_scaling_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateAutoScalingGroup: the desired capacity moves into new bounds; instances that are there stay."""
    group = find.group(world, params["AutoScalingGroupName"])
    if group.deleting:
        raise Refusal("ScalingActivityInProgress", "The group is pending delete and cannot be updated.")
    least = params.get("MinSize", group.minimum)
    most = params.get("MaxSize", group.maximum)
    desired = params.get("DesiredCapacity")
    if desired is None:
        desired = max(least, min(group.desired, most))
    changed = replace(_configured(group, params), minimum=least, maximum=most, desired=desired, stuck="")
    if any(key in params for key in ("LaunchTemplate", "LaunchConfigurationName", "MixedInstancesPolicy")):
        changed = replace(changed, blueprint=blueprint_of(world, params))
    if params.get("VPCZoneIdentifier") or params.get("AvailabilityZones"):
        changed = replace(changed, subnets=_subnets(world, params))
    _check_sizes(changed)
    _resize(world, group, changed, "UpdateAutoScalingGroup")
    return {}


@changes
def set_desired_capacity(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetDesiredCapacity: inside the bounds; with HonorCooldown not during one."""
    group = find.group(world, params["AutoScalingGroupName"])
    wanted = params["DesiredCapacity"]
    for beyond, word, bound, name in (
        (wanted > group.maximum, "above", group.maximum, "max"),
        (wanted < group.minimum, "below", group.minimum, "min"),
    ):
        if beyond:
            raise wrong(
                f"New SetDesiredCapacity value {wanted} is {word} {name} value {bound} "
                "for the AutoScalingGroup."
            )
    if params.get("HonorCooldown") and group.scaled_ms is not None:
        left_ms = group.scaled_ms + group.cooldown_s * SECOND_MS - world.now_ms
        if left_ms > 0:
            text = f"Scaling activity is in cooldown for another {left_ms // SECOND_MS} seconds"
            raise Refusal("ScalingActivityInProgress", f"{text} and blocks this action")
    changed = replace(group, desired=wanted, stuck="", scaled_ms=world.now_ms)
    _resize(world, group, changed, "SetDesiredCapacity")
    return {}


def _resize(world: World, before: AutoScalingGroup, after: AutoScalingGroup, who: str) -> None:
    parts: list[str] = []
    if (before.minimum, before.maximum) != (after.minimum, after.maximum):
        parts.append(f"its bounds are now {after.minimum} and {after.maximum}")
    if before.desired != after.desired:
        parts.append(f"its desired capacity went {before.desired} → {after.desired}")
    world.put(after)
    text = f"{who} on {after.name}: {', '.join(parts) or 'settings changed'}"
    world.cause = tell(world, Why((after.arn,), text, ("EC-2",)))
    happen(world, GroupConsidered(after.name))


@changes
def delete_auto_scaling_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteAutoScalingGroup: an empty one, or by force with all its instances, without their hooks."""
    group = find.group(world, params["AutoScalingGroupName"])
    members = world.among(GroupInstance, f"members:{group.name}")
    if members and not params.get("ForceDelete"):
        raise Refusal(
            "ResourceInUse",
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance "
            "request(s) still in the group.",
        )
    gone = replace(group, minimum=0, maximum=0, desired=0, deleting=True)
    world.put(gone)
    world.cause = tell(world, Why((group.arn,), f"DeleteAutoScalingGroup on {group.name}", ("EC-2",)))
    for member in members:
        world.put(taken_out(member, "because the group is deleted"))
    for member in members:
        happen(world, HostTerminated(member.instance_id))
    happen(world, GroupConsidered(group.name))
    return {}


@reads
def describe_auto_scaling_groups(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeAutoScalingGroups: by name and by tag."""
    names = params.get("AutoScalingGroupNames")
    found = [
        group_shown(world, one)
        for one in world.of(AutoScalingGroup).values()
        if (not names or one.name in names) and tags.meets(one, params.get("Filters") or ())
    ]
    return paged(params, "AutoScalingGroups", found)


@changes
def suspend_processes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SuspendProcesses: the named ones, or all."""
    group = find.group(world, params["AutoScalingGroupName"])
    names = _processes(params)
    world.put(replace(group, suspended=tuple(dict.fromkeys((*group.suspended, *names)))))
    text = f"SuspendProcesses on {group.name}: {', '.join(names)}"
    tell(world, Why((group.arn,), text, ("EC-2",)))
    return {}


@changes
def resume_processes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ResumeProcesses: the group catches up."""
    group = find.group(world, params["AutoScalingGroupName"])
    names = _processes(params)
    left = tuple(name for name in group.suspended if name not in names)
    world.put(replace(group, suspended=left, stuck=""))
    text = f"ResumeProcesses on {group.name}: {', '.join(names)}"
    world.cause = tell(world, Why((group.arn,), text, ("EC-2",)))
    happen(world, GroupConsidered(group.name))
    return {}


def _processes(params: Mapping[str, Any]) -> tuple[str, ...]:
    names = tuple(params.get("ScalingProcesses") or PROCESSES)
    for name in names:
        if name not in PROCESSES:
            raise wrong(f"Invalid scaling process: '{name}'. Valid ones are {', '.join(PROCESSES)}.")
    return names


@reads
def describe_scaling_process_types(_: World, __: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeScalingProcessTypes."""
    return {"Processes": [{"ProcessName": name} for name in PROCESSES]}


@reads
def describe_termination_policy_types(_: World, __: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeTerminationPolicyTypes."""
    return {"TerminationPolicyTypes": list(POLICIES)}


@reads
def describe_account_limits(world: World, _: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeAccountLimits."""
    return {
        "MaxNumberOfAutoScalingGroups": 500,
        "MaxNumberOfLaunchConfigurations": 200,
        "NumberOfAutoScalingGroups": len(world.of(AutoScalingGroup)),
    }


def used_by(world: World, group: AutoScalingGroup) -> list[CapacityProvider]:
    """The capacity providers over a group."""
    return world.among(CapacityProvider, f"providers:{group.name}")


GROUPS = {
    "CreateAutoScalingGroup": create_auto_scaling_group,
    "UpdateAutoScalingGroup": update_auto_scaling_group,
    "SetDesiredCapacity": set_desired_capacity,
    "DeleteAutoScalingGroup": delete_auto_scaling_group,
    "DescribeAutoScalingGroups": describe_auto_scaling_groups,
    "SuspendProcesses": suspend_processes,
    "ResumeProcesses": resume_processes,
    "DescribeScalingProcessTypes": describe_scaling_process_types,
    "DescribeTerminationPolicyTypes": describe_termination_policy_types,
    "DescribeAccountLimits": describe_account_limits,
}
