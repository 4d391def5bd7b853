"""Tasks and container instances as AWS describes them."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.ecs import tags
from trainer.sim.behaviours.healthy import task_health
from trainer.sim.model import (
    Binding,
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
_TIMES = (
    ("createdAt", "created_ms"),
    ("pullStartedAt", "pull_started_ms"),
    ("pullStoppedAt", "pull_stopped_ms"),
    ("startedAt", "started_ms"),
    ("stoppingAt", "stopping_ms"),
    ("executionStoppedAt", "execution_stopped_ms"),
    ("stoppedAt", "stopped_ms"),
)


def task(world: World, shown: Task, with_tags: bool = True) -> dict[str, Any]:
    """A task."""
    definition = world.get(TaskDefinition, shown.definition)
    specs = {spec.name: spec for spec in definition.containers} if definition else {}
    kept = shown.shown or {}
    data: dict[str, Any] = {
        "attachments": [_attachment(shown.interface)] if shown.interface else [],
        "attributes": [{"name": "ecs.cpu-architecture", "value": "x86_64"}],
        "availabilityZone": shown.availability_zone,
        "clusterArn": shown.cluster,
        "containers": [_container(world, shown, item, specs.get(item.name)) for item in shown.containers],
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
    data.update(_connection(world, shown))
    data.update((name, world.wall(at)) for name, field in _TIMES if (at := getattr(shown, field)) is not None)
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


def _connection(world: World, shown: Task) -> dict[str, Any]:
    """Where it runs and whether the agent there is heard."""
    if shown.instance:
        instance = world.need(ContainerInstance, shown.instance)
        return {
            "containerInstanceArn": shown.instance,
            "connectivity": "CONNECTED" if instance.agent_connected else "DISCONNECTED",
            "connectivityAt": world.wall(max(shown.created_ms, instance.agent_changed_ms)),
        }
    if shown.pull_started_ms is None:
        return {}
    return {"connectivity": "CONNECTED", "connectivityAt": world.wall(shown.pull_started_ms)}


def _overrides(shown: Task, given: Mapping[str, Any] | None) -> dict[str, Any]:
    data = dict(given or {})
    named = {item["name"]: item for item in data.get("containerOverrides") or ()}
    data["containerOverrides"] = [named.get(item.name, {"name": item.name}) for item in shown.containers]
    data.setdefault("inferenceAcceleratorOverrides", [])
    return data


def _attachment(interface: Interface) -> dict[str, Any]:
    details = {
        "subnetId": interface.subnet_id,
        "networkInterfaceId": interface.interface_id,
        "macAddress": interface.mac,
        "privateDnsName": f"ip-{interface.private_ip.replace('.', '-')}.ec2.internal",
        "privateIPv4Address": interface.private_ip,
    }
    return {
        "id": interface.attachment_id,
        "type": "ElasticNetworkInterface",
        "status": interface.status,
        "details": [{"name": name, "value": value} for name, value in details.items()],
    }


def _container(world: World, owner: Task, container: Container, spec: ContainerSpec | None) -> dict[str, Any]:
    data: dict[str, Any] = {
        "containerArn": container_arn(world, owner, container),
        "taskArn": owner.arn,
        "name": container.name,
        "image": container.image,
        "lastStatus": container.status,
        "healthStatus": container.health,
        "networkBindings": [_binding(binding) for binding in container.bindings],
        "networkInterfaces": _interfaces(owner),
        "cpu": str(spec.cpu if spec else 0),
    }
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


def container_arn(world: World, owner: Task, container: Container) -> str:
    """The ARN of a task's container."""
    cluster = owner.cluster.rpartition("/")[2]
    return world.arn(f"container/{cluster}/{owner.id}/{_container_id(owner, container)}")


def _container_id(owner: Task, container: Container) -> str:
    place = [item.name for item in owner.containers].index(container.name)
    digits = owner.id[place:] + owner.id[:place]
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


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
    return Resources(has.cpu - used.cpu, has.memory - used.memory, used.tcp, used.udp)


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
