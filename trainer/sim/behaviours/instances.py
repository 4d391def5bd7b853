"""Container instances: boot, registration, draining, deregistration, termination.

Stands for CI-1 and the first row of 5.1 (who cannot register), CI-2, CI-4 to CI-6 (what is registered),
CI-9 (attributes), CI-10 and DR-1, DR-6, DR-7 (draining; the service scheduler does DR-2 to DR-5),
CI-12, CI-13 and CH-12. AWS: "Amazon ECS container instances". How long a boot takes is our model
(15.1).
"""

from collections.abc import Callable, Mapping
from typing import Any

from trainer.sim.behaviours.stopping import stopped
from trainer.sim.blueprints import attributes_of
from trainer.sim.events import (
    HostBooted,
    HostTerminated,
    InstanceActivated,
    InstanceDeregistered,
    InstanceDrained,
    InstanceRegistered,
    TaskForgotten,
    TaskStopped,
)
from trainer.sim.iam.acting import console_made
from trainer.sim.iam.of_tasks import denial, of_host
from trainer.sim.instance_types import TYPES, InstanceType
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import STOPPED_SHOWN_MS
from trainer.sim.model import (
    CapacityProvider,
    Cluster,
    ContainerInstance,
    Host,
    InstanceStatus,
    Resources,
    StopCode,
    Subnet,
    Task,
)
from trainer.sim.paths import obstacle, place_of_host
from trainer.sim.world import Record, World
from trainer.value import replace

RESERVED_TCP = (22, 2375, 2376, 51678, 51679)
"""Ports the instance keeps for itself [CI-6]."""


AGENT_AGAIN_MS = 60_000
"""How often an agent that cannot register tries again; our model."""


def react(
    world: World,
    event: HostBooted | InstanceDrained | InstanceActivated | InstanceDeregistered | HostTerminated,
) -> Reaction:
    """Change a container instance, and end the tasks of one that goes."""
    return _STEPS[type(event)](world, event)


def registered(world: World, host: Host, kind: InstanceType, cluster: Cluster) -> ContainerInstance:
    """The container instance that the agent on a host registers; reserved memory is not offered [CI-5]."""
    agent = host.agent or {}
    kept = agent.get("ECS_RESERVED_MEMORY", "0")
    memory = kind.memory_mib - (int(kept) if kept.isdigit() else 0)
    arn = world.arn(f"container-instance/{cluster.name}/{world.new_id('instance', host.instance_id)}")
    reserved = Resources(0, 0, RESERVED_TCP)
    return ContainerInstance(
        arn=arn,
        cluster=cluster.arn,
        host=host.instance_id,
        registered=Resources(kind.vcpus * 1024, memory, RESERVED_TCP, (), kind.enis - 1),
        used=reserved,
        attributes={**_attributes(world, host, kind), **attributes_of(agent)},
        agent_changed_ms=world.now_ms,
        registered_ms=world.now_ms,
        provider=provider_of(world, host.group, cluster),
    )


def profile_of(data: Mapping[str, Any]) -> str:
    """The instance profile of a launch template or configuration; where none is named, the one that the ECS
    console makes (in AWS, an instance without a profile does not register)."""
    given = data.get("IamInstanceProfile") or {}
    name = given if isinstance(given, str) else given.get("Name") or given.get("Arn") or ""
    return name.rpartition("/")[2] or "ecsInstanceRole"


def provider_of(world: World, group: str, cluster: Cluster) -> str:
    """The capacity provider of the cluster to which an Auto Scaling group's instances belong, if any."""
    found = world.among(CapacityProvider, f"providers:{group}")
    return next((one.name for one in found if one.name in cluster.capacity_providers), "")


def _attributes(world: World, host: Host, kind: InstanceType) -> dict[str, str]:
    return {
        "ecs.ami-id": "ami-0c0ffee0ec5a00001",
        "ecs.availability-zone": host.availability_zone,
        "ecs.instance-type": kind.name,
        "ecs.os-type": "linux",
        "ecs.os-family": "LINUX",
        "ecs.cpu-architecture": kind.architecture,
        "ecs.vpc-id": _vpc_of(world, host.subnet_id),
        "ecs.subnet-id": host.subnet_id,
        "ecs.capability.task-eni": "",
        "ecs.capability.docker-remote-api.1.44": "",
        "ecs.capability.ecr-auth": "",
        "ecs.capability.task-iam-role": "",
        "ecs.capability.execution-role-awslogs": "",
    }


def _vpc_of(world: World, subnet_id: str) -> str:
    subnet = world.get(Subnet, subnet_id)
    return subnet.vpc_id if subnet else ""


def _booted(world: World, event: HostBooted) -> Reaction:
    host = world.get(Host, event.host)
    if host is None or host.state != "running":
        return NOTHING
    cluster = world.get(Cluster, host.cluster)
    if cluster is None or cluster.status != "ACTIVE":
        name = host.cluster.rpartition("/")[2]
        if name != "default" or "ECS_CLUSTER" in (host.agent or {}):
            text = f"the agent on {host.instance_id} finds no cluster {name}: it does not register"
            return Reaction((), (), (Why((host.instance_id,), text, ("CI-1",)),))
        cluster = Cluster(host.cluster, name)
    made = console_made(world, host.profile)
    refused = _refused(world, host) if not made else None
    if refused is not None:
        return _not_registered(host, refused)
    host = replace(host, trouble="")
    instance = registered(world, host, TYPES[host.instance_type], cluster)
    if instance.registered.memory <= 0:
        text = f"the agent on {host.instance_id} reserves more memory than there is: it cannot register"
        return Reaction((), (), (Why((host.instance_id,), text, ("CI-5",)),))
    why = Why((instance.arn, instance.cluster), f"the agent on {instance.short} registered", ("CI-1", "CI-5"))
    return Reaction((*made, cluster, host, instance), (Later(0, InstanceRegistered(instance.arn)),), (why,))


