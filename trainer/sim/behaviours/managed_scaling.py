"""Managed scaling, first half: each minute, how many instances the tasks of a capacity provider need.

Stands for EC-3 (CapacityProviderReservation), EC-7 (the estimate of M), EC-8 (each minute), VX-3. AWS:
"Automatically manage Amazon ECS capacity with cluster auto scaling". The estimate is our model.
"""

from collections.abc import Iterator

from trainer.sim.behaviours.instances import RESERVED_TCP
from trainer.sim.behaviours.metering import appended
from trainer.sim.behaviours.provisioning import kinds
from trainer.sim.behaviours.termination_protection import busy
from trainer.sim.blueprints import type_of
from trainer.sim.capacity import at_least, reservation
from trainer.sim.events import MinutePassed
from trainer.sim.instance_types import InstanceType
from trainer.sim.kernel import NOTHING, Reaction
from trainer.sim.model import (
    AutoScalingGroup,
    CapacityProvider,
    Cluster,
    ContainerInstance,
    Datapoint,
    GroupInstance,
    Lifecycle,
    Metric,
    Resources,
    Series,
    TargetCapacity,
    Task,
)
from trainer.sim.world import World

NAMESPACE = "AWS/ECS/ManagedScaling"


def react(world: World, event: MinutePassed) -> Reaction:  # noqa: ARG001 - its class says when
    """Measure every provider with managed scaling that a cluster uses."""
    changes: list[Series | TargetCapacity] = []
    for provider, cluster in managed(world):
        found = counted(world, provider, cluster)
        value = reservation(found.needed, found.there)
        point = Datapoint(world.now_ms, value, 1, value, value)
        changes += (found, appended(world, metric(provider.name, cluster.name), point))
    return Reaction(tuple(changes)) if changes else NOTHING


def managed(world: World) -> Iterator[tuple[CapacityProvider, Cluster]]:
    """The providers with managed scaling, each with its cluster [CP-7]."""
    for cluster in world.of(Cluster).values():
        for name in cluster.capacity_providers if cluster.status == "ACTIVE" else ():
            provider = world.get(CapacityProvider, name)
            if provider is not None and provider.managed_scaling and provider.status == "ACTIVE":
                yield provider, cluster


def metric(provider: str, cluster: str) -> Metric:
    """The metric of a provider's reservation [EC-3]."""
    dimensions = (("CapacityProviderName", provider), ("ClusterName", cluster))
    return Metric(NAMESPACE, "CapacityProviderReservation", dimensions)


def counted(world: World, provider: CapacityProvider, cluster: Cluster) -> TargetCapacity:
    """M and N of a provider now: instances with tasks and those that waiting tasks need; those in service."""
    serving = {
        one.instance_id
        for one in world.among(GroupInstance, f"members:{provider.group}")
        if one.counts and one.lifecycle is Lifecycle.IN_SERVICE
    }
    used = sum(
        instance.host in serving and busy(world, instance)
        for instance in world.among(ContainerInstance, f"instances:{cluster.arn}")
        if instance.provider == provider.name
    )
    more, unfit = wanting(world, provider, cluster)
    return TargetCapacity(provider.name, used + more, len(serving), world.now_ms, unfit)


def wanting(world: World, provider: CapacityProvider, cluster: Cluster) -> tuple[int, int]:
    """So many instances the waiting tasks need at least, and how many tasks no instance of the group fits."""
    group = world.get(AutoScalingGroup, provider.group)
    size = type_of(world, group.blueprint) if group else None
    waiting = [one for one in kinds(world, cluster.arn) if one[0].provider == provider.name]
    if size is None:
        return 0, sum(map(len, waiting))
    return at_least(
        _room(size),
        [
            (
                world.need(Task, members[0].task).needs,
                len(members),
                any(one.type == "distinctInstance" for one in members[0].launch.constraints),
            )
            for members in waiting
        ],
    )


def _room(size: InstanceType) -> Resources:
    return Resources(size.vcpus * 1024, size.memory_mib, RESERVED_TCP, (), size.enis - 1)
