"""Looking at a world as a learner sees it: services, container instances with their tasks, events."""

from collections import Counter

from trainer.labs.around import around
from trainer.labs.view import (
    ClusterView,
    EventLine,
    InstanceLine,
    LoadLine,
    ServiceLine,
    TargetsLine,
    TaskLine,
    WorldView,
)
from trainer.sim.model import (
    Cluster,
    ContainerInstance,
    Host,
    InstanceStatus,
    Metric,
    ScalingPolicy,
    Series,
    Service,
    Target,
    TargetGroup,
    TargetState,
    Task,
    TaskStatus,
)
from trainer.sim.world import World

MINUTES_SHOWN = 24
"""So much of a service's load is shown."""
STOPPED_SHOWN = 5
"""So many of the tasks stopped last are shown."""
ALWAYS = (TargetState.HEALTHY, TargetState.UNHEALTHY, TargetState.DRAINING)
"""What one looks for in a target group, be there any or none."""


def view(world: World) -> WorldView:
    """What is to be seen now."""
    active = [cluster for cluster in world.of(Cluster).values() if cluster.status == "ACTIVE"]
    return WorldView(world.wall(), tuple(_cluster(world, cluster) for cluster in active), around(world))


def _cluster(world: World, cluster: Cluster) -> ClusterView:
    tasks = world.among(Task, f"tasks:{cluster.arn}")
    stopped = sorted(world.among(Task, f"stopped:{cluster.arn}"), key=lambda task: task.stopped_ms or 0)
    services = [
        service
        for service in world.of(Service).values()
        if service.cluster == cluster.arn and service.status != "INACTIVE"
    ]
    instances = [
        instance
        for instance in world.of(ContainerInstance).values()
        if instance.cluster == cluster.arn and instance.status is not InstanceStatus.INACTIVE
    ]
    messages = sorted(
        (m for service in services for m in service.messages), key=lambda m: m.at_ms, reverse=True
    )
    return ClusterView(
        cluster.name,
        cluster.status,
        tuple(_service(world, service) for service in services),
        tuple(_instance(world, instance) for instance in instances),
        tuple(_task(world, task) for task in tasks if not task.instance),
        tuple(_task(world, task) for task in stopped[-STOPPED_SHOWN:]),
        tuple(EventLine(world.wall(message.at_ms), message.text) for message in messages),
    )


def _service(world: World, service: Service) -> ServiceLine:
    tasks = world.among(Task, f"service:{service.arn}")
    running = sum(task.last_status is TaskStatus.RUNNING for task in tasks)
    waiting = (TaskStatus.PROVISIONING, TaskStatus.PENDING, TaskStatus.ACTIVATING)
    unplaced = service.unplaced
    return ServiceLine(
        service.name,
        service.arn,
        service.status,
        service.desired_count,
        running,
        sum(task.last_status in waiting for task in tasks),
        tuple(f"{_last(one.definition)} {one.rollout.value}" for one in service.deployments),
        unplaced.missing if unplaced else 0,
        unplaced.text if unplaced else "",
        tuple(
            _targets(world, group) for group in dict.fromkeys(one.group for one in service.launch.balanced)
        ),
        _load(world, service),
    )


def _targets(world: World, arn: str) -> TargetsLine:
    group = world.get(TargetGroup, arn)
    counts = Counter(target.state for target in world.among(Target, f"targets:{arn}"))
    shown = [state for state in TargetState if counts[state] or state in ALWAYS]
    return TargetsLine(group.name if group else _last(arn), tuple((one.value, counts[one]) for one in shown))


def _load(world: World, service: Service) -> LoadLine | None:
    own = (("ClusterName", _last(service.cluster)), ("ServiceName", service.name))
    series = world.get(Series, Metric("AWS/ECS", "CPUUtilization", own).key)
    if series is None or not series.points:
        return None
    resource = f"service/{_last(service.cluster)}/{service.name}"
    aims = [
        policy.target
        for policy in world.among(ScalingPolicy, f"policies:{resource}")
        if "ECSServiceAverageCPUUtilization" in str(policy.data)
    ]
    points = series.points[-MINUTES_SHOWN:]
    return LoadLine(
        tuple(one.total / one.samples if one.samples else 0.0 for one in points), next(iter(aims), None)
    )


def _instance(world: World, instance: ContainerInstance) -> InstanceLine:
    registered, used = instance.registered, instance.used
    host = world.get(Host, instance.host)
    return InstanceLine(
        _short(instance.host),
        instance.arn,
        instance.attributes.get("ecs.availability-zone", ""),
        host.instance_type if host else "",
        instance.status.value,
        instance.agent_connected,
        used.cpu,
        registered.cpu,
        used.memory,
        registered.memory,
        tuple(_task(world, task) for task in world.among(Task, f"instance:{instance.arn}")),
    )


def _task(world: World, task: Task) -> TaskLine:
    instance = world.get(ContainerInstance, task.instance) if task.instance else None
    return TaskLine(
        task.id[:8],
        task.arn,
        _last(task.definition),
        task.last_status.value,
        task.desired_status,
        task.launch_type.value,
        task.availability_zone,
        _last(task.service) if task.service else "",
        _short(instance.host) if instance else "",
        task.stopped_reason,
    )


def _last(arn: str) -> str:
    return arn.rpartition("/")[2]


def _short(name: str) -> str:
    """An instance id as a person says it: its first characters."""
    return name[:8]
