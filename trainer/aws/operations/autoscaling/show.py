"""Groups, their instances and activities as AWS describes them."""

from typing import Any

from trainer.aws.operations.ec2 import zone_id
from trainer.sim.model import (
    AutoScalingGroup,
    Blueprint,
    GroupActivity,
    GroupInstance,
    Host,
    LaunchTemplate,
    Subnet,
)
from trainer.sim.world import World

_ROLE = "aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"


def group_shown(world: World, group: AutoScalingGroup) -> dict[str, Any]:
    """A group."""
    kept = {key: value for key, value in (group.shown or {}).items() if key != "MixedInstancesPolicy"}
    zones = sorted({world.need(Subnet, name).availability_zone for name in group.subnets})
    data: dict[str, Any] = {
        "AutoScalingGroupName": group.name,
        "AutoScalingGroupARN": group.arn,
        **_blueprint(world, group),
        "MinSize": group.minimum,
        "MaxSize": group.maximum,
        "DesiredCapacity": group.desired,
        "DefaultCooldown": group.cooldown_s,
        "AvailabilityZones": zones,
        "LoadBalancerNames": [],
        "TargetGroupARNs": [],
        "HealthCheckType": "EC2",
        "HealthCheckGracePeriod": group.grace_s,
        "Instances": [_in_group(world, one) for one in world.among(GroupInstance, f"members:{group.name}")],
        "CreatedTime": world.wall(group.created_ms),
        "SuspendedProcesses": [
            {"ProcessName": name, "SuspensionReason": "User suspended"} for name in group.suspended
        ],
        "VPCZoneIdentifier": ",".join(group.subnets),
        "EnabledMetrics": [],
        "Tags": [tag_shown(group, tag) for tag in group.tags],
        "TerminationPolicies": list(group.termination_policies),
        "NewInstancesProtectedFromScaleIn": group.protects_new,
        "CapacityRebalance": group.rebalances,
        "ServiceLinkedRoleARN": f"arn:aws:iam::{world.account}:role/{_ROLE}",
    }
    if group.deleting:
        data["Status"] = "Delete in progress"
    return {**data, **kept}


def tag_shown(group: AutoScalingGroup, tag: Any) -> dict[str, Any]:
    """A tag of a group."""
    return {"ResourceId": group.name, "ResourceType": "auto-scaling-group", **tag}


def _blueprint(world: World, group: AutoScalingGroup) -> dict[str, Any]:
    given = (group.shown or {}).get("MixedInstancesPolicy")
    if given and group.blueprint.on_demand_base is not None:
        return {"MixedInstancesPolicy": given}
    if group.blueprint.configuration:
        return {"LaunchConfigurationName": group.blueprint.configuration}
    return {"LaunchTemplate": _template(world, group.blueprint)}


def _template(world: World, blueprint: Blueprint) -> dict[str, Any]:
    found = world.get(LaunchTemplate, blueprint.template)
    name = {"LaunchTemplateName": found.name} if found else {}
    return {"LaunchTemplateId": blueprint.template, **name, "Version": blueprint.version}


def _member(world: World, one: GroupInstance) -> dict[str, Any]:
    data: dict[str, Any] = {
        "InstanceId": one.instance_id,
        "InstanceType": one.instance_type,
        "AvailabilityZone": one.availability_zone,
        "AvailabilityZoneId": zone_id(one.availability_zone),
        "LifecycleState": str(one.lifecycle),
        "ProtectedFromScaleIn": one.protected,
    }
    host = world.get(Host, one.instance_id)
    if host is not None and (image := (host.shown or {}).get("ImageId")):
        data["ImageId"] = image
    if one.configuration:
        data["LaunchConfigurationName"] = one.configuration
    elif one.template:
        data["LaunchTemplate"] = _template(world, Blueprint("", one.template, str(one.version)))
    return data


def _in_group(world: World, one: GroupInstance) -> dict[str, Any]:
    return {**_member(world, one), "HealthStatus": "Healthy" if one.healthy else "Unhealthy"}


def instance_shown(world: World, one: GroupInstance) -> dict[str, Any]:
    """An instance as DescribeAutoScalingInstances shows it: its health in capital letters."""
    health = "HEALTHY" if one.healthy else "UNHEALTHY"
    return {**_member(world, one), "AutoScalingGroupName": one.group, "HealthStatus": health}


def activity_shown(world: World, one: GroupActivity) -> dict[str, Any]:
    """A scaling activity."""
    progress = {"PreInService": 30, "MidLifecycleAction": 60, "InProgress": 50}
    data: dict[str, Any] = {
        "ActivityId": one.id,
        "AutoScalingGroupName": one.group,
        "Description": one.description,
        "Cause": one.cause,
        "StartTime": world.wall(one.at_ms),
        "StatusCode": one.status,
        "Progress": progress.get(one.status, 100),
        "Details": "{}",
    }
    group = world.get(AutoScalingGroup, one.group)
    if group is not None:
        data["AutoScalingGroupARN"] = group.arn
    if one.ended_ms is not None:
        data["EndTime"] = world.wall(one.ended_ms)
    if one.message:
        data["StatusMessage"] = one.message
    return data
