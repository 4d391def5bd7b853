"""Names that exist in a world, by the option or member that takes them: for completion and for forms."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from trainer.sim import model as records
from trainer.sim.world import World

Names = Callable[[World, Mapping[str, str]], Iterable[str]]
"""The world and what the command says already -> names, in the world's order."""


def _cluster(said: Mapping[str, str]) -> str:
    """The name of the cluster that the command is about."""
    return said.get("cluster", "default").rpartition("/")[2]


def _clusters(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return (cluster.name for cluster in world.of(records.Cluster).values() if cluster.status == "ACTIVE")


def _in_cluster(
    world: World, said: Mapping[str, str], table: type[Any], name: Callable[[Any], str]
) -> list[str]:
    """Names of the cluster's records; of all clusters' when the one meant does not exist."""
    meant = _cluster(said)
    every: list[Any] = list(world.of(table).values())
    within = [each for each in every if each.cluster.rpartition("/")[2] == meant]
    known = meant in set(_clusters(world, said))
    return [name(each) for each in (within if known else every)]


def _services(world: World, said: Mapping[str, str]) -> Iterable[str]:
    return _in_cluster(world, said, records.Service, lambda service: str(service.name))


def _tasks(world: World, said: Mapping[str, str]) -> Iterable[str]:
    return _in_cluster(world, said, records.Task, lambda task: str(task.arn).rpartition("/")[2])


def _instances(world: World, said: Mapping[str, str]) -> Iterable[str]:
    return _in_cluster(world, said, records.ContainerInstance, lambda each: str(each.arn).rpartition("/")[2])


def _definitions(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    for each in world.of(records.TaskDefinition).values():
        if each.status == "ACTIVE":
            yield each.family
            yield f"{each.family}:{each.revision}"


def _families(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return (family.name for family in world.of(records.Family).values())


def _arns(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    tables: tuple[type[Any], ...] = (
        records.Cluster,
        records.Service,
        records.Task,
        records.ContainerInstance,
    )
    return (each.arn for table in tables for each in world.of(table).values())


def _subnets(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return world.of(records.Subnet)


def _groups(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return world.of(records.SecurityGroup)


def _vpcs(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return world.of(records.Vpc)


def _keys(table: type[Any]) -> Names:
    """The keys of all records of a type."""

    def look(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
        return world.of(table)

    return look


def _named(table: type[Any], attribute: str = "name") -> Names:
    """That attribute of all records of a type."""

    def look(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
        return dict.fromkeys(str(getattr(one, attribute)) for one in world.of(table).values())

    return look


def _providers(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return ("FARGATE", "FARGATE_SPOT", *world.of(records.CapacityProvider))


def _scalable(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    for service in world.of(records.Service).values():
        if service.status == "ACTIVE":
            yield f"service/{service.cluster.rpartition('/')[2]}/{service.name}"


def _roles(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return (role.arn for role in world.of(records.Role).values())


def _containers(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    for each in world.of(records.TaskDefinition).values():
        yield from (spec.name for spec in each.containers)


NAMES: dict[str, Names] = {
    "cluster": _clusters,
    "clusters": _clusters,
    "service": _services,
    "services": _services,
    "service-name": _services,
    "task": _tasks,
    "tasks": _tasks,
    "container-instance": _instances,
    "container-instances": _instances,
    "task-definition": _definitions,
    "task-definitions": _definitions,
    "family": _families,
    "family-prefix": _families,
    "resource-arn": _arns,
    "subnet-ids": _subnets,
    "group-ids": _groups,
    "vpc-ids": _vpcs,
    "container-name": _containers,
    "subnets": _subnets,
    "subnet": _subnets,
    "security-groups": _groups,
    "vpc-id": _vpcs,
    "capacity-provider": _providers,
    "capacity-providers": _providers,
    "resource-id": _scalable,
    "scalable-dimension": lambda world, said: ("ecs:service:DesiredCount",),  # noqa: ARG005
    "policy-name": _named(records.ScalingPolicy),
    "scheduled-action-name": _named(records.ScheduledAction),
    "target-group-arn": _keys(records.TargetGroup),
    "target-group-arns": _keys(records.TargetGroup),
    "load-balancer-arn": _keys(records.LoadBalancer),
    "load-balancer-arns": _keys(records.LoadBalancer),
    "listener-arn": _keys(records.Listener),
    "listener-arns": _keys(records.Listener),
    "alarm-name": _keys(records.Alarm),
    "alarm-names": _keys(records.Alarm),
    "alarm-actions": _named(records.ScalingPolicy, "arn"),
    "auto-scaling-group-name": _keys(records.AutoScalingGroup),
    "auto-scaling-group-names": _keys(records.AutoScalingGroup),
    "auto-scaling-group-arn": _named(records.AutoScalingGroup, "arn"),
    "role-name": _named(records.Role),
    "role-arn": _roles,
    "task-role-arn": _roles,
    "execution-role-arn": _roles,
    "instance-profile-name": _named(records.InstanceProfile),
    "bucket": _keys(records.Bucket),
    "topic-arn": _keys(records.Topic),
    "rule": _named(records.EventRule),
    "table-name": _keys(records.DataTable),
}
"""Option -> the names in the world that it may be given."""
