"""What there is to read of a world beside ECS: queues, inboxes, objects, items, rules and their counts."""

import base64
from collections.abc import Mapping
from typing import Any

from trainer.sim.behaviours.queues import delayed, in_flight, visible
from trainer.sim.model import (
    DataItem,
    EventRule,
    Letter,
    LogLine,
    Queue,
    QueueMessage,
    RegistryImage,
    Series,
    StoredFile,
    StoredObject,
)
from trainer.sim.world import World

_COUNTED = ("AWS/Events", "AWS/Scheduler")


def beside(world: World) -> dict[str, Any]:
    """Lists of plain data, oldest first."""
    return {
        "queues": [_queue(world, queue) for queue in world.of(Queue).values()],
        "messages": [
            {"queue": _last(one.queue), "body": one.body, "receives": one.receives}
            for one in world.of(QueueMessage).values()
        ],
        "letters": [
            {"address": one.address, "subject": one.subject, "body": one.body}
            for one in world.of(Letter).values()
        ],
        "objects": [
            {
                "bucket": one.bucket,
                "key": one.name,
                "body": base64.b64decode(one.body).decode(errors="replace"),
            }
            for one in world.of(StoredObject).values()
        ],
        "items": [{"table": one.table, **_plain(one.data)} for one in world.of(DataItem).values()],
        "rules": [
            {"name": one.name, "bus": one.bus, "matched": one.matched, "missed": one.missed}
            for one in world.of(EventRule).values()
        ],
        "lines": [{"stream": one.stream, "message": one.text} for one in world.of(LogLine).values()],
        "files": [
            {"place": one.place, "path": one.path, "text": one.text} for one in world.of(StoredFile).values()
        ],
        "pushed": [
            {"repository": one.repository, "imageDigest": one.digest, "imageTags": list(one.tags)}
            for one in world.of(RegistryImage).values()
        ],
        "counts": [
            {
                "metric": one.metric.name,
                "of": one.metric.dimensions[-1][1],
                "sum": sum(p.total for p in one.points),
            }
            for one in world.of(Series).values()
            if one.metric.namespace in _COUNTED
        ],
    }


def _queue(world: World, queue: Queue) -> dict[str, Any]:
    return {
        "name": queue.name,
        "visible": sum(1 for _ in visible(world, queue)),
        "inFlight": len(in_flight(world, queue)),
        "delayed": len(delayed(world, queue)),
    }


def _last(arn: str) -> str:
    return arn.rpartition(":")[2]


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes without their types, numbers as DynamoDB writes them."""
    return {name: next(iter(value.values())) for name, value in data.items()}
