"""Event buses: made, shown, deleted, and events put on them [EB-1]."""

import json
import re
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations import arn_tags
from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.events.find import bus, bus_name, default_bus, wrong
from trainer.aws.operations.listing import listed
from trainer.sim.envelope import DEFAULT, envelope
from trainer.sim.kernel import Why, tell
from trainer.sim.model import EventBus, EventRule
from trainer.sim.neighbours import EventArrived
from trainer.sim.patterns import BadPattern, difference, read
from trainer.sim.run import happen
from trainer.sim.world import Gone, World
from trainer.value import replace

ENTRIES_MAX = 10
ENTRY_BYTES_MAX = 256 * 1024
_NAME = re.compile(r"[/.\-_A-Za-z0-9]{1,256}")


@changes
def create_event_bus(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateEventBus."""
    name = params["Name"]
    if name == DEFAULT or world.get(EventBus, name) is not None:
        raise Refusal("ResourceAlreadyExistsException", f"Event bus {name} already exists.")
    if not _NAME.fullmatch(name) or name.startswith("aws."):
        raise wrong(f"Event bus name starting with 'aws.' or with characters of its own is not valid: {name}")
    arn = world.arn(f"event-bus/{name}", "events")
    world.put(EventBus(name, arn, world.now_ms, world.now_ms, description=params.get("Description") or ""))
    arn_tags.put(world, arn, params.get("Tags"))
    return {"EventBusArn": arn}


@changes
def delete_event_bus(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteEventBus: its rules must be gone."""
    name = params["Name"].rpartition("/")[2]
    if name == DEFAULT:
        raise wrong("Cannot delete event bus default.")
    if world.get(EventBus, name) is not None:
        if world.among(EventRule, f"rules:{name}"):
            raise wrong(f"Event bus {name} cannot be deleted: it still has rules.")
        world.remove(Gone(EventBus, name))
    return {}


@reads
def describe_event_bus(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeEventBus."""
    return _shown(world, bus(world, params.get("Name")))


@reads
def list_event_buses(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListEventBuses."""
    prefix = params.get("NamePrefix") or ""
    everything = [default_bus(world), *world.of(EventBus).values()]
    found, more = listed(params, [one for one in everything if one.name.startswith(prefix)])
    return {"EventBuses": [_shown(world, one) for one in found], **more}


def _shown(world: World, one: EventBus) -> dict[str, Any]:
    data: dict[str, Any] = {
        "Name": one.name,
        "Arn": one.arn,
        "CreationTime": world.wall(one.created_ms),
        "LastModifiedTime": world.wall(one.changed_ms),
    }
    if one.policy:
        data["Policy"] = one.policy
    if one.description:
        data["Description"] = one.description
    return data


@changes
def put_events(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutEvents: up to ten; each that is not taken says why."""
    entries = params["Entries"]
    if not 1 <= len(entries) <= ENTRIES_MAX:
        raise wrong(f"Total number of entries must lie between 1 and {ENTRIES_MAX}.")
    if sum(len(str(entry.get("Detail") or "").encode()) for entry in entries) > ENTRY_BYTES_MAX:
        raise wrong("Total size of the entries in the request is over the limit.")
    answers = [_put(world, entry, place) for place, entry in enumerate(entries)]
    return {"FailedEntryCount": sum("ErrorCode" in one for one in answers), "Entries": answers}


def _put(world: World, entry: Mapping[str, Any], place: int) -> dict[str, str]:
    for name in ("Source", "DetailType", "Detail"):
        if not entry.get(name):
            text = f"Parameter {name} is not valid. Reason: {name} is a required argument."
            return {"ErrorCode": "InvalidArgument", "ErrorMessage": text}
    source = entry["Source"]
    if source.startswith("aws."):
        return {
            "ErrorCode": "NotAuthorizedForSourceException",
            "ErrorMessage": "Not authorized for the source.",
        }
    try:
        detail = json.loads(entry["Detail"])
    except (ValueError, RecursionError):
        detail = None
    if not isinstance(detail, dict):
        return {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}
    try:
        name = bus_name(world, entry.get("EventBusName"))
    except Refusal as refusal:
        return {"ErrorCode": refusal.rejected.code, "ErrorMessage": refusal.rejected.message}
    told = envelope(
        world,
        source,
        entry["DetailType"],
        detail,
        entry.get("Resources") or (),
        at=entry.get("Time"),
        place=place,
    )
    text = f"an event '{entry['DetailType']}' of {source} was put on bus {name}"
    world.cause = tell(world, Why((source,), text, ("EB-1",)))
    happen(world, EventArrived(name, told, source))
    return {"EventId": told["id"]}


@reads
def test_event_pattern(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:  # noqa: ARG001
    """TestEventPattern: whether an event matches."""
    try:
        event = json.loads(params["Event"])
    except (ValueError, RecursionError) as error:
        raise wrong("Parameter Event is not valid.") from error
    needed = {"id", "detail-type", "source", "account", "time", "region", "resources", "detail"}
    if not isinstance(event, dict) or needed - set(event):
        raise wrong("Parameter Event is not valid. Reason: a field of the envelope is missing.")
    try:
        return {"Result": difference(read(params["EventPattern"]), event) == ("", "")}
    except BadPattern as error:
        raise Refusal("InvalidEventPatternException", str(error)) from error


@changes
def put_permission(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutPermission with a whole policy: kept and shown; the default bus has none to keep."""
    found = bus(world, params.get("EventBusName"))
    policy = params.get("Policy")
    if not policy:
        raise wrong("This simulator takes a whole Policy only.")
    if found.name != DEFAULT:
        world.put(replace(found, policy=policy, changed_ms=world.now_ms))
    return {}


BUSES = {
    "CreateEventBus": create_event_bus,
    "DeleteEventBus": delete_event_bus,
    "DescribeEventBus": describe_event_bus,
    "ListEventBuses": list_event_buses,
    "PutEvents": put_events,
    "TestEventPattern": test_event_pattern,
    "PutPermission": put_permission,
}
