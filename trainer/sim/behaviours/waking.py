"""When the service scheduler looks at a service: at its next tick after something changed.

Stands for the scheduler tick of 15.1 (every 10 s, our model), DP-14 and DP-18 (failures to start).
AWS: "Amazon ECS service throttle logic".
"""

from typing import TypeAlias

from trainer.sim.behaviours.agent import heard_task
from trainer.sim.behaviours.messages import THROTTLED, say
from trainer.sim.events import (
    AgentReconnected,
    ContainerExited,
    InstanceActivated,
    InstanceDeregistered,
    InstanceDrained,
    InstanceEvent,
    InstanceRegistered,
    SchedulerWoke,
    ServiceEvent,
    TargetsDeregistered,
    TaskEvent,
    TaskHealthTurned,
    TaskRan,
    TaskStayedUp,
    TaskStopped,
    TaskStopRequested,
)
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import SCHEDULER_TICK_MS
from trainer.sim.model import ContainerInstance, InstanceStatus, Rollout, Scheduling, Service, StopCode, Task
from trainer.sim.rollout import backoff_ms
from trainer.sim.world import World
from trainer.value import replace

_TaskEvents: TypeAlias = (
    ContainerExited | TaskHealthTurned | TaskRan | TaskStayedUp | TaskStopped | TaskStopRequested
)
_InstanceEvents: TypeAlias = (
    InstanceRegistered | InstanceDrained | InstanceActivated | InstanceDeregistered | AgentReconnected
)
_NEVER_UP = (StopCode.TASK_FAILED_TO_START, StopCode.ESSENTIAL_CONTAINER_EXITED)
THROTTLED_FROM = 4
"""From this failure in a row on there is a wait, and the service says so."""


def react(
    world: World, event: ServiceEvent | TargetsDeregistered | _TaskEvents | _InstanceEvents
) -> Reaction:
    """Count what the event means for its service and plan the next look."""
    if isinstance(event, SchedulerWoke):
        return NOTHING
    if isinstance(event, ServiceEvent):
        return _woken(world, [world.need(Service, event.service)], at_once=True)
    if isinstance(event, _TaskEvents):
        return _of_task(world, event)
    if isinstance(event, TargetsDeregistered):
        task = world.get(Task, event.task)
        service = world.get(Service, task.service) if task else None
        return _woken(world, [service], at_once=True) if service is not None else NOTHING
    return _of_instance(world, event)


def _of_task(world: World, event: TaskEvent) -> Reaction:
    task = world.get(Task, event.task)
    if (
        task is None
        or not task.service
        or (type(event) is ContainerExited and heard_task(world, event) is None)
    ):
        return NOTHING
    service = world.get(Service, task.service)
    if service is None or service.status == "INACTIVE":
        return NOTHING
    fellows = _last_of(world, task) if type(event) is TaskStopped and task.instance else []
    whys: tuple[Why, ...] = ()
    if type(event) is TaskRan:
        service = _up(service, task)
    elif task.healthy and type(event) in (TaskStayedUp, TaskHealthTurned):
        service = _healthy(service, task)
    elif type(event) is TaskStopped and task.started_ms is None and task.stop_code in _NEVER_UP:
        service, whys = _never_up(world, service, task)
    woken = _woken(world, [service, *(one for one in fellows if one.arn != service.arn)])
    planned = any(isinstance(one, Service) and one.arn == service.arn for one in woken.changes)
    changes = woken.changes if planned else (service, *woken.changes)
    return replace(woken, changes=changes, reasons=whys)


def _last_of(world: World, task: Task) -> list[Service]:
    """The daemon services on a draining instance: their tasks stop when the others are gone [SV-2]."""
    instance = world.need(ContainerInstance, task.instance)
    if instance.status is not InstanceStatus.DRAINING:
        return []
    names = {one.service for one in world.among(Task, f"instance:{instance.arn}") if one.service}
    services = [world.need(Service, name) for name in sorted(names)]
    return [one for one in services if one.scheduling is Scheduling.DAEMON]


def _up(service: Service, task: Task) -> Service:
    """A task reached RUNNING: the failures in a row are over [DP-18], the breaker is at stage 2 [DP-14]."""
    deployments = tuple(
        replace(one, reached_running=True) if one.id == task.deployment else one
        for one in service.deployments
    )
    return replace(service, failures_in_row=0, wait_until_ms=0, deployments=deployments)


def _healthy(service: Service, task: Task) -> Service:
    """A healthy task takes the breaker's count back to 0, unless told otherwise [DP-14]."""
    if not service.breaker.reset_on_healthy:
        return service
    deployments = tuple(
        replace(one, failed_tasks=0) if one.id == task.deployment else one for one in service.deployments
    )
    return replace(service, deployments=deployments)


def _never_up(world: World, service: Service, task: Task) -> tuple[Service, tuple[Why, ...]]:
    """A task never ran: it counts for the breaker [DP-14] and, once a round, for throttling [DP-18]."""
    deployments = tuple(
        replace(one, failed_tasks=one.failed_tasks + 1, updated_ms=world.now_ms)
        if one.id == task.deployment and one.rollout is not Rollout.FAILED and not one.reached_running
        else one
        for one in service.deployments
    )
    service = replace(service, deployments=deployments, steady=False)
    if task.created_ms <= service.last_failure_ms:
        return service, ()
    failures = service.failures_in_row + 1
    wait_ms = backoff_ms(failures)
    service = replace(
        service,
        failures_in_row=failures,
        last_failure_ms=world.now_ms,
        wait_until_ms=world.now_ms + wait_ms if wait_ms else 0,
    )
    if failures < THROTTLED_FROM:
        return service, ()
    text = f"{failures} starts in a row failed: the scheduler waits {wait_ms // 1000} s before the next"
    return say(world, service, THROTTLED, repeat=False), (Why((service.arn,), text, ("DP-18",)),)


def _of_instance(world: World, event: InstanceEvent) -> Reaction:
    """An instance changed: services with tasks on it, daemons, and those that wait for room look again."""
    instance = world.need(ContainerInstance, event.instance)
    own = {task.service for task in world.among(Task, f"instance:{instance.arn}")}
    services = [
        service
        for service in world.among(Service, f"services:{instance.cluster}")
        if service.arn in own
        or service.scheduling is Scheduling.DAEMON
        or service.unplaced is not None
        or service.rebalances
    ]
    return _woken(world, services)


def _woken(world: World, services: list[Service], at_once: bool = False) -> Reaction:
    """Plan the services' next looks, unless they are planned already for as early."""
    changes: list[Service] = []
    later: list[Later] = []
    for service in services:
        wake_ms = world.now_ms if at_once else _next_tick_ms(world, service)
        if service.wake_ms is None or service.wake_ms > wake_ms or service.wake_ms < world.now_ms:
            changes.append(replace(service, wake_ms=wake_ms))
            later.append(Later(wake_ms - world.now_ms, SchedulerWoke(service.arn)))
    return Reaction(tuple(changes), tuple(later)) if changes else NOTHING


def _next_tick_ms(world: World, service: Service) -> int:
    """The service's next tick: whole steps since it was made."""
    since_ms = world.now_ms - service.created_ms
    return service.created_ms + (since_ms // SCHEDULER_TICK_MS + 1) * SCHEDULER_TICK_MS
