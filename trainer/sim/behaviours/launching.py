"""Launching tasks: room is found and reserved, and the records of the new tasks are made.

Stands for TL-3 (what a task without an own interface skips), TL-7 (startedBy, group), PL-3 (Fargate spreads
over the zones of the subnets), PL-4 (defaults), CP-3 (the strategy's split), CI-15. AWS: "Amazon ECS task
lifecycle". Ids and addresses are our model.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from ipaddress import ip_network
from typing import Any

from trainer.sim.behaviours.placement import (
    Asked,
    Placement,
    Room,
    bind,
    judge,
    needs_of,
    place,
    room_of,
    take,
    with_bindings,
)
from trainer.sim.capacity import split
from trainer.sim.events import TaskLaunched
from trainer.sim.kernel import Later, Reaction, Why
from trainer.sim.model import (
    Binding,
    Container,
    ContainerInstance,
    Interface,
    Launch,
    LaunchType,
    NetworkMode,
    Resources,
    Strategy,
    Subnet,
    Task,
    TaskDefinition,
    TaskStatus,
)
from trainer.sim.world import Record, World

SERVICE_STRATEGIES = (Strategy("spread", "attribute:ecs.availability-zone"), Strategy("spread", "instanceId"))
"""What a service without a strategy of its own does [PL-4, ST-5]."""
FARGATE_PROVIDERS = ("FARGATE", "FARGATE_SPOT")


@dataclass(frozen=True, slots=True)
class Order:
    """What RunTask or the service scheduler wants launched."""

    cluster: str
    definition: TaskDefinition
    launch: Launch
    group: str
    started_by: str = ""
    service: str = ""
    deployment: str = ""
    shown: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Launched:
    """The tasks that found room, and for each that did not the placement that failed."""

    tasks: tuple[Task, ...] = ()
    failed: tuple[Placement, ...] = ()
    touched: tuple[Record, ...] = ()
    """Container instances and subnets as they are with the new tasks on them."""
    reasons: tuple[Why, ...] = ()

    def reaction(self) -> Reaction:
        """Everything as a reaction: records, the tasks' first events, the reasons."""
        later = tuple(Later(0, TaskLaunched(task.arn), number) for number, task in enumerate(self.tasks))
        return Reaction((*self.touched, *self.tasks), later, self.reasons)


@dataclass(slots=True)
class _Work:
    """A launch under way."""

    world: World
    order: Order
    room: Room
    tasks: list[Task] = field(default_factory=list)
    failed: list[Placement] = field(default_factory=list)
    reasons: list[Why] = field(default_factory=list)
    touched: dict[str, None] = field(default_factory=dict)

    def done(self) -> Launched:
        touched: list[Record] = []
        for key in self.touched:
            touched.append(self.room.instances[key] if key in self.room.instances else self.room.subnets[key])
        return Launched(tuple(self.tasks), tuple(self.failed), tuple(touched), tuple(self.reasons))


def launch(world: World, order: Order, count: int) -> Launched:
    """Try to launch `count` tasks, one after the other; nothing in the world is changed."""
    work = _Work(world, order, room_of(world, order.cluster, order.service, order.group))
    providers = _providers(world, order, count)
    for provider in providers:
        if order.launch.launch_type is LaunchType.FARGATE:
            _on_fargate(work, provider)
        else:
            placement = place(work.room, _asked(work))
            if placement.instance is None:
                work.failed.append(placement)
                if order.service:
                    break  # the next one of the same kind would find the same
            else:
                _on_instance(work, placement.instance, placement, provider)
    return work.done()


def launch_on(world: World, order: Order, instances: tuple[ContainerInstance, ...]) -> Launched:
    """Try to launch one task on each of these instances, without ranking: StartTask and daemon services."""
    work = _Work(world, order, room_of(world, order.cluster, order.service, order.group))
    for instance in instances:
        verdict = judge(work.room, work.room.instances[instance.arn], _asked(work))
        if verdict.lacks:
            work.failed.append(Placement(None, (verdict,)))
        else:
            _on_instance(work, work.room.instances[instance.arn], Placement(instance, (verdict,)), "")
    return work.done()


def _providers(world: World, order: Order, count: int) -> list[str]:
    strategy = order.launch.strategy
    if not strategy:
        return [""] * count
    given = [0] * len(strategy)
    if order.service:
        names = [item.provider for item in strategy]
        for task in world.among(Task, f"service:{order.service}"):
            if task.capacity_provider in names and task.wanted:
                given[names.index(task.capacity_provider)] += 1
    return [strategy[number].provider for number in split(strategy, count, given)]


def _asked(work: _Work) -> Asked:
    order = work.order
    strategies = order.launch.placement
    if not strategies:
        strategies = SERVICE_STRATEGIES if order.service else ()
    network = order.launch.network
    zones = tuple(work.room.subnets[name].availability_zone for name in network.subnets) if network else ()
    constraints = (*order.launch.constraints, *order.definition.constraints)
    needs = needs_of(order.definition)
    if not strategies or any(strategy.type == "random" for strategy in strategies):
        work.room.instances = _shuffled(work)
    return Asked(needs, constraints, strategies, zones)


