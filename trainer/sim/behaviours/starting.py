"""How a task comes up: interface, pull, containers, RUNNING.

Stands for TL-2 and TL-3 (the path of lastStatus and what is skipped), TL-5 (times), TL-6 (version), CH-8
(the pull is shown as PENDING), SV-5 (healthy after 40 s without checks). AWS: "Amazon ECS task lifecycle".
How long each step takes is our model (15.1).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from trainer.sim.behaviours.agent import heard_task
from trainer.sim.events import (
    ContainerExited,
    ContainersStarted,
    ImagesPulled,
    NetworkAttached,
    PullStarted,
    TaskLaunched,
    TaskRan,
    TaskStayedUp,
)
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import (
    CONTAINER_START_MS,
    HEALTHY_AFTER_MS,
    NETWORK_EC2_AWSVPC_MS,
    NETWORK_FARGATE_MS,
    NETWORK_NONE_MS,
    SECOND_MS,
)
from trainer.sim.model import Image, LaunchType, Task, TaskStatus
from trainer.sim.world import Event, World


def react(world: World, event: Event) -> Reaction:
    """Take a task one step further, unless it was told to stop."""
    handle = _STEPS.get(type(event))
    if handle is None:
        return NOTHING
    task = heard_task(world, event)  # type: ignore[arg-type]  # the table holds task events only
    if task is None or not task.wanted:
        return NOTHING
    return handle(world, task)


def _launched(_: World, task: Task) -> Reaction:
    if task.interface is None:
        delay_ms = NETWORK_NONE_MS
    elif task.launch_type is LaunchType.FARGATE:
        delay_ms = NETWORK_FARGATE_MS
    else:
        delay_ms = NETWORK_EC2_AWSVPC_MS
    return Reaction((), (Later(delay_ms, NetworkAttached(task.arn)),))


def _attached(_: World, task: Task) -> Reaction:
    interface = replace(task.interface, status="ATTACHED") if task.interface else None
    changed = replace(task, last_status=TaskStatus.PENDING, interface=interface, version=task.version + 1)
    return Reaction((changed,), (Later(0, PullStarted(task.arn)),))


def _pulled(world: World, task: Task) -> Reaction:
    changed = replace(task, pull_stopped_ms=world.now_ms, version=task.version + 1)
    return Reaction((changed,), (Later(CONTAINER_START_MS, ContainersStarted(task.arn)),))


def _started(world: World, task: Task) -> Reaction:
    """ACTIVATING, and at once RUNNING when there is nothing to register with [TL-3]."""
    containers = tuple(
        replace(
            container, status="RUNNING", runtime_id=f"{task.id}-{world.new_id(container.name, length=10)}"
        )
        for container in task.containers
    )
    changed = replace(
        task,
        last_status=TaskStatus.RUNNING,
        containers=containers,
        started_ms=world.now_ms,
        version=task.version + 1,
    )
    why = Why((task.arn,), f"task {task.id[:8]} is RUNNING: all its containers started", ("TL-2",))
    ends = tuple(
        Later(image.exits_after_s * SECOND_MS, ContainerExited(task.arn, container.name, image.exit_code))
        for container in containers
        if (image := world.get(Image, container.image)) is not None and image.exits_after_s is not None
    )
    return Reaction((changed,), (Later(0, TaskRan(task.arn)), *ends), (why,))


def _ran(_: World, task: Task) -> Reaction:
    return Reaction((), (Later(HEALTHY_AFTER_MS, TaskStayedUp(task.arn)),)) if task.service else NOTHING


def _stayed_up(_: World, task: Task) -> Reaction:
    return Reaction((replace(task, healthy=True),))


_STEPS: Mapping[type[Any], Callable[[World, Task], Reaction]] = {
    TaskLaunched: _launched,
    NetworkAttached: _attached,
    ImagesPulled: _pulled,
    ContainersStarted: _started,
    TaskRan: _ran,
    TaskStayedUp: _stayed_up,
}
