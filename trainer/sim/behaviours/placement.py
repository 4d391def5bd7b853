"""Task placement: what each container instance has, what a task needs, and the verdict on each instance.

Stands for PL-1, PL-2, PL-4, PL-5 (filters, constraints, defaults), CQ-1 and CQ-2 (constraints), RA-1 to RA-4
(what is counted), FR-2 (which reason is reported) and DR-1; `ranking` chooses among those that fit.
AWS: "Amazon ECS task placement". FR-2's order is our model.
"""

from collections.abc import Iterable

from trainer.sim.model import (
    Binding,
    Constraint,
    ContainerInstance,
    InstanceStatus,
    NetworkMode,
    PortMapping,
    Resources,
    Strategy,
    Subnet,
    Task,
    TaskDefinition,
)
from trainer.sim.query import Subject, matches
from trainer.sim.world import Lack, Verdict, World
from trainer.value import dataclass, field, replace

DYNAMIC_PORT_MIN = 32768
"""The first port given to a container that asks for any [NM-1]."""
BY_INSTANCE = ("instanceId", "host")
"""The fields of a spread strategy that mean each instance for itself [ST-1]."""


@dataclass(slots=True)
class Room:
    """The container instances of a cluster during one decision, with what its earlier tasks took."""

    instances: dict[str, ContainerInstance]
    group_counts: dict[str, int]
    """How many tasks of the group or service each instance has [ST-1]."""
    subnets: dict[str, Subnet]
    groups_on: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The task groups on each instance, for affinity; filled only when a constraint asks."""
    spread: dict[str, dict[str, int]] = field(default_factory=dict)
    """Tasks of the group or service by value of each attribute that a strategy spreads over [ST-1]."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one task asks of an instance."""

    needs: Resources
    constraints: tuple[Constraint, ...]
    strategies: tuple[Strategy, ...]
    zones: tuple[str, ...] = ()
    """The zones of the given subnets for awsvpc tasks; empty: any."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The instance chosen, or none; and what was found on each."""

    instance: ContainerInstance | None
    verdicts: tuple[Verdict, ...]
    limited: bool = False
    """Whether as many tasks wait in PROVISIONING as may [CH-14]."""
    dark: bool = False
    """Whether Fargate has no capacity in any zone of the given subnets."""

    @property
    def closest(self) -> Verdict | None:
        """The instance that lacked least, whose reason is reported [FR-2]."""
        return min(self.verdicts, key=lambda verdict: len(verdict.lacks), default=None)


def room_of(world: World, cluster: str, service: str, group: str, affinity: bool = True) -> Room:
    """The instances of the cluster as they are now, with the tasks of the service or task group counted;
    without `affinity` the task groups on each are left out, and so is every expression."""
    instances = {found.arn: found for found in world.among(ContainerInstance, f"instances:{cluster}")}
    counts: dict[str, int] = {}
    if instances:
        fellows = f"service:{service}" if service else f"group:{cluster}:{group}"
        for task in world.among(Task, fellows):
            counts[task.instance] = counts.get(task.instance, 0) + 1
    groups_on = {arn: _groups_on(world, arn) for arn in instances} if affinity else {}
    return Room(instances, counts, dict(world.of(Subnet)), groups_on)


def needs_of(definition: TaskDefinition) -> Resources:
    """What a task of this definition reserves on an instance [RA-1, RA-3, RA-4]; dynamic ports come later."""
    cpu = definition.cpu if definition.cpu is not None else sum(spec.cpu for spec in definition.containers)
    memory = definition.memory
    if memory is None:
        memory = sum(spec.memory_reservation or spec.memory or 0 for spec in definition.containers)
    if definition.network_mode is NetworkMode.AWSVPC:
        return Resources(cpu, memory, enis=1)
    ports = [mapping for spec in definition.containers for mapping in spec.ports if mapping.host_port]
    return Resources(cpu, memory, _numbers(ports, "tcp"), _numbers(ports, "udp"))


def judge(room: Room, instance: ContainerInstance, asked: Asked) -> Verdict:
    """The verdict on one instance, as StartTask and daemons want it."""
    return Verdict(instance.arn, instance.short, tuple(_lacks(room, instance, asked)))


def take(room: Room, instance: ContainerInstance, needs: Resources, group: str) -> ContainerInstance:
    """Reserve the room of a task on an instance: changes the room, returns the instance as it is then."""
    used = instance.used
    grown = replace(
        instance,
        used=Resources(
            used.cpu + needs.cpu,
            used.memory + needs.memory,
            tuple(sorted((*used.tcp, *needs.tcp))),
            tuple(sorted((*used.udp, *needs.udp))),
            used.enis + needs.enis,
        ),
        version=instance.version + 1,
    )
    room.instances[instance.arn] = grown
    room.group_counts[instance.arn] = room.group_counts.get(instance.arn, 0) + 1
    if room.groups_on:
        room.groups_on[instance.arn] = (*room.groups_on.get(instance.arn, ()), group)
    for name, counts in room.spread.items():
        counts[value_of(instance, name)] += 1
    return grown


