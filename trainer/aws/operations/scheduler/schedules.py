"""EventBridge Scheduler: schedules and their groups [EB-7]."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from trainer.aws.operations import arn_tags
from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.listing import listed
from trainer.sim.behaviours.scheduling import schedule_planned
from trainer.sim.envelope import DEFAULT
from trainer.sim.kernel import Reaction, Why, absorb
from trainer.sim.model import Schedule, ScheduleGroup
from trainer.sim.schedules import BadSchedule
from trainer.sim.world import Gone, World

WINDOW_MAX_MIN = 1440
CALLED = ("ecs", "sns", "sqs", "events")
"""Services that this simulator calls for a schedule."""


def wrong(message: str) -> Refusal:
    """Scheduler's ValidationException."""
    return Refusal("ValidationException", message)


def _missing(what: str, name: str) -> Refusal:
    return Refusal("ResourceNotFoundException", f"{what} {name} does not exist.", 404)


def _group(world: World, given: str | None) -> str:
    name = given or DEFAULT
    if name != DEFAULT and world.get(ScheduleGroup, name) is None:
        raise _missing("Schedule group", name)
    return name


def _need(world: World, params: Mapping[str, Any]) -> Schedule:
    found = world.get(Schedule, f"{params.get('GroupName') or DEFAULT}/{params['Name']}")
    if found is None:
        raise _missing("Schedule", params["Name"])
    return found


@changes
def create_schedule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateSchedule."""
    group = _group(world, params.get("GroupName"))
    if world.get(Schedule, f"{group}/{params['Name']}") is not None:
        raise Refusal("ConflictException", f"Schedule {params['Name']} already exists.", 409)
    made = _made(world, params, group, world.now_ms)
    _plan(world, made, f"schedule {made.name} was created")
    return {"ScheduleArn": made.arn}


@changes
def update_schedule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UpdateSchedule: everything is given anew; what is left out gets its default."""
    old = _need(world, params)
    made = _made(world, params, old.group, old.created_ms)
    _plan(world, made, f"schedule {made.name} was updated")
    return {"ScheduleArn": made.arn}


def _made(world: World, params: Mapping[str, Any], group: str, created_ms: int) -> Schedule:
    window = params["FlexibleTimeWindow"]
    minutes = window.get("MaximumWindowInMinutes") or 0
    if (window["Mode"] == "FLEXIBLE") is not bool(minutes) or not 0 <= minutes <= WINDOW_MAX_MIN:
        raise wrong(
            f"Invalid FlexibleTimeWindow: FLEXIBLE wants 1 to {WINDOW_MAX_MIN} minutes, OFF wants none."
        )
    target = params["Target"]
    _check_target(target)
    return Schedule(
        name=params["Name"],
        group=group,
        arn=world.arn(f"schedule/{group}/{params['Name']}", "scheduler"),
        expression=params["ScheduleExpression"],
        target=target,
        timezone=params.get("ScheduleExpressionTimezone") or "UTC",
        start_ms=_ms(world, params.get("StartDate")),
        end_ms=_ms(world, params.get("EndDate")),
        window_min=minutes,
        enabled=params.get("State") != "DISABLED",
        description=params.get("Description") or "",
        delete_after=params.get("ActionAfterCompletion") == "DELETE",
        created_ms=created_ms,
        changed_ms=world.now_ms,
        number=world.handling,
    )


def _check_target(target: Mapping[str, Any]) -> None:
    arn = target["Arn"]
    service = arn.split(":")[2] if arn.count(":") >= 5 else ""
    if arn.startswith("arn:aws:scheduler:::"):
        raise wrong(f"Universal targets are not modelled by this simulator: {arn}")
    if not service:
        raise wrong(f"Provided Arn is not in correct format: {arn}")
    if service not in CALLED:
        raise wrong(f"{arn} is not a supported target of this simulator.")
    if service == "ecs" and not target.get("EcsParameters"):
        raise wrong("EcsParameters must be specified for an ECS target.")
    if service == "events" and not target.get("EventBridgeParameters"):
        raise wrong("EventBridgeParameters must be specified for an event bus as a target.")
    if service in ("ecs", "events") and target.get("Input"):
        try:
            json.loads(target["Input"])
        except (ValueError, RecursionError) as error:
            raise wrong("The Input of the target must be valid JSON.") from error


def _plan(world: World, made: Schedule, text: str) -> None:
    try:
        later = schedule_planned(world, made)
    except BadSchedule as error:
        raise wrong(f"Invalid Schedule Expression {made.expression}. {error}.") from error
    absorb(world, Reaction((made,), later, (Why((made.arn,), text, ("EB-7",)),)))


def _ms(world: World, at: datetime | None) -> int | None:
    return None if at is None else world.ms_of(at)


