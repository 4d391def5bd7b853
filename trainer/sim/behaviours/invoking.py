"""Calling a target: allowed or not, tried again or given up, and what could not be delivered kept.

Stands for EB-5 (a role for ECS targets, a resource policy for SNS and SQS), EB-6 (185 attempts in 24 hours,
then the dead-letter queue; tasks without room are not tried again), EB-3, EB-4. AWS: "How EventBridge
retries delivering events". The waits between attempts are our model.
"""

import json
from collections.abc import Callable, Mapping

from trainer.sim.behaviours.counting import counted
from trainer.sim.behaviours.routing import dimensions
from trainer.sim.behaviours.target_tasks import Refused, run_tasks
from trainer.sim.iam.of_services import policy_lacks, role_lacks
from trainer.sim.inputs import BadInput, handed
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.model import (
    EventBus,
    EventRule,
    LogGroup,
    LogLine,
    LogStream,
    Outage,
    Queue,
    Schedule,
    Topic,
)
from trainer.sim.neighbours import EventArrived, MessageSent, TargetInvoked, TopicPublished
from trainer.sim.world import Record, World
from trainer.value import replace

ATTEMPTS_MAX = 185
AGE_MAX_S = 86_400
WAIT_MOST_S = 512
EVENTS, SCHEDULER = "events.amazonaws.com", "scheduler.amazonaws.com"

Source = EventRule | Schedule


def react(world: World, event: TargetInvoked) -> Reaction:
    """Call the target once."""
    source = source_of(world, event.source)
    if source is None:
        return NOTHING
    outage = world.get(Outage, event.target["Arn"])
    if outage is not None and world.now_ms < outage.until_ms:
        return _again(world, source, event)
    try:
        done = _delivered(world, source, event)
    except Refused as refused:
        return _given_up(world, source, event, refused)
    counts = _counts(world, source, "Invocations", "InvocationAttemptCount")
    return replace(done, changes=(*done.changes, *counts))


def source_of(world: World, arn: str) -> Source | None:
    """The rule or schedule of that ARN."""
    name = arn.partition("/")[2]
    if arn.split(":")[2] == "scheduler":
        return world.get(Schedule, name)
    return world.get(EventRule, name if "/" in name else f"default/{name}")


def assumes(source: Source) -> str:
    """Which service of AWS holds the target's role."""
    return SCHEDULER if isinstance(source, Schedule) else EVENTS


def _delivered(world: World, source: Source, event: TargetInvoked) -> Reaction:
    arn: str = event.target["Arn"]
    rule = {"name": source.name, "arn": source.arn}
    try:
        text = handed(event.target, event.envelope, rule)
    except BadInput as error:
        raise Refused("InvalidInput", str(error)) from error
    deliver = _SERVICES.get(arn.split(":")[2])
    if deliver is None:
        raise Refused("UnsupportedTarget", f"this simulator delivers nothing to {arn}")
    return deliver(world, source, event, text)


def _to_tasks(world: World, source: Source, event: TargetInvoked, text: str) -> Reaction:
    starter = "chronos-schedule" if isinstance(source, Schedule) else "events-rule"
    ran = run_tasks(world, event.target, text, assumes(source), f"{starter}/{source.name}"[:128])
    launched = ran.launched.reaction()
    number, failed = len(ran.launched.tasks), ran.launched.failed
    arns = tuple(task.arn for task in ran.launched.tasks)
    said = f"{kind(source)} {source.name} called RunTask for {ran.definition.name}: {number} launched"
    why = Why((source.arn, *arns), said, ("EB-3",))
    whys = [
        Why(
            (source.arn,),
            "a task found no room; that is no error and is not tried again",
            ("EB-6",),
            one.verdicts,
        )
        for one in failed
    ]
    return replace(launched, reasons=(*launched.reasons, why, *whys))


def _to_topic(world: World, source: Source, event: TargetInvoked, text: str) -> Reaction:
    arn = event.target["Arn"]
    topic = world.get(Topic, arn)
    if topic is None:
        raise Refused("NotFound", f"Topic does not exist: {arn}")
    _check_policy(world, source, event, "sns:Publish", topic.policy)
    why = Why((source.arn, arn), f"{kind(source)} {source.name} published to topic {topic.name}", ("EB-5",))
    return Reaction((), (Later(0, TopicPublished(arn, text)),), (why,))


