"""CloudWatch Logs: groups, streams, events, retention [OB-6]."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations import log_tags
from trainer.aws.operations.answering import Refusal, changes, invalid, reads
from trainer.seed import digest
from trainer.sim.behaviours.log_drivers import new_group
from trainer.sim.kernel import Why, tell
from trainer.sim.latencies import HOUR_MS
from trainer.sim.model import LogGroup, LogLine, LogStream, Tags
from trainer.sim.world import Gone, World
from trainer.value import replace

DAY_MS = 24 * HOUR_MS
RETENTIONS = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
              3288, 3653)  # fmt: skip


def _missing(what: str) -> Refusal:
    return Refusal("ResourceNotFoundException", f"The specified log {what} does not exist.")


def _name(params: Mapping[str, Any]) -> str:
    """The group's name, also where its ARN was given."""
    given = params.get("logGroupName") or params.get("logGroupIdentifier") or ""
    return given.partition(":log-group:")[2].removesuffix(":*") if given.startswith("arn:") else given


def _group(world: World, params: Mapping[str, Any]) -> LogGroup:
    found = world.get(LogGroup, _name(params))
    if found is None:
        raise _missing("group")
    return found


@changes
def create_log_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateLogGroup: its events never expire until told."""
    name = params["logGroupName"]
    if not re.fullmatch(r"[.\-_/#A-Za-z0-9]{1,512}", name):
        raise invalid(f"Value '{name}' at 'logGroupName' failed to satisfy constraint.")
    if name in world.of(LogGroup):
        raise Refusal("ResourceAlreadyExistsException", "The specified log group already exists")
    group = replace(new_group(world, name), kms_key=params.get("kmsKeyId") or "")
    world.put(group)
    log_tags.put(world, group, params.get("tags"))
    tell(world, Why((group.arn,), f"CreateLogGroup made log group {name}", ("OB-6",)))
    return {}


@changes
def delete_log_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteLogGroup: with all that is in it."""
    group = _group(world, params)
    for stream in world.among(LogStream, f"streams:{group.name}"):
        _remove_stream(world, stream)
    world.remove(Gone(LogGroup, group.name))
    world.remove(Gone(Tags, group.arn))
    tell(world, Why((group.arn,), f"log group {group.name} was deleted", ("OB-6",)))
    return {}


def _remove_stream(world: World, stream: LogStream) -> None:
    for line in world.among(LogLine, f"lines:{stream.key}"):
        world.remove(Gone(LogLine, line.key))
    world.remove(Gone(LogStream, stream.key))