@reads
def get_schedule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetSchedule."""
    one = _need(world, params)
    window: dict[str, Any] = {"Mode": "FLEXIBLE" if one.window_min else "OFF"}
    if one.window_min:
        window["MaximumWindowInMinutes"] = one.window_min
    data: dict[str, Any] = {
        "Arn": one.arn,
        "GroupName": one.group,
        "Name": one.name,
        "ScheduleExpression": one.expression,
        "ScheduleExpressionTimezone": one.timezone,
        "State": "ENABLED" if one.enabled else "DISABLED",
        "CreationDate": world.wall(one.created_ms),
        "LastModificationDate": world.wall(one.changed_ms),
        "Target": dict(one.target),
        "FlexibleTimeWindow": window,
        "ActionAfterCompletion": "DELETE" if one.delete_after else "NONE",
    }
    if one.description:
        data["Description"] = one.description
    for name, at in (("StartDate", one.start_ms), ("EndDate", one.end_ms)):
        if at is not None:
            data[name] = world.wall(at)
    return data


@reads
def list_schedules(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListSchedules, of one group or of all."""
    prefix, group = params.get("NamePrefix") or "", params.get("GroupName")
    if group:
        _group(world, group)
    found = [
        one
        for one in world.of(Schedule).values()
        if group in (None, one.group)
        and one.name.startswith(prefix)
        and params.get("State") in (None, "ENABLED" if one.enabled else "DISABLED")
    ]
    shown, more = listed(params, sorted(found, key=lambda one: one.key), limit="MaxResults")
    return {"Schedules": [_summary(world, one) for one in shown], **more}


def _summary(world: World, one: Schedule) -> dict[str, Any]:
    return {
        "Arn": one.arn,
        "Name": one.name,
        "GroupName": one.group,
        "State": "ENABLED" if one.enabled else "DISABLED",
        "CreationDate": world.wall(one.created_ms),
        "LastModificationDate": world.wall(one.changed_ms),
        "Target": {"Arn": one.target["Arn"]},
    }


@changes
def delete_schedule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteSchedule."""
    world.remove(Gone(Schedule, _need(world, params).key))
    return {}


@changes
def create_schedule_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateScheduleGroup."""
    name = params["Name"]
    if name == DEFAULT or world.get(ScheduleGroup, name) is not None:
        raise Refusal("ConflictException", f"Schedule group {name} already exists.", 409)
    arn = world.arn(f"schedule-group/{name}", "scheduler")
    world.put(ScheduleGroup(name, arn, world.now_ms))
    arn_tags.put(world, arn, params.get("Tags"))
    return {"ScheduleGroupArn": arn}


@reads
def get_schedule_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetScheduleGroup."""
    return _group_shown(world, world.get(ScheduleGroup, _group(world, params["Name"])))


@reads
def list_schedule_groups(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListScheduleGroups."""
    prefix = params.get("NamePrefix") or ""
    everything = [None, *world.of(ScheduleGroup).values()]
    found = [one for one in everything if (one.name if one else DEFAULT).startswith(prefix)]
    shown, more = listed(params, found, limit="MaxResults")
    return {"ScheduleGroups": [_group_shown(world, one) for one in shown], **more}


def _group_shown(world: World, one: ScheduleGroup | None) -> dict[str, Any]:
    group = one or ScheduleGroup(DEFAULT, world.arn(f"schedule-group/{DEFAULT}", "scheduler"))
    return {
        "Arn": group.arn,
        "Name": group.name,
        "State": "ACTIVE",
        "CreationDate": world.wall(group.created_ms),
        "LastModificationDate": world.wall(group.created_ms),
    }


@changes
def delete_schedule_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteScheduleGroup: with all its schedules."""
    name = params["Name"]
    if name == DEFAULT:
        raise wrong("The default schedule group cannot be deleted.")
    _group(world, name)
    for one in world.among(Schedule, f"schedules:{name}"):
        world.remove(Gone(Schedule, one.key))
    world.remove(Gone(ScheduleGroup, name))
    return {}


def tagged(world: World, arn: str) -> None:
    """Refuses an ARN that is no schedule group's."""
    if not any(one.arn == arn for one in world.of(ScheduleGroup).values()):
        raise _missing("Schedule group", arn.rpartition("/")[2])


SCHEDULES = {
    "CreateSchedule": create_schedule,
    "UpdateSchedule": update_schedule,
    "GetSchedule": get_schedule,
    "ListSchedules": list_schedules,
    "DeleteSchedule": delete_schedule,
    "CreateScheduleGroup": create_schedule_group,
    "GetScheduleGroup": get_schedule_group,
    "ListScheduleGroups": list_schedule_groups,
    "DeleteScheduleGroup": delete_schedule_group,
}
