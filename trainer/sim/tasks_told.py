"""How tasks stand, in sentences: those on their way, and those that keep an instance from being empty.

Stands for TL-2 (the states on the way up), LB-2 and LB-8 (targets that are unused), CI-11 with DR-3, DR-6
(what leaves a DRAINING instance), SV-2 (daemon tasks leave last), SQ-4 (protected tasks), as far as they
explain a state.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from trainer.sim.capacity_told import Told
from trainer.sim.model import (
    ContainerInstance,
    InstanceStatus,
    Scheduling,
    Service,
    Target,
    TargetGroup,
    TargetState,
    Task,
    TaskStatus,
    Waiting,
)
from trainer.sim.rollout import bounds
from trainer.sim.world import World

_COMING = (TaskStatus.PROVISIONING, TaskStatus.PENDING, TaskStatus.ACTIVATING)


def on_their_way(world: World, tasks: Sequence[Task]) -> Iterator[Told]:
    """Tasks that were started and do not run yet; those that wait for room are told elsewhere."""
    coming = Counter(
        task.last_status
        for task in tasks
        if task.wanted and task.last_status in _COMING and not world.get(Waiting, task.arn)
    )
    if coming:
        states = ", ".join(f"{coming[state]} {state}" for state in _COMING if coming[state])
        yield f"{_tasks(coming.total(), 'is', 'are')} on the way to RUNNING: {states}", ("TL-2",)


def protected(world: World, service: Service, tasks: Sequence[Task]) -> Iterator[Told]:
    """Tasks above the desired count that scale-in may not stop yet."""
    there = [task for task in tasks if task.wanted]
    ends = sorted(task.protected_until_ms or 0 for task in there if task.protected(world.now_ms))
    kept = min(len(ends), len(there) - service.desired_count)
    if kept > 0:
        until = world.wall(ends[0]).strftime("%H:%M:%S")
        stays = _tasks(kept, "stays", "stay")
        yield f"{stays} above the desired count: scale-in protection holds until {until}", ("SQ-4",)


def unused(world: World, service: Service) -> Iterator[Told]:
    """Targets that get no requests and no checks; ECS takes them for unhealthy."""
    for arn in dict.fromkeys(one.group for one in service.launch.balanced):
        group = world.get(TargetGroup, arn)
        if group is None:
            continue
        idle = [one for one in world.among(Target, f"targets:{arn}") if one.state is TargetState.UNUSED]
        if not group.load_balancers:
            text = f"no load balancer forwards to target group {group.name}: its targets are unused"
            yield f"{text}, and its tasks never count as healthy", ("LB-2",)
        elif idle:
            zones = ", ".join(sorted({one.availability_zone for one in idle}))
            text = f"{len(idle)} targets in target group {group.name} are unused"
            yield f"{text}: its load balancer has no subnet in {zones}", ("LB-8",)


def staying(world: World, instance: ContainerInstance) -> Iterator[Told]:
    """Why tasks are left on a DRAINING instance: for each service on it, and for tasks of none."""
    if instance.status is not InstanceStatus.DRAINING:
        return
    tasks = [task for task in world.among(Task, f"instance:{instance.arn}") if task.wanted]
    for arn, count in Counter(task.service for task in tasks).items():
        service = world.get(Service, arn) if arn else None
        if service is None:
            yield f"{_tasks(count, 'stays', 'stay')}: draining leaves tasks of no service alone", ("DR-6",)
        elif service.scheduling is Scheduling.DAEMON:
            text = f"{_tasks(count, 'stays', 'stay')} of daemon service {service.name}: they leave last"
            yield text, ("SV-2",)
        else:
            yield _kept_by(world, service, [task for task in tasks if task.service == arn])


def _kept_by(world: World, service: Service, here: Sequence[Task]) -> Told:
    """What keeps a replica service's tasks on it: protection, or its minimum healthy percent."""
    count = _tasks(len(here), "stays", "stay")
    protected = sum(task.protected(world.now_ms) for task in here)
    if protected == len(here):
        return f"{count} of service {service.name}: protected from being stopped", ("SQ-4",)
    percent = service.minimum_healthy_percent
    lower, _ = bounds(service.desired_count, percent, service.maximum_percent)
    healthy = sum(task.healthy and task.wanted for task in world.among(Task, f"service:{service.arn}"))
    text = (
        f"{count} of service {service.name}: {lower} of its tasks must stay healthy "
        f"({percent} % of {service.desired_count}), {healthy} are"
    )
    return text, ("DR-3",)


def _tasks(count: int, one: str, many: str) -> str:
    return f"1 task {one}" if count == 1 else f"{count} tasks {many}"
