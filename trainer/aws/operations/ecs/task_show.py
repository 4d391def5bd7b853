"""Tasks as AWS describes them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from trainer.aws.mould import copied, moulded
from trainer.aws.operations.ecs import tags
from trainer.sim.behaviours.healthy import health_status
from trainer.sim.model import (
    Binding,
    BlockVolume,
    Container,
    ContainerInstance,
    ContainerSpec,
    Interface,
    LaunchType,
    Task,
    TaskDefinition,
)
from trainer.sim.world import World


def task(world: World, shown: Task, with_tags: bool = True) -> dict[str, Any]:
    """A task, in a document of the caller's own."""
    data: dict[str, Any] = _lasting(shown, world.get(TaskDefinition, shown.definition), world.start)
    if with_tags:
        data["tags"] = tags.shown(world, shown.arn)
    if shown.volumes:
        data["attachments"].extend(_volume_attachment(world, volume) for volume in _volumes(world, shown))
    if shown.instance:
        instance = world.need(ContainerInstance, shown.instance)
        data["connectivity"] = "CONNECTED" if instance.agent_connected else "DISCONNECTED"
        data["connectivityAt"] = world.wall(max(shown.created_ms, instance.agent_changed_ms))
    return data


@moulded
def _lasting(shown: Task, definition: TaskDefinition | None, start: datetime) -> dict[str, Any]:
    """What is told of a task for as long as its record is the same."""
    kept = copied(shown.shown) if shown.shown else {}
    data: dict[str, Any] = {
        "attachments": [_attachment(shown.interface)] if shown.interface else [],
        "attributes": [{"name": "ecs.cpu-architecture", "value": "x86_64"}],
        "availabilityZone": shown.availability_zone,
        "clusterArn": shown.cluster,
        "containers": _containers(shown, definition),
        "cpu": str(shown.needs.cpu),
        "desiredStatus": shown.desired_status,
        "enableExecuteCommand": kept.get("enableExecuteCommand", False),
        "group": shown.group,
        "healthStatus": health_status(shown, definition),
        "lastStatus": str(shown.last_status),
        "launchType": str(shown.launch_type),
        "memory": str(shown.needs.memory),
        "overrides": _overrides(shown, kept.get("overrides")),
        "tags": [],
        "taskArn": shown.arn,
        "taskDefinitionArn": shown.definition,
        "version": shown.version,
    }
    if shown.instance:
        data["containerInstanceArn"] = shown.instance
    _add_times(shown, start, data)
    if shown.capacity_provider:
        data["capacityProviderName"] = shown.capacity_provider
    if shown.started_by:
        data["startedBy"] = shown.started_by
    if shown.stop_code:
        data["stopCode"] = str(shown.stop_code)
        data["stoppedReason"] = shown.stopped_reason
    if shown.launch_type is LaunchType.FARGATE:
        data["platformVersion"] = shown.platform_version
        data["platformFamily"] = "Linux"
        data["ephemeralStorage"] = kept.get("ephemeralStorage") or {"sizeInGiB": 20}
    return data


def _add_times(shown: Task, start: datetime, data: dict[str, Any]) -> None:
    """Put in the times that have come [TL-5]; on Fargate the agent is heard from the pull on."""
    times = {
        "createdAt": shown.created_ms,
        "connectivityAt": None if shown.instance else shown.pull_started_ms,
        "pullStartedAt": shown.pull_started_ms,
        "pullStoppedAt": shown.pull_stopped_ms,
        "startedAt": shown.started_ms,
        "stoppingAt": shown.stopping_ms,
        "executionStoppedAt": shown.execution_stopped_ms,
        "stoppedAt": shown.stopped_ms,
    }
    data.update(
        (name, start + timedelta(milliseconds=at_ms)) for name, at_ms in times.items() if at_ms is not None
    )
    if times["connectivityAt"] is not None:
        data["connectivity"] = "CONNECTED"


