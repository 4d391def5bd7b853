"""Metrics, measured every minute from the first load, alarm or metric on.

Stands for OB-1 to OB-5 (namespaces, dimensions, periods), TD-7 and TL-9 (memory above the hard limit kills).
AWS: "Amazon ECS CloudWatch metrics". What a request count per target is without access logs is our model.
"""

from trainer.sim.events import ContainerExited, MinutePassed
from trainer.sim.kernel import Later, Reaction, Why, plan
from trainer.sim.latencies import SECOND_MS
from trainer.sim.load import (
    cluster_use,
    group_use,
    hard_limit_mib,
    load_at,
    reservation,
    routed,
    running,
    utilisation,
)
from trainer.sim.model import (
    AutoScalingGroup,
    Cluster,
    Datapoint,
    Load,
    Meter,
    Metric,
    Series,
    Service,
    Target,
    TargetGroup,
    TargetState,
    Task,
    TaskDefinition,
    TaskStatus,
)
from trainer.sim.world import World
from trainer.value import replace

MINUTE_MS = 60 * SECOND_MS
SAMPLES_MS = (0, 20 * SECOND_MS, 40 * SECOND_MS)
"""Three samples a minute, back from its end [OB-3]."""
POINTS_KEPT = 1500
OUT_OF_MEMORY = "OutOfMemoryError: Container killed due to memory usage"
KILLED = 137


def react(world: World, event: MinutePassed) -> Reaction:  # noqa: ARG001 - its class says when
    """Measure, and plan the next minute."""
    points: dict[str, tuple[Metric, list[float]]] = {}
    for service in world.of(Service).values():
        if service.status == "ACTIVE":
            _measure_service(world, service, points)
    for cluster in world.of(Cluster).values():
        _measure_cluster(world, cluster, points)
    for group in world.of(TargetGroup).values():
        _measure_group(world, group, points)
    for fleet in world.of(AutoScalingGroup).values():
        if (used := group_use(world, fleet.name)) is not None:
            _keep(points, Metric("AWS/EC2", "CPUUtilization", (("AutoScalingGroupName", fleet.name),)), used)
    changes = tuple(_with(world, metric, values) for metric, values in points.values())
    kills, reasons = _out_of_memory(world)
    later = (*kills, Later(MINUTE_MS, MinutePassed(), -1 if reasons else None))
    return Reaction(changes, later, reasons)


def appended(world: World, metric: Metric, point: Datapoint) -> Series:
    """The series with one more datapoint; one of the same minute is added to it."""
    series = world.get(Series, metric.key) or Series(metric)
    points = series.points
    if not points or points[-1].at_ms < point.at_ms:
        return replace(series, points=(*points[1 - POINTS_KEPT :], point))
    same = next((one for one in points if one.at_ms == point.at_ms), None)
    if same is not None:
        point = Datapoint(
            point.at_ms,
            same.total + point.total,
            same.samples + point.samples,
            min(same.least, point.least),
            max(same.most, point.most),
        )
    others = [one for one in points if one.at_ms != point.at_ms]
    ordered = sorted((*others, point), key=lambda one: one.at_ms)
    return replace(series, points=tuple(ordered[-POINTS_KEPT:]))


def measuring(world: World) -> None:
    """See to it that metrics are measured: from the next whole minute on."""
    if not world.of(Meter):
        world.put(Meter(world.now_ms))
        plan(world, MINUTE_MS - world.now_ms % MINUTE_MS, MinutePassed())


def _with(world: World, metric: Metric, values: list[float]) -> Series:
    point = Datapoint(world.now_ms, sum(values), len(values), min(values), max(values))
    return appended(world, metric, point)


def _keep(points: dict[str, tuple[Metric, list[float]]], metric: Metric, *values: float) -> None:
    points[metric.key] = (metric, list(values))


