"""Service "trainer": what only a simulator can do: machines, faults, applications, time."""

from collections.abc import Callable, Mapping
from ipaddress import ip_network
from typing import Any

from trainer.aws.model import Answer
from trainer.aws.operations.answering import changes, invalid
from trainer.aws.operations.applying import APPLYING, image_named
from trainer.aws.operations.around import AROUND
from trainer.aws.operations.ecs import find
from trainer.aws.operations.zones import ZONES
from trainer.sim.behaviours.metering import measuring
from trainer.sim.events import (
    AgentDisconnected,
    AgentReconnected,
    ContainerExited,
    HealthTold,
    HostBooted,
    HostTerminated,
    SpotNoticed,
    TaskStopRequested,
)
from trainer.sim.iam.acting import console_made
from trainer.sim.instance_types import TYPES
from trainer.sim.kernel import Why, plan, tell
from trainer.sim.latencies import BOOT_MS, SECOND_MS
from trainer.sim.load import load_at
from trainer.sim.model import (
    ContainerInstance,
    DarkZone,
    Host,
    InstanceProfile,
    InstanceStatus,
    Load,
    LoadPoint,
    SecurityGroup,
    Service,
    StopCode,
    Subnet,
    Task,
    TaskDefinition,
    TaskStatus,
)
from trainer.sim.numbers import counted
from trainer.sim.run import happen, run_for
from trainer.sim.world import World
from trainer.value import replace

WAIT_MAX_S = 30 * 86400
LAUNCH_MAX = 100
SHORT_ID = 8
"""So many characters of an instance id name it, as screens show it."""