def _refused(world: World, host: Host) -> tuple[str, str] | None:
    """Why the agent cannot register, in the words of its log and of a person: permission or network [5.1]."""
    actor = of_host(world, host)
    for action, resource in (
        ("ecs:DiscoverPollEndpoint", "*"),
        ("ecs:RegisterContainerInstance", host.cluster),
    ):
        if denied := denial(world, actor, action, resource):
            return f"Unable to register as a container instance with ECS: {denied.said}", denied.text
    for service in ("ecs", "ecs-agent", "ecs-telemetry"):
        if way := obstacle(world, place_of_host(world, host), service):
            said = f"RequestError: send request failed: Post https://{service}.{world.region}.amazonaws.com/"
            return f"Unable to register as a container instance with ECS: {said}: dial tcp: i/o timeout", way
    return None


def _not_registered(host: Host, refused: tuple[str, str]) -> Reaction:
    """The agent logs it and tries again; the instance never appears in the cluster."""
    said, text = refused
    again = Later(AGENT_AGAIN_MS, HostBooted(host.instance_id))
    if host.trouble == said:
        return Reaction((), (again,))
    about = (host.instance_id, host.cluster)
    why = Why(about, f"the agent on {host.instance_id} cannot register: {text}", ("CI-1", "RO-1"))
    return Reaction((replace(host, trouble=said),), (again,), (why,))


def _set(status: InstanceStatus, text: str, rule: str) -> Callable[[World, Any], Reaction]:
    def handle(world: World, event: InstanceDrained | InstanceActivated) -> Reaction:
        instance = world.need(ContainerInstance, event.instance)
        changed = replace(instance, status=status, version=instance.version + 1)
        return Reaction((changed,), (), (Why((instance.arn,), f"{instance.short} {text}", (rule,)),))

    return handle


def _deregistered(world: World, event: InstanceDeregistered) -> Reaction:
    instance = world.need(ContainerInstance, event.instance)
    text = f"{instance.short} was deregistered by force: ECS no longer counts its tasks"
    reason = "Container instance deregistration forced by user"
    return _left(
        world, instance, Why((instance.arn,), text, ("CI-12", "CH-12")), reason, StopCode.USER_INITIATED
    )


def _terminated(world: World, event: HostTerminated) -> Reaction:
    """The host goes; ECS notices only while the agent is connected [CI-13]."""
    host = world.need(Host, event.host)
    gone = replace(host, state="terminated")
    found = world.among(ContainerInstance, f"host:{host.instance_id}")
    if not found:
        return Reaction((gone,))
    instance = found[0]
    if not instance.agent_connected:
        text = f"{instance.short} was terminated with its agent disconnected: ECS does not notice"
        return Reaction((gone,), (), (Why((instance.arn,), text, ("CI-13",)),))
    why = Why((instance.arn,), f"{instance.short} was terminated: it leaves the cluster", ("CI-13",))
    reason = f"Host EC2 (instance {host.instance_id}) terminated."
    left = _left(world, instance, why, reason, StopCode.TERMINATION_NOTICE)
    return replace(left, changes=(gone, *left.changes))


def _left(world: World, instance: ContainerInstance, why: Why, reason: str, code: StopCode) -> Reaction:
    """The instance becomes INACTIVE and ECS shows its tasks as STOPPED."""
    changes: list[Record] = []
    later: list[Later] = []
    tasks = world.among(Task, f"instance:{instance.arn}")
    lost = dict.fromkeys(name for task in tasks for name in (task.arn, task.service) if name)
    why = replace(why, about=(*why.about, *lost))  # it is also why they have gone
    for task in tasks:
        known = task if task.stop_code else replace(task, stop_code=code, stopped_reason=reason)
        changes.append(stopped(world, known)[0])
        later.append(Later(0, TaskStopped(task.arn)))
        later.append(Later(STOPPED_SHOWN_MS, TaskForgotten(task.arn)))
    empty = Resources(0, 0, RESERVED_TCP)
    changes.append(
        replace(
            instance,
            status=InstanceStatus.INACTIVE,
            agent_connected=False,
            agent_changed_ms=world.now_ms,
            used=empty,
            unheard=(),
            version=instance.version + 1,
        )
    )
    return Reaction(tuple(changes), tuple(later), (why,))


_STEPS: Mapping[type[Any], Callable[[World, Any], Reaction]] = {
    HostBooted: _booted,
    InstanceDrained: _set(InstanceStatus.DRAINING, "is DRAINING: it takes no more tasks", "DR-1"),
    InstanceActivated: _set(InstanceStatus.ACTIVE, "is ACTIVE again", "CI-10"),
    InstanceDeregistered: _deregistered,
    HostTerminated: _terminated,
}