def _to_queue(world: World, source: Source, event: TargetInvoked, text: str) -> Reaction:
    arn = event.target["Arn"]
    queue = world.get(Queue, arn)
    if queue is None:
        raise Refused("QueueDoesNotExist", f"The queue {arn} does not exist.")
    _check_policy(world, source, event, "sqs:SendMessage", queue.policy)
    group = (event.target.get("SqsParameters") or {}).get("MessageGroupId") or ""
    if queue.fifo and not group:
        raise Refused("MissingParameter", "The request must contain the parameter MessageGroupId.")
    why = Why(
        (source.arn, arn), f"{kind(source)} {source.name} sent a message to queue {queue.name}", ("EB-5",)
    )
    sent = MessageSent(arn, text, group=group, sender=assumes(source), deduplication=event.envelope["id"])
    return Reaction((), (Later(0, sent),), (why,))


def _to_bus(world: World, source: Source, event: TargetInvoked, text: str) -> Reaction:
    arn = event.target["Arn"]
    name = arn.rpartition("/")[2]
    if name != "default" and world.get(EventBus, name) is None:
        raise Refused("ResourceNotFoundException", f"Event bus {name} does not exist.")
    _check_role(world, source, event, "events:PutEvents")
    envelope = dict(event.envelope)
    if isinstance(source, Schedule):
        given = event.target.get("EventBridgeParameters") or {}
        envelope.update({"source": given.get("Source", ""), "detail-type": given.get("DetailType", "")})
        envelope["detail"] = json.loads(text) if event.target.get("Input") else {}
    why = Why((source.arn, arn), f"{kind(source)} {source.name} sent the event to bus {name}", ("EB-5",))
    return Reaction((), (Later(0, EventArrived(name, envelope, source.arn)),), (why,))


def _to_log(world: World, source: Source, event: TargetInvoked, text: str) -> Reaction:
    """A log group takes each event as a line; its name begins with /aws/events/, which needs no role."""
    name = event.target["Arn"].partition(":log-group:")[2].removesuffix(":*")
    if world.get(LogGroup, name) is None:
        raise Refused("ResourceNotFoundException", f"The log group {name} does not exist.")
    why = Why((source.arn, name), f"{kind(source)} {source.name} wrote to log group {name}", ("EB-5",))
    stream = world.get(LogStream, f"{name} {source.name}") or LogStream(name, source.name, world.now_ms)
    at = int(world.wall().timestamp() * 1000)
    line = LogLine(name, stream.name, stream.lines, at, text, world.now_ms)
    return Reaction((replace(stream, lines=stream.lines + 1), line), (), (why,))


def _check_policy(world: World, source: Source, event: TargetInvoked, action: str, policy: str) -> None:
    """A rule needs the target's resource policy, a schedule its own role [EB-5]."""
    if isinstance(source, Schedule) or event.target.get("RoleArn"):
        _check_role(world, source, event, action)
        return
    lacks = policy_lacks(policy, EVENTS, action, event.target["Arn"], source.arn)
    if lacks:
        raise Refused("AccessDenied", lacks)


def _check_role(world: World, source: Source, event: TargetInvoked, action: str) -> None:
    lacks = role_lacks(world, event.target.get("RoleArn") or "", assumes(source), action, event.target["Arn"])
    if lacks:
        raise Refused("AccessDenied", lacks)


