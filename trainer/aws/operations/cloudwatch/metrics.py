"""Metrics: put by hand, listed, read [OB-1]."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.sim.behaviours.alarming import queried
from trainer.sim.behaviours.metering import MINUTE_MS, appended, measuring
from trainer.sim.expressions import BadExpression, names
from trainer.sim.kernel import Why, tell
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Datapoint, Metric, Query, Series
from trainer.sim.statistics import is_percentile, statistic, within
from trainer.sim.world import World

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DATUMS_MAX = 1000
LISTED_MAX = 500
STATISTICS_MAX, DATA_MAX = 1_440, 100_800
"""So many datapoints are answered at once by GetMetricStatistics, and by GetMetricData."""
STATISTICS = ("SampleCount", "Average", "Sum", "Minimum", "Maximum")


def wrong(message: str) -> Refusal:
    """This service's InvalidParameterValue."""
    return Refusal("InvalidParameterValue", message)


def metric_of(namespace: str, name: str, dimensions: Sequence[Mapping[str, str]] | None) -> Metric:
    """A metric by its parts; the order of the dimensions does not matter."""
    pairs = sorted((item["Name"], item["Value"]) for item in dimensions or ())
    return Metric(namespace, name, tuple(pairs))


def shown(metric: Metric) -> dict[str, Any]:
    """A metric as AWS names it."""
    dimensions = [{"Name": name, "Value": value} for name, value in metric.dimensions]
    return {"Namespace": metric.namespace, "MetricName": metric.name, "Dimensions": dimensions}


def queries_of(given: Sequence[Mapping[str, Any]]) -> tuple[Query, ...]:
    """Metric math: metrics and expressions by id, checked [SQ-1]."""
    queries = tuple(_query(item) for item in given)
    ids = [query.id for query in queries]
    if len(set(ids)) != len(ids):
        raise wrong("The ids of the metrics must be unique.")
    for query in queries:
        try:
            used = names(query.expression) if query.expression else ()
        except BadExpression as error:
            raise wrong(f"Error in expression '{query.id}': {error}") from error
        unknown = [name for name in used if name not in ids]
        if unknown:
            raise wrong(f"Error in expression '{query.id}': unknown identifier '{unknown[0]}'")
    return queries


def _query(item: Mapping[str, Any]) -> Query:
    returned = item.get("ReturnData", True)
    if item.get("Expression"):
        return Query(item["Id"], expression=item["Expression"], returned=returned)
    asked = item.get("MetricStat")
    if not asked:
        raise Refusal(
            "ValidationError", f"The metric '{item['Id']}' must have either a MetricStat or an Expression."
        )
    if asked["Stat"] not in STATISTICS and not is_percentile(asked["Stat"]):
        raise wrong(f"The statistic '{asked['Stat']}' is not one of {', '.join(STATISTICS)}.")
    given = asked["Metric"]
    metric = metric_of(given.get("Namespace") or "", given.get("MetricName") or "", given.get("Dimensions"))
    return Query(item["Id"], metric, asked["Stat"], returned=returned)


