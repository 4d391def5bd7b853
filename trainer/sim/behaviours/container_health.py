"""A container's own health check, which the agent runs inside of it and reports to ECS.

Stands for HC-1 to HC-4, VX-8. AWS: "Determine Amazon ECS task health using container health checks". Only a
change of mind is an event; that checks come at whole intervals after the container's start is our model.
"""

from trainer.sim.applications import CONTAINER_CHECK, answering
from trainer.sim.behaviours.agent import heard_task
from trainer.sim.checks import Rhythm, next_turn
from trainer.sim.events import ContainerExited, ContainerJudged, ContainersStarted, HealthTold
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Container, ContainerCheck, Task, TaskDefinition, TaskStatus
from trainer.sim.world import Record, World
from trainer.value import replace


def react(
    world: World, event: ContainerJudged | ContainersStarted | ContainerExited | HealthTold
) -> Reaction:
    """Keep what a check says; plan when it says otherwise."""
    if isinstance(event, ContainerJudged):
        return _judged(world, event)
    if isinstance(event, ContainersStarted | ContainerExited):
        task = heard_task(world, event)
        fresh = task is not None and any(one.started_ms == world.now_ms for one in task.containers)
        return _planned(world, [task], fresh_only=True) if task is not None and fresh else NOTHING
    return _planned(world, [task for task in world.of(Task).values() if _touches(task, event.subject)])


def _touches(task: Task, subject: str) -> bool:
    if task.last_status is TaskStatus.STOPPED:
        return False
    return subject in (task.arn, task.service) or any(one.image == subject for one in task.containers)


def _judged(world: World, event: ContainerJudged) -> Reaction:
    task = heard_task(world, event)
    if task is None:
        return NOTHING
    container = task.container(event.container)
    if container.number != event.number or container.status != "RUNNING":
        return NOTHING
    word = "HEALTHY" if event.healthy else "UNHEALTHY"
    changed = replace(task, containers=task.with_container(container.name, health=word))
    text = f"container {container.name} of task {task.id[:8]} is {word}: " + (
        "its check passed" if event.healthy else "its check failed as often in a row as its retries say"
    )
    planned = _planned(world, [changed])
    records = planned.changes or (changed,)
    about = (task.arn, task.service) if task.service else (task.arn,)
    return Reaction(records, planned.later, (Why(about, text, ("HC-1", "HC-2")),))


def _planned(world: World, tasks: list[Task], fresh_only: bool = False) -> Reaction:
    """The next change of mind of every checked container of these tasks."""
    changes: list[Record] = []
    later: list[Later] = []
    for task in tasks:
        definition = world.need(TaskDefinition, task.definition)
        changed = task
        for container in task.containers:
            check = definition.spec(container.name).check
            if check is None or container.status != "RUNNING" or container.started_ms is None:
                continue
            if fresh_only and container.started_ms != world.now_ms:
                continue
            changed, planned = _plan(world, changed, container, check)
            later.extend(planned)
        if changed is not task or not fresh_only:
            changes.append(changed)
    return Reaction(tuple(changes), tuple(later)) if changes else NOTHING


def _plan(
    world: World, task: Task, container: Container, check: ContainerCheck
) -> tuple[Task, tuple[Later, ...]]:
    started_ms = container.started_ms or 0
    good = {"HEALTHY": True, "UNHEALTHY": False}.get(container.health)
    grace_ms = 0 if good else check.start_period_s * SECOND_MS
    rhythm = Rhythm(
        started_ms,
        check.interval_s,
        check.timeout_s,
        1,
        check.retries,
        started_ms,
        started_ms + grace_ms,
    )
    number = container.number + 1
    changed = replace(task, containers=task.with_container(container.name, number=number))
    turn = next_turn(good, rhythm, answering(world, task, container, CONTAINER_CHECK))
    if turn is None:
        return changed, ()
    event = ContainerJudged(task.arn, container.name, turn.good, number)
    return changed, (Later(max(0, turn.at_ms - world.now_ms), event),)
