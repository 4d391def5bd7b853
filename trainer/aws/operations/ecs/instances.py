"""Container instances: list, describe, drain, deregister, register [CI]."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import changes, client, invalid, named, reads
from trainer.aws.operations.ecs import find, instance_show, tags
from trainer.aws.operations.ecs.pages import page
from trainer.sim.behaviours.instances import RESERVED_TCP
from trainer.sim.behaviours.placement import room_of, subject_of
from trainer.sim.events import (
    InstanceActivated,
    InstanceDeregistered,
    InstanceDrained,
    InstanceRegistered,
)
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Cluster, ContainerInstance, InstanceStatus, Resources, Subnet, Task
from trainer.sim.query import BadExpression, matches
from trainer.sim.run import happen
from trainer.sim.world import World
from trainer.value import replace


@reads
def describe_container_instances(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeContainerInstances: up to 100; nothing is shown for Fargate [CI-15]."""
    cluster = find.cluster(world, params.get("cluster"))
    names: Sequence[str] = params["containerInstances"]
    if not names:
        raise client("Container Instances cannot be empty.")
    if len(names) > 100:
        raise invalid("Container Instances can have at most 100 items.")
    with_tags = "TAGS" in (params.get("include") or ())
    shown: list[dict[str, Any]] = []
    failures: list[dict[str, str]] = []
    for name in names:
        found = find.instance(world, cluster, name)
        if found is None:
            failures.append(find.missing(find.full_arn(world, cluster, "container-instance", name)))
        else:
            shown.append(instance_show.instance(world, found, with_tags))
    return {"containerInstances": shown, "failures": failures}


@reads
def list_container_instances(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListContainerInstances: all that are registered, narrowed by status and by the query language."""
    cluster = find.cluster(world, params.get("cluster"))
    found = world.among(ContainerInstance, f"instances:{cluster.arn}")
    if params.get("status"):
        found = [item for item in found if item.status == params["status"]]
    if params.get("filter"):
        room = room_of(world, cluster.arn, "", "")
        try:
            found = [item for item in found if matches(params["filter"], subject_of(room, item))]
        except BadExpression as error:
            raise invalid(f"Invalid expression: {error}") from error
    arns, more = page(params, [item.arn for item in found])
    return {"containerInstanceArns": arns, **more}


@changes
def update_container_instances_state(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateContainerInstancesState: ACTIVE <-> DRAINING [CI-10]."""
    cluster = find.cluster(world, params.get("cluster"))
    status, names = params["status"], params["containerInstances"]
    if status not in ("ACTIVE", "DRAINING"):
        raise invalid("Container instance status should be one of [ACTIVE, DRAINING]")
    if len(names) > 10:
        raise invalid("Container Instances can have at most 10 items.")
    shown: list[dict[str, Any]] = []
    failures: list[dict[str, str]] = []
    world.cause = tell(
        world, Why((cluster.arn,), f"UpdateContainerInstancesState asked for {status}", ("CI-10",))
    )
    for name in names:
        found = find.instance(world, cluster, name)
        if found is None:
            failures.append(find.missing(find.full_arn(world, cluster, "container-instance", name)))
        elif found.status is InstanceStatus.INACTIVE:
            failures.append({"arn": found.arn, "reason": "INACTIVE"})
        else:
            if found.status != status:
                drained = InstanceDrained(found.arn)
                happen(world, drained if status == "DRAINING" else InstanceActivated(found.arn))
            shown.append(instance_show.instance(world, world.need(ContainerInstance, found.arn)))
    return {"containerInstances": shown, "failures": failures}


@changes
def deregister_container_instance(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeregisterContainerInstance: with tasks on it only by force [CI-12]."""
    cluster = find.cluster(world, params.get("cluster"))
    found = find.instance(world, cluster, params["containerInstance"])
    if found is None or found.status is InstanceStatus.INACTIVE:
        raise invalid("The referenced container instance was not found.")
    if world.among(Task, f"instance:{found.arn}") and not params.get("force"):
        raise invalid("Found running tasks on the instance.")
    text = f"DeregisterContainerInstance was called on {found.short}"
    world.cause = tell(world, Why((found.arn,), text, ("CI-12",)))
    happen(world, InstanceDeregistered(found.arn))
    return {"containerInstance": instance_show.instance(world, world.need(ContainerInstance, found.arn))}


@changes
def register_container_instance(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RegisterContainerInstance: what an agent calls [CI-4]; without resources, those of a t3.medium."""
    cluster = find.cluster(world, params.get("cluster"))
    tags.check(params.get("tags"))
    instance = _registered(world, cluster, params)
    world.put(instance)
    tags.put(world, instance.arn, params.get("tags"))
    text = f"RegisterContainerInstance registered {instance.short}"
    world.cause = tell(world, Why((instance.arn,), text, ("CI-4",)))
    happen(world, InstanceRegistered(instance.arn))
    return {"containerInstance": instance_show.instance(world, instance)}


def _registered(world: World, cluster: Cluster, params: Mapping[str, Any]) -> ContainerInstance:
    given = named(params.get("totalResources"), "A resource")
    host = _host_id(world, params.get("instanceIdentityDocument"))
    subnet = next(iter(world.of(Subnet).values()))
    attributes = {
        "ecs.availability-zone": subnet.availability_zone,
        "ecs.instance-type": "t3.medium",
        "ecs.os-type": "linux",
        "ecs.subnet-id": subnet.subnet_id,
        "ecs.vpc-id": subnet.vpc_id,
    }
    attributes.update((item["name"], item.get("value") or "") for item in params.get("attributes") or ())
    instance = ContainerInstance(
        arn=world.arn(f"container-instance/{cluster.name}/{world.new_id('registered', host)}"),
        cluster=cluster.arn,
        host=host,
        registered=Resources(
            given.get("CPU", {}).get("integerValue", 2048),
            given.get("MEMORY", {}).get("integerValue", 3870),
            RESERVED_TCP,
            (),
            2,
        ),
        used=Resources(0, 0, RESERVED_TCP),
        attributes=attributes,
        agent_changed_ms=world.now_ms,
        registered_ms=world.now_ms,
    )
    own = params.get("containerInstanceArn")
    return replace(instance, arn=own) if own else instance


def _host_id(world: World, document: str | None) -> str:
    """The EC2 instance's id of the identity document, which the agent sends as JSON."""
    try:
        read = json.loads(document) if document else {}
    except ValueError as error:
        raise client("The instance identity document is not valid JSON.") from error
    found = read.get("instanceId") if isinstance(read, dict) else None
    return str(found) if found else f"i-0{world.new_id('host', length=16)}"


INSTANCES = {
    "DescribeContainerInstances": describe_container_instances,
    "ListContainerInstances": list_container_instances,
    "UpdateContainerInstancesState": update_container_instances_state,
    "DeregisterContainerInstance": deregister_container_instance,
    "RegisterContainerInstance": register_container_instance,
}
