"""Schedules: rules with rate() or cron() in UTC, and EventBridge Scheduler with time zones and windows.

Stands for EB-7, EB-1 (a rule may have both a pattern and a schedule). AWS: "What is Amazon EventBridge
Scheduler?". That a rate counts from the moment of its making, and where in its flexible window a run falls,
is our model.
"""

from datetime import UTC, timedelta

from trainer.sim.behaviours.counting import counted
from trainer.sim.behaviours.routing import dimensions
from trainer.sim.envelope import envelope
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.model import EventRule, Schedule
from trainer.sim.neighbours import RuleDue, ScheduleDue, ScheduleEnded, TargetInvoked
from trainer.sim.schedules import next_time, zone_of
from trainer.sim.world import Gone, World
from trainer.value import replace

MINUTE_MS = 60_000


def react(world: World, event: RuleDue | ScheduleDue | ScheduleEnded) -> Reaction:
    """Call the targets whose time has come, and plan the next time."""
    if isinstance(event, RuleDue):
        return _rule_came(world, event)
    if isinstance(event, ScheduleDue):
        return _schedule_came(world, event)
    schedule = world.get(Schedule, event.schedule)
    if schedule is None or schedule.number != event.number:
        return NOTHING
    why = Why((schedule.arn,), f"schedule {schedule.name} is over and was deleted", ("EB-7",))
    return Reaction((Gone(Schedule, schedule.key),), (), (why,))


def rule_planned(world: World, rule: EventRule) -> tuple[Later, ...]:
    """The next time of a rule's schedule; raises BadSchedule."""
    if not rule.schedule:
        return ()
    moment = next_time(rule.schedule, UTC, world.wall(), world.wall(rule.created_ms))
    if moment is None or not rule.enabled:
        return ()
    return (Later((moment - world.wall()) // timedelta(milliseconds=1), RuleDue(rule.key, rule.number)),)


def schedule_planned(world: World, schedule: Schedule) -> tuple[Later, ...]:
    """The next time of a schedule, within its flexible window; none when it is over. Raises BadSchedule."""
    zone = zone_of(schedule.timezone)
    start_ms = schedule.changed_ms if schedule.start_ms is None else schedule.start_ms
    after = max(world.wall(), world.wall(start_ms) - timedelta(milliseconds=1))
    moment = next_time(schedule.expression, zone, after, world.wall(start_ms))
    if moment is None or not schedule.enabled:
        return ()
    delay_ms = (moment - world.wall()) // timedelta(milliseconds=1)
    if schedule.end_ms is not None and world.now_ms + delay_ms > schedule.end_ms:
        return ()
    if schedule.window_min:
        delay_ms += world.chance("window", schedule.key).below(schedule.window_min) * MINUTE_MS
    return (Later(delay_ms, ScheduleDue(schedule.key, schedule.number)),)


def _rule_came(world: World, event: RuleDue) -> Reaction:
    rule = world.get(EventRule, event.rule)
    if rule is None or rule.number != event.number or not rule.enabled:
        return NOTHING
    told = envelope(world, "aws.events", "Scheduled Event", {}, [rule.arn], place=rule.arn)
    text = f"the schedule {rule.schedule} of rule {rule.name} came"
    why = Why((rule.arn,), text if rule.targets else f"{text}, but it has no target", ("EB-1",))
    calls = tuple(Later(0, TargetInvoked(rule.arn, target, told, world.now_ms), 0) for target in rule.targets)
    again = tuple(replace(later, why=0) for later in rule_planned(world, rule))
    matched = replace(rule, matched=rule.matched + 1)
    count = counted(world, "AWS/Events", "TriggeredRules", *dimensions(rule))
    return Reaction((matched, count), (*calls, *again), (why,))


def _schedule_came(world: World, event: ScheduleDue) -> Reaction:
    schedule = world.get(Schedule, event.schedule)
    if schedule is None or schedule.number != event.number or not schedule.enabled:
        return NOTHING
    told = envelope(world, "aws.scheduler", "Scheduled Event", {}, [schedule.arn], place=schedule.arn)
    why = Why((schedule.arn,), f"the time {schedule.expression} of schedule {schedule.name} came", ("EB-7",))
    call = Later(0, TargetInvoked(schedule.arn, schedule.target, told, world.now_ms), 0)
    again = schedule_planned(world, schedule)
    if not again and schedule.delete_after:
        again = (Later(0, ScheduleEnded(schedule.key, schedule.number)),)
    return Reaction((), (call, *(replace(later, why=0) for later in again)), (why,))
