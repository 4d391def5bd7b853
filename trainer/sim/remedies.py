"""What would help a service in trouble, and what its trouble is often mistaken for.

Stands for RA-2 (placement looks at reservations, not at use), DP-15, DP-17, DP-18, CP-6, RA-3, RA-4.
"""

from collections.abc import Iterator, Sequence

from trainer.sim.model import ContainerInstance, LaunchType, Metric, Rollout, Series, Service
from trainer.sim.world import Verdict, World

_BY_CODE = {
    "RESOURCE:CPU": ("a capacity provider with managed scaling", "smaller reservations"),
    "RESOURCE:MEMORY": ("a capacity provider with managed scaling", "smaller reservations"),
    "RESOURCE:PORTS": ("dynamic host ports", "one more instance a copy"),
    "RESOURCE:ENI": ("awsvpcTrunking and instances launched after it", "larger instances"),
    "ATTRIBUTE": ("instances that have the attribute",),
    "LOCATION": ("instances in the zones of the subnets",),
}
"""AWS's reason word for what an instance lacks -> what brings room."""


def remedies(world: World, service: Service) -> list[str]:
    """What would help, the nearest first; empty when nothing is wrong."""
    found = [*_for_room(world, service), *_for_starts(world, service)]
    return list(dict.fromkeys(found))


def _for_room(world: World, service: Service) -> Iterator[str]:
    unplaced = service.unplaced
    reason = world.reason(unplaced.reason) if unplaced is not None else None
    if reason is None:
        return
    if "PL-1" not in reason.rules:
        yield "a role that is there and that ecs-tasks.amazonaws.com may assume"
        return
    for verdict in reason.verdicts:
        if any(lack.code == "AGENT" for lack in verdict.lacks):
            yield f"reconnect {_host(world, verdict)}'s agent"
    if not reason.verdicts and service.launch.launch_type is LaunchType.FARGATE:
        yield "subnets in zones that have capacity"
    elif not reason.verdicts:
        yield "instances in the cluster"
        yield "Fargate"
    codes = [lack.code for verdict in reason.verdicts for lack in verdict.lacks]
    for code, helps in _BY_CODE.items():
        if code in codes:
            yield from helps
    if any(code.startswith("MemberOf") or code == "CONSTRAINT" for code in codes):
        yield "a constraint that some instance meets"


def _for_starts(world: World, service: Service) -> Iterator[str]:
    failed = [one for one in service.deployments if one.rollout is Rollout.FAILED]
    for alarm in dict.fromkeys(one.alarm for one in failed if one.alarm):
        yield f"a deployment during which alarm {alarm} does not sound"
        if not service.alarms.rollback:
            yield "deployment alarms that roll back"
    if any(not one.alarm for one in failed):
        yield "a deployment of a revision whose tasks start and stay healthy"
        if not service.breaker.rollback:
            yield "a circuit breaker that rolls back"
    if service.wait_until_ms > world.now_ms:
        yield "mending what the starts failed of"
        yield "a new revision: it ends the waiting"


def _host(world: World, verdict: Verdict) -> str:
    instance = world.get(ContainerInstance, verdict.instance)
    return instance.host if instance is not None else verdict.name


def idle_though_full(world: World, service: Service, verdicts: Sequence[Verdict]) -> str:
    """`CPU in the cluster is only 41 % used: …` where reservations fill it; empty elsewhere [RA-2]."""
    words = {"RESOURCE:CPU": "CPU", "RESOURCE:MEMORY": "Memory"}
    codes = {lack.code for verdict in verdicts for lack in verdict.lacks}
    for code, word in words.items():
        if code not in codes:
            continue
        name = service.cluster.rpartition("/")[2]
        metric = Metric("AWS/ECS", f"{word}Utilization", (("ClusterName", name),))
        series = world.get(Series, metric.key)
        if series is None or not series.points or not series.points[-1].samples:
            continue
        used = series.points[-1].total / series.points[-1].samples
        if used < 80:
            return f"{word} in the cluster is only {used:.0f} % used: placement looks at what is reserved"
    return ""