def _overrides(shown: Task, given: Mapping[str, Any] | None) -> dict[str, Any]:
    if not given:
        names = [{"name": item.name} for item in shown.containers]
        return {"containerOverrides": names, "inferenceAcceleratorOverrides": []}
    data = dict(given)
    named = {item["name"]: item for item in data.get("containerOverrides") or ()}
    data["containerOverrides"] = [named.get(item.name, {"name": item.name}) for item in shown.containers]
    data.setdefault("inferenceAcceleratorOverrides", [])
    return data


def _attachment(interface: Interface) -> dict[str, Any]:
    address = interface.private_ip
    return {
        "id": interface.attachment_id,
        "type": "ElasticNetworkInterface",
        "status": interface.status,
        "details": [
            {"name": "subnetId", "value": interface.subnet_id},
            {"name": "networkInterfaceId", "value": interface.interface_id},
            {"name": "macAddress", "value": interface.mac},
            {"name": "privateDnsName", "value": f"ip-{address.replace('.', '-')}.ec2.internal"},
            {"name": "privateIPv4Address", "value": address},
        ],
    }


def _volumes(world: World, shown: Task) -> list[BlockVolume]:
    if not shown.volumes:
        return []
    return [volume for volume in world.of(BlockVolume).values() if volume.task == shown.arn]


def _volume_attachment(world: World, volume: BlockVolume) -> dict[str, Any]:
    """A task's EBS volume, while it is there."""
    digits = volume.attachment
    details = {
        "volumeId": volume.id,
        "volumeName": volume.name,
        "deleteOnTermination": str(volume.delete_on_termination).lower(),
        "roleArn": volume.role
        if volume.role.startswith("arn:")
        else f"arn:aws:iam::{world.account}:role/{volume.role}",
    }
    return {
        "id": "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32])),
        "type": "AmazonElasticBlockStorage",
        "status": "ATTACHED" if volume.state == "in-use" else "DETACHED",
        "details": [{"name": name, "value": value} for name, value in details.items()],
    }


def _containers(owner: Task, definition: TaskDefinition | None) -> list[dict[str, Any]]:
    specs: Sequence[ContainerSpec | None] = (
        definition.containers if definition else (None,) * len(owner.containers)
    )
    pairs = zip(owner.containers, specs, strict=True)
    return [_container(owner, place, *pair) for place, pair in enumerate(pairs)]


def _container(owner: Task, place: int, container: Container, spec: ContainerSpec | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "containerArn": container_arn(owner, place),
        "taskArn": owner.arn,
        "name": container.name,
        "image": container.image,
        "lastStatus": container.status,
        "healthStatus": container.health,
        "networkBindings": [_binding(binding) for binding in container.bindings],
        "networkInterfaces": _interfaces(owner),
        "cpu": str(spec.cpu if spec else 0),
    }
    if container.digest:
        data["imageDigest"] = container.digest
    if container.restarts:
        data["restartCount"] = container.restarts
    if container.runtime_id:
        data["runtimeId"] = container.runtime_id
    if container.exit_code is not None:
        data["exitCode"] = container.exit_code
    if container.reason:
        data["reason"] = container.reason
    if spec and spec.memory is not None:
        data["memory"] = str(spec.memory)
    if spec and spec.memory_reservation is not None:
        data["memoryReservation"] = str(spec.memory_reservation)
    return data


def container_arn(owner: Task, place: int) -> str:
    """The ARN of a task's container by its place: the task's with an id of its own."""
    number = owner.id
    digits = number[place:] + number[:place] if place else number
    own = f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:32]}"
    return f"{owner.arn.replace(':task/', ':container/', 1)}/{own}"


def _interfaces(owner: Task) -> list[dict[str, str]]:
    interface = owner.interface
    if interface is None or interface.status == "PRECREATED":
        return []
    return [{"attachmentId": interface.attachment_id, "privateIpv4Address": interface.private_ip}]


def _binding(binding: Binding) -> dict[str, Any]:
    return {
        "bindIP": "0.0.0.0",  # noqa: S104 - what Docker reports, nothing is bound here
        "containerPort": binding.container_port,
        "hostPort": binding.host_port,
        "protocol": binding.protocol,
    }
