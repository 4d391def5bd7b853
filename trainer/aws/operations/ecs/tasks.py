"""Tasks: run, start, stop, describe, list [TL, PL, FR-1]."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, apart, changes, invalid, reads
from trainer.aws.operations.ecs import find, tags, task_show
from trainer.aws.operations.ecs.definition_rules import cpu_units, memory_mib
from trainer.aws.operations.ecs.pages import page
from trainer.aws.operations.ecs.placing import check_roles, launch_of, with_network, with_setup
from trainer.aws.operations.ecs.tokens import made_before, remember
from trainer.sim.behaviours.launching import Launched, Order, launch, launch_on, managed
from trainer.sim.behaviours.messages import CAPACITY_UNAVAILABLE
from trainer.sim.behaviours.placement import Placement
from trainer.sim.events import TaskStopRequested
from trainer.sim.kernel import Reaction, Why, absorb, tell
from trainer.sim.model import (
    Cluster,
    ContainerInstance,
    InstanceStatus,
    Launch,
    LaunchType,
    StopCode,
    Task,
    TaskDefinition,
)
from trainer.sim.overrides import BadOverride, overridden
from trainer.sim.run import happen
from trainer.sim.world import World

COUNT_MAX = 10
_KEPT = ("overrides", "enableExecuteCommand", "propagateTags", "referenceId")


@apart
@changes
def run_task(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RunTask: places up to 10 tasks, answers with those that found room and the failures [FR-1]."""
    cluster = find.cluster(world, params.get("cluster"))
    before = made_before(world, "RunTask", params, "ConflictException")
    if before is not None:
        again = [found for arn in before if (found := world.get(Task, arn))]
        return {"tasks": [task_show.task(world, task) for task in again], "failures": []}
    count = params.get("count", 1)
    if not 1 <= count <= COUNT_MAX:
        raise invalid(f"count should be between 1 and {COUNT_MAX}.")
    definition = _definition(world, params)
    place = launch_of(world, cluster, definition, params)
    _check_instances(world, cluster, place)
    check_roles(world, definition, params.get("overrides") or {})
    place = with_setup(world, definition, place, params)
    order = _order(cluster, definition, place, params)
    world.cause = tell(
        world, Why((cluster.arn,), f"RunTask asked for {count} of {definition.name}", ("FR-1",))
    )
    launched = launch(world, order, count)
    remember(world, "RunTask", params, [task.arn for task in launched.tasks])
    return _answer(world, launched, params)


def _check_instances(world: World, cluster: Cluster, place: Launch) -> None:
    """Without an instance RunTask fails at once, unless a provider brings one by itself [FR-1, CP-6]."""
    if place.launch_type is LaunchType.FARGATE or any(
        managed(world, item.provider) for item in place.strategy
    ):
        return
    names = [item.provider for item in place.strategy]
    there = world.among(ContainerInstance, f"instances:{cluster.arn}")
    if not any(not names or one.provider in names for one in there):
        where = "capacity provider" if names else "cluster"
        raise invalid(f"No Container Instances were found in your {where}.")


