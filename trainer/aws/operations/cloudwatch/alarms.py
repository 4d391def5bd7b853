"""Alarms [CA-1]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations import arn_tags
from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.cloudwatch.metrics import metric_of, queries_of, shown, wrong
from trainer.sim.behaviours.alarming import COMPARISONS
from trainer.sim.behaviours.metering import measuring
from trainer.sim.events import AlarmTurned
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Alarm, AlarmState, Metric, Query, Tags
from trainer.sim.run import happen
from trainer.sim.statistics import is_percentile
from trainer.sim.world import Gone, World
from trainer.value import replace

MISSING = ("missing", "breaching", "notBreaching", "ignore")
_KEPT = ("AlarmDescription", "OKActions", "InsufficientDataActions", "Unit", "Metrics",
         "EvaluateLowSampleCountPercentile")  # fmt: skip
DESCRIBED_MAX = 100


@changes
def put_metric_alarm(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutMetricAlarm: new, or all anew with the state it has."""
    name = params["AlarmName"]
    queries = queries_of(params.get("Metrics") or ())
    metric = _metric(params, queries)
    comparison = params.get("ComparisonOperator") or ""
    if comparison not in COMPARISONS:
        raise wrong(f"ComparisonOperator must be one of {', '.join(COMPARISONS)} in this simulator.")
    if params.get("Threshold") is None:
        raise Refusal("MissingParameter", "The parameter Threshold is required.")
    periods = params.get("EvaluationPeriods")
    if periods is None or periods < 1:
        raise wrong("EvaluationPeriods must be at least 1.")
    datapoints = params.get("DatapointsToAlarm") or periods
    if not 1 <= datapoints <= periods:
        raise wrong("DatapointsToAlarm must be between 1 and EvaluationPeriods.")
    missing = params.get("TreatMissingData") or "missing"
    if missing not in MISSING:
        raise wrong(f"TreatMissingData must be one of {', '.join(MISSING)}.")
    alarm = Alarm(
        name,
        metric,
        params.get("Statistic") or params.get("ExtendedStatistic") or "",
        _period(params, queries),
        periods,
        datapoints,
        float(params["Threshold"]),
        comparison,
        missing,
        queries=queries,
        actions=tuple(params.get("AlarmActions") or ()),
        actions_enabled=params.get("ActionsEnabled", True),
        turned_ms=world.now_ms,
        configured_ms=world.now_ms,
        shown={key: params[key] for key in _KEPT if key in params},
    )
    old = world.get(Alarm, name)
    if old is not None:
        alarm = replace(alarm, state=old.state, reason=old.reason, value=old.value, turned_ms=old.turned_ms)
    else:
        arn_tags.put(world, arn_of(world, name), params.get("Tags"))  # of one that is there they are ignored
    world.put(alarm)
    world.cause = tell(world, Why((name,), f"PutMetricAlarm set alarm {name}", ("CA-1",)))
    measuring(world)
    return {}


def _metric(params: Mapping[str, Any], queries: tuple[Query, ...]) -> Metric:
    if queries:
        if sum(query.returned for query in queries) != 1:
            raise wrong("Exactly one of the Metrics must have ReturnData true.")
        returned = next(query for query in queries if query.returned)
        return returned.metric or Metric("", returned.expression)
    if not params.get("MetricName") or not params.get("Namespace"):
        raise Refusal("MissingParameter", "The parameters MetricName and Namespace are required.")
    _check_statistic(params)
    return metric_of(params["Namespace"], params["MetricName"], params.get("Dimensions"))


def _check_statistic(params: Mapping[str, Any]) -> None:
    """One statistic, plain or extended; of the extended ones percentiles."""
    plain, extended = params.get("Statistic"), params.get("ExtendedStatistic")
    if not plain and not extended:
        raise Refusal("MissingParameter", "The parameter Statistic is required.")
    if plain and extended:
        raise Refusal(
            "InvalidParameterCombination", "Statistic and ExtendedStatistic are mutually exclusive."
        )
    if extended and not is_percentile(extended):
        raise wrong(f"The value {extended} for parameter ExtendedStatistic is not supported.")
    few = params.get("EvaluateLowSampleCountPercentile")
    if few not in (None, "evaluate", "ignore"):
        raise Refusal(
            "ValidationError",
            f"Option {few} is not supported. Supported options for parameter "
            "EvaluateLowSampleCountPercentile are evaluate and ignore.",
        )


def _period(params: Mapping[str, Any], queries: tuple[Query, ...]) -> int:
    period = params.get("Period")
    if queries:
        given = [item["MetricStat"]["Period"] for item in params["Metrics"] if item.get("MetricStat")]
        period = given[0] if given else 60
    if period is None or not (period in (10, 20, 30) or (period >= 60 and period % 60 == 0)):
        raise wrong("Period must be 10, 20, 30 or a multiple of 60.")
    return int(period)


