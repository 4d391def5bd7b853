"""ECS's own events on the default bus: tasks, container instances, services, deployments, alarms.

Stands for EV-1 to EV-6 and EB-1. AWS: "Amazon ECS events". Emitted only while a rule of the default bus
listens, since nobody could see them otherwise; never twice, which AWS may do (EV-5).
"""

from collections.abc import Iterator
from typing import Any

from trainer.sim import told
from trainer.sim.behaviours.messages import DEADLOCK
from trainer.sim.envelope import DEFAULT, envelope, iso
from trainer.sim.events import (
    AlarmTurned,
    HostTerminated,
    InstanceEvent,
    ServiceEvent,
    TaskEvent,
)
from trainer.sim.kernel import NOTHING, Later, Reaction
from trainer.sim.model import (
    Alarm,
    Announced,
    ContainerInstance,
    Deployment,
    EventRule,
    Rollout,
    Service,
    Task,
)
from trainer.sim.neighbours import EventArrived
from trainer.sim.world import World

_ROLLOUTS = {
    Rollout.IN_PROGRESS: ("INFO", "SERVICE_DEPLOYMENT_IN_PROGRESS"),
    Rollout.COMPLETED: ("INFO", "SERVICE_DEPLOYMENT_COMPLETED"),
    Rollout.FAILED: ("ERROR", "SERVICE_DEPLOYMENT_FAILED"),
}
_THROTTLED_FROM = 4


def react(
    world: World, event: TaskEvent | InstanceEvent | HostTerminated | ServiceEvent | AlarmTurned
) -> Reaction:
    """Tell what changed with the task, instance or service that the event is about."""
    if not any(rule.pattern for rule in world.among(EventRule, f"rules:{DEFAULT}")):
        return NOTHING
    if isinstance(event, TaskEvent):
        return _together(world, [event.task], _instance_of(world, event))
    if isinstance(event, InstanceEvent):
        tasks = [task.arn for task in world.among(Task, f"instance:{event.instance}")]
        return _together(world, tasks, [event.instance])
    if isinstance(event, HostTerminated):
        return _of_host(world, event.host)
    if isinstance(event, ServiceEvent):
        return _of_service(world, event.service)
    return _of_alarm(world, event)


def _of_host(world: World, host: str) -> Reaction:
    """Every container instance that the EC2 instance was, and what ran there."""
    instances = [one for one in world.of(ContainerInstance).values() if one.host == host]
    arns = {one.arn for one in instances}
    tasks = [task.arn for task in world.of(Task).values() if task.instance in arns]
    return _together(world, tasks, [one.arn for one in instances])


def _instance_of(world: World, event: TaskEvent) -> list[str]:
    """The instance whose resources a launch or a stop changed; its version tells."""
    task = world.get(Task, event.task)
    return [task.instance] if task is not None and task.instance else []


def _together(world: World, tasks: list[str], instances: list[str]) -> Reaction:
    changes: list[Announced] = []
    later: list[Later] = []
    for arn in tasks:
        task = world.get(Task, arn)
        if task is not None and _news(world, arn, str(task.version)):
            changes.append(Announced(arn, (str(task.version),)))
            later.append(_emitted(world, "ECS Task State Change", told.of_task(world, task), arn))
    for arn in instances:
        instance = world.get(ContainerInstance, arn)
        if instance is not None and _news(world, arn, str(instance.version)):
            changes.append(Announced(arn, (str(instance.version),)))
            detail = told.of_instance(world, instance)
            later.append(_emitted(world, "ECS Container Instance State Change", detail, arn))
    return Reaction(tuple(changes), tuple(later)) if later else NOTHING


def _news(world: World, arn: str, *state: str) -> bool:
    before = world.get(Announced, arn)
    return before is None or before.state != state


def _emitted(world: World, kind: str, detail: dict[str, Any], arn: str, place: object = 0) -> Later:
    told_of = envelope(world, "aws.ecs", kind, detail, [arn], place=(arn, place))
    return Later(0, EventArrived(DEFAULT, told_of, arn))


