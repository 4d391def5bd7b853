"""Topics: a published message goes to every confirmed subscription whose filter policy lets it through.

Stands for A4 of 10.3 and the SNS row of 14.2: e-mail only once it is confirmed, SQS under the queue's
policy; alarm actions that name a topic. AWS: "Amazon SNS event destinations". That delivery takes no time is
our model.
"""

import json
from collections.abc import Mapping
from typing import Any

from trainer.sim.envelope import event_id, iso
from trainer.sim.events import AlarmTurned
from trainer.sim.iam.of_services import policy_lacks
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.model import Alarm, Letter, Queue, Subscription, Topic
from trainer.sim.neighbours import MessageSent, TopicPublished
from trainer.sim.patterns import difference, read
from trainer.sim.world import Record, World

SNS = "sns.amazonaws.com"


def react(world: World, event: TopicPublished | AlarmTurned) -> Reaction:
    """Deliver what was published; publish what an alarm says."""
    if isinstance(event, TopicPublished):
        return _published(world, event)
    return _alarmed(world, event)


def _published(world: World, event: TopicPublished) -> Reaction:
    topic = world.get(Topic, event.topic)
    if topic is None:
        return NOTHING
    changes: list[Record] = []
    later: list[Later] = []
    reasons: list[Why] = []
    for number, subscription in enumerate(world.among(Subscription, f"subscriptions:{topic.arn}")):
        lacks = _held_back(world, subscription, event)
        about = (topic.arn, subscription.arn, subscription.endpoint)
        if lacks:
            text = f"topic {topic.name} sent nothing to {subscription.endpoint}: {lacks}"
            reasons.append(Why(about, text, ("EB-5",)))
            continue
        text = f"topic {topic.name} sent a message to {subscription.endpoint}"
        reasons.append(Why(about, text, ("EB-5",)))
        if subscription.protocol == "sqs":
            body, attributes = _body(world, topic, subscription, event, number)
            sent = MessageSent(subscription.endpoint, body, attributes=attributes, sender=SNS)
            later.append(Later(0, sent, len(reasons) - 1))
        elif subscription.protocol in ("email", "email-json"):
            changes.append(_letter(world, topic, subscription, event, number))
    if not reasons:
        reasons.append(
            Why((topic.arn,), f"topic {topic.name} has no subscription: nobody got the message", ("EB-5",))
        )
    return Reaction(tuple(changes), tuple(later), tuple(reasons))


def _held_back(world: World, subscription: Subscription, event: TopicPublished) -> str:
    """Why a subscription gets nothing; empty when it does."""
    if not subscription.confirmed:
        return "the subscription is not confirmed"
    if subscription.filter_policy:
        field, said = difference(read(subscription.filter_policy), _filtered(subscription, event))
        if field:
            return f"its filter policy does not match: {said}"
    if subscription.protocol == "sqs":
        queue = world.get(Queue, subscription.endpoint)
        if queue is None:
            return "the queue does not exist"
        return policy_lacks(queue.policy, SNS, "sqs:SendMessage", queue.arn, subscription.topic)
    return ""


def _filtered(subscription: Subscription, event: TopicPublished) -> Mapping[str, Any]:
    """What a filter policy looks at: the message's attributes, or its body when it is an object."""
    if subscription.filter_scope == "MessageAttributes":
        return {name: _value(given) for name, given in (event.attributes or {}).items()}
    try:
        body = json.loads(event.message)
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _value(given: Mapping[str, Any]) -> Any:
    text = given.get("StringValue") or ""
    if str(given.get("DataType", "")).startswith("Number"):
        try:
            return float(text)
        except ValueError:
            return text
    if given.get("DataType") == "String.Array":
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text


def _body(
    world: World, topic: Topic, subscription: Subscription, event: TopicPublished, number: int
) -> tuple[str, Mapping[str, Any] | None]:
    """What a queue gets: the message itself when delivery is raw, else SNS's notification around it."""
    if subscription.raw:
        return event.message, event.attributes
    notification: dict[str, Any] = {
        "Type": "Notification",
        "MessageId": event_id(world, topic.arn, number),
        "TopicArn": topic.arn,
        "Message": event.message,
        "Timestamp": iso(world.wall()),
    }
    if event.subject:
        notification["Subject"] = event.subject
    if event.attributes:
        notification["MessageAttributes"] = {
            name: {"Type": given.get("DataType"), "Value": given.get("StringValue")}
            for name, given in event.attributes.items()
        }
    return json.dumps(notification, ensure_ascii=False), None


def _letter(
    world: World, topic: Topic, subscription: Subscription, event: TopicPublished, number: int
) -> Letter:
    subject = event.subject or "AWS Notification Message"
    return Letter(
        event_id(world, topic.arn, number), subscription.endpoint, subject, event.message, world.now_ms
    )


def _alarmed(world: World, event: AlarmTurned) -> Reaction:
    """An alarm that goes into ALARM publishes to the topics among its actions."""
    alarm = world.get(Alarm, event.alarm)
    if alarm is None or not alarm.actions_enabled or event.state != "ALARM":
        return NOTHING
    message = json.dumps(
        {
            "AlarmName": alarm.name,
            "NewStateValue": event.state,
            "NewStateReason": alarm.reason,
            "StateChangeTime": iso(world.wall()),
            "Region": world.region,
        }
    )
    subject = f'{event.state}: "{alarm.name}" in {world.region}'
    later = tuple(
        Later(0, TopicPublished(arn, message, subject)) for arn in alarm.actions if world.get(Topic, arn)
    )
    return Reaction((), later) if later else NOTHING
