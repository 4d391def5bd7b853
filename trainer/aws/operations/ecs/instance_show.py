"""Container instances as AWS describes them."""

from collections.abc import Sequence
from typing import Any

from trainer.aws.operations.ecs import tags
from trainer.sim.behaviours.placement import needs_of
from trainer.sim.model import ContainerInstance, Resources, Task, TaskDefinition, TaskStatus
from trainer.sim.world import World

_PENDING = (TaskStatus.PROVISIONING, TaskStatus.PENDING, TaskStatus.ACTIVATING)
AGENT_VERSION = "1.105.1"


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
        "remainingResources": _resources(_left(world, shown, tasks)),
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


def _left(world: World, shown: ContainerInstance, tasks: Sequence[Task]) -> Resources:
    """What is left: for ports, AWS lists those in use, without the dynamic ones [CI-6]."""
    has, used = shown.registered, shown.used
    definitions = (world.get(TaskDefinition, arn) for arn in {task.definition: None for task in tasks})
    fixed = [needs_of(definition) for definition in definitions if definition is not None]
    tcp = sorted({*has.tcp, *(port for needs in fixed for port in needs.tcp)})
    udp = sorted({*has.udp, *(port for needs in fixed for port in needs.udp)})
    return Resources(has.cpu - used.cpu, has.memory - used.memory, tuple(tcp), tuple(udp))


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
