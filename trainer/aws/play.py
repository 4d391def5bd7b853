"""Runs a few steps in a fresh world and reads the end: how items ask the simulator."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from trainer.aws.beside import beside
from trainer.aws.model import Rejected
from trainer.aws.operations import OPERATIONS
from trainer.aws.operations.application_autoscaling.targets import activity_shown
from trainer.aws.operations.autoscaling import show as groups
from trainer.aws.operations.cloudwatch.alarms import alarm_shown
from trainer.aws.operations.ecs import capacity_providers, instance_show, service_show, task_show
from trainer.aws.operations.elbv2 import targets
from trainer.content.model import Plain, Step
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import (
    Activity,
    Alarm,
    AutoScalingGroup,
    CapacityProvider,
    ContainerInstance,
    GroupActivity,
    Service,
    Target,
    TargetGroup,
    Task,
    TaskStatus,
)
from trainer.sim.run import run_for
from trainer.sim.start import new_world
from trainer.sim.world import World

SEED = 2026
"""The seed of every played world: an item's answer is the same wherever it is asked."""


def play(steps: Sequence[Step], run_s: int, read: str) -> Plain:
    """Run the steps in a fresh world from a fixed seed, let `run_s` seconds pass, read the end state.

    `read` is a JMESPath expression over {"running": {service or group: n}, "tasks": [...], "services": [...],
    "instances": [...], "targets": [{"group": name, ...}], "alarms": [...],
    "activities": [...] (oldest first), "groups": [...] (Auto Scaling groups), "group_activities": [...]
    (oldest first), "providers": [...], "failures": [...]}, each element in the shape of AWS's Describe*
    answers, times as ISO 8601. A step that AWS would refuse, or a read that is no JMESPath, raises
    ValueError.
    """
    from jmespath import search
    from jmespath.exceptions import JMESPathError

    world, failures = played(steps)
    run_for(world, run_s * SECOND_MS)
    try:
        return cast(Plain, search(read, end_state(world, failures)))
    except JMESPathError as error:
        raise ValueError(f"'{read}' cannot be read: {error}") from error


def played(steps: Sequence[Step]) -> tuple[World, list[dict[str, Any]]]:
    """The world after the steps, and the entries of `failures` that they answered with."""
    world = new_world(SEED)
    failures: list[dict[str, Any]] = []
    for number, step in enumerate(steps, 1):
        operation = OPERATIONS.get((step.service, step.operation))
        if operation is None:
            raise ValueError(
                f"step {number}: this simulator has no operation {step.service} {step.operation}"
            )
        answer = operation(world, _params(number, step))
        if isinstance(answer, Rejected):
            raise ValueError(f"step {number}, {step.operation}: {answer.code}: {answer.message}")
        failures.extend(answer.data.get("failures") or ())
    return world, failures


def end_state(world: World, failures: Sequence[Mapping[str, Any]] = ()) -> dict[str, Any]:
    """What there is to read of a world, as plain data."""
    state = {
        "running": _running(world),
        "tasks": [task_show.task(world, task) for task in world.of(Task).values()],
        "services": [service_show.service(world, service) for service in world.of(Service).values()],
        "instances": [
            instance_show.instance(world, instance) for instance in world.of(ContainerInstance).values()
        ],
        "targets": [
            {"group": group.name, **targets.shown(group, target)}
            for group in world.of(TargetGroup).values()
            for target in world.among(Target, f"targets:{group.arn}")
        ],
        "alarms": [alarm_shown(world, alarm) for alarm in world.of(Alarm).values()],
        "activities": [activity_shown(world, one) for one in world.of(Activity).values()],
        "groups": [groups.group_shown(world, one) for one in world.of(AutoScalingGroup).values()],
        "group_activities": [groups.activity_shown(world, one) for one in world.of(GroupActivity).values()],
        "providers": [capacity_providers.shown(world, one) for one in world.of(CapacityProvider).values()],
        "failures": list(failures),
        **beside(world),
    }
    return cast("dict[str, Any]", _plain(state))


def _params(number: int, step: Step) -> Mapping[str, Any]:
    if not isinstance(step.params, Mapping):
        raise ValueError(f"step {number}, {step.operation}: its parameters are no mapping")
    return step.params


def _running(world: World) -> dict[str, int]:
    """How many tasks are RUNNING of each service, by its name, and of each other task group."""
    counts = {service.name: 0 for service in world.of(Service).values()}
    for task in world.of(Task).values():
        name = task.group.removeprefix("service:") if task.service else task.group
        counts[name] = counts.get(name, 0) + (task.last_status is TaskStatus.RUNNING)
    return counts


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value