@changes
def start_task(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """StartTask: one task on each named container instance, without the scheduler's choice."""
    cluster = find.cluster(world, params.get("cluster"))
    names: Sequence[str] = params["containerInstances"]
    if not names:
        raise invalid("Container Instances cannot be empty.")
    if len(names) > COUNT_MAX:
        raise invalid(f"Container Instances can have at most {COUNT_MAX} items.")
    definition = _definition(world, params)
    place = with_network(world, definition, Launch(LaunchType.EC2), params.get("networkConfiguration"))
    check_roles(world, definition, params.get("overrides") or {})
    place = with_setup(world, definition, place, params)
    found = [(name, find.instance(world, cluster, name)) for name in names]
    there = tuple(item for _, item in found if item and item.status is not InstanceStatus.INACTIVE)
    order = _order(cluster, definition, place, params)
    world.cause = tell(
        world,
        Why((cluster.arn,), f"StartTask asked for {definition.name} on {len(names)} instances", ("FR-1",)),
    )
    answer = _answer(world, launch_on(world, order, there), params)
    answer["failures"] += [
        {
            "arn": find.full_arn(world, cluster, "container-instance", name),
            "reason": "INACTIVE" if item else "MISSING",
        }
        for name, item in found
        if item is None or item.status is InstanceStatus.INACTIVE
    ]
    return answer


def _definition(world: World, params: Mapping[str, Any]) -> TaskDefinition:
    found = find.find_definition(world, params["taskDefinition"])
    if found is None:
        raise Refusal("ClientException", "TaskDefinition not found.")
    if params.get("startedBy") and len(params["startedBy"]) > 128:
        raise invalid("startedBy should not be longer than 128 characters.")
    tags.check(params.get("tags"))
    return _overridden(found, params.get("overrides") or {})


def _overridden(definition: TaskDefinition, overrides: Mapping[str, Any]) -> TaskDefinition:
    """The definition with the sizes of the overrides; names must be containers of it."""
    if not overrides:
        return definition
    cpu, memory = cpu_units(overrides.get("cpu")), memory_mib(overrides.get("memory"))
    try:
        return overridden(definition, overrides, cpu, memory)
    except BadOverride as error:
        raise invalid(str(error)) from error


def _order(cluster: Cluster, definition: TaskDefinition, place: Launch, params: Mapping[str, Any]) -> Order:
    kept = {name: params[name] for name in _KEPT if params.get(name)}
    if definition.data.get("ephemeralStorage"):
        kept["ephemeralStorage"] = definition.data["ephemeralStorage"]
    group = params.get("group") or f"family:{definition.family}"
    return Order(cluster.arn, definition, place, group, params.get("startedBy") or "", shown=kept)


def _answer(world: World, launched: Launched, params: Mapping[str, Any]) -> dict[str, Any]:
    absorb(world, launched.reaction())
    given = list(params.get("tags") or ())
    if params.get("propagateTags") == "TASK_DEFINITION" and launched.tasks:
        given = tags.shown(world, launched.tasks[0].definition) + given
    for task in launched.tasks:
        tags.put(world, task.arn, given)
    for placement in launched.failed:
        absorb(world, Reaction(reasons=(_unplaced(placement),)))
    return {
        "tasks": [task_show.task(world, task) for task in launched.tasks],
        "failures": [failure(placement) for placement in launched.failed],
    }


def _unplaced(placement: Placement) -> Why:
    about = tuple(verdict.instance for verdict in placement.verdicts)
    return Why(
        about, "no container instance met all requirements of a task", ("PL-1", "FR-2"), placement.verdicts
    )


def failure(placement: Placement) -> dict[str, str]:
    """The entry of `failures` for a task without room: the closest instance and what it lacks [FR-2]."""
    closest = placement.closest
    if placement.limited:
        return {"reason": "The tasks provisioning capacity limit was exceeded."}
    if placement.dark:
        return {"reason": CAPACITY_UNAVAILABLE}
    if closest is None:
        return {"reason": "No Container Instances were found in your cluster."}
    return {"arn": closest.instance, "reason": closest.lacks[0].code, "detail": closest.lacks[0].text}


@changes
def stop_task(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """StopTask: SIGTERM, then SIGKILL after stopTimeout; a service replaces its task [TL-10]."""
    cluster = find.cluster(world, params.get("cluster"))
    task = find.need_task(world, cluster, params["task"])
    reason = params.get("reason") or "Task stopped by user"
    world.cause = tell(world, Why((task.arn,), f"StopTask was called on task {task.id[:8]}", ("TL-10",)))
    happen(world, TaskStopRequested(task.arn, StopCode.USER_INITIATED, reason))
    return {"task": task_show.task(world, world.need(Task, task.arn))}


@apart
@reads
def describe_tasks(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeTasks: up to 100; unknown ones are in `failures`."""
    cluster = find.cluster(world, params.get("cluster"))
    names: Sequence[str] = params["tasks"]
    if not names:
        raise invalid("Tasks cannot be empty.")
    if len(names) > 100:
        raise invalid("Tasks can have at most 100 items.")
    with_tags = "TAGS" in (params.get("include") or ())
    tasks: list[dict[str, Any]] = []
    failures: list[dict[str, str]] = []
    for name in names:
        found = find.task(world, cluster, name)
        if found is None:
            failures.append(find.missing(find.full_arn(world, cluster, "task", name)))
        else:
            tasks.append(task_show.task(world, found, with_tags))
    return {"tasks": tasks, "failures": failures}


@reads
def list_tasks(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListTasks: filters on the *desired* status, RUNNING unless told otherwise [TL-1]."""
    cluster = find.cluster(world, params.get("cluster"))
    desired = params.get("desiredStatus") or "RUNNING"
    if desired not in ("RUNNING", "PENDING", "STOPPED"):
        raise invalid("Desired status should be one of [RUNNING, PENDING, STOPPED]")
    tasks = world.among(Task, f"tasks:{cluster.arn}")
    if desired == "STOPPED":
        tasks = tasks + world.among(Task, f"stopped:{cluster.arn}")
    keep = _filters(world, cluster, params)
    found = [
        task.arn for task in tasks if task.desired_status == desired and all(test(task) for test in keep)
    ]
    arns, more = page(params, found)
    return {"taskArns": arns, **more}


def _filters(world: World, cluster: Cluster, params: Mapping[str, Any]) -> list[Callable[[Task], bool]]:
    tests: list[Callable[[Task], bool]] = []
    if params.get("containerInstance"):
        instance = find.instance(world, cluster, params["containerInstance"])
        if instance is None:
            raise invalid("The referenced container instance was not found.")
        tests.append(lambda task: task.instance == instance.arn)
    if params.get("serviceName"):
        service = find.need_service(world, cluster, params["serviceName"])
        tests.append(lambda task: task.service == service.arn)
    if params.get("launchType"):
        tests.append(lambda task: task.launch_type == params["launchType"])
    if params.get("startedBy"):
        tests.append(lambda task: task.started_by == params["startedBy"])
    if params.get("family"):
        start = world.arn(f"task-definition/{params['family']}:")
        tests.append(lambda task: task.definition.startswith(start))
    return tests


TASKS = {
    "RunTask": run_task,
    "StartTask": start_task,
    "StopTask": stop_task,
    "DescribeTasks": describe_tasks,
    "ListTasks": list_tasks,
}
