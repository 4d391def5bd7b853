"""Launching tasks: room is found and reserved, and the records of the new tasks are made.

Stands for TL-3 (what a task without an own interface skips), TL-7 (startedBy, group), PL-3 (Fargate spreads
over the zones of the subnets), PL-4 (defaults), CP-3 (the strategy's split), CP-6 (who waits), CI-15.
AWS: "Amazon ECS task lifecycle". Ids and addresses are our model.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from ipaddress import IPv4Network
from typing import Any

from trainer.seed import Stream
from trainer.sim.behaviours.placement import (
    Asked,
    Placement,
    Room,
    bind,
    judge,
    needs_of,
    room_of,
    take,
    with_bindings,
)
from trainer.sim.behaviours.ranking import Ranking, choose, rank, taken
from trainer.sim.capacity import split
from trainer.sim.events import TaskEvent, TaskLaunched, TaskWaited
from trainer.sim.kernel import Later, Reaction, Why
from trainer.sim.model import (
    CapacityProvider,
    Container,
    ContainerInstance,
    DarkZone,
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
    Waiting,
)
from trainer.sim.world import Gone, Record, World
from trainer.value import dataclass, field, replace

SERVICE_STRATEGIES = (Strategy("spread", "attribute:ecs.availability-zone"), Strategy("spread", "instanceId"))
"""What a service without a strategy of its own does [PL-4, ST-5]."""
FARGATE_PROVIDERS = ("FARGATE", "FARGATE_SPOT")
WAITING_MAX = 500
"""So many tasks of a cluster may wait in PROVISIONING [CH-14]."""


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
    """The tasks that found room or wait for it, and for each other one the placement that failed."""

    tasks: tuple[Task, ...] = ()
    failed: tuple[Placement, ...] = ()
    touched: tuple[Record | Gone, ...] = ()
    """Container instances and subnets as they are with the new tasks on them; who waits, who no longer."""
    reasons: tuple[Why, ...] = ()
    """One for each task."""

    def events(self) -> tuple[TaskEvent, ...]:
        """The first event of each task."""
        return tuple(
            TaskWaited(task.arn) if _without_room(task) else TaskLaunched(task.arn) for task in self.tasks
        )

    def reaction(self) -> Reaction:
        """Everything as a reaction: records, the tasks' first events, the reasons."""
        later = tuple(Later(0, event, number) for number, event in enumerate(self.events()))
        return Reaction((*self.touched, *self.tasks), later, self.reasons)


@dataclass(slots=True)
class _Work:
    """A launch under way."""

    world: World
    order: Order
    room: Room
    needs: Resources
    rankings: dict[str, Ranking] = field(default_factory=dict)
    """By capacity provider; "" is every instance of the cluster."""
    zones: dict[str, dict[str, int]] = field(default_factory=dict)
    """Of Fargate: the tasks in each zone, by capacity provider [PL-3]."""
    waiting: list[Waiting] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    failed: list[Placement] = field(default_factory=list)
    reasons: list[Why] = field(default_factory=list)
    touched: dict[str, None] = field(default_factory=dict)

    def done(self, *more: Record | Gone) -> Launched:
        touched: list[Record | Gone] = [*self.waiting, *more]
        for key in self.touched:
            touched.append(self.room.instances[key] if key in self.room.instances else self.room.subnets[key])
        return Launched(tuple(self.tasks), tuple(self.failed), tuple(touched), tuple(self.reasons))


def launch(world: World, order: Order, count: int) -> Launched:
    """Try to launch `count` tasks, one after the other; nothing in the world is changed.

    A task whose capacity provider scales by itself waits when there is no room [CP-6].
    """
    work = _begun(world, order)
    full: set[str] = set()
    for provider in _providers(world, order, count):
        if order.launch.launch_type is LaunchType.FARGATE:
            _on_fargate(work, provider)
        elif provider not in full:
            placement = choose(_ranking(work, provider), _chance(work))
            if placement.instance is not None:
                task = _bare(work, work.needs, provider)
                _seat(work, task, placement.instance, placement)
            elif managed(world, provider) and _may_wait(work):
                _wait(work, placement, provider)
            else:
                limited = managed(world, provider)
                work.failed.append(replace(placement, limited=True) if limited else placement)
                if order.service:
                    full.add(provider)  # the next one of the same kind would find the same
    return work.done()


def launch_on(world: World, order: Order, instances: tuple[ContainerInstance, ...]) -> Launched:
    """Try to launch one task on each of these instances, without ranking: StartTask and daemon services."""
    work = _begun(world, order)
    asked = _asked(work)
    for instance in instances:
        verdict = judge(work.room, work.room.instances[instance.arn], asked)
        if verdict.lacks:
            work.failed.append(Placement(None, (verdict,)))
        else:
            task = _bare(work, work.needs, "")
            _seat(work, task, work.room.instances[instance.arn], Placement(instance, (verdict,)))
    return work.done()