@changes
def launch_container_instance(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """LaunchContainerInstance {cluster, instanceType, availabilityZone, subnet, count, instanceProfile,
    securityGroups, associatePublicIp}: EC2 instances whose agents register with the cluster once they have
    booted. Without a zone they are spread over the default subnets; without a profile they get
    `ecsInstanceRole`, which is made as the console would; with an empty one they have none."""
    cluster = find.cluster(world, params.get("cluster"))
    kind = params.get("instanceType") or "t3.medium"
    if kind not in TYPES:
        raise invalid(f"This simulator has no instance type '{kind}'. It has: {', '.join(TYPES)}.")
    count = params.get("count", 1)
    if not isinstance(count, int) or not 1 <= count <= LAUNCH_MAX:
        raise invalid(f"count should be between 1 and {LAUNCH_MAX}.")
    subnets = _subnets(world, params)
    profile = _profile(world, params)
    groups = tuple(params.get("securityGroups") or ())
    for name in groups:
        if world.get(SecurityGroup, name) is None:
            raise invalid(f"There is no security group '{name}'.")
    template = Host(
        "", kind, "", "", cluster.arn, launched_ms=world.now_ms, profile=profile, security_groups=groups,
        public_ip=params.get("associatePublicIp"),
    )  # fmt: skip
    text = f"{count} {kind} {'was' if count == 1 else 'were'} launched for cluster {cluster.name}"
    world.cause = tell(world, Why((cluster.arn,), text, ("CI-1",)))
    before = sum(host.cluster == cluster.arn for host in world.of(Host).values())
    hosts = [
        _host(world, template, subnets[(before + place) % len(subnets)], place) for place in range(count)
    ]
    return {"instanceIds": hosts}


def _subnets(world: World, params: Mapping[str, Any]) -> list[Subnet]:
    if params.get("subnet"):
        found = world.get(Subnet, str(params["subnet"]))
        if found is None:
            raise invalid(f"There is no subnet '{params['subnet']}'.")
        return [found]
    zone = params.get("availabilityZone")
    if world.get(DarkZone, str(zone)) is not None:
        raise invalid(f"Availability zone '{zone}' failed. Restore it first, with RestoreZone.")
    every = [
        item
        for item in world.of(Subnet).values()
        if zone in (None, item.availability_zone) and world.get(DarkZone, item.availability_zone) is None
    ]
    subnets = [item for item in every if item.is_default] or every
    if not subnets:
        raise invalid(f"There is no subnet in availability zone '{zone}'.")
    return subnets


def _profile(world: World, params: Mapping[str, Any]) -> str:
    """The name of the instance profile; the usual one is made when nobody named one."""
    if "instanceProfile" not in params:
        for made in console_made(world, "ecsInstanceRole"):
            world.put(made)
        return "ecsInstanceRole"
    name = str(params["instanceProfile"] or "").rpartition("/")[2]
    if name and world.get(InstanceProfile, name) is None:
        raise invalid(f"There is no instance profile '{name}'.")
    return name


def _host(world: World, template: Host, subnet: Subnet, place: int) -> str:
    name = f"i-0{world.new_id('host', place, length=16)}"
    world.put(
        replace(
            template,
            instance_id=name,
            availability_zone=subnet.availability_zone,
            subnet_id=subnet.subnet_id,
            private_ip=_address(world, subnet),
        )
    )
    plan(world, BOOT_MS, HostBooted(name))
    return name


def _address(world: World, subnet: Subnet) -> str:
    """The next address of a subnet."""
    current = world.need(Subnet, subnet.subnet_id)
    world.put(replace(current, hosts_used=current.hosts_used + 1))
    network = ip_network(current.cidr)
    return str(network[4 + current.hosts_used % (network.num_addresses - 5)])


@changes
def terminate_instance(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """TerminateInstance {instance}: the EC2 instance goes [CI-13]."""
    name = _host_name(world, params)
    host = world.get(Host, name)
    if host is None or host.state == "terminated":
        raise invalid(f"There is no running instance '{params.get('instance')}'.")
    world.cause = tell(world, Why((name,), f"instance {name} was terminated", ("CI-13",)))
    happen(world, HostTerminated(name))
    return {}


@changes
def disconnect_agent(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DisconnectAgent {instance}: ECS no longer hears from the agent [CI-3]."""
    instance = _instance(world, params)
    if not instance.agent_connected:
        raise invalid(f"The agent on {instance.host} is disconnected already.")
    happen(world, AgentDisconnected(instance.arn))
    return {}


@changes
def reconnect_agent(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ReconnectAgent {instance}."""
    instance = _instance(world, params)
    host = world.get(Host, instance.host)
    if instance.agent_connected:
        raise invalid(f"The agent on {instance.host} is connected.")
    if host is not None and host.state == "terminated":
        raise invalid(f"Instance {instance.host} was terminated: its agent cannot come back.")
    happen(world, AgentReconnected(instance.arn))
    return {}


@changes
def kill_task(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """KillTask {task, exitCode, container}: a container dies, the first essential one unless named [TL-8].

    `task` is an id, an ARN, or the name of a service or group: then its oldest running task.
    """
    task = _running_task(world, params)
    code = params.get("exitCode", 1)
    if not isinstance(code, int) or not 0 <= code <= 255:
        raise invalid("exitCode should be between 0 and 255.")
    name = params.get("container") or _essential(world, task)
    if name not in [container.name for container in task.containers]:
        raise invalid(f"Task {task.id} has no container '{name}'.")
    text = f"the application in {name} of task {task.id[:8]} was made to crash"
    world.cause = tell(world, Why((task.arn,), text, ("TL-8",)))
    happen(world, ContainerExited(task.arn, name, code))
    return {"taskArn": task.arn}


@changes
def interrupt_spot(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """InterruptSpot {task, all} or {instance}: Fargate takes back the capacity of a Spot task, or of all of
    them [SP-2]; or EC2 takes a Spot Instance back in two minutes [SP-1].

    `task` is an id, an ARN, or the name of a service or group: then its oldest running Spot task. With `all`
    and none running nothing happens.
    """
    if params.get("instance"):
        return _interrupt_instance(world, _host_name(world, params))
    spot = [task for task in _running_tasks(world, params) if task.capacity_provider == "FARGATE_SPOT"]
    every = bool(params.get("all"))
    if not spot and not every:
        raise invalid(f"There is no running Fargate Spot task '{params.get('task')}'.")
    reason = "Your Spot Task was interrupted."
    for task in spot if every else spot[:1]:
        text = f"Fargate Spot takes the capacity of task {task.id[:8]} back"
        world.cause = tell(world, Why((task.arn,), text, ("SP-2",)))
        happen(world, TaskStopRequested(task.arn, StopCode.SPOT_INTERRUPTION, reason))
    return {"taskArns": [task.arn for task in spot]} if every else {"taskArn": spot[0].arn}


def _interrupt_instance(world: World, name: str) -> Mapping[str, Any]:
    host = world.need(Host, name)
    if not host.spot or host.state != "running":
        raise invalid(f"{name} is no running Spot Instance.")
    world.cause = tell(world, Why((name,), f"Spot Instance {name} was chosen to be interrupted", ("SP-1",)))
    happen(world, SpotNoticed(name))
    return {"instanceId": name}


@changes
def set_health(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetHealth {service|task|image, healthy, path, hangs, afterSeconds}: whether an application answers its
    checks. Without a path all of them, also the containers' own; what is told last counts."""
    healthy, after_s = params.get("healthy"), params.get("afterSeconds", 0)
    if not isinstance(healthy, bool):
        raise invalid("SetHealth wants healthy: true or false.")
    if not isinstance(after_s, int) or not 0 <= after_s <= WAIT_MAX_S:
        raise invalid(f"afterSeconds should be between 0 and {WAIT_MAX_S}.")
    path = params.get("path") or ""
    subject = _subject(world, params)
    told = HealthTold(subject, str(path), healthy, bool(params.get("hangs")))
    if after_s:
        text = f"in {after_s} s the health of {subject.rpartition('/')[2]} will turn"
        cause = tell(world, Why((subject,), text, ("TH-1",)))
        plan(world, after_s * SECOND_MS, told, cause)
    else:
        happen(world, told)
    return {}


def _subject(world: World, params: Mapping[str, Any]) -> str:
    """The ARN of the named service or task, or the image."""
    if params.get("image"):
        return image_named(world, params).name
    if params.get("task"):
        return _running_task(world, params).arn
    return _service(world, params).arn


def _service(world: World, params: Mapping[str, Any]) -> Service:
    """The named service that is not gone."""
    name = str(params.get("service") or "")
    for service in world.of(Service).values():
        if name and name in (service.arn, service.name) and service.status != "INACTIVE":
            return service
    raise invalid(f"There is no service '{name}'.")


@changes
def set_load(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetLoad {service, points: [{afterSeconds, requestsPerMinute, cpuUnits, memoryMiB}]}: what a service has
    to do from now on, straight between the points: requests and CPU units for all its tasks, memory each."""
    service = _service(world, params)
    given = params.get("points")
    if not isinstance(given, list) or not given or not all(isinstance(point, Mapping) for point in given):
        raise invalid("SetLoad wants points, each with afterSeconds, requestsPerMinute, cpuUnits, memoryMiB.")
    points = sorted((_load_point(world, point) for point in given), key=lambda point: point.at_ms)
    text = f"the load of service {service.name} was set: {counted(len(points), 'point')}"
    world.cause = tell(world, Why((service.arn,), text, ("OB-2",)))
    before = load_at(world, service.arn, world.now_ms)
    world.put(Load(service.arn, tuple(points), before, world.cause))
    measuring(world)
    return {}


def _load_point(world: World, point: Mapping[str, Any]) -> LoadPoint:
    names = ("afterSeconds", "requestsPerMinute", "cpuUnits", "memoryMiB")
    values = [point.get(name, 0) for name in names]
    if set(point) - set(names) or not all(isinstance(value, int | float) and value >= 0 for value in values):
        raise invalid(f"A point of a load has {', '.join(names)}, none of them negative.")
    after_s, requests, cpu, memory = (float(value) for value in values)
    return LoadPoint(world.now_ms + int(after_s * SECOND_MS), requests, cpu, memory)


@changes
def wait(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Wait {seconds}: let time pass."""
    seconds = params.get("seconds")
    if not isinstance(seconds, int) or not 0 <= seconds <= WAIT_MAX_S:
        raise invalid(f"Wait wants whole seconds between 0 and {WAIT_MAX_S}.")
    run_for(world, seconds * SECOND_MS)
    return {"now": world.wall()}


def _host_name(world: World, params: Mapping[str, Any]) -> str:
    given = str(params.get("instance") or "")
    return given if world.get(Host, given) else _instance(world, params).host


def _instance(world: World, params: Mapping[str, Any]) -> ContainerInstance:
    """The container instance of an ARN, its id, or the EC2 instance's id or its beginning, in any cluster."""
    given = str(params.get("instance") or params.get("containerInstance") or "")
    for instance in world.of(ContainerInstance).values():
        if instance.status is InstanceStatus.INACTIVE:
            continue
        if given and given in (instance.arn, instance.arn.rpartition("/")[2], instance.host):
            return instance
        if len(given) >= SHORT_ID and instance.host.startswith(given):
            return instance
    raise invalid(f"There is no container instance '{given}'.")


def _running_task(world: World, params: Mapping[str, Any]) -> Task:
    """The oldest of the running tasks that are meant."""
    found = _running_tasks(world, params)
    if not found:
        raise invalid(f"There is no running task '{params.get('task') or ''}'.")
    return found[0]


def _running_tasks(world: World, params: Mapping[str, Any]) -> list[Task]:
    """The running tasks of an id, an ARN, or the name of a service or group."""
    given = str(params.get("task") or "")
    return [
        task
        for task in world.of(Task).values()
        if task.last_status is TaskStatus.RUNNING
        and task.desired_status == "RUNNING"
        and given
        and given in (task.arn, task.id, task.group, task.group.rpartition(":")[2])
    ]


def _essential(world: World, task: Task) -> str:
    definition = world.need(TaskDefinition, task.definition)
    return next(spec.name for spec in definition.containers if spec.essential)


TRAINER: Mapping[str, Callable[[World, Mapping[str, Any]], Answer]] = {
    **APPLYING,
    "LaunchContainerInstance": launch_container_instance,
    "TerminateInstance": terminate_instance,
    "DisconnectAgent": disconnect_agent,
    "ReconnectAgent": reconnect_agent,
    "KillTask": kill_task,
    "InterruptSpot": interrupt_spot,
    "SetHealth": set_health,
    "SetLoad": set_load,
    "Wait": wait,
    **AROUND,
    **ZONES,
}
