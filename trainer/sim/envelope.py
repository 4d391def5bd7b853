"""Events in EventBridge's envelope.

Stands for EV-6. AWS: "Amazon EventBridge events".
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from trainer.sim.world import World

DEFAULT = "default"
"""The bus on which the services of AWS put their events [EB-1]."""


def envelope(
    world: World,
    source: str,
    detail_type: str,
    detail: Mapping[str, Any],
    resources: Sequence[str] = (),
    *,
    at: datetime | None = None,
    place: object = 0,
) -> dict[str, Any]:
    """An event; `place` tells those of one moment apart, so that each has an id of its own."""
    return {
        "version": "0",
        "id": event_id(world, source, detail_type, place),
        "detail-type": detail_type,
        "source": source,
        "account": world.account,
        "time": iso(at or world.wall(), whole=True),
        "region": world.region,
        "resources": list(resources),
        "detail": dict(detail),
    }


def event_id(world: World, *names: object) -> str:
    """An id in the form of a UUID."""
    digits = world.new_id("event", *names)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def iso(at: datetime, *, whole: bool = False) -> str:
    """A time as AWS's events write it: `2026-01-05T10:00:00.000Z`, in whole seconds without the fraction."""
    return (
        at.strftime("%Y-%m-%dT%H:%M:%SZ") if whole else f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"
    )
