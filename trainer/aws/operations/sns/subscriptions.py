"""Subscriptions: e-mail waits for its confirmation, a queue of the account does not."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.listing import listed
from trainer.aws.operations.sns.topics import need, wrong
from trainer.sim.envelope import event_id
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Letter, Subscription, Topic
from trainer.sim.patterns import BadPattern, read
from trainer.sim.world import Gone, World
from trainer.value import replace

PENDING = "PendingConfirmation"
_MAIL = ("email", "email-json")


@changes
def subscribe(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Subscribe: the same again is the same subscription."""
    topic = need(world, params["TopicArn"])
    protocol, endpoint = params["Protocol"], params.get("Endpoint") or ""
    if protocol not in (*_MAIL, "sqs"):
        raise wrong(f"this simulator has subscriptions of email and sqs, not of '{protocol}'")
    if protocol == "sqs" and not endpoint.startswith("arn:aws:sqs:"):
        raise wrong("SQS endpoint ARN")
    if protocol in _MAIL and "@" not in endpoint:
        raise wrong("Email address")
    given = params.get("Attributes") or {}
    for one in world.among(Subscription, f"subscriptions:{topic.arn}"):
        if (one.protocol, one.endpoint) == (protocol, endpoint):
            return {"SubscriptionArn": _arn(one, params.get("ReturnSubscriptionArn", False))}
    arn = f"{topic.arn}:{event_id(world, 'subscription', endpoint)}"
    made = Subscription(arn, topic.arn, protocol, endpoint, confirmed=protocol == "sqs")
    for name, value in given.items():
        made = _with(made, name, value)
    if not made.confirmed:
        made = replace(made, token=world.new_id("token", endpoint, length=64))
        _invite(world, topic, made)
    world.put(made)
    state = "" if made.confirmed else "; nothing is sent before it is confirmed"
    tell(
        world,
        Why((arn, topic.arn, endpoint), f"{endpoint} subscribed to topic {topic.name}{state}", ("EB-5",)),
    )
    return {"SubscriptionArn": _arn(made, params.get("ReturnSubscriptionArn", False))}


def _arn(one: Subscription, always: bool) -> str:
    return one.arn if one.confirmed or always else "pending confirmation"


def _invite(world: World, topic: Topic, made: Subscription) -> None:
    """The letter that asks to confirm."""
    body = (
        f"You have chosen to subscribe to the topic: {topic.arn}\n"
        f"To confirm this subscription, use the token: {made.token}"
    )
    subject = "AWS Notification - Subscription Confirmation"
    world.put(Letter(event_id(world, "invitation", made.arn), made.endpoint, subject, body, world.now_ms))


@changes
def confirm_subscription(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ConfirmSubscription with the token of the letter."""
    topic = need(world, params["TopicArn"])
    for one in world.among(Subscription, f"subscriptions:{topic.arn}"):
        if one.token and one.token == params["Token"]:
            world.put(replace(one, confirmed=True))
            about = (one.arn, topic.arn, one.endpoint)
            tell(world, Why(about, f"{one.endpoint} confirmed its subscription to {topic.name}", ("EB-5",)))
            return {"SubscriptionArn": one.arn}
    raise wrong("Token")


def _need(world: World, arn: str) -> Subscription:
    found = world.get(Subscription, arn)
    if found is None:
        raise Refusal("NotFound", "Subscription does not exist", 404)
    return found


@changes
def unsubscribe(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Unsubscribe: one that is not there is unsubscribed too."""
    if world.get(Subscription, params["SubscriptionArn"]) is not None:
        world.remove(Gone(Subscription, params["SubscriptionArn"]))
    return {}


@reads
def list_subscriptions(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListSubscriptions."""
    found, more = listed(params, list(world.of(Subscription).values()))
    return {"Subscriptions": [_summary(world, one) for one in found], **more}


@reads
def list_subscriptions_by_topic(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListSubscriptionsByTopic."""
    topic = need(world, params["TopicArn"])
    found, more = listed(params, world.among(Subscription, f"subscriptions:{topic.arn}"))
    return {"Subscriptions": [_summary(world, one) for one in found], **more}


def _summary(world: World, one: Subscription) -> dict[str, str]:
    return {
        "SubscriptionArn": one.arn if one.confirmed else PENDING,
        "Owner": world.account,
        "Protocol": one.protocol,
        "Endpoint": one.endpoint,
        "TopicArn": one.topic,
    }


@reads
def get_subscription_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetSubscriptionAttributes."""
    one = _need(world, params["SubscriptionArn"])
    shown = {
        "SubscriptionArn": one.arn,
        "TopicArn": one.topic,
        "Owner": world.account,
        "Protocol": one.protocol,
        "Endpoint": one.endpoint,
        "PendingConfirmation": str(not one.confirmed).lower(),
        "RawMessageDelivery": str(one.raw).lower(),
    }
    if one.filter_policy:
        shown["FilterPolicy"] = one.filter_policy
        shown["FilterPolicyScope"] = one.filter_scope
    return {"Attributes": shown}


@changes
def set_subscription_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetSubscriptionAttributes: the filter policy, and whether messages come raw."""
    one = _need(world, params["SubscriptionArn"])
    world.put(_with(one, params["AttributeName"], params.get("AttributeValue") or ""))
    return {}


def _with(one: Subscription, name: str, value: str) -> Subscription:
    match name:
        case "FilterPolicy":
            try:
                if value and value != "{}":
                    read(value)
            except BadPattern as error:
                raise wrong(f"FilterPolicy: {error}") from error
            return replace(one, filter_policy="" if value == "{}" else value)
        case "FilterPolicyScope" if value in ("MessageAttributes", "MessageBody"):
            return replace(one, filter_scope=value)
        case "RawMessageDelivery":
            if value.lower() == "true" and one.protocol != "sqs":
                raise wrong("Attributes Reason: RawMessageDelivery is not supported for this protocol")
            return replace(one, raw=value.lower() == "true")
        case "DeliveryPolicy" | "RedrivePolicy":
            return one
        case _:
            raise wrong("AttributeName")


SUBSCRIPTIONS = {
    "Subscribe": subscribe,
    "ConfirmSubscription": confirm_subscription,
    "Unsubscribe": unsubscribe,
    "ListSubscriptions": list_subscriptions,
    "ListSubscriptionsByTopic": list_subscriptions_by_topic,
    "GetSubscriptionAttributes": get_subscription_attributes,
    "SetSubscriptionAttributes": set_subscription_attributes,
}