def _on_instance(work: _Work, instance: ContainerInstance, placement: Placement, provider: str) -> None:
    order = work.order
    bindings = bind(order.definition, instance)
    needs = needs_of(order.definition)
    if any(bindings):
        needs = with_bindings(needs, bindings)
    take(work.room, instance, needs, order.group)
    work.touched[instance.arn] = None
    task = _task(work, needs, bindings, instance.availability_zone)
    task = replace(task, instance=instance.arn, capacity_provider=provider)
    _keep(work, task, f"was placed on {instance.short}", ("PL-1", *_strategy_rules(order)), placement)


def _on_fargate(work: _Work, provider: str) -> None:
    network = work.order.launch.network
    names = network.subnets if network else ()
    zones = [work.room.subnets[name].availability_zone for name in names]
    counts = dict.fromkeys(zones, 0)
    fellows = _fellows(work)
    for task in (*fellows, *work.tasks):
        if task.availability_zone in counts and task.capacity_provider == provider:
            counts[task.availability_zone] += 1
    zone = min(counts, key=lambda name: counts[name])
    definition = work.order.definition
    needs = Resources(definition.cpu or 0, definition.memory or 0, enis=1)
    task = _task(work, needs, tuple(() for _ in definition.containers), zone)
    version = work.order.launch.platform_version or "1.4.0"
    task = replace(task, capacity_provider=provider, platform_version=version)
    _keep(work, task, f"was given Fargate capacity in {zone}", ("PL-3",), None)


def _fellows(work: _Work) -> list[Task]:
    order = work.order
    group = f"service:{order.service}" if order.service else f"group:{order.cluster}:{order.group}"
    return work.world.among(Task, group)


def _keep(work: _Work, task: Task, text: str, rules: tuple[str, ...], placement: Placement | None) -> None:
    verdicts = placement.verdicts if placement else ()
    work.tasks.append(task)
    work.reasons.append(Why((task.arn,), f"task {task.id[:8]} {text}", rules, verdicts))


def _task(work: _Work, needs: Resources, bindings: tuple[tuple[Binding, ...], ...], zone: str) -> Task:
    world, order, number = work.world, work.order, len(work.tasks)
    cluster_name = order.cluster.rpartition("/")[2]
    own_network = order.definition.network_mode is NetworkMode.AWSVPC
    containers = tuple(
        Container(spec.name, spec.image, bindings=bound)
        for spec, bound in zip(order.definition.containers, bindings, strict=True)
    )
    return Task(
        arn=world.arn(f"task/{cluster_name}/{world.new_id('task', order.started_by, number)}"),
        cluster=order.cluster,
        definition=order.definition.arn,
        launch_type=order.launch.launch_type,
        last_status=TaskStatus.PROVISIONING if own_network else TaskStatus.PENDING,
        needs=needs,
        containers=containers,
        group=order.group,
        availability_zone=zone,
        service=order.service,
        deployment=order.deployment,
        started_by=order.started_by,
        interface=_interface(work, zone, number) if own_network else None,
        created_ms=world.now_ms,
        balanced=order.launch.balanced,
        shown=order.shown,
    )


def _interface(work: _Work, zone: str, number: int) -> Interface | None:
    network = work.order.launch.network
    if network is None:
        return None
    subnet = next(
        work.room.subnets[n] for n in network.subnets if work.room.subnets[n].availability_zone == zone
    )
    work.room.subnets[subnet.subnet_id] = replace(subnet, hosts_used=subnet.hosts_used + 1)
    work.touched[subnet.subnet_id] = None
    name = work.order.started_by
    mac = work.world.new_id("mac", name, number, length=10)
    return Interface(
        attachment_id=_uuid(work.world.new_id("attachment", name, number)),
        interface_id=f"eni-0{work.world.new_id('eni', name, number, length=16)}",
        subnet_id=subnet.subnet_id,
        private_ip=_address(subnet),
        mac=":".join(("0a", *(mac[place : place + 2] for place in range(0, 10, 2)))),
    )


def _address(subnet: Subnet) -> str:
    """The next address; AWS keeps the first four and the last. After the last one, the first again."""
    network = ip_network(subnet.cidr)
    return str(network[4 + subnet.hosts_used % (network.num_addresses - 5)])


def _uuid(digits: str) -> str:
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def _shuffled(work: _Work) -> dict[str, ContainerInstance]:
    """The instances in random order, for `random` and for standalone tasks without a strategy [ST-3]."""
    stream = work.world.chance("placement", work.order.started_by, len(work.tasks))
    return {name: work.room.instances[name] for name in stream.shuffled(sorted(work.room.instances))}


def _strategy_rules(order: Order) -> tuple[str, ...]:
    names = {"spread": "ST-1", "binpack": "ST-2", "random": "ST-3"}
    if order.launch.placement:
        return tuple(names[strategy.type] for strategy in order.launch.placement)
    return ("ST-5",) if order.service else ("PL-4",)
