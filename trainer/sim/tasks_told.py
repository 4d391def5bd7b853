"""How tasks stand, in sentences: those on their way, and those that keep an instance from being empty.

Stands for TL-2 (the states on the way up), CI-11 with DR-3, DR-6 (what leaves a DRAINING instance), SV-2
(daemon tasks leave last), SQ-4 (protected tasks), as far as they explain a state.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from trainer.sim.capacity_told import Told
from trainer.sim.model import (
    ContainerInstance,
    InstanceStatus,
    Scheduling,
    Service,
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
    protected = sum((task.protected_until_ms or 0) > world.now_ms for task in here)
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
