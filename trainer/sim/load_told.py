"""What the load of a service did before an alarm went off: the cause behind the alarm, in words [OB-2].

Only the last move of the load counts, and only one that goes the alarm's way: what rose and then fell again
explains no high value. Which load a metric follows is our model.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise

from trainer.sim.kernel import Why
from trainer.sim.load import load_at
from trainer.sim.model import Alarm, AlarmState, Load, LoadPoint, Metric, Service
from trainer.sim.world import World

Part = Callable[[LoadPoint], float]
"""One of the quantities of a load."""
_FOLLOWS: dict[str, tuple[str, Part]] = {
    "CPUUtilization": ("CPU units", lambda point: point.cpu_units),
    "MemoryUtilization": ("MiB a task", lambda point: point.memory_mib),
    "RequestCount": ("requests a minute", lambda point: point.requests_per_minute),
    "RequestCountPerTarget": ("requests a minute", lambda point: point.requests_per_minute),
}
"""What of a load a metric follows, with its unit."""


def load_behind(world: World, alarm: Alarm) -> Why | None:
    """How the load moved that set this alarm off; None when it is not in ALARM or no load moved its way."""
    if alarm.state is not AlarmState.ALARM:
        return None
    upwards = alarm.comparison.startswith("Greater")
    metrics = [alarm.metric, *(query.metric for query in alarm.queries if query.metric is not None)]
    for metric in metrics:
        if metric.name not in _FOLLOWS:
            continue
        unit, part = _FOLLOWS[metric.name]
        for service in _services(world, metric):
            found = _moved(world, service, part)
            if found is None or (found[2] > found[1]) is not upwards:
                continue
            at_ms, first, last = found
            verb = "rose" if upwards else "fell"
            text = f"the load of {service.name} {verb} from {first:,.0f} to {last:,.0f} {unit}"
            return Why((), text, ("OB-2",), because=_set(world, service), at_ms=at_ms)
    return None


def _services(world: World, metric: Metric) -> Iterator[Service]:
    """The services whose load a metric follows: its own, or those behind its target group."""
    given = dict(metric.dimensions)
    group = given.get("TargetGroup", "")
    for service in world.of(Service).values():
        if service.status != "ACTIVE":
            continue
        cluster = service.cluster.rpartition("/")[2]
        own = (given.get("ClusterName"), given.get("ServiceName")) == (cluster, service.name)
        if own or (group and any(one.group.endswith(f":{group}") for one in service.launch.balanced)):
            yield service


def _set(world: World, service: Service) -> int:
    load = world.get(Load, service.arn)
    return -1 if load is None else load.reason


def _moved(world: World, service: Service, part: Part) -> tuple[int, float, float] | None:
    """The last move of a load in one direction, up to now: when it began, from what, to what."""
    load = world.get(Load, service.arn)
    if load is None:
        return None
    path = [] if load.before is None else [(load.before.at_ms, part(load.before))]
    if load.before is not None:
        path.append((load.before.at_ms, part(load_at(world, service.arn, load.before.at_ms))))
    path += [(point.at_ms, part(point)) for point in load.points if point.at_ms < world.now_ms]
    path.append((world.now_ms, part(load_at(world, service.arn, world.now_ms))))
    steps = [(one, other) for one, other in pairwise(path) if one[1] != other[1]]
    if not steps:
        return None
    (began, first), (_, last) = steps[-1]
    for (at_ms, value), (_, other) in reversed(steps[:-1]):
        if (other > value) is not (last > first):
            break
        began, first = at_ms, value
    return began, first, last
