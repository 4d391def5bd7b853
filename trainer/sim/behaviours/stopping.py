"""How a task ends: by request, or because it never got up.

Stands for TL-1, TL-2 (DEACTIVATING … STOPPED), TL-3, TL-4, TL-5, TL-6, TL-9 (exit codes), TL-10, TL-11, TD-12
(reverse order), TD-13 (stopTimeout), the stop code table of 1.5, CI-7 (room is freed when STOPPED).
AWS: "Stopped task error messages". How long deprovisioning takes is our model (15.1).
"""

from collections.abc import Callable, Mapping
from typing import Any

from trainer.sim.behaviours.agent import heard_task
from trainer.sim.behaviours.mounting import AGAIN_MS, removable
from trainer.sim.behaviours.placement import give_back
from trainer.sim.events import (
    ContainersStopped,
    SetUpFailed,
    StopSignalSent,
    TargetsDeregistered,
    TaskForgotten,
    TaskStopped,
    TaskStopRequested,
)
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import DEPROVISIONING_MS, DEREGISTRATION_MS, SECOND_MS, STOPPED_SHOWN_MS
from trainer.sim.model import (
    Container,
    ContainerInstance,
    StopCode,
    Task,
    TaskDefinition,
    TaskStatus,
)
from trainer.sim.registries import behaviour_of
from trainer.sim.world import Gone, Record, World
from trainer.value import replace

_NOT_STARTED = (TaskStatus.PROVISIONING, TaskStatus.PENDING)
KILLED = 137
"""Exit code of a container that SIGKILL ended [TL-9]."""


def react(
    world: World,
    event: TaskStopRequested | SetUpFailed | StopSignalSent | ContainersStopped | TaskStopped | TaskForgotten,
) -> Reaction:
    """Take a task one step nearer to STOPPED."""
    if isinstance(event, TaskForgotten):
        return Reaction((Gone(Task, event.task),))
    task = heard_task(world, event)
    return NOTHING if task is None else _STEPS[type(event)](world, task, event)


def stopped(world: World, task: Task) -> tuple[Task, tuple[Record, ...]]:
    """The task as STOPPED now, and the container instance with its room free again."""
    ended = replace(
        task,
        last_status=TaskStatus.STOPPED,
        desired_status="STOPPED",
        stopped_ms=world.now_ms,
        stopping_ms=task.stopping_ms if task.stopping_ms is not None else world.now_ms,
        execution_stopped_ms=_execution_end(world, task),
        healthy=False,
        containers=tuple(replace(container, status="STOPPED") for container in task.containers),
        interface=replace(task.interface, status="DELETED") if task.interface else None,
        version=task.version + 1,
    )
    if not task.instance:
        return ended, ()
    instance = world.need(ContainerInstance, task.instance)
    return ended, (give_back(instance, task.needs),)


def _execution_end(world: World, task: Task) -> int | None:
    if task.execution_stopped_ms is not None or task.started_ms is None:
        return task.execution_stopped_ms
    return world.now_ms


def _requested(world: World, task: Task, event: TaskStopRequested) -> Reaction:
    if task.desired_status == "STOPPED":
        return NOTHING
    changed = replace(
        task,
        desired_status="STOPPED",
        stop_code=StopCode(event.code),
        stopped_reason=event.reason,
        stopping_ms=world.now_ms,
        version=task.version + 1,
    )
    why = Why((task.arn,), f"task {task.id[:8]} is to stop: {event.reason}", ("TL-10",))
    if task.last_status in _NOT_STARTED and not any(one.status == "RUNNING" for one in task.containers):
        return _without_containers(changed, why)
    if task.balanced and task.last_status is TaskStatus.RUNNING:
        changed = replace(changed, last_status=TaskStatus.DEACTIVATING)
        return Reaction((changed,), (Later(DEREGISTRATION_MS, TargetsDeregistered(task.arn)),), (why,))
    return Reaction((changed,), (Later(0, StopSignalSent(task.arn)),), (why,))


def _set_up_failed(world: World, task: Task, event: SetUpFailed) -> Reaction:
    if not task.wanted or task.last_status not in _NOT_STARTED:
        return NOTHING
    changed = replace(
        task,
        desired_status="STOPPED",
        stop_code=StopCode.TASK_FAILED_TO_START,
        stopped_reason=event.error,
        stopping_ms=world.now_ms,
        containers=task.with_container(event.container, reason=event.error),
        version=task.version + 1,
    )
    text = f"task {task.id[:8]} failed to start: {_kind(event.error)} for container {event.container}"
    return _without_containers(changed, Why((task.arn,), text, ("TL-2",)))


