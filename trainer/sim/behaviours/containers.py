"""Containers of a task: started in the order of their dependencies, ending by themselves, restarted in place.

Stands for TD-12 (dependsOn, startTimeout), TD-14 (restart policy), TL-8 (essential containers), TL-2 (RUNNING
once all have started), TL-9 (exit codes). AWS: "Container dependency". That each round of starts takes a
second is our model.
"""

from collections.abc import Callable, Mapping
from typing import Any

from trainer.sim.behaviours.agent import heard_task
from trainer.sim.events import (
    ContainerExited,
    ContainerJudged,
    ContainersStarted,
    DependencyTimedOut,
    StopSignalSent,
    TargetsRegistered,
    TaskRan,
)
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import CONTAINER_START_MS, REGISTRATION_MS, SECOND_MS
from trainer.sim.model import (
    Container,
    ContainerSpec,
    Dependency,
    StopCode,
    Task,
    TaskDefinition,
    TaskStatus,
)
from trainer.sim.neighbours import DeedDue
from trainer.sim.registries import behaviour_of
from trainer.sim.world import World
from trainer.value import replace

FAILED_TO_START = "Task failed to start"


def react(
    world: World, event: ContainersStarted | DependencyTimedOut | ContainerJudged | ContainerExited
) -> Reaction:
    """Start what may start; act on what ended."""
    task = heard_task(world, event)
    return NOTHING if task is None else _STEPS[type(event)](world, task, event)


def ran(world: World, task: Task) -> tuple[Task, Later]:
    """The task as RUNNING from now on."""
    running = replace(task, last_status=TaskStatus.RUNNING, started_ms=world.now_ms, version=task.version + 1)
    return running, Later(0, TaskRan(task.arn))


def _started(world: World, task: Task, _: ContainersStarted) -> Reaction:
    """One round of starts: every container whose dependencies are met."""
    if not task.wanted or task.last_status is not TaskStatus.PENDING:
        return NOTHING
    definition = world.need(TaskDefinition, task.definition)
    doomed = _doomed(task, definition)
    if doomed:
        return _failed(world, task, doomed)
    ready = [
        container
        for container in task.containers
        if container.started_ms is None and _may_start(task, definition.spec(container.name))
    ]
    if not ready:
        return NOTHING
    names = {container.name for container in ready}
    begun = tuple(_begun(world, task, one) if one.name in names else one for one in task.containers)
    changed = replace(task, containers=begun, version=task.version + 1)
    later = [*_ends(world, changed, names), *_timeouts(changed, definition, names)]
    if all(container.started_ms is not None for container in begun):
        return _up(world, changed, later)
    later.append(Later(CONTAINER_START_MS, ContainersStarted(task.arn)))
    return Reaction((changed,), tuple(later))


def _begun(world: World, task: Task, container: Container) -> Container:
    runtime_id = f"{task.id}-{world.new_id(container.name, length=10)}"
    return replace(container, status="RUNNING", runtime_id=runtime_id, started_ms=world.now_ms)


def _ends(world: World, task: Task, names: set[str]) -> list[Later]:
    """What the processes of these containers do with AWS, and when they end by themselves."""
    deeds = [
        Later(deed.after_s * SECOND_MS, DeedDue(task.arn, container.name, container.restarts, place))
        for container in task.containers
        if container.name in names and (image := behaviour_of(world, container)) is not None
        for place, deed in enumerate(image.does)
    ]
    return deeds + [
        Later(
            image.exits_after_s * SECOND_MS,
            ContainerExited(task.arn, container.name, image.exit_code, start=container.restarts),
        )
        for container in task.containers
        if container.name in names
        and (image := behaviour_of(world, container)) is not None
        and image.exits_after_s is not None
    ]


def _timeouts(task: Task, definition: TaskDefinition, names: set[str]) -> list[Later]:
    """How long others wait for these containers."""
    waited_for = {
        dependency.container
        for spec in definition.containers
        for dependency in spec.depends_on
        if dependency.condition != "START"
    }
    return [
        Later(definition.spec(name).start_timeout_s * SECOND_MS, DependencyTimedOut(task.arn, name))
        for name in sorted(names & waited_for)
    ]


def _may_start(task: Task, spec: ContainerSpec) -> bool:
    return all(_met(task, dependency) for dependency in spec.depends_on)


def _met(task: Task, dependency: Dependency) -> bool:
    """Whether a container has reached the state that another one waits for [TD-12]."""
    container = task.container(dependency.container)
    match dependency.condition:
        case "START":
            return container.started_ms is not None
        case "COMPLETE":
            return container.status == "STOPPED"
        case "SUCCESS":
            return container.status == "STOPPED" and container.exit_code == 0
        case _:
            return container.health == "HEALTHY"


def _doomed(task: Task, definition: TaskDefinition) -> str:
    """The first container whose dependency can never be met any more, with the reason; empty if none."""
    for container in task.containers:
        if container.started_ms is not None:
            continue
        for dependency in definition.spec(container.name).depends_on:
            other = task.container(dependency.container)
            if other.status == "STOPPED" and not _met(task, dependency):
                return (
                    f"container {container.name} waits for {other.name} to be {dependency.condition}, "
                    f"which ended with exit code {other.exit_code}"
                )
    return ""