def seat(world: World, waiting: Sequence[Waiting]) -> Launched:
    """Try to give room to tasks of one kind that wait, the first come first, until one finds none."""
    tasks = [world.need(Task, one.task) for one in waiting]
    work = _begun(world, order_of(waiting[0], tasks[0]))
    seated: list[Gone] = []
    for one, task in zip(waiting, tasks, strict=True):
        placement = choose(_ranking(work, one.provider), _chance(work))
        if placement.instance is None:
            lacking = placement.closest.lacks if placement.closest else ()
            if lacking != one.lacking:
                work.waiting.append(replace(one, lacking=lacking))
                work.reasons.append(_waits(task, one.provider, placement))
            break
        _seat(work, task, placement.instance, placement)
        seated.append(Gone(Waiting, one.task))
    return work.done(*seated)


def order_of(waiting: Waiting, task: Task) -> Order:
    """The order that a task that waits came from: equal orders are one kind."""
    return Order(
        waiting.cluster,
        waiting.definition,
        waiting.launch,
        task.group,
        task.started_by,
        task.service,
        task.deployment,
    )


def managed(world: World, provider: str) -> bool:
    """Whether tasks of the provider wait for room because it scales by itself [CP-6]."""
    found = world.get(CapacityProvider, provider)
    return found is not None and found.managed_scaling and found.status == "ACTIVE"


def _begun(world: World, order: Order) -> _Work:
    constraints = (*order.launch.constraints, *order.definition.constraints)
    affinity = any(one.type == "memberOf" for one in constraints)
    if order.launch.launch_type is LaunchType.FARGATE:
        room = Room({}, {}, dict(world.of(Subnet)))
    else:
        room = room_of(world, order.cluster, order.service, order.group, affinity)
    return _Work(world, order, room, needs_of(order.definition))


def _providers(world: World, order: Order, count: int) -> list[str]:
    strategy = order.launch.strategy
    if not strategy:
        return [""] * count
    given = [0] * len(strategy)
    if order.service:
        names = [item.provider for item in strategy]
        for task in world.among(Task, f"service:{order.service}"):
            own = task.deployment == order.deployment  # those of an older deployment will go
            if own and task.capacity_provider in names and task.wanted:
                given[names.index(task.capacity_provider)] += 1
    return [strategy[number].provider for number in split(strategy, count, given)]


def _ranking(work: _Work, provider: str) -> Ranking:
    """The instances that may take the tasks of a provider: its own; without one, all of the cluster."""
    found = work.rankings.get(provider)
    if found is None:
        instances = [one for one in work.room.instances.values() if provider in ("", one.provider)]
        found = work.rankings[provider] = rank(work.room, _asked(work), instances)
    return found


def _asked(work: _Work) -> Asked:
    order = work.order
    strategies = order.launch.placement
    if not strategies:
        strategies = SERVICE_STRATEGIES if order.service else ()
    network = order.launch.network
    zones = tuple(work.room.subnets[name].availability_zone for name in network.subnets) if network else ()
    return Asked(work.needs, (*order.launch.constraints, *order.definition.constraints), strategies, zones)


def _chance(work: _Work) -> Stream | None:
    """Chance decides where `random` is asked for, and for standalone tasks without one [ST-3, PL-4]."""
    strategies = work.order.launch.placement
    if any(one.type == "random" for one in strategies) or not (strategies or work.order.service):
        return work.world.chance("placement", work.order.started_by, len(work.tasks))
    return None


def _seat(work: _Work, task: Task, instance: ContainerInstance, placement: Placement) -> None:
    """Give a task its instance, its ports and its interface there."""
    order, zone = work.order, instance.availability_zone
    bindings = bind(order.definition, instance)
    needs = with_bindings(work.needs, bindings) if any(bindings) else work.needs
    take(work.room, instance, needs, order.group)
    for ranking in work.rankings.values():
        if instance.arn in ranking.places:
            taken(ranking, instance.arn)
    work.touched[instance.arn] = None
    containers = tuple(
        replace(one, bindings=bound) for one, bound in zip(task.containers, bindings, strict=True)
    )
    task = replace(
        task,
        needs=needs,
        containers=containers,
        instance=instance.arn,
        availability_zone=zone,
        interface=_interface(work, zone, len(work.tasks)) if _awsvpc(order) else None,
    )
    _keep(work, task, f"was placed on {instance.short}", ("PL-1", *_strategy_rules(order)), placement)


def _may_wait(work: _Work) -> bool:
    there = len(work.world.among(Waiting, f"waiting:{work.order.cluster}"))
    return there + len(work.waiting) < WAITING_MAX


