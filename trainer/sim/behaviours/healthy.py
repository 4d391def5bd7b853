"""When a deployment counts a task as healthy, and when the scheduler has reason to replace it.

Stands for SV-5 (the four cases), HC-3 (a task's health over its essential containers).
AWS: "Amazon ECS services", minimumHealthyPercent.
"""

from trainer.sim.behaviours.target_health import description
from trainer.sim.events import (
    ContainerExited,
    ContainerJudged,
    TargetGroupChanged,
    TargetJudged,
    TargetsRegistered,
    TaskEvent,
    TaskHealthTurned,
    TaskRan,
    TaskStayedUp,
)
from trainer.sim.kernel import NOTHING, Later, Reaction
from trainer.sim.latencies import HEALTHY_AFTER_MS
from trainer.sim.model import Target, TargetGroup, TargetState, Task, TaskDefinition, TaskStatus
from trainer.sim.world import World
from trainer.value import replace


def react(
    world: World,
    event: TaskRan
    | TaskStayedUp
    | ContainerJudged
    | ContainerExited
    | TargetsRegistered
    | TargetJudged
    | TargetGroupChanged,
) -> Reaction:
    """Mark the tasks that the event makes healthy or not."""
    if isinstance(event, TaskRan | TaskStayedUp):
        return _without_checks(world, event)
    if isinstance(event, ContainerJudged | ContainerExited | TargetsRegistered):
        return _marked(world, [event.task])
    if isinstance(event, TargetJudged):
        target = world.get(Target, event.target)
        return _marked(world, [target.task]) if target is not None and target.task else NOTHING
    targets = world.among(Target, f"targets:{event.group}")
    return _marked(world, [target.task for target in targets if target.task])


def health_status(task: Task, definition: TaskDefinition | None) -> str:
    """A task's health status over its essential containers [HC-3]."""
    if definition is None:
        return "UNKNOWN"
    specs = definition.containers
    states = [
        container.health for container, spec in zip(task.containers, specs, strict=True) if spec.essential
    ]
    if "UNHEALTHY" in states:
        return "UNHEALTHY"
    return "UNKNOWN" if "UNKNOWN" in states else "HEALTHY"


def _checked(world: World, task: Task) -> bool:
    """Whether an essential container has a check of its own."""
    definition = world.need(TaskDefinition, task.definition)
    return any(spec.check is not None and spec.essential for spec in definition.containers)


def _without_checks(world: World, event: TaskEvent) -> Reaction:
    """No check at all: healthy after 40 s of RUNNING [SV-5]."""
    task = world.get(Task, event.task)
    if task is None or not task.wanted or not task.service:
        return NOTHING
    if task.balanced or _checked(world, task):
        return _marked(world, [task.arn])
    if isinstance(event, TaskStayedUp):
        return Reaction((replace(task, healthy=True),))
    return Reaction((), (Later(HEALTHY_AFTER_MS, TaskStayedUp(task.arn)),))


def _marked(world: World, arns: list[str]) -> Reaction:
    changes: list[Task] = []
    later: list[Later] = []
    for arn in dict.fromkeys(arns):
        task = world.get(Task, arn)
        if task is None or not task.wanted or not (task.balanced or _checked(world, task)):
            continue
        healthy, unhealthy = _judge(world, task)
        if (healthy, unhealthy) != (task.healthy, task.unhealthy):
            changes.append(replace(task, healthy=healthy, unhealthy=unhealthy))
            later.append(Later(0, TaskHealthTurned(arn)))
    return Reaction(tuple(changes), tuple(later)) if changes else NOTHING


def _judge(world: World, task: Task) -> tuple[bool, str]:
    """Whether all its checks pass, and the words for the first that fails [SV-5]."""
    checked = _checked(world, task)
    health = health_status(task, world.get(TaskDefinition, task.definition)) if checked else "HEALTHY"
    targets = world.among(Target, f"targets of:{task.arn}")
    passed = all(target.state is TargetState.HEALTHY for target in targets)
    there = not task.balanced or len(targets) >= len(task.balanced)
    healthy = task.last_status is TaskStatus.RUNNING and there and passed and health == "HEALTHY"
    bad = next((one for one in targets if one.state in (TargetState.UNHEALTHY, TargetState.UNUSED)), None)
    if bad is not None:
        return False, f"Task failed ELB health checks in (target-group {bad.group})"
    return healthy, "Task failed container health checks" if health == "UNHEALTHY" else ""


def complaint(world: World, task: Task) -> str:
    """The service's message about a task that fails its checks."""
    for target in world.among(Target, f"targets of:{task.arn}"):
        if target.state in (TargetState.UNHEALTHY, TargetState.UNUSED):
            group = world.need(TargetGroup, target.group)
            return (
                f"(task {task.id}) (port {target.port}) is unhealthy in (target-group {target.group}) "
                f"due to (reason {description(group, target)})"
            )
    return f"(task {task.id}) failed container health checks."
