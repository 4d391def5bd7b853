"""Registering a task with its target groups when it comes up, and draining its targets before it goes.

Stands for LB-1, LB-6 (which id and port), LB-8 (zones), TL-2 (ACTIVATING, DEACTIVATING), TL-4 and TH-5 (first
deregister, wait, then the stop signal), CI-12. AWS: "Use load balancing to distribute Amazon ECS service
traffic". The two waits of 10 s are our model (15.1).
"""

from trainer.sim.behaviours.containers import ran
from trainer.sim.events import (
    HostTerminated,
    InstanceDeregistered,
    StopSignalSent,
    TargetDrained,
    TargetsDeregistered,
    TargetsRegistered,
    TaskStopped,
)
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import (
    Balanced,
    ContainerInstance,
    Service,
    Target,
    TargetGroup,
    TargetState,
    Task,
    TaskStatus,
)
from trainer.sim.world import Gone, Record, World
from trainer.value import replace


def react(
    world: World,
    event: TargetsRegistered
    | TargetsDeregistered
    | StopSignalSent
    | TaskStopped
    | InstanceDeregistered
    | HostTerminated
    | TargetDrained,
) -> Reaction:
    """Register, deregister, or take out a target that has drained."""
    if isinstance(event, TargetsRegistered):
        return _registered(world, event)
    if isinstance(event, TargetsDeregistered):
        return _deregistered(world, event)
    if isinstance(event, StopSignalSent | TaskStopped):
        return _left_behind(world, [event.task])
    if isinstance(event, InstanceDeregistered | HostTerminated):
        return _left_behind(world, _of_stopped(world))
    target = world.get(Target, event.target)
    drained = target is not None and target.state is TargetState.DRAINING
    return Reaction((Gone(Target, event.target),)) if drained else NOTHING


def drained(world: World, target: Target) -> tuple[Target, Later]:
    """The target as it leaves: no new requests, gone after the deregistration delay [TH-5]."""
    leaving = replace(
        target,
        state=TargetState.DRAINING,
        reason="Target.DeregistrationInProgress",
        number=target.number + 1,
    )
    return leaving, Later(_delay_ms(world, target), TargetDrained(target.key))


def _delay_ms(world: World, target: Target) -> int:
    """An unused target has nothing to finish; the others take the whole delay."""
    group = world.get(TargetGroup, target.group)
    if group is None or target.state is TargetState.UNUSED:
        return 0
    return group.deregistration_delay_s * SECOND_MS


def _registered(world: World, event: TargetsRegistered) -> Reaction:
    task = world.get(Task, event.task)
    if task is None or not task.wanted or task.last_status is not TaskStatus.ACTIVATING:
        return NOTHING
    targets = [target for balanced in task.balanced if (target := _target(world, task, balanced))]
    running, told = ran(world, task)
    service = _unsaid(world, task, "registered", targets)
    text = f"task {task.id[:8]} is RUNNING and registered as {_named(targets)}"
    about = (task.arn, *(target.group for target in targets))
    return Reaction((running, *targets, *service), (told,), (Why(about, text, ("LB-1", "TL-2")),))


def _target(world: World, task: Task, balanced: Balanced) -> Target | None:
    if world.get(TargetGroup, balanced.group) is None:
        return None
    if task.interface is not None:
        name, port = task.interface.private_ip, balanced.port
    else:
        bindings = task.container(balanced.container).bindings
        port = next(one.host_port for one in bindings if one.container_port == balanced.port)
        name = world.need(ContainerInstance, task.instance).host
    return Target(
        balanced.group, name, port, task.availability_zone, task=task.arn, registered_ms=world.now_ms
    )


def _deregistered(world: World, event: TargetsDeregistered) -> Reaction:
    """Connections drain; the containers get their signal when the delay is over [TL-4]."""
    task = world.get(Task, event.task)
    if task is None or task.last_status is not TaskStatus.DEACTIVATING:
        return NOTHING
    targets = _active(world, task.arn)
    gone = [drained(world, target) for target in targets]
    wait_ms = max((_delay_ms(world, target) for target in targets), default=0)
    service = _unsaid(world, task, "deregistered", targets)
    text = (
        f"task {task.id[:8]} was deregistered from {_named(targets)}: "
        f"its connections drain for {wait_ms // SECOND_MS} s before its stop signal"
    )
    why = Why((task.arn, *(target.group for target in targets)), text, ("TL-4", "TH-5"))
    later = (*(one for _, one in gone), Later(wait_ms, StopSignalSent(task.arn)))
    return Reaction((*(target for target, _ in gone), *service), later, (why,))


def _of_stopped(world: World) -> list[str]:
    """Tasks that ended with their instance and have targets left [CI-12]."""
    owners = dict.fromkeys(target.task for target in world.of(Target).values() if target.task)
    tasks = [world.get(Task, arn) for arn in owners]
    return [task.arn for task in tasks if task is not None and task.last_status is TaskStatus.STOPPED]


def _left_behind(world: World, arns: list[str]) -> Reaction:
    """Tasks that end without waiting leave targets that drain by themselves."""
    changes: list[Record] = []
    later: list[Later] = []
    reasons: list[Why] = []
    services: dict[str, Service] = {}
    for arn in arns:
        targets = _active(world, arn)
        if not targets:
            continue
        task = world.need(Task, arn)
        reasons.append(Why((arn,), f"{_named(targets)} drains: its task has ended", ("TH-5",)))
        for leaving, planned in (drained(world, target) for target in targets):
            changes.append(leaving)
            later.append(planned)
        service = services.get(task.service) or world.get(Service, task.service)
        if service is not None:
            services[service.arn] = _told_of(service, "deregistered", targets)
    return Reaction((*changes, *services.values()), tuple(later), tuple(reasons)) if changes else NOTHING


def _active(world: World, task: str) -> list[Target]:
    targets = world.among(Target, f"targets of:{task}")
    return [target for target in targets if target.state is not TargetState.DRAINING]


def _unsaid(world: World, task: Task, word: str, targets: list[Target]) -> tuple[Service, ...]:
    """The service with these targets to tell of at the scheduler's next look."""
    service = world.get(Service, task.service)
    return () if service is None else (_told_of(service, word, targets),)


def _told_of(service: Service, word: str, targets: list[Target]) -> Service:
    counts = {(said, group): number for said, group, number in service.unsaid}
    for target in targets:
        counts[word, target.group] = counts.get((word, target.group), 0) + 1
    unsaid = tuple((said, group, number) for (said, group), number in counts.items())
    return replace(service, unsaid=unsaid)


def _named(targets: list[Target]) -> str:
    return ", ".join(f"target {target.id}:{target.port}" for target in targets) or "no target"
