"""Launch configurations, the old form of launch templates."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.autoscaling.find import paged, wrong
from trainer.sim.kernel import Why, tell
from trainer.sim.model import AutoScalingGroup, GroupInstance, LaunchConfiguration
from trainer.sim.world import Gone, World

_KEPT = (
    "ImageId",
    "KeyName",
    "SecurityGroups",
    "UserData",
    "InstanceType",
    "BlockDeviceMappings",
    "InstanceMonitoring",
    "SpotPrice",
    "IamInstanceProfile",
    "EbsOptimized",
    "AssociatePublicIpAddress",
    "MetadataOptions",
)


@changes
def create_launch_configuration(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateLaunchConfiguration: what a group launches; it can never be changed."""
    name = params["LaunchConfigurationName"]
    if world.get(LaunchConfiguration, name):
        text = "Launch Configuration by this name already exists - A launch configuration already exists with"
        raise Refusal("AlreadyExists", f"{text} the name {name}")
    for needed in ("ImageId", "InstanceType"):
        if not params.get(needed) and not params.get("InstanceId"):
            raise wrong(f"Valid requests must contain either the InstanceID parameter or the {needed} one.")
    if params.get("InstanceId"):
        raise wrong("This simulator makes launch configurations from ImageId and InstanceType only.")
    place = f"launchConfiguration:{world.new_uuid('configuration', name)}:launchConfigurationName/{name}"
    data = {key: params[key] for key in _KEPT if key in params}
    world.put(LaunchConfiguration(name, world.arn(place, "autoscaling"), data, world.now_ms))
    tell(world, Why((name,), f"CreateLaunchConfiguration made {name}", ("EC-2",)))
    return {}


@reads
def describe_launch_configurations(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeLaunchConfigurations: by name, or all."""
    names = params.get("LaunchConfigurationNames")
    found = [
        _shown(world, one) for one in world.of(LaunchConfiguration).values() if not names or one.name in names
    ]
    return paged(params, "LaunchConfigurations", found)


def _shown(world: World, one: LaunchConfiguration) -> dict[str, Any]:
    return {
        "LaunchConfigurationName": one.name,
        "LaunchConfigurationARN": one.arn,
        "CreatedTime": world.wall(one.created_ms),
        "KeyName": "",
        "SecurityGroups": [],
        "ClassicLinkVPCSecurityGroups": [],
        "UserData": "",
        "KernelId": "",
        "RamdiskId": "",
        "BlockDeviceMappings": [],
        "InstanceMonitoring": {"Enabled": True},
        "EbsOptimized": False,
        **one.data,
    }


@changes
def delete_launch_configuration(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteLaunchConfiguration: not while a group uses it."""
    name = params["LaunchConfigurationName"]
    if world.get(LaunchConfiguration, name) is None:
        raise wrong(f"Launch configuration name not found - Launch configuration {name} not found")
    users = [one.blueprint.configuration for one in world.of(AutoScalingGroup).values()]
    if name in (*users, *(one.configuration for one in world.of(GroupInstance).values())):
        text = f"Cannot delete launch configuration {name} because it is attached to an AutoScalingGroup"
        raise Refusal("ResourceInUse", text)
    world.remove(Gone(LaunchConfiguration, name))
    return {}


CONFIGURATIONS = {
    "CreateLaunchConfiguration": create_launch_configuration,
    "DescribeLaunchConfigurations": describe_launch_configurations,
    "DeleteLaunchConfiguration": delete_launch_configuration,
}
