"""What ECS's events tell of a task or a container instance: their `detail`.

Stands for EV-1, EV-2. AWS: "Amazon ECS task state change events", "Amazon ECS container instance state change
events". A task's health status is not in it.
"""

from typing import Any

from trainer.sim.envelope import iso
from trainer.sim.model import Container, ContainerInstance, Interface, Resources, Task
from trainer.sim.world import World

_TIMES = (
    ("createdAt", "created_ms"),
    ("pullStartedAt", "pull_started_ms"),
    ("pullStoppedAt", "pull_stopped_ms"),
    ("startedAt", "started_ms"),
    ("stoppingAt", "stopping_ms"),
    ("executionStoppedAt", "execution_stopped_ms"),
    ("stoppedAt", "stopped_ms"),
)


def of_task(world: World, task: Task) -> dict[str, Any]:
    """The detail of `ECS Task State Change`."""
    detail: dict[str, Any] = {
        "attachments": [_attachment(task.interface)] if task.interface else [],
        "availabilityZone": task.availability_zone,
        "clusterArn": task.cluster,
        "containers": [_container(world, task, container) for container in task.containers],
        "cpu": str(task.needs.cpu),
        "createdAt": iso(world.wall(task.created_ms)),
        "desiredStatus": task.desired_status,
        "group": task.group,
        "lastStatus": str(task.last_status),
        "memory": str(task.needs.memory),
        "overrides": {"containerOverrides": [_override(task, one) for one in task.containers]},
        "taskArn": task.arn,
        "taskDefinitionArn": task.definition,
        "updatedAt": iso(world.wall()),
        "version": task.version,
    }
    if task.capacity_provider:
        detail["capacityProviderName"] = task.capacity_provider
    else:
        detail["launchType"] = str(task.launch_type)
    if task.instance:
        detail["containerInstanceArn"] = task.instance
    if task.platform_version:
        detail["platformVersion"] = task.platform_version
    if task.started_by:
        detail["startedBy"] = task.started_by
    if task.stop_code:
        detail["stopCode"] = str(task.stop_code)
        detail["stoppedReason"] = task.stopped_reason
    detail.update(
        (name, iso(world.wall(at))) for name, field in _TIMES if (at := getattr(task, field)) is not None
    )
    return detail


def _override(task: Task, container: Container) -> dict[str, Any]:
    given = ((task.shown or {}).get("overrides") or {}).get("containerOverrides") or ()
    return dict(next((one for one in given if one.get("name") == container.name), {"name": container.name}))


def _container(world: World, task: Task, container: Container) -> dict[str, Any]:
    cluster = task.cluster.rpartition("/")[2]
    detail: dict[str, Any] = {
        "containerArn": world.arn(f"container/{cluster}/{task.id}/{container.name}"),
        "lastStatus": container.status,
        "name": container.name,
        "image": container.image,
        "taskArn": task.arn,
        "networkInterfaces": [],
    }
    if container.runtime_id:
        detail["runtimeId"] = container.runtime_id
    if container.exit_code is not None:
        detail["exitCode"] = container.exit_code
    if container.reason:
        detail["reason"] = container.reason
    if task.interface and task.interface.status != "PRECREATED":
        address = {
            "attachmentId": task.interface.attachment_id,
            "privateIpv4Address": task.interface.private_ip,
        }
        detail["networkInterfaces"] = [address]
    if container.bindings:
        detail["networkBindings"] = [
            {
                "bindIP": "0.0.0.0",  # noqa: S104 - what Docker reports, nothing is bound here
                "containerPort": one.container_port,
                "hostPort": one.host_port,
                "protocol": one.protocol,
            }
            for one in container.bindings
        ]
    return detail


def _attachment(interface: Interface) -> dict[str, Any]:
    details = {
        "networkInterfaceId": interface.interface_id,
        "macAddress": interface.mac,
        "privateIPv4Address": interface.private_ip,
        "subnetId": interface.subnet_id,
    }
    return {
        "id": interface.attachment_id,
        "type": "eni",
        "status": interface.status,
        "details": [{"name": name, "value": value} for name, value in details.items()],
    }


def of_instance(world: World, instance: ContainerInstance) -> dict[str, Any]:
    """The detail of `ECS Container Instance State Change`."""
    has, used = instance.registered, instance.used
    left = Resources(has.cpu - used.cpu, has.memory - used.memory, used.tcp, used.udp)
    return {
        "agentConnected": instance.agent_connected,
        "attributes": [
            {"name": name, "value": instance.attributes[name]}
            if instance.attributes[name]
            else {"name": name}
            for name in sorted(instance.attributes)
        ],
        "clusterArn": instance.cluster,
        "containerInstanceArn": instance.arn,
        "ec2InstanceId": instance.host,
        "registeredResources": _resources(has),
        "remainingResources": _resources(left),
        "status": str(instance.status),
        "version": instance.version,
        "updatedAt": iso(world.wall()),
    }


def _resources(amount: Resources) -> list[dict[str, Any]]:
    numbers = (("CPU", amount.cpu), ("MEMORY", amount.memory))
    ports = (("PORTS", amount.tcp), ("PORTS_UDP", amount.udp))
    return [
        *({"name": name, "type": "INTEGER", "integerValue": value} for name, value in numbers),
        *(
            {"name": name, "type": "STRINGSET", "stringSetValue": [str(port) for port in open_]}
            for name, open_ in ports
        ),
    ]