def _of_service(world: World, arn: str) -> Reaction:
    """What the service says of itself [EV-3], and of its deployments [EV-4]."""
    service = world.get(Service, arn)
    if service is None:
        return NOTHING
    before = world.get(Announced, arn)
    known = dict(item.split("=", 1) for item in before.state) if before else {}
    now = dict(_facts(service))
    if known == now:
        return NOTHING
    later = [
        _emitted(world, kind, detail, arn, place)
        for place, (kind, detail) in enumerate(_news_of_service(world, service, known, now))
    ]
    state = tuple(f"{name}={value}" for name, value in now.items())
    return Reaction((Announced(arn, state),), tuple(later))


def _facts(service: Service) -> Iterator[tuple[str, str]]:
    """What of a service is news when it changes."""
    yield "steady", str(service.steady)
    yield "desired", str(service.desired_count)
    yield "unplaced", str(service.unplaced.since_ms) if service.unplaced else ""
    yield "impaired", str(service.failures_in_row >= _THROTTLED_FROM)
    deadlocked = any(DEADLOCK in message.text for message in service.messages[:1])
    yield "deadlocked", str(deadlocked)
    yield "stopped", next((one.id for one in service.messages[:5] if " has stopped " in one.text), "")
    for deployment in service.deployments:
        yield deployment.id, str(deployment.rollout)


def _news_of_service(
    world: World, service: Service, known: dict[str, str], now: dict[str, str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    def turned(name: str, value: str) -> bool:
        return now[name] == value != known.get(name)

    for deployment in service.deployments:
        if known.get(deployment.id) != now[deployment.id]:
            yield "ECS Deployment State Change", _of_deployment(world, deployment)
    if known and known["desired"] != now["desired"]:
        yield "ECS Service Action", _action(world, service, "INFO", "SERVICE_DESIRED_COUNT_UPDATED")
    if now["unplaced"] and now["unplaced"] != known.get("unplaced"):
        held = world.reason(service.unplaced.reason) if service.unplaced else None
        closest = held.verdicts if held else ()
        lacks = [lack.code for verdict in closest[:1] for lack in verdict.lacks[:1]]
        detail = _action(world, service, "ERROR", "SERVICE_TASK_PLACEMENT_FAILURE")
        detail["reason"] = lacks[0] if lacks else "RESOURCE:NO-CONTAINER-INSTANCE"
        detail["containerInstanceArns"] = [verdict.instance for verdict in closest]
        yield "ECS Service Action", detail
    if turned("deadlocked", "True"):
        yield "ECS Service Action", _action(world, service, "ERROR", "SERVICE_TASK_CONFIGURATION_FAILURE")
    if turned("impaired", "True"):
        yield "ECS Service Action", _action(world, service, "WARN", "SERVICE_TASK_START_IMPAIRED")
    if now["stopped"] and now["stopped"] != known.get("stopped"):
        yield "ECS Service Action", _action(world, service, "INFO", "TASKS_STOPPED")
    if turned("steady", "True"):
        yield "ECS Service Action", _action(world, service, "INFO", "SERVICE_STEADY_STATE")


def _action(world: World, service: Service, kind: str, name: str) -> dict[str, Any]:
    return {
        "eventType": kind,
        "eventName": name,
        "clusterArn": service.cluster,
        "createdAt": iso(world.wall()),
    }


def _of_deployment(world: World, deployment: Deployment) -> dict[str, Any]:
    kind, name = _ROLLOUTS[deployment.rollout]
    return {
        "eventType": kind,
        "eventName": name,
        "deploymentId": deployment.id,
        "updatedAt": iso(world.wall()),
        "reason": deployment.rollout_reason or f"ECS deployment {deployment.id} in progress.",
    }


def _of_alarm(world: World, event: AlarmTurned) -> Reaction:
    """CloudWatch tells of its alarms on the same bus."""
    alarm = world.get(Alarm, event.alarm)
    if alarm is None:
        return NOTHING
    arn = world.arn(f"alarm:{alarm.name}", "cloudwatch")
    detail = {
        "alarmName": alarm.name,
        "state": {"value": event.state, "reason": alarm.reason, "timestamp": iso(world.wall())},
    }
    told_of = envelope(world, "aws.cloudwatch", "CloudWatch Alarm State Change", detail, [arn], place=arn)
    return Reaction((), (Later(0, EventArrived(DEFAULT, told_of, arn)),))