def _measure_service(world: World, service: Service, points: dict[str, tuple[Metric, list[float]]]) -> None:
    name = service.cluster.rpartition("/")[2]
    own = (("ClusterName", name), ("ServiceName", service.name))
    samples = [utilisation(world, service, world.now_ms - back_ms) for back_ms in SAMPLES_MS]
    known = [sample for sample in samples if sample is not None]
    if known:
        _keep(points, Metric("AWS/ECS", "CPUUtilization", own), *(cpu for cpu, _ in known))
        _keep(points, Metric("AWS/ECS", "MemoryUtilization", own), *(memory for _, memory in known))
    settings = {item["name"]: item.get("value") for item in world.need(Cluster, service.cluster).settings}
    if settings.get("containerInsights") in ("enabled", "enhanced"):
        tasks = world.among(Task, f"service:{service.arn}")
        up = sum(task.last_status is TaskStatus.RUNNING for task in tasks)
        waiting = sum(task.last_status in (TaskStatus.PROVISIONING, TaskStatus.PENDING) for task in tasks)
        for metric, value in (
            ("RunningTaskCount", up),
            ("DesiredTaskCount", service.desired_count),
            ("PendingTaskCount", waiting),
        ):
            _keep(points, Metric("ECS/ContainerInsights", metric, own), value)


def _measure_cluster(world: World, cluster: Cluster, points: dict[str, tuple[Metric, list[float]]]) -> None:
    reserved = reservation(world, cluster)
    if reserved is None:
        return
    own = (("ClusterName", cluster.name),)
    _keep(points, Metric("AWS/ECS", "CPUReservation", own), reserved[0])
    _keep(points, Metric("AWS/ECS", "MemoryReservation", own), reserved[1])
    used = cluster_use(world, cluster)
    if used is not None:
        _keep(points, Metric("AWS/ECS", "CPUUtilization", own), used[0])
        _keep(points, Metric("AWS/ECS", "MemoryUtilization", own), used[1])


def _measure_group(world: World, group: TargetGroup, points: dict[str, tuple[Metric, list[float]]]) -> None:
    if not group.load_balancers:
        return
    balancer = group.load_balancers[0].partition(":loadbalancer/")[2]
    name = f"targetgroup/{group.arn.partition(':targetgroup/')[2]}"
    own = (("LoadBalancer", balancer), ("TargetGroup", name))
    space = "AWS/NetworkELB" if balancer.startswith("net/") else "AWS/ApplicationELB"
    targets = world.among(Target, f"targets:{group.arn}")
    for metric, state in (
        ("HealthyHostCount", TargetState.HEALTHY),
        ("UnHealthyHostCount", TargetState.UNHEALTHY),
    ):
        _keep(points, Metric(space, metric, own), sum(target.state is state for target in targets))
    if space == "AWS/ApplicationELB":
        requests = _requests(world, group.arn)
        receiving = len(routed(world, group.arn))
        _keep(points, Metric(space, "RequestCount", own), requests)
        _keep(points, Metric(space, "RequestCount", own[:1]), requests)
        if receiving:
            for dimensions in (own, own[1:]):
                _keep(points, Metric(space, "RequestCountPerTarget", dimensions), requests / receiving)


def _requests(world: World, group: str) -> float:
    """Requests of the last minute to a target group, of all services behind it."""
    middle_ms = world.now_ms - MINUTE_MS // 2
    return sum(
        load_at(world, service.arn, middle_ms).requests_per_minute
        for service in world.of(Service).values()
        if service.status == "ACTIVE" and any(one.group == group for one in service.launch.balanced)
    )


def _out_of_memory(world: World) -> tuple[tuple[Later, ...], tuple[Why, ...]]:
    """Tasks whose memory passes the hard limit: their first essential container is killed [TD-7, TL-9]."""
    later: list[Later] = []
    reasons: list[Why] = []
    for load in world.of(Load).values():
        service = world.get(Service, load.service)
        used = load_at(world, load.service, world.now_ms).memory_mib
        for task in running(world, service) if service else []:
            definition = world.need(TaskDefinition, task.definition)
            limit = hard_limit_mib(definition)
            if limit is None or used <= limit:
                continue
            text = f"task {task.id[:8]} uses {used:,.0f} MiB, its hard limit is {limit:,} MiB"
            reasons.append(Why((task.arn,), text, ("TD-7",)))
            name = next(spec.name for spec in definition.containers if spec.essential)
            killed = ContainerExited(task.arn, name, KILLED, OUT_OF_MEMORY)
            later.append(Later(0, killed, len(reasons) - 1))
    return tuple(later), tuple(reasons)
