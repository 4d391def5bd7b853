"""Scheduled actions: new bounds at a time, and the desired count moved into them.

Stands for SC-1, AS-2 (into the bounds), AS-7 (suspended), TT-4 (no cooldown holds a scheduled action).
AWS: "Scheduled scaling for Application Auto Scaling".
"""

from datetime import timedelta

from trainer.sim.behaviours.autoscaling import changed, service_of
from trainer.sim.events import ScheduleCame
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.model import ScalableTarget, ScheduledAction
from trainer.sim.schedules import next_time, zone_of
from trainer.sim.world import World
from trainer.value import replace


def react(world: World, event: ScheduleCame) -> Reaction:
    """Set the bounds of an action whose time has come, and plan its next time."""
    action = world.get(ScheduledAction, event.action)
    if action is None or action.number != event.number:
        return NOTHING
    again = planned(world, action)
    target = world.get(ScalableTarget, action.resource)
    if target is None or target.schedule_suspended:
        return Reaction((), again)
    least = target.minimum if action.minimum is None else action.minimum
    most = target.maximum if action.maximum is None else action.maximum
    bounded = replace(target, minimum=min(least, most), maximum=max(least, most))
    text = (
        f"scheduled action {action.name} set the bounds of {target.resource} "
        f"to {bounded.minimum} and {bounded.maximum}"
    )
    moved = into_bounds(world, bounded, f"scheduled action name {action.name} was triggered", text, "SC-1")
    return replace(moved, later=(*moved.later, *again))


def planned(world: World, action: ScheduledAction) -> tuple[Later, ...]:
    """The next time of an action, if there is one within its start and end."""
    zone = zone_of(action.timezone)
    start_ms = action.created_ms if action.start_ms is None else action.start_ms
    after = max(world.wall(), world.wall(start_ms) - timedelta(milliseconds=1))
    moment = next_time(action.schedule, zone, after, world.wall(start_ms))
    if moment is None:
        return ()
    delay_ms = (moment - world.wall()) // timedelta(milliseconds=1)
    if action.end_ms is not None and world.now_ms + delay_ms > action.end_ms:
        return ()
    return (Later(delay_ms, ScheduleCame(action.key, action.number)),)


def into_bounds(world: World, target: ScalableTarget, cause: str, text: str, rule: str) -> Reaction:
    """The target with its service's desired count moved into the bounds [AS-2, SC-1]."""
    service = service_of(world, target.resource)
    about = (service.arn,) if service is not None else (target.arn,)
    if service is None or service.status != "ACTIVE":
        return Reaction((target,), (), (Why(about, text, (rule,)),))
    desired = service.desired_count
    capacity = max(target.minimum, min(target.maximum, desired))
    if capacity == desired:
        return Reaction((target,), (), (Why(about, text, (rule,)),))
    moved = f"{text}; desired count went {desired} → {capacity}"
    return changed(world, target, service, capacity, cause=cause, why=Why(about, moved, (rule, "AS-2")))