def arn_of(world: World, name: str) -> str:
    """The ARN of an alarm."""
    return world.arn(f"alarm:{name}", "cloudwatch")


def alarm_shown(world: World, alarm: Alarm) -> dict[str, Any]:
    """An alarm as AWS describes it."""
    kept = alarm.shown or {}
    data: dict[str, Any] = {
        "AlarmName": alarm.name,
        "AlarmArn": arn_of(world, alarm.name),
        "AlarmConfigurationUpdatedTimestamp": world.wall(alarm.configured_ms),
        "ActionsEnabled": alarm.actions_enabled,
        "OKActions": list(kept.get("OKActions") or ()),
        "AlarmActions": list(alarm.actions),
        "InsufficientDataActions": list(kept.get("InsufficientDataActions") or ()),
        "StateValue": str(alarm.state),
        "StateReason": alarm.reason,
        "StateUpdatedTimestamp": world.wall(alarm.turned_ms),
        "StateTransitionedTimestamp": world.wall(alarm.turned_ms),
        "EvaluationPeriods": alarm.periods,
        "DatapointsToAlarm": alarm.datapoints,
        "Threshold": alarm.threshold,
        "ComparisonOperator": alarm.comparison,
        "TreatMissingData": alarm.missing,
    }
    for name in ("AlarmDescription", "Unit", "Metrics", "EvaluateLowSampleCountPercentile"):
        if kept.get(name):
            data[name] = kept[name]
    if not alarm.queries:
        kind = "ExtendedStatistic" if is_percentile(alarm.statistic) else "Statistic"
        data |= {**shown(alarm.metric), kind: alarm.statistic, "Period": alarm.period_s}
    return data


@reads
def describe_alarms(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeAlarms: by name, prefix, state."""
    names, prefix = params.get("AlarmNames"), params.get("AlarmNamePrefix") or ""
    if names and prefix:
        raise Refusal("ValidationError", "AlarmNamePrefix and AlarmNames are mutually exclusive.")
    found = [
        alarm_shown(world, alarm)
        for name, alarm in sorted(world.of(Alarm).items())
        if (not names or name in names)
        and name.startswith(prefix)
        and params.get("StateValue") in (None, alarm.state)
        and any(action.startswith(params.get("ActionPrefix") or "") for action in (*alarm.actions, ""))
    ]
    size = params.get("MaxRecords") or DESCRIBED_MAX
    token = params.get("NextToken")
    if token is not None and not token.isdigit():
        raise Refusal("InvalidNextToken", "The next token is not valid.")
    start = int(token or 0)
    page: dict[str, Any] = {"MetricAlarms": found[start : start + size], "CompositeAlarms": []}
    if start + size < len(found):
        page["NextToken"] = str(start + size)
    return page


@reads
def describe_alarms_for_metric(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeAlarmsForMetric."""
    metric = metric_of(params["Namespace"], params["MetricName"], params.get("Dimensions"))
    found = [alarm_shown(world, one) for one in world.of(Alarm).values() if one.metric == metric]
    return {"MetricAlarms": found}


@changes
def delete_alarms(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteAlarms: those that there are."""
    for name in params["AlarmNames"]:
        world.remove(Gone(Alarm, name))
        world.remove(Gone(Tags, arn_of(world, name)))
    return {}


def _need(world: World, name: str) -> Alarm:
    found = world.get(Alarm, name)
    if found is None:
        raise Refusal("ResourceNotFound", f"Unknown alarm: {name}", 404)
    return found


@changes
def set_alarm_state(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetAlarmState: until the next evaluation says otherwise."""
    found = _need(world, params["AlarmName"])
    state = AlarmState(params["StateValue"])
    world.put(replace(found, state=state, reason=params["StateReason"], turned_ms=world.now_ms))
    text = f"SetAlarmState put alarm {found.name} into {state}"
    world.cause = tell(world, Why((found.name,), text, ("CA-1",)))
    if state is not found.state:
        happen(world, AlarmTurned(found.name, state))
    return {}


@changes
def enable_alarm_actions(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """EnableAlarmActions."""
    return _switch(world, params, True)


@changes
def disable_alarm_actions(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DisableAlarmActions: the alarm turns, nothing comes of it."""
    return _switch(world, params, False)


def _switch(world: World, params: Mapping[str, Any], on: bool) -> Mapping[str, Any]:
    for name in params["AlarmNames"]:
        found = world.get(Alarm, name)
        if found is not None:
            world.put(replace(found, actions_enabled=on))
    return {}


ALARMS = {
    "PutMetricAlarm": put_metric_alarm,
    "DescribeAlarms": describe_alarms,
    "DescribeAlarmsForMetric": describe_alarms_for_metric,
    "DeleteAlarms": delete_alarms,
    "SetAlarmState": set_alarm_state,
    "EnableAlarmActions": enable_alarm_actions,
    "DisableAlarmActions": disable_alarm_actions,
}