def _wait(work: _Work, placement: Placement, provider: str) -> None:
    """Let a task wait in PROVISIONING until the provider brings room [CP-6]."""
    task = replace(_bare(work, work.needs, provider), last_status=TaskStatus.PROVISIONING)
    order = work.order
    lacking = placement.closest.lacks if placement.closest else ()
    work.waiting.append(
        Waiting(task.arn, order.cluster, provider, order.launch, order.definition, work.world.now_ms, lacking)
    )
    work.tasks.append(task)
    work.reasons.append(_waits(task, provider, placement))


def _waits(task: Task, provider: str, placement: Placement) -> Why:
    found = "none of its instances has room" if placement.verdicts else "it has no instance yet"
    text = f"task {task.id[:8]} waits in PROVISIONING for capacity provider {provider}: {found}"
    return Why((task.arn,), text, ("CP-6",), placement.verdicts)


def _on_fargate(work: _Work, provider: str) -> None:
    counts = work.zones.get(provider)
    if counts is None:
        counts = work.zones[provider] = _zones(work, provider)
    if not counts:
        work.failed.append(Placement(None, (), dark=True))
        return
    zone = min(counts, key=lambda name: counts[name])
    counts[zone] += 1
    definition = work.order.definition
    task = _bare(work, Resources(definition.cpu or 0, definition.memory or 0, enis=1), provider)
    task = replace(
        task,
        availability_zone=zone,
        interface=_interface(work, zone, len(work.tasks)),
        platform_version=work.order.launch.platform_version or "1.4.0",
    )
    _keep(work, task, f"was given Fargate capacity in {zone}", ("PL-3",), None)


def _zones(work: _Work, provider: str) -> dict[str, int]:
    """How many fellows each zone of the given subnets has; one that failed takes no tasks."""
    network = work.order.launch.network
    names = network.subnets if network else ()
    counts = {work.room.subnets[name].availability_zone: 0 for name in names}
    for dark in work.world.of(DarkZone):
        counts.pop(dark, None)
    for task in _fellows(work) if len(counts) > 1 else ():
        if task.availability_zone in counts and task.capacity_provider == provider:
            counts[task.availability_zone] += 1
    return counts


def _fellows(work: _Work) -> list[Task]:
    order = work.order
    group = f"service:{order.service}" if order.service else f"group:{order.cluster}:{order.group}"
    return work.world.among(Task, group)


def _keep(work: _Work, task: Task, text: str, rules: tuple[str, ...], placement: Placement | None) -> None:
    verdicts = placement.verdicts if placement else ()
    work.tasks.append(task)
    work.reasons.append(Why((task.arn,), f"task {task.id[:8]} {text}", rules, verdicts))


def _bare(work: _Work, needs: Resources, provider: str) -> Task:
    """A task that has no place yet."""
    world, order, number = work.world, work.order, len(work.tasks)
    cluster_name = order.cluster.rpartition("/")[2]
    network = order.launch.network
    return Task(
        arn=world.arn(f"task/{cluster_name}/{world.new_id('task', order.started_by, number)}"),
        cluster=order.cluster,
        definition=order.definition.arn,
        launch_type=order.launch.launch_type,
        last_status=TaskStatus.PROVISIONING if _awsvpc(order) else TaskStatus.PENDING,
        needs=needs,
        containers=tuple(Container(spec.name, spec.image) for spec in order.definition.containers),
        group=order.group,
        availability_zone="",
        capacity_provider=provider,
        service=order.service,
        deployment=order.deployment,
        started_by=order.started_by,
        created_ms=world.now_ms,
        balanced=order.launch.balanced,
        public_ip=network.assign_public_ip if network else "",
        security_groups=network.security_groups if network else (),
        volumes=order.launch.volumes,
        shown=order.shown,
    )


def _without_room(task: Task) -> bool:
    return not task.instance and task.launch_type is not LaunchType.FARGATE


def _awsvpc(order: Order) -> bool:
    return order.definition.network_mode is NetworkMode.AWSVPC


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
        attachment_id=work.world.new_uuid("attachment", name, number),
        interface_id=f"eni-0{work.world.new_id('eni', name, number, length=16)}",
        subnet_id=subnet.subnet_id,
        private_ip=_address(subnet),
        mac=":".join(("0a", *(mac[place : place + 2] for place in range(0, 10, 2)))),
    )


def _address(subnet: Subnet) -> str:
    """The next address; AWS keeps the first four and the last. After the last one, the first again."""
    first, size = _network(subnet.cidr)
    number = first + 4 + subnet.hosts_used % (size - 5)
    return ".".join(str(number >> shift & 255) for shift in (24, 16, 8, 0))


@cache
def _network(cidr: str) -> tuple[int, int]:
    """A network's first address as a number, and how many it has."""
    network = IPv4Network(cidr)
    return int(network.network_address), network.num_addresses


def _strategy_rules(order: Order) -> tuple[str, ...]:
    names = {"spread": "ST-1", "binpack": "ST-2", "random": "ST-3"}
    if order.launch.placement:
        return tuple(names[strategy.type] for strategy in order.launch.placement)
    return ("ST-5",) if order.service else ("PL-4",)
