"""Task scale-in protection: service tasks that the scheduler must not stop for a while [SQ-4]."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import changes, invalid, reads
from trainer.aws.operations.ecs import find
from trainer.sim.events import ServiceUpdated
from trainer.sim.kernel import Why, tell
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Cluster, Task
from trainer.sim.numbers import counted
from trainer.sim.run import happen
from trainer.sim.world import World
from trainer.value import replace

MINUTES_DEFAULT, MINUTES_MAX = 120, 2880
TASKS_MAX = 10


@changes
def update_task_protection(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateTaskProtection: for two hours unless told otherwise, one minute to two days."""
    cluster = find.cluster(world, params["cluster"])
    minutes, on = params.get("expiresInMinutes"), params["protectionEnabled"]
    if not 1 <= len(params["tasks"]) <= TASKS_MAX:
        raise invalid(f"tasks should have between 1 and {TASKS_MAX} items.")
    if minutes is not None and (not on or not 1 <= minutes <= MINUTES_MAX):
        raise invalid(f"expiresInMinutes should be between 1 and {MINUTES_MAX}, with protectionEnabled true.")
    tasks, failures = _found(world, cluster, params["tasks"])
    until_ms = world.now_ms + (minutes or MINUTES_DEFAULT) * 60 * SECOND_MS
    changed = [replace(task, protected_until_ms=until_ms if on else None) for task in tasks]
    for task in changed:
        world.put(task)
    verb = "protects" if on else "no longer protects"
    text = f"UpdateTaskProtection {verb} {counted(len(changed), 'task')}"
    about = tuple(task.arn for task in changed)
    world.cause = tell(world, Why((cluster.arn, *about), text, ("SQ-4",)))
    for service in dict.fromkeys(task.service for task in changed):
        happen(world, ServiceUpdated(service))
    return {"protectedTasks": [_shown(world, task) for task in changed], "failures": failures}


@reads
def get_task_protection(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetTaskProtection."""
    cluster = find.cluster(world, params["cluster"])
    names = params.get("tasks") or ()
    if not 1 <= len(names) <= TASKS_MAX:
        raise invalid(f"tasks should have between 1 and {TASKS_MAX} items.")
    tasks, failures = _found(world, cluster, names)
    return {"protectedTasks": [_shown(world, task) for task in tasks], "failures": failures}


def _found(world: World, cluster: Cluster, names: Sequence[str]) -> tuple[list[Task], list[dict[str, str]]]:
    """The tasks of services among these; the others are failures."""
    tasks: list[Task] = []
    failures: list[dict[str, str]] = []
    for name in names:
        task = find.task(world, cluster, name)
        if task is None:
            failures.append(find.missing(find.full_arn(world, cluster, "task", name)))
        elif not task.service or not task.wanted:
            detail = "Task protection is only for running tasks of a service."
            failures.append({"arn": task.arn, "reason": "TASK_NOT_VALID", "detail": detail})
        else:
            tasks.append(task)
    return tasks, failures


def _shown(world: World, task: Task) -> dict[str, Any]:
    on = task.protected(world.now_ms)
    data: dict[str, Any] = {"taskArn": task.arn, "protectionEnabled": on}
    if on:
        data["expirationDate"] = world.wall(task.protected_until_ms)
    return data


PROTECTION = {"UpdateTaskProtection": update_task_protection, "GetTaskProtection": get_task_protection}
