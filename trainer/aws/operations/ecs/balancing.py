"""The load balancers of a service: target groups that fit the task definition [LB-1, LB-2, LB-4]."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import invalid
from trainer.sim.model import Balanced, NetworkMode, TargetGroup, TaskDefinition
from trainer.sim.world import World

GROUPS_MAX = 5


def balanced(
    world: World, definition: TaskDefinition, given: Sequence[Mapping[str, Any]]
) -> tuple[Balanced, ...]:
    """What the tasks of a service register with; refuses what does not fit."""
    if len(given) > GROUPS_MAX:
        raise invalid(f"Number of load balancers must be at most {GROUPS_MAX}.")
    return tuple(_balanced(world, definition, item) for item in given)


def _balanced(world: World, definition: TaskDefinition, item: Mapping[str, Any]) -> Balanced:
    if item.get("loadBalancerName"):
        if definition.network_mode is NetworkMode.AWSVPC:
            raise invalid("Classic Load Balancers are not supported with the awsvpc network mode.")
        raise invalid("This simulator has no Classic Load Balancers: give a targetGroupArn.")
    arn, container, port = item.get("targetGroupArn"), item.get("containerName"), item.get("containerPort")
    if not arn:
        raise invalid("Either a load balancer name or a target group must be specified.")
    if not container or port is None:
        raise invalid("containerName and containerPort must be specified for a load balancer.")
    _check_container(definition, container, port)
    group = world.get(TargetGroup, arn)
    if group is None:
        raise invalid(
            f"Unable to assume role and validate the specified targetGroupArn: {arn} was not found."
        )
    _check_type(definition, group)
    if not group.load_balancers:
        raise invalid(
            f"The target group with targetGroupArn {arn} does not have an associated load balancer."
        )
    return Balanced(arn, container, port)


def _check_container(definition: TaskDefinition, name: str, port: int) -> None:
    spec = next((spec for spec in definition.containers if spec.name == name), None)
    if spec is None:
        raise invalid(f"The container {name} does not exist in the task definition.")
    if port not in [mapping.container_port for mapping in spec.ports]:
        raise invalid(f"The container {name} did not have a container port {port} defined.")


def _check_type(definition: TaskDefinition, group: TargetGroup) -> None:
    """awsvpc registers addresses, the other modes instances [LB-1]."""
    wanted = "ip" if definition.network_mode is NetworkMode.AWSVPC else "instance"
    if definition.network_mode is NetworkMode.NONE:
        raise invalid("A load balancer cannot be used with the none network mode of the task definition.")
    if group.type != wanted:
        raise invalid(
            f"The provided target group {group.arn} has target type {group.type}, which is incompatible with "
            f"the {definition.network_mode} network mode specified in the task definition."
        )
