"""Scheduled actions: at(), rate() and cron() in a time zone [SC-1]."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.application_autoscaling.targets import (
    DIMENSION,
    NAMESPACE,
    check_place,
    invalid,
    need_target,
    paged,
)
from trainer.sim.behaviours.scheduled_scaling import planned
from trainer.sim.kernel import Reaction, Why, absorb
from trainer.sim.model import ScheduledAction
from trainer.sim.schedules import BadSchedule, next_time, zone_of
from trainer.sim.world import Gone, World
from trainer.value import replace


@changes
def put_scheduled_action(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutScheduledAction: new, or what is given anew."""
    target = need_target(world, params)
    name = params["ScheduledActionName"]
    old = world.get(ScheduledAction, f"{target.resource} {name}")
    wanted = params.get("ScalableTargetAction")
    least = (wanted or {}).get("MinCapacity") if wanted or not old else old.minimum
    most = (wanted or {}).get("MaxCapacity") if wanted or not old else old.maximum
    if least is None and most is None:
        raise invalid("At least one of MinCapacity and MaxCapacity must be given.")
    if (least or 0) < 0 or (most is not None and most < (least or 0)):
        raise invalid("MinCapacity must not be negative nor greater than MaxCapacity.")
    schedule = params.get("Schedule") or (old.schedule if old else "")
    zone = params.get("Timezone") or (old.timezone if old else "")
    place = f"{world.new_id('action', name, length=36)}:resource/ecs/{target.resource}"
    arn = world.arn(f"scheduledAction:{place}:scheduledActionName/{name}", "autoscaling")
    action = ScheduledAction(
        target.resource,
        name,
        old.arn if old else arn,
        schedule,
        zone,
        _ms(world, params.get("StartTime")),
        _ms(world, params.get("EndTime")),
        least,
        most,
        old.created_ms if old else world.now_ms,
        world.handling,
    )
    if old is not None and "StartTime" not in params:
        action = replace(action, start_ms=old.start_ms)
    try:
        next_time(schedule, zone_of(zone), world.wall(), world.wall())
        later = planned(world, action)
    except BadSchedule as error:
        raise invalid(f"Invalid schedule: {error}") from error
    text = f"PutScheduledAction set {name} at {schedule}"
    absorb(world, Reaction((action,), later, (Why((world.arn(target.resource),), text, ("SC-1",)),)))
    return {}


def _ms(world: World, at: datetime | None) -> int | None:
    return None if at is None else world.ms_of(at)


@changes
def delete_scheduled_action(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteScheduledAction."""
    found = world.get(ScheduledAction, f"{check_place(params)} {params['ScheduledActionName']}")
    if found is None:
        raise Refusal(
            "ObjectNotFoundException", f"No scheduled action found: {params['ScheduledActionName']}"
        )
    world.remove(Gone(ScheduledAction, found.key))
    return {}


@reads
def describe_scheduled_actions(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeScheduledActions."""
    resource, names = check_place(params), params.get("ScheduledActionNames")
    found = [
        _shown(world, action)
        for action in world.of(ScheduledAction).values()
        if resource in ("", action.resource) and (not names or action.name in names)
    ]
    return paged(params, "ScheduledActions", found)


def _shown(world: World, action: ScheduledAction) -> dict[str, Any]:
    bounds = {"MinCapacity": action.minimum, "MaxCapacity": action.maximum}
    data: dict[str, Any] = {
        "ScheduledActionName": action.name,
        "ScheduledActionARN": action.arn,
        "ServiceNamespace": NAMESPACE,
        "Schedule": action.schedule,
        "ResourceId": action.resource,
        "ScalableDimension": DIMENSION,
        "ScalableTargetAction": {name: value for name, value in bounds.items() if value is not None},
        "CreationTime": world.wall(action.created_ms),
    }
    if action.timezone:
        data["Timezone"] = action.timezone
    if action.start_ms is not None:
        data["StartTime"] = world.wall(action.start_ms)
    if action.end_ms is not None:
        data["EndTime"] = world.wall(action.end_ms)
    return data


SCHEDULED = {
    "PutScheduledAction": put_scheduled_action,
    "DeleteScheduledAction": delete_scheduled_action,
    "DescribeScheduledActions": describe_scheduled_actions,
}
