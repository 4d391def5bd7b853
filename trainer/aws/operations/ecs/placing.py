"""Where tasks are to run: launch type or strategy, network, placement, as RunTask and services say it.

Stands for CL-6, CP-2, CP-4, NM-3, NM-4, PL-3, PL-5, TD-10, CQ-2, RO-4, CH-4.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, client, invalid
from trainer.aws.operations.ecs.setup_rules import check_execution, launch_volumes
from trainer.sim.behaviours.launching import FARGATE_PROVIDERS
from trainer.sim.iam.acting import ECS, TASKS, cannot_assume, linked, usable
from trainer.sim.model import (
    Cluster,
    Constraint,
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
from trainer.sim.query import BadExpression, compiled
from trainer.sim.world import World
from trainer.value import replace

STRATEGY_MAX = 20
PLATFORM_VERSIONS = ("LATEST", "1.4.0", "1.3.0")


def launch_of(
    world: World, cluster: Cluster, definition: TaskDefinition, params: Mapping[str, Any]
) -> Launch:
    """What the request says about where its tasks run; refuses what AWS refuses."""
    launch = Launch(
        *_capacity(cluster, params),
        placement=strategies(params.get("placementStrategy") or ()),
        constraints=constraints(params.get("placementConstraints") or ()),
    )
    if launch.launch_type is LaunchType.FARGATE:
        _check_fargate_placement(launch)
    launch = with_network(world, definition, launch, params.get("networkConfiguration"))
    version = _platform(launch, params.get("platformVersion"))
    return replace(launch, platform_version=version) if version else launch


def with_network(
    world: World, definition: TaskDefinition, launch: Launch, given: Mapping[str, Any] | None
) -> Launch:
    """The launch with its network, checked against the task definition and its launch type."""
    if definition.status != "ACTIVE":
        raise client("TaskDefinition is inactive")
    if launch.launch_type not in definition.compatibilities:
        raise invalid(f"Task definition does not support launch_type {launch.launch_type}.")
    awsvpc = (given or {}).get("awsvpcConfiguration")
    if definition.network_mode is not NetworkMode.AWSVPC:
        if awsvpc:
            raise invalid(
                "Network Configuration is not valid for the given networkMode of this task definition."
            )
        return replace(launch, network=None)
    if not awsvpc:
        raise invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.")
    return replace(launch, network=_network(world, launch, awsvpc))


def check_roles(world: World, definition: TaskDefinition, overrides: Mapping[str, Any]) -> None:
    """Refuse a task whose roles ECS cannot assume [RO-4]; a service says so in its events instead."""
    for member, held in (
        ("taskRoleArn", definition.task_role),
        ("executionRoleArn", definition.execution_role),
    ):
        role = overrides.get(member) or held
        if role and not usable(world, role, TASKS).allowed:
            raise client(cannot_assume(world, role))


def with_setup(world: World, definition: TaskDefinition, launch: Launch, params: Mapping[str, Any]) -> Launch:
    """The launch with its EBS volumes; refuses volumes that do not fit, and a missing role of ECS's own."""
    if launch.launch_type is LaunchType.FARGATE and not (params.get("overrides") or {}).get(
        "executionRoleArn"
    ):
        check_execution(world, definition)
    own_network = launch.network is not None or launch.balanced
    if own_network and not linked(world, ECS):
        raise invalid(
            "Unable to assume the service linked role. Please verify that the ECS service linked role exists."
        )
    if launch.launch_type is not LaunchType.FARGATE and any(
        volume.kind == "s3files" for volume in definition.volumes
    ):
        raise invalid("Amazon S3 Files volumes are not supported with the EC2 launch type.")
    if any(volume.kind == "efs" for volume in definition.volumes) and launch.platform_version == "1.3.0":
        raise Refusal(
            "PlatformTaskDefinitionIncompatibilityException",
            "One or more of the requested capabilities are not supported.",
        )
    volumes = launch_volumes(definition.volumes, params.get("volumeConfigurations") or ())
    return replace(launch, volumes=volumes)


def strategy_of(cluster: Cluster, given: Sequence[Mapping[str, Any]]) -> tuple[StrategyItem, ...]:
    """A capacity provider strategy, checked [CP-2, CL-7]."""
    items = tuple(
        StrategyItem(item["capacityProvider"], item.get("weight") or 0, item.get("base") or 0)
        for item in given
    )
    for item in items:
        if item.provider not in cluster.capacity_providers:
            raise invalid(
                f"The specified capacity provider '{item.provider}' was not found in cluster {cluster.name}. "
                "Associate it with the cluster by PutClusterCapacityProviders."
            )
        if not 0 <= item.weight <= 1000 or not 0 <= item.base <= 100_000:
            raise invalid("A weight lies between 0 and 1000, a base between 0 and 100000.")
    if len(items) > STRATEGY_MAX:
        raise invalid(f"A capacity provider strategy can have at most {STRATEGY_MAX} capacity providers.")
    if len({item.provider for item in items}) < len(items):
        raise invalid("A capacity provider can only be specified once in a capacity provider strategy.")
    if sum(item.base > 0 for item in items) > 1:
        raise invalid("Only one capacity provider in a capacity provider strategy can have a base defined.")
    if len(items) > 1 and not any(item.weight for item in items):
        raise invalid("At least one capacity provider of the strategy must have a weight greater than 0.")
    if len({item.provider in FARGATE_PROVIDERS for item in items}) > 1:
        raise invalid(
            "A capacity provider strategy cannot contain a mix of Fargate and Auto Scaling group providers."
        )
    return items