def give_back(instance: ContainerInstance, needs: Resources) -> ContainerInstance:
    """The instance with a task's room free again [CI-7]."""
    used = instance.used
    return replace(
        instance,
        used=Resources(
            used.cpu - needs.cpu,
            used.memory - needs.memory,
            tuple(port for port in used.tcp if port not in needs.tcp),
            tuple(port for port in used.udp if port not in needs.udp),
            used.enis - needs.enis,
        ),
        version=instance.version + 1,
    )


def bind(definition: TaskDefinition, instance: ContainerInstance) -> tuple[tuple[Binding, ...], ...]:
    """The host ports of each container on that instance; dynamic ones are the lowest free [NM-1]."""
    if definition.network_mode not in (NetworkMode.BRIDGE, NetworkMode.HOST):
        return tuple(() for _ in definition.containers)
    taken = {"tcp": set(instance.used.tcp), "udp": set(instance.used.udp)}
    return tuple(
        tuple(_bound(mapping, taken[mapping.protocol]) for mapping in spec.ports)
        for spec in definition.containers
    )


def with_bindings(needs: Resources, bindings: Iterable[tuple[Binding, ...]]) -> Resources:
    """The needs with the ports that were really given."""
    ports = [binding for bound in bindings for binding in bound]
    tcp = tuple(sorted(binding.host_port for binding in ports if binding.protocol == "tcp"))
    udp = tuple(sorted(binding.host_port for binding in ports if binding.protocol == "udp"))
    return replace(needs, tcp=tcp, udp=udp)


def _bound(mapping: PortMapping, taken: set[int]) -> Binding:
    port = mapping.host_port
    if not port:
        port = DYNAMIC_PORT_MIN
        while port in taken:
            port += 1
        taken.add(port)
    return Binding(mapping.container_port, port, mapping.protocol)


def _numbers(ports: Iterable[PortMapping], protocol: str) -> tuple[int, ...]:
    return tuple(sorted(mapping.host_port for mapping in ports if mapping.protocol == protocol))


def _groups_on(world: World, instance: str) -> tuple[str, ...]:
    return tuple(task.group for task in world.among(Task, f"instance:{instance}"))


def _lacks(room: Room, instance: ContainerInstance, asked: Asked) -> Iterable[Lack]:
    if instance.status is not InstanceStatus.ACTIVE:
        yield Lack("INACTIVE", f"it is {instance.status}: no new tasks", "DR-1")
    if not instance.agent_connected:
        yield Lack("AGENT", "its agent is disconnected", "CI-3")
    yield from _short(instance, asked.needs)
    if asked.zones and instance.availability_zone not in asked.zones:
        yield Lack("LOCATION", "none of the given subnets is in its zone", "PL-1")
    for constraint in asked.constraints:
        yield from _unmet(room, instance, constraint)


def _short(instance: ContainerInstance, needs: Resources) -> Iterable[Lack]:
    has, used = instance.registered, instance.used
    if used.cpu + needs.cpu > has.cpu:
        text = f"CPU: needs {needs.cpu:,} units, {has.cpu - used.cpu:,} left"
        yield Lack("RESOURCE:CPU", text, "RA-1")
    if used.memory + needs.memory > has.memory:
        text = f"memory: needs {needs.memory:,} MiB, {has.memory - used.memory:,} left"
        yield Lack("RESOURCE:MEMORY", text, "RA-1")
    busy = [port for port in needs.tcp if port in used.tcp] + [port for port in needs.udp if port in used.udp]
    if busy:
        yield Lack("RESOURCE:PORTS", f"port {busy[0]} is in use", "RA-3")
    if used.enis + needs.enis > has.enis:
        yield Lack("RESOURCE:ENI", f"no network interface left of {has.enis} for tasks", "RA-4")


def _unmet(room: Room, instance: ContainerInstance, constraint: Constraint) -> Iterable[Lack]:
    if constraint.type == "distinctInstance":
        if room.group_counts.get(instance.arn):
            text = "it already runs a task of this group"
            yield Lack("distinctInstance placement constraint unsatisfied.", text, "CQ-1")
    elif not matches(constraint.expression, subject_of(room, instance)):
        text = f"it does not meet: {constraint.expression}"
        yield Lack("memberOf constraint unsatisfied.", text, "CQ-2")


def subject_of(room: Room, instance: ContainerInstance) -> Subject:
    """The instance as the cluster query language sees it."""
    groups = room.groups_on.get(instance.arn, ())
    return Subject(
        instance.attributes,
        instance.agent_connected,
        instance.host,
        instance.registered_ms,
        len(groups),
        groups,
    )


def value_of(instance: ContainerInstance, name: str) -> str:
    """The value of a spread strategy's field on an instance."""
    if name in BY_INSTANCE:
        return instance.arn
    return instance.attributes.get(name.removeprefix("attribute:"), "")


def left(instance: ContainerInstance, name: str) -> int:
    """What is left of a binpack strategy's field on an instance [ST-2]."""
    has, used = instance.registered, instance.used
    return has.cpu - used.cpu if name.upper() == "CPU" else has.memory - used.memory
