"""What tasks do: the load of a service spread over them, and the metrics that come of it.

Stands for OB-2 (utilisation of a service), OB-4 (of a cluster), TD-7 (hard memory limit), TD-8 (CPU of a task
is a cap), TH-4 (if all targets are bad, all get requests). How load is given over time is our model.
"""

from collections import Counter

from trainer.sim.instance_types import TYPES
from trainer.sim.model import (
    Cluster,
    ContainerInstance,
    Host,
    Load,
    LoadPoint,
    Service,
    Target,
    TargetState,
    Task,
    TaskDefinition,
    TaskStatus,
)
from trainer.sim.world import World
from trainer.value import replace


def load_at(world: World, service: str, at_ms: int) -> LoadPoint:
    """The load of a service at a moment: straight between its points, flat before and after them."""
    load = world.get(Load, service)
    if load is None:
        return LoadPoint(at_ms)
    before = [point for point in load.points if point.at_ms <= at_ms]
    after = [point for point in load.points if point.at_ms > at_ms]
    if not before or not after:
        return replace(before[-1] if before else after[0], at_ms=at_ms)
    first, last = before[-1], after[0]
    share = (at_ms - first.at_ms) / (last.at_ms - first.at_ms)

    def between(one: float, other: float) -> float:
        return one + (other - one) * share

    return LoadPoint(
        at_ms,
        between(first.requests_per_minute, last.requests_per_minute),
        between(first.cpu_units, last.cpu_units),
        between(first.memory_mib, last.memory_mib),
    )


def running(world: World, service: Service) -> list[Task]:
    """The tasks that do the work: those in RUNNING."""
    tasks = world.among(Task, f"service:{service.arn}")
    return [task for task in tasks if task.last_status is TaskStatus.RUNNING]


def cpu_used(world: World, definition: TaskDefinition, instance: str, wanted: float) -> float:
    """CPU units that a task uses: what it wants, capped by the task's own CPU or its host's [TD-8]."""
    if definition.cpu is not None:
        return min(wanted, definition.cpu)
    found = world.get(ContainerInstance, instance)
    host = world.get(Host, found.host) if found else None
    kind = TYPES.get(host.instance_type) if host else None
    return min(wanted, kind.vcpus * 1024) if kind else wanted


def cpu_units(definition: TaskDefinition) -> int:
    """The CPU that a service's utilisation is measured against [OB-2]."""
    return definition.cpu if definition.cpu is not None else sum(spec.cpu for spec in definition.containers)


def memory_mib(definition: TaskDefinition) -> int:
    """The memory that it is measured against: the soft limit if there is one [OB-2]."""
    if definition.memory is not None:
        return definition.memory
    return sum(spec.memory_reservation or spec.memory or 0 for spec in definition.containers)


def hard_limit_mib(definition: TaskDefinition) -> int | None:
    """The memory above which a task's container is killed [TD-7]; None when only its host limits it."""
    limits = [spec.memory for spec in definition.containers if spec.memory is not None]
    own = sum(limits) if len(limits) == len(definition.containers) else None
    if definition.memory is None:
        return own
    return definition.memory if own is None else min(own, definition.memory)


def utilisation(world: World, service: Service, at_ms: int) -> tuple[float, float] | None:
    """CPU and memory utilisation of a service in per cent [OB-2]; None without a running task."""
    tasks = running(world, service)
    if not tasks:
        return None
    point = load_at(world, service.arn, at_ms)
    kinds = Counter((task.definition, task.instance) for task in tasks)
    cpu = has_cpu = has_memory = 0.0
    for (arn, instance), count in kinds.items():
        definition = world.need(TaskDefinition, arn)
        cpu += count * cpu_used(world, definition, instance, point.cpu_units / len(tasks))
        has_cpu += count * cpu_units(definition)
        has_memory += count * memory_mib(definition)
    memory = point.memory_mib * len(tasks)
    return (cpu * 100 / has_cpu if has_cpu else 0.0, memory * 100 / has_memory if has_memory else 0.0)


def cluster_use(world: World, cluster: Cluster) -> tuple[float, float] | None:
    """CPU and memory utilisation of a cluster's instances in per cent [OB-4]; None without any."""
    instances = world.among(ContainerInstance, f"instances:{cluster.arn}")
    has_cpu = sum(instance.registered.cpu for instance in instances)
    has_memory = sum(instance.registered.memory for instance in instances)
    if not has_cpu or not has_memory:
        return None
    cpu = memory = 0.0
    for service in world.among(Service, f"services:{cluster.arn}"):
        tasks = running(world, service)
        point = load_at(world, service.arn, world.now_ms)
        for task in tasks:
            if task.instance:
                definition = world.need(TaskDefinition, task.definition)
                cpu += cpu_used(world, definition, task.instance, point.cpu_units / len(tasks))
                memory += point.memory_mib
    return cpu * 100 / has_cpu, memory * 100 / has_memory


def group_use(world: World, group: str) -> float | None:
    """CPU utilisation of an Auto Scaling group's running instances in per cent; None without any."""
    hosts = {
        one.instance_id: TYPES[one.instance_type].vcpus * 1024
        for one in world.of(Host).values()
        if one.group == group and one.state == "running"
    }
    used = 0.0
    for name in hosts:
        for instance in world.among(ContainerInstance, f"host:{name}"):
            for task in world.among(Task, f"instance:{instance.arn}"):
                service = world.get(Service, task.service)
                if service is None or task.last_status is not TaskStatus.RUNNING:
                    continue
                share = load_at(world, service.arn, world.now_ms).cpu_units / len(running(world, service))
                used += cpu_used(world, world.need(TaskDefinition, task.definition), instance.arn, share)
    return used * 100 / sum(hosts.values()) if hosts else None


def reservation(world: World, cluster: Cluster) -> tuple[float, float] | None:
    """CPU and memory reservation of a cluster's instances in per cent [OB-4]; None without any."""
    instances = world.among(ContainerInstance, f"instances:{cluster.arn}")
    cpu = sum(instance.registered.cpu for instance in instances)
    memory = sum(instance.registered.memory for instance in instances)
    if not cpu or not memory:
        return None
    used_cpu = sum(instance.used.cpu for instance in instances)
    used_memory = sum(instance.used.memory for instance in instances)
    return used_cpu * 100 / cpu, used_memory * 100 / memory


def routed(world: World, group: str) -> list[Target]:
    """The targets that get requests: the healthy ones, or all when none is healthy [TH-4]."""
    states = (TargetState.HEALTHY, TargetState.UNHEALTHY, TargetState.INITIAL)
    targets = [one for one in world.among(Target, f"targets:{group}") if one.state in states]
    healthy = [target for target in targets if target.state is TargetState.HEALTHY]
    return healthy or targets
