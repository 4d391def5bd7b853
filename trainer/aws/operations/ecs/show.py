"""Tasks and container instances as AWS describes them."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.ecs import tags
from trainer.sim.behaviours.healthy import task_health
from trainer.sim.model import (
    Binding,
    BlockVolume,
    Container,
    ContainerInstance,
    ContainerSpec,
    Interface,
    LaunchType,
    Resources,
    Task,
    TaskDefinition,
    TaskStatus,
)
from trainer.sim.world import World

_PENDING = (TaskStatus.PROVISIONING, TaskStatus.PENDING, TaskStatus.ACTIVATING)
AGENT_VERSION = "1.105.1"


def task(world: World, shown: Task, with_tags: bool = True) -> dict[str, Any]:
    """A task."""
    definition = world.get(TaskDefinition, shown.definition)
    specs: Sequence[ContainerSpec | None] = (
        definition.containers if definition else (None,) * len(shown.containers)
    )
    kept = shown.shown or {}
    data: dict[str, Any] = {
        "attachments": [
            *([_attachment(shown.interface)] if shown.interface else []),
            *(_volume_attachment(world, volume) for volume in _volumes(world, shown)),
        ],
        "attributes": [{"name": "ecs.cpu-architecture", "value": "x86_64"}],
        "availabilityZone": shown.availability_zone,
        "clusterArn": shown.cluster,
        "containers": [
            _container(shown, place, *pair)
            for place, pair in enumerate(zip(shown.containers, specs, strict=True))
        ],
        "cpu": str(shown.needs.cpu),
        "desiredStatus": shown.desired_status,
        "enableExecuteCommand": kept.get("enableExecuteCommand", False),
        "group": shown.group,
        "healthStatus": task_health(world, shown),
        "lastStatus": str(shown.last_status),
        "launchType": str(shown.launch_type),
        "memory": str(shown.needs.memory),
        "overrides": _overrides(shown, kept.get("overrides")),
        "tags": tags.shown(world, shown.arn) if with_tags else [],
        "taskArn": shown.arn,
        "taskDefinitionArn": shown.definition,
        "version": shown.version,
    }
    _connect(world, shown, data)
    _add_times(world, shown, data)
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


def _add_times(world: World, shown: Task, data: dict[str, Any]) -> None:
    """Put in the times that have come [TL-5]; written out, since it is done for each task of a long list."""
    wall = world.wall
    data["createdAt"] = wall(shown.created_ms)
    if shown.pull_started_ms is not None:
        data["pullStartedAt"] = wall(shown.pull_started_ms)
    if shown.pull_stopped_ms is not None:
        data["pullStoppedAt"] = wall(shown.pull_stopped_ms)
    if shown.started_ms is not None:
        data["startedAt"] = wall(shown.started_ms)
    if shown.stopping_ms is not None:
        data["stoppingAt"] = wall(shown.stopping_ms)
    if shown.execution_stopped_ms is not None:
        data["executionStoppedAt"] = wall(shown.execution_stopped_ms)
    if shown.stopped_ms is not None:
        data["stoppedAt"] = wall(shown.stopped_ms)


def _connect(world: World, shown: Task, data: dict[str, Any]) -> None:
    """Say where it runs and whether the agent there is heard."""
    if shown.instance:
        instance = world.need(ContainerInstance, shown.instance)
        data["containerInstanceArn"] = shown.instance
        data["connectivity"] = "CONNECTED" if instance.agent_connected else "DISCONNECTED"
        data["connectivityAt"] = world.wall(max(shown.created_ms, instance.agent_changed_ms))
    elif shown.pull_started_ms is not None:
        data["connectivity"] = "CONNECTED"
        data["connectivityAt"] = world.wall(shown.pull_started_ms)


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


def instance(world: World, shown: ContainerInstance, with_tags: bool = True) -> dict[str, Any]:
    """A container instance."""
    tasks = world.among(Task, f"instance:{shown.arn}")
    names = sorted(shown.attributes)
    return {
        "containerInstanceArn": shown.arn,
        "ec2InstanceId": shown.host,
        "version": shown.version,
        "versionInfo": {
            "agentVersion": AGENT_VERSION,
            "agentHash": "8dfceca",
            "dockerVersion": "DockerVersion: 25.0.8",
        },
        "remainingResources": _resources(_left(shown)),
        "registeredResources": _resources(shown.registered),
        "status": str(shown.status),
        "agentConnected": shown.agent_connected,
        "runningTasksCount": sum(item.last_status is TaskStatus.RUNNING for item in tasks),
        "pendingTasksCount": sum(item.last_status in _PENDING for item in tasks),
        "attributes": [_attribute(name, shown.attributes[name]) for name in names],
        "registeredAt": world.wall(shown.registered_ms),
        "attachments": [],
        "tags": tags.shown(world, shown.arn) if with_tags else [],
    }


def _attribute(name: str, value: str) -> dict[str, str]:
    return {"name": name, "value": value} if value else {"name": name}


def _left(shown: ContainerInstance) -> Resources:
    """What is left: for ports, AWS lists those in use."""
    has, used = shown.registered, shown.used
    tcp = (*has.tcp, *(port for port in used.tcp if port not in has.tcp))
    return Resources(has.cpu - used.cpu, has.memory - used.memory, tcp, used.udp)


def _resources(amount: Resources) -> list[dict[str, Any]]:
    return [
        _number("CPU", amount.cpu),
        _number("MEMORY", amount.memory),
        _ports("PORTS", amount.tcp),
        _ports("PORTS_UDP", amount.udp),
    ]


def _number(name: str, value: int) -> dict[str, Any]:
    return {"name": name, "type": "INTEGER", "doubleValue": 0.0, "longValue": 0, "integerValue": value}


def _ports(name: str, ports: tuple[int, ...]) -> dict[str, Any]:
    shown = [str(port) for port in ports]
    return {
        "name": name,
        "type": "STRINGSET",
        "doubleValue": 0.0,
        "longValue": 0,
        "integerValue": 0,
        "stringSetValue": shown,
    }