def _kind(reason: str) -> str:
    """A stopped reason, or of one of AWS's long errors only its kind: `CannotPullContainerError`."""
    kind, colon, _ = reason.partition(": ")
    return kind if colon and kind.endswith("Error") else reason


def _without_containers(task: Task, why: Why) -> Reaction:
    """The end of a task whose containers never ran: only its network interface has to go."""
    if task.interface is None:
        return Reaction((task,), (Later(0, TaskStopped(task.arn)),), (why,))
    leaving = replace(task, last_status=TaskStatus.DEPROVISIONING)
    return Reaction((leaving,), (Later(DEPROVISIONING_MS, TaskStopped(task.arn)),), (why,))


def _signalled(world: World, task: Task, _: StopSignalSent) -> Reaction:
    """SIGTERM, in the reverse order of the dependencies, and the wait for the last end [TD-12, TD-13]."""
    if task.last_status in (TaskStatus.STOPPING, TaskStatus.DEPROVISIONING):
        return NOTHING
    changed = replace(task, last_status=TaskStatus.STOPPING, version=task.version + 1)
    left = [container.name for container in task.containers if container.status == "RUNNING"]
    delay_ms = max((_end_ms(world, task, name, left) for name in left), default=0)
    return Reaction((changed,), (Later(delay_ms, ContainersStopped(task.arn)),))


def _end_ms(world: World, task: Task, name: str, left: list[str]) -> int:
    """When a container ends: it gets its signal once all that depend on it have ended [TD-12]."""
    definition = world.need(TaskDefinition, task.definition)
    dependents = [
        spec.name
        for spec in definition.containers
        if spec.name in left and any(one.container == name for one in spec.depends_on)
    ]
    begins_ms = max((_end_ms(world, task, other, left) for other in dependents), default=0)
    return begins_ms + _exit(world, task, task.container(name))[0]


def _ended(world: World, task: Task, _: ContainersStopped) -> Reaction:
    if task.last_status is not TaskStatus.STOPPING:
        return NOTHING
    containers = tuple(
        replace(container, status="STOPPED", exit_code=_exit(world, task, container)[1])
        if container.status == "RUNNING"
        else container
        for container in task.containers
    )
    changed = replace(
        task,
        containers=containers,
        execution_stopped_ms=world.now_ms,
        healthy=False,
        version=task.version + 1,
    )
    if task.interface is None:
        return Reaction((changed,), (Later(0, TaskStopped(task.arn)),))
    leaving = replace(changed, last_status=TaskStatus.DEPROVISIONING)
    return Reaction((leaving,), (Later(DEPROVISIONING_MS, TaskStopped(task.arn)),))


def _stopped(world: World, task: Task, _: TaskStopped) -> Reaction:
    if kept := removable(world, task):
        return _stuck(task, kept)
    ended, freed = stopped(world, task)
    unasked = task.stop_code is not StopCode.SERVICE_SCHEDULER_INITIATED
    why = Why(
        (task.arn, task.service) if task.service and unasked else (task.arn,),
        f"task {task.id[:8]} is STOPPED: {_kind(task.stopped_reason)}",
        ("CI-7",) if task.instance else ("TL-2",),
    )
    return Reaction((ended, *freed), (Later(STOPPED_SHOWN_MS, TaskForgotten(task.arn)),), (why,))


def _stuck(task: Task, kept: str) -> Reaction:
    """Its EBS volume cannot be removed: ECS tries again, and the task stays as it is [5.1]."""
    again = Later(AGAIN_MS, TaskStopped(task.arn))
    if task.shown and task.shown.get("stuck") == kept:
        return Reaction((), (again,))
    text = f"task {task.id[:8]} stays in {task.last_status}: its EBS volume cannot be removed: {kept}"
    marked = replace(task, shown={**(task.shown or {}), "stuck": kept})
    return Reaction((marked,), (again,), (Why((task.arn,), text, ("VO-6",)),))


def _exit(world: World, task: Task, container: Container) -> tuple[int, int]:
    """When after SIGTERM a container ends, in ms, and its exit code [TD-13, TL-9]."""
    spec = world.need(TaskDefinition, task.definition).spec(container.name)
    image = behaviour_of(world, container)
    if image is not None and image.stops_in_s is not None and image.stops_in_s < spec.stop_timeout_s:
        return image.stops_in_s * SECOND_MS, 0
    return spec.stop_timeout_s * SECOND_MS, KILLED


_STEPS: Mapping[type[Any], Callable[[World, Task, Any], Reaction]] = {
    TaskStopRequested: _requested,
    SetUpFailed: _set_up_failed,
    StopSignalSent: _signalled,
    ContainersStopped: _ended,
    TaskStopped: _stopped,
}