@reads
def describe_log_groups(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeLogGroups by prefix or pattern."""
    prefix, pattern = params.get("logGroupNamePrefix") or "", params.get("logGroupNamePattern") or ""
    found = []
    for group in sorted(world.of(LogGroup).values(), key=lambda group: group.name):
        if not group.name.startswith(prefix) or pattern not in group.name:
            continue
        shown: dict[str, Any] = {
            "logGroupName": group.name,
            "creationTime": _since_1970(world, group.created_ms),
            "metricFilterCount": 0,
            "arn": f"{group.arn}:*",
            "logGroupArn": group.arn,
            "storedBytes": sum(len(line.text) for line in world.among(LogLine, f"lines:{group.name}")),
            "logGroupClass": "STANDARD",
        }
        if group.retention_days is not None:
            shown["retentionInDays"] = group.retention_days
        found.append(shown)
    return _page(params, "logGroups", found)


def _since_1970(world: World, at_ms: int) -> int:
    return int(world.wall(at_ms).timestamp() * 1000)


def _page(params: Mapping[str, Any], member: str, items: Sequence[Any], size: int = 50) -> dict[str, Any]:
    token = str(params.get("nextToken") or "")
    start = int(token) if token.isdigit() else 0
    end = start + (params.get("limit") or size)
    shown: dict[str, Any] = {member: list(items[start:end])}
    return {**shown, "nextToken": str(end)} if len(items) > end else shown


@changes
def put_retention_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutRetentionPolicy: older events are gone."""
    days = params["retentionInDays"]
    if days not in RETENTIONS:
        raise invalid(f"retentionInDays should be one of {', '.join(map(str, RETENTIONS))}.")
    world.put(replace(_group(world, params), retention_days=days))
    return {}


@changes
def delete_retention_policy(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteRetentionPolicy: nothing expires any more."""
    world.put(replace(_group(world, params), retention_days=None))
    return {}


@changes
def create_log_stream(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateLogStream."""
    group, name = _group(world, params), params["logStreamName"]
    if f"{group.name} {name}" in world.of(LogStream):
        raise Refusal("ResourceAlreadyExistsException", "The specified log stream already exists")
    world.put(LogStream(group.name, name, world.now_ms))
    return {}


def _stream(world: World, params: Mapping[str, Any]) -> LogStream:
    group = _group(world, params)
    found = world.get(LogStream, f"{group.name} {params['logStreamName']}")
    if found is None:
        raise _missing("stream")
    return found


@changes
def delete_log_stream(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteLogStream: with its events."""
    _remove_stream(world, _stream(world, params))
    return {}


@reads
def describe_log_streams(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeLogStreams of a group, by name or by their last event."""
    group, prefix = _group(world, params), params.get("logStreamNamePrefix") or ""
    streams = [one for one in world.among(LogStream, f"streams:{group.name}") if one.name.startswith(prefix)]
    found = [_stream_shown(world, group, stream) for stream in streams]
    if params.get("orderBy") == "LastEventTime":
        found.sort(
            key=lambda shown: shown.get("lastEventTimestamp", 0), reverse=bool(params.get("descending"))
        )
    else:
        found.sort(key=lambda shown: str(shown["logStreamName"]), reverse=bool(params.get("descending")))
    return _page(params, "logStreams", found)


def _stream_shown(world: World, group: LogGroup, stream: LogStream) -> dict[str, Any]:
    lines = _alive(world, group, world.among(LogLine, f"lines:{stream.key}"))
    shown: dict[str, Any] = {
        "logStreamName": stream.name,
        "creationTime": _since_1970(world, stream.created_ms),
        "arn": f"{group.arn}:log-stream:{stream.name}",
        "storedBytes": 0,
        "uploadSequenceToken": digest("logs", stream.key, stream.lines, length=56),
    }
    if lines:
        shown["firstEventTimestamp"] = min(line.time_ms for line in lines)
        shown["lastEventTimestamp"] = max(line.time_ms for line in lines)
        shown["lastIngestionTime"] = _since_1970(world, max(line.taken_ms for line in lines))
    return shown


def _alive(world: World, group: LogGroup, lines: Sequence[LogLine]) -> list[LogLine]:
    """The events that the retention has not taken."""
    if group.retention_days is None:
        return list(lines)
    oldest_ms = _since_1970(world, world.now_ms) - group.retention_days * DAY_MS
    return [line for line in lines if line.time_ms >= oldest_ms]


@changes
def put_log_events(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutLogEvents into a stream that is there: events too far from now are told and not taken."""
    stream = _stream(world, params)
    events, rejected = _taken(world, _group(world, params), params["logEvents"])
    for place, event in enumerate(events):
        number = stream.lines + place
        line = LogLine(stream.group, stream.name, number, event["timestamp"], event["message"], world.now_ms)
        world.put(line)
    stream = replace(stream, lines=stream.lines + len(events))
    world.put(stream)
    token = {"nextSequenceToken": digest("logs", stream.key, stream.lines, length=56)}
    return {**token, "rejectedLogEventsInfo": rejected} if rejected else token


def _taken(
    world: World, group: LogGroup, events: Sequence[Mapping[str, Any]]
) -> tuple[list[Mapping[str, Any]], dict[str, int]]:
    """The events that are taken, and where in the list those begin or end that are not.

    Refused is what lies more than two hours ahead, more than 14 days back, or before the retention.
    """
    now = _since_1970(world, world.now_ms)
    kept = {"tooOldLogEventEndIndex": now - 14 * DAY_MS}
    if group.retention_days is not None:
        kept["expiredLogEventEndIndex"] = now - group.retention_days * DAY_MS
    rejected: dict[str, int] = {}
    for name, oldest in kept.items():
        before = [place for place, event in enumerate(events, 1) if event["timestamp"] < oldest]
        if before:
            rejected[name] = max(before)
    latest = now + 2 * HOUR_MS
    after = [place for place, event in enumerate(events) if event["timestamp"] > latest]
    if after:
        rejected["tooNewLogEventStartIndex"] = min(after)
    oldest = max(kept.values())
    return [event for event in events if oldest <= event["timestamp"] <= latest], rejected


@reads
def get_log_events(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetLogEvents of a stream: the newest that fit, oldest first."""
    group, stream = _group(world, params), _stream(world, params)
    lines = _between(params, _alive(world, group, world.among(LogLine, f"lines:{stream.key}")))
    size = params.get("limit") or 10_000
    token = str(params.get("nextToken") or "")
    start, end = 0, len(lines)
    if token.startswith("f/"):
        start = int(token[2:]) if token[2:].isdigit() else 0
        end = start + size
    elif token.startswith("b/"):
        end = int(token[2:]) if token[2:].isdigit() else 0
        start = max(0, end - size)
    elif params.get("startFromHead"):
        end = size
    else:
        start = max(0, end - size)
    shown = [
        {
            "timestamp": line.time_ms,
            "message": line.text,
            "ingestionTime": _since_1970(world, line.taken_ms),
        }
        for line in lines[start:end]
    ]
    return {
        "events": shown,
        "nextForwardToken": f"f/{min(len(lines), max(start, end))}",
        "nextBackwardToken": f"b/{start}",
    }


def _between(params: Mapping[str, Any], lines: Sequence[LogLine]) -> list[LogLine]:
    begin, end = params.get("startTime"), params.get("endTime")
    found = [
        line
        for line in lines
        if (begin is None or line.time_ms >= begin) and (end is None or line.time_ms < end)
    ]
    return sorted(found, key=lambda line: (line.time_ms, line.taken_ms, line.stream, line.number))


@reads
def filter_log_events(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """FilterLogEvents over the streams of a group: what `aws logs tail` shows."""
    group = _group(world, params)
    names, prefix = params.get("logStreamNames"), params.get("logStreamNamePrefix") or ""
    lines = [
        line
        for line in _between(params, _alive(world, group, world.among(LogLine, f"lines:{group.name}")))
        if (not names or line.stream in names)
        and line.stream.startswith(prefix)
        and matches(params.get("filterPattern") or "", line.text)
    ]
    shown = [
        {
            "logStreamName": line.stream,
            "timestamp": line.time_ms,
            "message": line.text,
            "ingestionTime": _since_1970(world, line.taken_ms),
            "eventId": digest("log event", line.key, length=56),
        }
        for line in lines
    ]
    return {**_page(params, "events", shown, 10_000), "searchedLogStreams": []}


def matches(pattern: str, text: str) -> bool:
    """Whether a line meets a filter pattern of terms: all of them, one of those with `?`, none with `-`.

    Patterns for JSON and for columns are not modelled: their braces and brackets match nothing.
    """
    terms = re.findall(r'([?-]?)(?:"([^"]*)"|(\S+))', pattern)
    all_of = [quoted or word for sign, quoted, word in terms if not sign]
    one_of = [quoted or word for sign, quoted, word in terms if sign == "?"]
    none_of = [quoted or word for sign, quoted, word in terms if sign == "-"]
    return (
        all(term in text for term in all_of)
        and (not one_of or any(term in text for term in one_of))
        and not any(term in text for term in none_of)
    )


LOGS = {
    "CreateLogGroup": create_log_group,
    "DeleteLogGroup": delete_log_group,
    "DescribeLogGroups": describe_log_groups,
    "PutRetentionPolicy": put_retention_policy,
    "DeleteRetentionPolicy": delete_retention_policy,
    "CreateLogStream": create_log_stream,
    "DeleteLogStream": delete_log_stream,
    "DescribeLogStreams": describe_log_streams,
    "PutLogEvents": put_log_events,
    "GetLogEvents": get_log_events,
    "FilterLogEvents": filter_log_events,
    **log_tags.LOG_TAGS,
}
"""CloudWatch Logs' operations by name."""
