"""RunTask as a rule or schedule calls it: with its own parameters, under its role.

Stands for EB-3 (the ECS target), EB-4 (only containerOverrides of the input reach the task), EB-5 and RO-3
(role with RunTask and PassRole), CL-6. AWS: "Use Amazon EventBridge to run Amazon ECS tasks".
"""

import json
from collections.abc import Mapping
from typing import Any

from trainer.sim.behaviours.launching import FARGATE_PROVIDERS, Launched, Order, launch
from trainer.sim.iam.of_services import role_lacks
from trainer.sim.model import (
    Cluster,
    Constraint,
    ContainerInstance,
    Launch,
    LaunchType,
    NetworkConfiguration,
    NetworkMode,
    SecurityGroup,
    Strategy,
    StrategyItem,
    Subnet,
    TaskDefinition,
)
from trainer.sim.overrides import BadOverride, overridden
from trainer.sim.world import World
from trainer.value import dataclass

INVALID = "InvalidParameterException"


class Refused(Exception):  # noqa: N818 - what ECS answers, not an error of ours
    """RunTask was refused; trying again will not help."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True, slots=True)
class Ran:
    """What RunTask did: the definition, and tasks and failures of the launch."""

    definition: TaskDefinition
    launched: Launched


def run_tasks(world: World, target: Mapping[str, Any], handed: str, service: str, started_by: str) -> Ran:
    """Launch the tasks of an ECS target; raises Refused. `service` assumes the target's role."""
    parameters = target.get("EcsParameters") or {}
    cluster = world.get(Cluster, target["Arn"])
    if cluster is None or cluster.status != "ACTIVE":
        raise Refused("ClusterNotFoundException", "Cluster not found.")
    definition = _definition(world, parameters.get("TaskDefinitionArn") or "")
    overrides = _overrides(handed)
    _check_roles(world, target.get("RoleArn") or "", service, definition, overrides)
    if definition.status != "ACTIVE":
        raise Refused("ClientException", "TaskDefinition is inactive")
    place = _launch(world, cluster, definition, parameters)
    try:
        sized = overridden(
            definition, overrides, _whole(overrides.get("cpu")), _whole(overrides.get("memory"))
        )
    except BadOverride as error:
        raise Refused(INVALID, str(error)) from error
    group = parameters.get("Group") or f"family:{definition.family}"
    kept: dict[str, Any] = {"overrides": overrides} if overrides else {}
    if parameters.get("EnableExecuteCommand"):
        kept["enableExecuteCommand"] = True
    order = Order(cluster.arn, sized, place, group, started_by, shown=kept)
    return Ran(definition, launch(world, order, parameters.get("TaskCount") or 1))


def _definition(world: World, given: str) -> TaskDefinition:
    """The revision that is named, or the latest ACTIVE one of a family without a revision."""
    name = given.rpartition("/")[2]
    family, colon, _ = name.partition(":")
    if colon:
        found = world.get(TaskDefinition, world.arn(f"task-definition/{name}"))
    else:
        of_family = world.among(TaskDefinition, f"family:{family}")
        found = next((one for one in reversed(of_family) if one.status == "ACTIVE"), None)
    if found is None:
        raise Refused("ClientException", "TaskDefinition not found.")
    return found


def _overrides(handed: str) -> dict[str, Any]:
    """The overrides in the input; whatever else is in it never reaches the task [EB-4]."""
    try:
        given = json.loads(handed)
    except (ValueError, RecursionError) as error:
        raise Refused(INVALID, f"Invalid JSON in the input of the target: {error}") from error
    names = ("containerOverrides", "taskRoleArn", "executionRoleArn", "cpu", "memory", "ephemeralStorage")
    return {name: given[name] for name in names if name in given} if isinstance(given, dict) else {}


def _whole(given: Any) -> int | None:
    return int(given) if given is not None and str(given).isdigit() else None


def _check_roles(
    world: World, role: str, service: str, definition: TaskDefinition, overrides: Mapping[str, Any]
) -> None:
    """The role must let its holder run this definition and hand over the roles of the task [RO-3]."""
    lacks = role_lacks(world, role, service, "ecs:RunTask", definition.arn)
    for name in ("taskRoleArn", "executionRoleArn"):
        passed = overrides.get(name) or definition.data.get(name)
        if passed and not lacks:
            lacks = role_lacks(world, role, service, "iam:PassRole", passed)
    if lacks:
        raise Refused("AccessDeniedException", lacks)


def _launch(
    world: World, cluster: Cluster, definition: TaskDefinition, parameters: Mapping[str, Any]
) -> Launch:
    kind, strategy = _capacity(cluster, parameters)
    if kind not in definition.compatibilities:
        raise Refused(INVALID, f"Task definition does not support launch_type {kind}.")
    if (
        kind is LaunchType.EC2
        and not strategy
        and not world.among(ContainerInstance, f"instances:{cluster.arn}")
    ):
        raise Refused(INVALID, "No Container Instances were found in your cluster.")
    version = parameters.get("PlatformVersion")
    return Launch(
        kind,
        strategy,
        _network(world, definition, parameters.get("NetworkConfiguration") or {}),
        ("1.4.0" if version in (None, "", "LATEST") else version) if kind is LaunchType.FARGATE else "",
        tuple(
            Constraint(item["type"], item.get("expression") or "")
            for item in parameters.get("PlacementConstraints") or ()
        ),
        tuple(
            Strategy(item["type"], item.get("field") or "")
            for item in parameters.get("PlacementStrategy") or ()
        ),
    )


def _capacity(cluster: Cluster, parameters: Mapping[str, Any]) -> tuple[LaunchType, tuple[StrategyItem, ...]]:
    """The launch type, or the strategy of the target or of its cluster [CL-6]."""
    given = parameters.get("CapacityProviderStrategy") or ()
    items = tuple(
        StrategyItem(item["capacityProvider"], item.get("weight") or 0, item.get("base") or 0)
        for item in given
    )
    for item in items:
        if item.provider not in cluster.capacity_providers:
            raise Refused(INVALID, f"The specified capacity provider '{item.provider}' was not found.")
    if not items and not parameters.get("LaunchType"):
        items = cluster.default_strategy
    if items:
        return (LaunchType.FARGATE if items[0].provider in FARGATE_PROVIDERS else LaunchType.EC2), items
    return LaunchType(parameters.get("LaunchType") or "EC2"), ()


def _network(
    world: World, definition: TaskDefinition, given: Mapping[str, Any]
) -> NetworkConfiguration | None:
    awsvpc = given.get("awsvpcConfiguration")
    if definition.network_mode is not NetworkMode.AWSVPC:
        return None
    if not awsvpc or not awsvpc.get("Subnets"):
        raise Refused(
            INVALID, "Network Configuration must be provided when networkMode 'awsvpc' is specified."
        )
    subnets, groups = tuple(awsvpc["Subnets"]), tuple(awsvpc.get("SecurityGroups") or ())
    for name in subnets:
        if world.get(Subnet, name) is None:
            raise Refused(INVALID, f"The subnet ID '{name}' does not exist")
    for name in groups:
        if world.get(SecurityGroup, name) is None:
            raise Refused(INVALID, f"The security group '{name}' does not exist")
    return NetworkConfiguration(subnets, groups, awsvpc.get("AssignPublicIp") or "")
