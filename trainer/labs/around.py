"""What stands around the clusters, in lines: scaling of services, rules and schedules, queues, logs."""

from collections.abc import Iterator

from trainer.content.words import counted
from trainer.labs.view import Around, AroundLine
from trainer.sim.model import (
    EventRule,
    LogGroup,
    LogLine,
    Queue,
    ScalableTarget,
    ScalingPolicy,
    Schedule,
    ScheduledAction,
)
from trainer.sim.world import World

SHOWN = 4
"""So many of a kind are shown; of more, how many they are."""


def around(world: World) -> tuple[Around, ...]:
    """All kinds of which the account has any."""
    kinds = (
        ("scaling", [list(_scaling(world, one)) for one in world.of(ScalableTarget).values()]),
        ("rules", [[_rule(one)] for one in world.of(EventRule).values()]),
        ("schedules", [[_schedule(one)] for one in world.of(Schedule).values()]),
        ("queues", [[_queue(world, one)] for one in world.of(Queue).values()]),
        ("logs", [[_log(world, one)] for one in world.of(LogGroup).values()]),
    )
    return tuple(
        Around(title, tuple(line for one in found[:SHOWN] for line in one), max(0, len(found) - SHOWN))
        for title, found in kinds
        if found
    )


def _scaling(world: World, target: ScalableTarget) -> Iterator[AroundLine]:
    suspended = target.in_suspended and target.out_suspended
    yield AroundLine(
        target.resource.rpartition("/")[2],
        f"{target.minimum} to {target.maximum} tasks" + ("  suspended" if suspended else ""),
        wrong=suspended,
    )
    for policy in world.among(ScalingPolicy, f"policies:{target.resource}"):
        yield AroundLine(policy.name, _policy(policy), within=True)
    for action in world.among(ScheduledAction, f"scheduled:{target.resource}"):
        bounds = [
            f"{word} {bound}"
            for word, bound in (("min", action.minimum), ("max", action.maximum))
            if bound is not None
        ]
        yield AroundLine(action.name, f"{action.schedule}  {' '.join(bounds)}".rstrip(), within=True)


def _policy(policy: ScalingPolicy) -> str:
    if policy.steps:
        changes = ", ".join(f"{one.change:+d}" for one in policy.steps)
        return f"steps {changes}{' %' if policy.adjustment == 'PercentChangeInCapacity' else ''}"
    metric = policy.data.get("PredefinedMetricSpecification") or policy.data.get(
        "CustomizedMetricSpecification"
    )
    named = (metric or {}).get("PredefinedMetricType") or (metric or {}).get("MetricName") or "a metric"
    return f"{str(named).removeprefix('ECSServiceAverage')} target {policy.target:g}"


def _rule(rule: EventRule) -> AroundLine:
    when = rule.schedule or "on a pattern"
    targets = ", ".join(dict.fromkeys(str(one.get("Arn", "")).split(":")[2:3][0] for one in rule.targets))
    to = f"→ {targets}" if targets else "→ no target"
    matched = f"  {rule.matched} matched" if rule.matched else ""
    off = "" if rule.enabled else "  disabled"
    return AroundLine(rule.name, f"{when} {to}{matched}{off}", wrong=not (rule.enabled and targets))


def _schedule(schedule: Schedule) -> AroundLine:
    service = (str(schedule.target.get("Arn", "")).split(":") + [""] * 3)[2]
    off = "" if schedule.enabled else "  disabled"
    return AroundLine(schedule.name, f"{schedule.expression} → {service}{off}", wrong=not schedule.enabled)


def _queue(world: World, queue: Queue) -> AroundLine:
    waiting, taken = (len(world.index.get(f"{kind}:{queue.arn}", ())) for kind in ("shown", "hidden"))
    dead = any(one.dead_letter == queue.arn for one in world.of(Queue).values())
    said = "dead letters" if dead else "waiting"
    return AroundLine(queue.name, f"{waiting} {said}  {taken} in flight", wrong=dead and waiting > 0)


def _log(world: World, group: LogGroup) -> AroundLine:
    keys = world.index.get(f"lines:{group.name}", {})
    latest = world.get(LogLine, next(reversed(keys))) if keys else None
    if latest is None:
        return AroundLine(group.name, "nothing yet")
    return AroundLine(group.name, f"{counted(len(keys), 'line')}  {latest.text}")