def strategies(given: Sequence[Mapping[str, Any]]) -> tuple[Strategy, ...]:
    """Placement strategies, checked [PL-5, ST-1, ST-2]."""
    if len(given) > 5:
        raise invalid("A maximum of 5 placement strategies can be specified.")
    for item in given:
        kind, field = item.get("type"), item.get("field") or ""
        if kind == "binpack" and field.lower() not in ("cpu", "memory"):
            raise invalid("Placement strategy 'binpack' wants field 'cpu' or 'memory'.")
        if kind == "spread" and not field:
            raise invalid("Placement strategy 'spread' wants a field: 'instanceId', 'host' or an attribute.")
        if kind not in ("random", "spread", "binpack"):
            raise invalid(f"'{kind}' is not a valid placement strategy type.")
    return tuple(Strategy(item["type"], item.get("field") or "") for item in given)


def constraints(given: Sequence[Mapping[str, Any]]) -> tuple[Constraint, ...]:
    """Placement constraints, checked [PL-5, CQ-1, CQ-2]."""
    if len(given) > 10:
        raise invalid("A maximum of 10 placement constraints can be specified.")
    for item in given:
        kind, expression = item.get("type"), item.get("expression") or ""
        if kind not in ("distinctInstance", "memberOf"):
            raise invalid(f"'{kind}' is not a valid placement constraint type.")
        if kind == "distinctInstance" and expression:
            raise invalid("Placement constraint 'distinctInstance' takes no expression.")
        if kind == "memberOf":
            try:
                compiled(expression)
            except BadExpression as error:
                raise invalid(f"Invalid expression: {error}") from error
    return tuple(Constraint(item["type"], item.get("expression") or "") for item in given)


def _capacity(cluster: Cluster, params: Mapping[str, Any]) -> tuple[LaunchType, tuple[StrategyItem, ...]]:
    given, kind = params.get("capacityProviderStrategy"), params.get("launchType")
    if given and kind:
        raise invalid("Specify either Launch Type or Capacity Provider Strategy, but not both.")
    items = strategy_of(cluster, given) if given else ()
    if not given and not kind:
        items = cluster.default_strategy
    if items:
        fargate = items[0].provider in FARGATE_PROVIDERS
        return (LaunchType.FARGATE if fargate else LaunchType.EC2), items
    if kind not in (None, "EC2", "FARGATE", "EXTERNAL"):
        raise invalid(f"launch type should be one of [EC2,FARGATE,EXTERNAL], not '{kind}'.")
    return LaunchType(kind or "EC2"), ()


def _platform(launch: Launch, given: str | None) -> str:
    if launch.launch_type is not LaunchType.FARGATE:
        if given:
            raise invalid("The platform version must be null when specifying an EC2 launch type.")
        return ""
    if given and given not in PLATFORM_VERSIONS:
        raise Refusal("PlatformUnknownException", "The specified platform version does not exist.")
    return "1.4.0" if given in (None, "", "LATEST") else str(given)


def _check_fargate_placement(launch: Launch) -> None:
    if launch.placement:
        raise invalid("Placement strategies are not supported with FARGATE launch type.")
    if launch.constraints:
        raise invalid("Placement constraints are not supported with FARGATE launch type.")


def _network(world: World, launch: Launch, awsvpc: Mapping[str, Any]) -> NetworkConfiguration:
    subnets = tuple(dict.fromkeys(awsvpc.get("subnets") or ()))
    groups = tuple(awsvpc.get("securityGroups") or ())
    if not subnets:
        raise invalid("subnets can not be empty.")
    if len(subnets) > 16:
        raise invalid("subnets can have at most 16 items.")
    if len(groups) > 5:
        raise invalid("securityGroups can have at most 5 items.")
    for name in subnets:
        if world.get(Subnet, name) is None:
            raise invalid(
                f"Error retrieving subnet information for [{name}]: The subnet ID '{name}' does not exist "
                "(ErrorCode: InvalidSubnetID.NotFound)"
            )
    vpcs = sorted({world.need(Subnet, name).vpc_id for name in subnets})
    if len(vpcs) > 1:
        raise invalid("All subnets must be in the same VPC.")
    for name in groups:
        group = world.get(SecurityGroup, name)
        if group is None:
            raise invalid(
                f"Error retrieving security group information for [{name}]: The security group '{name}' "
                "does not exist (ErrorCode: InvalidGroup.NotFound)"
            )
        if group.vpc_id != vpcs[0]:
            raise invalid(
                f"Security group {name} does not appear to belong to the same VPC as the input subnets."
            )
    public = awsvpc.get("assignPublicIp") or ""
    if public == "ENABLED" and launch.launch_type is not LaunchType.FARGATE:
        raise invalid("Assign public IP is not supported for this launch type.")
    return NetworkConfiguration(subnets, groups, public)