@changes
def put_metric_data(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutMetricData: kept for the minute in which it lies."""
    data = params.get("MetricData") or ()
    if not data:
        raise Refusal("MissingParameter", "The parameter MetricData is required.")
    if len(data) > DATUMS_MAX:
        raise wrong(f"The collection MetricData must not have a size greater than {DATUMS_MAX}.")
    if params["Namespace"].startswith("AWS/"):
        raise wrong("The value AWS/ for parameter Namespace is invalid.")
    points = [
        (_metric(params["Namespace"], item), _point(world, item, f"MetricData.member.{place}"))
        for place, item in enumerate(data, 1)
    ]
    text = f"PutMetricData told {len(points)} of {params['Namespace']}"
    world.cause = tell(world, Why((params["Namespace"],), text, ("OB-1",)))
    for metric, point in points:
        world.put(appended(world, metric, point))
    measuring(world)
    return {}


def _metric(namespace: str, item: Mapping[str, Any]) -> Metric:
    return metric_of(namespace, item["MetricName"], item.get("Dimensions"))


def _point(world: World, item: Mapping[str, Any], named: str) -> Datapoint:
    _check_value(item, named)
    at = item.get("Timestamp") or world.wall()
    at_ms = world.ms_of(at)
    end_ms = (at_ms // MINUTE_MS + 1) * MINUTE_MS
    if not world.now_ms - 14 * 86_400_000 <= at_ms <= world.now_ms + 2 * 3_600_000:
        raise wrong(f"The parameter {named}.Timestamp lies too far from now.")
    if statistics := item.get("StatisticValues"):
        return Datapoint(
            end_ms,
            float(statistics["Sum"]),
            float(statistics["SampleCount"]),
            float(statistics["Minimum"]),
            float(statistics["Maximum"]),
        )
    values = [float(value) for value in item.get("Values") or ()] or (
        [float(item["Value"])] if item.get("Value") is not None else []
    )
    counts = [float(count) for count in item.get("Counts") or [1.0] * len(values)]
    if values and len(counts) != len(values):
        raise wrong(f"The parameters {named}.Values and {named}.Counts must be of the same size.")
    if not values:
        raise Refusal("MissingParameter", "At least one of the parameters Value, Values must be specified.")
    total = sum(value * count for value, count in zip(values, counts, strict=True))
    return Datapoint(end_ms, total, sum(counts), min(values), max(values))


def _check_value(item: Mapping[str, Any], named: str) -> None:
    """Refuses two values of one datapoint, and one that is no number."""
    given = [name for name in ("Value", "Values", "StatisticValues") if item.get(name) is not None]
    if len(given) > 1:
        both = f"{named}.{given[0]} and {named}.{given[1]}"
        code = "InvalidParameterCombination" if "StatisticValues" in given else "InvalidParameterValue"
        raise Refusal(code, f"The parameters {both} are mutually exclusive and you have specified both.")
    if "Value" in given and not isfinite(float(item["Value"])):
        value = str(item["Value"]).replace("nan", "NaN")
        raise wrong(f"The value {value} for parameter {named}.Value is invalid.")


@reads
def list_metrics(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListMetrics: those that have datapoints, by namespace, name and dimensions."""
    wanted = params.get("Dimensions") or ()
    found = [
        shown(series.metric)
        for series in world.of(Series).values()
        if params.get("Namespace") in (None, series.metric.namespace)
        and params.get("MetricName") in (None, series.metric.name)
        and all(_has(series.metric, item) for item in wanted)
    ]
    token = params.get("NextToken") or "0"
    if not token.isdigit():
        raise wrong("Request parameter NextToken is invalid")
    start = int(token)
    page: dict[str, Any] = {"Metrics": found[start : start + LISTED_MAX]}
    if start + LISTED_MAX < len(found):
        page["NextToken"] = str(start + LISTED_MAX)
    return page


def _has(metric: Metric, item: Mapping[str, str]) -> bool:
    return any(
        name == item["Name"] and item.get("Value") in (None, value) for name, value in metric.dimensions
    )


@reads
def get_metric_statistics(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetMetricStatistics: statistics of whole periods, named by their start."""
    metric = metric_of(params["Namespace"], params["MetricName"], params.get("Dimensions"))
    wanted, percentiles = params.get("Statistics") or (), params.get("ExtendedStatistics") or ()
    for name in percentiles:
        if not is_percentile(name):
            raise wrong(f"The value {name} for parameter ExtendedStatistics is not supported.")
    if not wanted and not percentiles:
        raise Refusal("InvalidParameterCombination", "Must specify either Statistics or ExtendedStatistics")
    if not _begun(params["StartTime"]) < _begun(params["EndTime"]):
        raise wrong("The parameter StartTime must be less than the parameter EndTime.")
    periods = _periods(world, params, params["Period"])
    if len(periods) > STATISTICS_MAX:
        raise Refusal(
            "InvalidParameterCombination",
            f"You have requested up to {len(periods):,} datapoints, which exceeds the limit of "
            f"{STATISTICS_MAX:,}. You may reduce the datapoints requested by increasing Period, or "
            "decreasing the time range.",
        )
    datapoints: list[dict[str, Any]] = []
    series = world.get(Series, metric.key)
    for start_ms, end_ms in periods:
        points = within(series.points, start_ms, end_ms) if series else []
        if points:
            values: dict[str, Any] = {name: statistic(name, points) for name in wanted}
            if percentiles:
                values["ExtendedStatistics"] = {name: statistic(name, points) for name in percentiles}
            datapoints.append({"Timestamp": world.wall(start_ms), "Unit": "None", **values})
    return {"Label": metric.name, "Datapoints": datapoints}


def _begun(at: datetime) -> datetime:
    """The second of a moment: the service counts in whole ones."""
    return at.replace(microsecond=0)


def _periods(world: World, params: Mapping[str, Any], period_s: int) -> list[tuple[int, int]]:
    """The whole periods between the start and the end of a request, in ms; an hour is one of the clock's."""
    length_ms = period_s * SECOND_MS
    if length_ms % MINUTE_MS:
        raise wrong("The parameter Period must be a multiple of 60 in this simulator.")
    start_ms, end_ms = world.ms_of(params["StartTime"]), world.ms_of(params["EndTime"])
    first_ms = start_ms - (start_ms - world.ms_of(EPOCH)) % length_ms
    return [(at_ms, at_ms + length_ms) for at_ms in range(first_ms, end_ms, length_ms)]


@reads
def get_metric_data(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetMetricData: metrics and metric math, the newest first unless asked otherwise."""
    queries = queries_of(params["MetricDataQueries"])
    stats = [item["MetricStat"]["Period"] for item in params["MetricDataQueries"] if item.get("MetricStat")]
    own = [item["Period"] for item in params["MetricDataQueries"] if item.get("Period")]
    if not _begun(params["StartTime"]) < _begun(params["EndTime"]):
        same = _begun(params["StartTime"]) == _begun(params["EndTime"])
        text = (
            "StartTime must not equal parameter EndTime" if same else "EndTime must be greater than StartTime"
        )
        raise Refusal("ValidationError", f"The parameter {text}.")
    periods = _periods(world, params, max([*stats, *own], default=60))
    if len(periods) > DATA_MAX:
        raise Refusal("ValidationError", f"The time range holds more than {DATA_MAX:,} datapoints.")
    rows = [(start_ms, queried(world, queries, start_ms, end_ms)) for start_ms, end_ms in periods]
    if params.get("ScanBy") != "TimestampAscending":
        rows.reverse()
    labels = {item["Id"]: item.get("Label") for item in params["MetricDataQueries"]}
    results = []
    for query in queries:
        if query.returned:
            known = [(start_ms, row[query.id]) for start_ms, row in rows if row[query.id] is not None]
            results.append(
                {
                    "Id": query.id,
                    "Label": labels[query.id] or (query.metric.name if query.metric else query.id),
                    "Timestamps": [world.wall(start_ms) for start_ms, _ in known],
                    "Values": [value for _, value in known],
                    "StatusCode": "Complete",
                }
            )
    return {"MetricDataResults": results, "Messages": []}


METRICS = {
    "PutMetricData": put_metric_data,
    "ListMetrics": list_metrics,
    "GetMetricStatistics": get_metric_statistics,
    "GetMetricData": get_metric_data,
}
