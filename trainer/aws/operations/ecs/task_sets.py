"""Task sets: what a service with the deployment controller EXTERNAL consists of [DP-25]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, client, invalid, reads
from trainer.aws.operations.ecs import find, service_show, tags
from trainer.aws.operations.ecs.balancing import balanced
from trainer.aws.operations.ecs.placing import launch_of
from trainer.aws.operations.ecs.tokens import made_before, remember
from trainer.sim.events import ServiceUpdated
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Service, Task, TaskSet
from trainer.sim.run import happen
from trainer.sim.world import World
from trainer.value import replace


@changes
def create_task_set(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateTaskSet: its scale is a share of the service's desired count, all of it unless told otherwise."""
    service = _service(world, params)
    again = made_before(world, "CreateTaskSet", params, "InvalidParameterException")
    if again is not None and (known := _named(world, service, again[0])):
        return {"taskSet": service_show.task_set(world, service, known, True)}
    definition = find.find_definition(world, params["taskDefinition"])
    if definition is None:
        raise client("TaskDefinition not found.")
    tags.check(params.get("tags"))
    launch = launch_of(world, find.cluster(world, service.cluster), definition, params)
    given = tuple(params.get("loadBalancers") or ())
    launch = replace(launch, balanced=balanced(world, definition, given))
    number = int(world.new_id("task-set", service.arn), 16) % 10**19
    made = TaskSet(
        f"ecs-svc/{number:019d}",
        definition.arn,
        launch,
        _scale(params.get("scale")),
        external_id=params.get("externalId") or "",
        created_ms=world.now_ms,
        updated_ms=world.now_ms,
        load_balancers=given,
        registries=tuple(params.get("serviceRegistries") or ()),
    )
    arn = service_show.task_set_arn(world, service, made)
    tags.put(world, arn, params.get("tags"))
    remember(world, "CreateTaskSet", params, (arn,))
    text = f"CreateTaskSet gave {service.name} a task set of {definition.name} at {made.scale:g} %"
    _changed(world, replace(service, task_sets=(*service.task_sets, made)), text)
    return _answer(world, service, made)


@changes
def update_task_set(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateTaskSet: another scale."""
    service = _service(world, params)
    found = _need(world, service, params["taskSet"])
    scaled = replace(found, scale=_scale(params["scale"]), updated_ms=world.now_ms)
    text = f"UpdateTaskSet scales task set {found.id} to {scaled.scale:g} %"
    _changed(world, _with(service, scaled), text)
    return _answer(world, service, scaled)


@changes
def update_service_primary_task_set(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateServicePrimaryTaskSet: what the service shows as its own is this task set's from now on."""
    service = _service(world, params)
    found = _need(world, service, params["primaryTaskSet"])
    sets = tuple(
        replace(one, status="PRIMARY", updated_ms=world.now_ms)
        if one.id == found.id
        else replace(one, status="ACTIVE" if one.status == "PRIMARY" else one.status)
        for one in service.task_sets
    )
    shown = {**(service.shown or {}), "loadBalancers": list(found.load_balancers)}
    changed = replace(service, task_sets=sets, definition=found.definition, launch=found.launch, shown=shown)
    _changed(world, changed, f"UpdateServicePrimaryTaskSet made task set {found.id} PRIMARY")
    return _answer(world, service, found)


@changes
def delete_task_set(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteTaskSet: while it has tasks only by force; it drains and goes with its last task."""
    service = _service(world, params)
    found = _need(world, service, params["taskSet"])
    tasks = [task for task in world.among(Task, f"service:{service.arn}") if task.deployment == found.id]
    if tasks and found.scale > 0 and not params.get("force"):
        raise invalid("The task set cannot be deleted while it is scaled above 0.")
    gone = replace(found, status="DRAINING", updated_ms=world.now_ms)
    answer = {"taskSet": service_show.task_set(world, service, gone, False)}
    _changed(world, _with(service, gone), f"DeleteTaskSet was called on task set {found.id}")
    return answer


@reads
def describe_task_sets(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeTaskSets: all of the service, or those named; unknown ones are in `failures`."""
    service = _service(world, params)
    with_tags = "TAGS" in (params.get("include") or ())
    names = params.get("taskSets") or [one.id for one in service.task_sets]
    found = [(name, _named(world, service, name)) for name in names]
    return {
        "taskSets": [service_show.task_set(world, service, one, with_tags) for _, one in found if one],
        "failures": [find.missing(name) for name, one in found if one is None],
    }


def _service(world: World, params: Mapping[str, Any]) -> Service:
    """The service of a request, which must be ACTIVE and leave its deployments to others."""
    cluster = find.cluster(world, params["cluster"])
    service = find.need_service(world, cluster, params["service"])
    if service.status != "ACTIVE":
        raise Refusal("ServiceNotActiveException", "Service was not ACTIVE.")
    if not service.external:
        raise invalid(
            "Amazon ECS only supports task set management on services configured to use external "
            "deployment controllers."
        )
    return service


def _named(world: World, service: Service, given: str) -> TaskSet | None:
    """The task set of an ARN, of its last part, or of that with `ecs-svc/` before it."""
    for one in service.task_sets:
        names = (service_show.task_set_arn(world, service, one), one.id, one.id.rpartition("/")[2])
        if given in names:
            return one
    return None


def _need(world: World, service: Service, given: str) -> TaskSet:
    found = _named(world, service, given)
    if found is None:
        raise Refusal(
            "TaskSetNotFoundException",
            "The specified task set wasn't found. You can view your available task sets with "
            "DescribeTaskSets.",
        )
    return found


def _scale(given: Mapping[str, Any] | None) -> float:
    value = (given or {}).get("value", 100.0)
    if not 0 <= value <= 100:
        raise invalid("The scale of a task set is a percentage between 0 and 100.")
    return float(value)


def _with(service: Service, changed: TaskSet) -> Service:
    return replace(
        service, task_sets=tuple(changed if one.id == changed.id else one for one in service.task_sets)
    )


def _changed(world: World, service: Service, text: str) -> None:
    world.put(replace(service, steady=False))
    world.cause = tell(world, Why((service.arn,), text, ("DP-25",)))
    happen(world, ServiceUpdated(service.arn))


def _answer(world: World, service: Service, of: TaskSet) -> dict[str, Any]:
    now = world.need(Service, service.arn)
    found = next((one for one in now.task_sets if one.id == of.id), of)
    return {"taskSet": service_show.task_set(world, now, found, True)}


TASK_SETS = {
    "CreateTaskSet": create_task_set,
    "UpdateTaskSet": update_task_set,
    "UpdateServicePrimaryTaskSet": update_service_primary_task_set,
    "DeleteTaskSet": delete_task_set,
    "DescribeTaskSets": describe_task_sets,
}