def _failed(world: World, task: Task, text: str) -> Reaction:
    stopping = replace(
        task,
        desired_status="STOPPED",
        stop_code=StopCode.TASK_FAILED_TO_START,
        stopped_reason=FAILED_TO_START,
        stopping_ms=world.now_ms,
        version=task.version + 1,
    )
    why = Why((task.arn,), f"task {task.id[:8]} failed to start: {text}", ("TD-12",))
    return Reaction((stopping,), (Later(0, StopSignalSent(task.arn)),), (why,))


def _timed_out(world: World, task: Task, event: DependencyTimedOut) -> Reaction:
    if not task.wanted or task.last_status is not TaskStatus.PENDING:
        return NOTHING
    definition = world.need(TaskDefinition, task.definition)
    for container in task.containers:
        for dependency in definition.spec(container.name).depends_on:
            waits = container.started_ms is None and dependency.container == event.container
            if waits and not _met(task, dependency):
                text = f"{event.container} was not {dependency.condition} within its startTimeout"
                return _failed(world, task, f"container {container.name} gave up: {text}")
    return NOTHING


def _up(world: World, task: Task, later: list[Later]) -> Reaction:
    """All have started: RUNNING at once, or ACTIVATING when there are targets to register [TL-3]."""
    if task.balanced:
        text = f"task {task.id[:8]} is ACTIVATING: all its containers started, its targets are next"
        activating = replace(task, last_status=TaskStatus.ACTIVATING)
        later.append(Later(REGISTRATION_MS, TargetsRegistered(task.arn)))
        return Reaction((activating,), tuple(later), (Why((task.arn,), text, ("TL-2",)),))
    running, told = ran(world, replace(task, version=task.version - 1))
    text = f"task {task.id[:8]} is RUNNING: all its containers started"
    return Reaction((running,), (told, *later), (Why((task.arn,), text, ("TL-2",)),))


def _judged(_: World, task: Task, event: ContainerJudged) -> Reaction:
    """A container that others wait for may be HEALTHY now."""
    if not event.healthy or not task.wanted or task.last_status is not TaskStatus.PENDING:
        return NOTHING
    return Reaction((), (Later(CONTAINER_START_MS, ContainersStarted(task.arn)),))


def _exited(world: World, task: Task, event: ContainerExited) -> Reaction:
    container = next((one for one in task.containers if one.name == event.container), None)
    if container is None or container.status != "RUNNING" or event.start not in (-1, container.restarts):
        return NOTHING
    spec = world.need(TaskDefinition, task.definition).spec(container.name)
    if task.wanted and _restarts(world, container, spec, event.exit_code):
        return _restarted(world, task, container, event.exit_code)
    changed = replace(
        task,
        containers=task.with_container(
            event.container, status="STOPPED", exit_code=event.exit_code, reason=event.reason
        ),
        version=task.version + 1,
    )
    said = f" ({event.reason})" if event.reason else ""
    text = f"container {container.name} of task {task.id[:8]} ended with exit code {event.exit_code}{said}"
    about = (task.arn, task.service) if task.service else (task.arn,)
    if not spec.essential:
        why = Why(about, f"{text}; it is not essential", ("TL-8",))
        again = (Later(CONTAINER_START_MS, ContainersStarted(task.arn)),)
        return Reaction((changed,), again if task.last_status is TaskStatus.PENDING else (), (why,))
    if task.wanted:
        changed = replace(
            changed,
            desired_status="STOPPED",
            stop_code=StopCode.ESSENTIAL_CONTAINER_EXITED,
            stopped_reason="Essential container in task exited",
            stopping_ms=world.now_ms,
        )
    why = Why(about, f"{text}; it is essential, so the whole task stops", ("TL-8", "TL-9"))
    return Reaction((changed,), (Later(0, StopSignalSent(task.arn)),), (why,))


def _restarts(world: World, container: Container, spec: ContainerSpec, exit_code: int) -> bool:
    """Whether the restart policy lets it start again in place: it must have run long enough [TD-14]."""
    policy = spec.restart
    if policy is None or exit_code in policy.ignored_exit_codes or container.started_ms is None:
        return False
    return world.now_ms - container.started_ms >= policy.attempt_period_s * SECOND_MS


def _restarted(world: World, task: Task, container: Container, exit_code: int) -> Reaction:
    again = replace(
        _begun(world, task, container),
        restarts=container.restarts + 1,
        health="UNKNOWN",
        number=container.number + 1,
    )
    containers = tuple(again if one.name == again.name else one for one in task.containers)
    changed = replace(task, containers=containers, version=task.version + 1)
    text = (
        f"container {container.name} of task {task.id[:8]} ended with exit code {exit_code} "
        "and was restarted in place"
    )
    return Reaction(
        (changed,), tuple(_ends(world, changed, {again.name})), (Why((task.arn,), text, ("TD-14",)),)
    )


_STEPS: Mapping[type[Any], Callable[[World, Task, Any], Reaction]] = {
    ContainersStarted: _started,
    DependencyTimedOut: _timed_out,
    ContainerJudged: _judged,
    ContainerExited: _exited,
}
