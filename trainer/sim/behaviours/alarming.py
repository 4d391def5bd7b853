"""CloudWatch alarms: evaluated at the end of each period.

Stands for CA-1 (states, datapoints to alarm, missing data), TT-5 (no data, no state), SS-5 (an action can
repeat while the alarm stays in ALARM). AWS: "Using Amazon CloudWatch alarms".
Evaluating once a period is our model.
"""

import operator
from collections.abc import Callable, Mapping, Sequence

from trainer.sim.events import AlarmTurned, MinutePassed, ScalingConsidered
from trainer.sim.expressions import value
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import SECOND_MS
from trainer.sim.load_told import load_behind
from trainer.sim.model import Alarm, AlarmState, Query, ScalingPolicy, Series
from trainer.sim.statistics import statistic, within
from trainer.sim.world import World
from trainer.value import replace

COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


def react(world: World, event: AlarmTurned | MinutePassed) -> Reaction:
    """Evaluate the alarms whose period ends; let scaling policies of those in ALARM decide."""
    if isinstance(event, AlarmTurned):
        return _considered(world, [event.alarm]) if event.state == AlarmState.ALARM else NOTHING
    changes: list[Alarm] = []
    later: list[Later] = []
    reasons: list[Why] = []
    repeated: list[str] = []
    for alarm in world.of(Alarm).values():
        if world.now_ms % (max(60, alarm.period_s) * SECOND_MS):
            continue
        changed = evaluated(world, alarm)
        changes.append(changed)
        if changed.state is not alarm.state:
            text = f"alarm {alarm.name} went {alarm.state} → {changed.state}: {_seen(world, changed)}"
            reasons.append(Why((alarm.name,), text, ("CA-1",), because=load_behind(world, changed) or -1))
            later.append(Later(0, AlarmTurned(alarm.name, changed.state), len(reasons) - 1))
        elif changed.state is AlarmState.ALARM:
            repeated.append(alarm.name)
    again = _considered(world, repeated).later
    return Reaction(tuple(changes), (*later, *again), tuple(reasons)) if changes else NOTHING


def _considered(world: World, names: list[str]) -> Reaction:
    """The scalable targets whose policies these alarms set off."""
    resources = dict.fromkeys(
        policy.resource
        for policy in world.of(ScalingPolicy).values()
        for name in names
        if (alarm := world.get(Alarm, name)) is not None
        and alarm.actions_enabled
        and policy.arn in alarm.actions
    )
    later = tuple(Later(0, ScalingConsidered(resource)) for resource in resources)
    return Reaction((), later) if later else NOTHING


def evaluated(world: World, alarm: Alarm) -> Alarm:
    """The alarm as its latest periods make it [CA-1]."""
    values = _values(world, alarm)
    known = [each for each in values if each is not None]
    breaches = COMPARISONS[alarm.comparison]
    bad = sum(breaches(each, alarm.threshold) for each in known)
    missing = len(values) - len(known)
    if alarm.missing == "breaching":
        bad += missing
    state = AlarmState.ALARM if bad >= alarm.datapoints else AlarmState.OK
    if not known and alarm.missing == "missing":
        state = AlarmState.INSUFFICIENT_DATA
    elif missing and alarm.missing == "ignore" and state is AlarmState.OK:
        state = alarm.state
    latest = next((each for each in reversed(values) if each is not None), None)
    turned_ms = world.now_ms if state is not alarm.state else alarm.turned_ms
    reason = _reason(alarm, state, bad, known) if state is not alarm.state else alarm.reason
    return replace(alarm, state=state, value=latest, turned_ms=turned_ms, reason=reason)


def _reason(alarm: Alarm, state: AlarmState, bad: int, known: list[float]) -> str:
    if state is AlarmState.INSUFFICIENT_DATA:
        return f"Insufficient Data: {alarm.periods} datapoints were unknown."
    shown = ", ".join(f"{each:.1f}" for each in known[-3:])
    sign = "greater" if alarm.comparison.startswith("Greater") else "less"
    not_ = "" if state is AlarmState.ALARM else "not "
    return (
        f"Threshold Crossed: {bad} out of the last {alarm.periods} datapoints [{shown}] were {not_}{sign} "
        f"than the threshold ({alarm.threshold})."
    )


def _seen(world: World, alarm: Alarm) -> str:
    """What it saw, briefly: `CPUUtilization 92, 95, 96 above 70 for 3 minutes`."""
    values = _values(world, alarm)
    of = alarm.metric.name or "its expression"
    known = [f"{value:,.4g}" for value in values if value is not None][-3:]
    span_s = alarm.periods * max(60, alarm.period_s)
    span = "1 minute" if span_s == 60 else f"{span_s / 60:g} minutes"
    if not known:
        return f"{of} has no data for {span}"
    side = "above" if alarm.comparison.startswith("Greater") else "below"
    side = side if alarm.state is AlarmState.ALARM else f"no longer {side}"
    return f"{of} {', '.join(known)} {side} {alarm.threshold:,.4g} for {span}"


def _values(world: World, alarm: Alarm) -> list[float | None]:
    """The statistic of each of the last periods, oldest first; None where there is no datapoint."""
    period_ms = max(60, alarm.period_s) * SECOND_MS
    queries = alarm.queries or (Query("m", alarm.metric, alarm.statistic),)
    starts = [world.now_ms - back * period_ms for back in range(alarm.periods, 0, -1)]
    returned = next(query.id for query in queries if query.returned)
    return [queried(world, queries, start_ms, start_ms + period_ms)[returned] for start_ms in starts]


def queried(world: World, queries: Sequence[Query], start_ms: int, end_ms: int) -> dict[str, float | None]:
    """The value of each query in one period, expressions after what they use."""
    values: dict[str, float | None] = {}
    for query in queries:
        if query.metric is not None:
            series = world.get(Series, query.metric.key)
            points = series.points if series else ()
            values[query.id] = statistic(query.statistic, within(points, start_ms, end_ms))
    for _ in queries:
        for query in queries:
            if query.expression:
                values[query.id] = value(query.expression, values)
    return values