def _again(world: World, source: Source, event: TargetInvoked) -> Reaction:
    """The target's service is out of order: wait and try again, as often and as long as the policy says."""
    policy = event.target.get("RetryPolicy") or {}
    attempts = policy.get("MaximumRetryAttempts", ATTEMPTS_MAX)
    age_ms = policy.get("MaximumEventAgeInSeconds", AGE_MAX_S) * 1000
    wait_ms = min(2 ** (event.attempt - 1), WAIT_MOST_S) * 1000
    condition = ""
    if event.attempt > attempts:
        condition = "MaximumRetryAttempts"
    elif world.now_ms + wait_ms - event.since_ms > age_ms:
        condition = "MaximumEventAgeInSeconds"
    if condition:
        unavailable = Refused("SERVICE_UNAVAILABLE", "the service is unavailable")
        return _given_up(world, source, event, unavailable, condition)
    text = f"{kind(source)} {source.name} could not reach its target; it tries again in {wait_ms // 1000} s"
    counts = _counts(world, source, "RetryInvocationAttempts", "TargetErrorCount")
    again = replace(event, attempt=event.attempt + 1)
    return Reaction(counts, (Later(wait_ms, again),), (Why((source.arn,), text, ("EB-6",)),))


def _given_up(
    world: World, source: Source, event: TargetInvoked, refused: Refused, condition: str = ""
) -> Reaction:
    """It failed for good: counted, and sent to the dead-letter queue if there is one [EB-6]."""
    about = (source.arn, event.target["Arn"])
    code, text = refused.code, str(refused)
    said = f"{kind(source)} {source.name} failed to call its target: {code}: {text}"
    why = Why(about, said, ("EB-6",) if condition else ("EB-5", "EB-6"))
    failed = _counts(world, source, "FailedInvocations", "InvocationDroppedCount")
    dead = (event.target.get("DeadLetterConfig") or {}).get("Arn") or ""
    if not dead:
        lost = replace(why, text=f"{said}; without a dead-letter queue the event is lost")
        return Reaction(failed, (), (lost,))
    queue = world.get(Queue, dead)
    lacks = "it does not exist" if queue is None else ""
    if queue is not None and isinstance(source, Schedule):
        lacks = role_lacks(world, event.target.get("RoleArn") or "", SCHEDULER, "sqs:SendMessage", dead)
    elif queue is not None:
        lacks = policy_lacks(queue.policy, EVENTS, "sqs:SendMessage", dead, source.arn)
    if lacks:
        gone = _counts(
            world,
            source,
            "InvocationsFailedToBeSentToDlq",
            "InvocationsFailedToBeSentToDeadLetterCount",
        )
        lost = replace(why, text=f"{said}; the dead-letter queue did not take the event: {lacks}")
        return Reaction((*failed, *gone), (), (lost,))
    kept = _counts(world, source, "InvocationsSentToDlq", "InvocationsSentToDeadLetterCount")
    attributes = {
        "RULE_ARN" if isinstance(source, EventRule) else "SCHEDULE_ARN": source.arn,
        "TARGET_ARN": event.target["Arn"],
        "ERROR_CODE": code,
        "ERROR_MESSAGE": text,
        "RETRY_ATTEMPTS": str(event.attempt - 1),
    }
    if condition:
        attributes["EXHAUSTED_RETRY_CONDITION"] = condition
    told = {name: {"StringValue": value, "DataType": "String"} for name, value in attributes.items()}
    sent = MessageSent(
        dead, json.dumps(event.envelope, ensure_ascii=False), attributes=told, sender=assumes(source)
    )
    return Reaction((*failed, *kept), (Later(0, sent),), (replace(why, about=(*about, dead)),))


def _counts(world: World, source: Source, of_rule: str, of_schedule: str) -> tuple[Record, ...]:
    """The metric that counts it: AWS/Events for rules, AWS/Scheduler for schedules."""
    if isinstance(source, Schedule):
        return (counted(world, "AWS/Scheduler", of_schedule, ("ScheduleGroup", source.group)),)
    found: list[Record] = [counted(world, "AWS/Events", of_rule, *dimensions(source))]
    if of_rule == "FailedInvocations":
        found.append(counted(world, "AWS/Events", "Invocations", *dimensions(source)))
    return tuple(found)


def kind(source: Source) -> str:
    """What to call it."""
    return "schedule" if isinstance(source, Schedule) else "rule"


_SERVICES: Mapping[str, Callable[[World, Source, TargetInvoked, str], Reaction]] = {
    "ecs": _to_tasks,
    "sns": _to_topic,
    "sqs": _to_queue,
    "events": _to_bus,
    "logs": _to_log,
}
