"""How a task comes up: interface, pull, and the first round of its containers.

Stands for TL-2 and TL-3 (the path of lastStatus and what is skipped), TL-5 (times), TL-6 (version), CH-8
(the pull is shown as PENDING). AWS: "Amazon ECS task lifecycle".
How long each step takes is our model (15.1).
"""

from collections.abc import Callable, Mapping
from typing import Any

from trainer.sim.behaviours.agent import heard_task
from trainer.sim.events import (
    ContainersStarted,
    ImagesPulled,
    NetworkAttached,
    PullStarted,
    TaskLaunched,
)
from trainer.sim.kernel import NOTHING, Later, Reaction
from trainer.sim.latencies import (
    CONTAINER_START_MS,
    NETWORK_EC2_AWSVPC_MS,
    NETWORK_FARGATE_MS,
    NETWORK_NONE_MS,
)
from trainer.sim.model import LaunchType, Task, TaskStatus
from trainer.sim.world import World
from trainer.value import replace


def react(world: World, event: TaskLaunched | NetworkAttached | ImagesPulled) -> Reaction:
    """Take a task one step further, unless it was told to stop."""
    task = heard_task(world, event)
    if task is None or not task.wanted:
        return NOTHING
    return _STEPS[type(event)](world, task)


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


_STEPS: Mapping[type[Any], Callable[[World, Task], Reaction]] = {
    TaskLaunched: _launched,
    NetworkAttached: _attached,
    ImagesPulled: _pulled,
}
