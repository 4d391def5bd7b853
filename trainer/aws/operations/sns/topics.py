"""SNS: topics, their policy, what is published to them [EB-5]."""

import json
import re
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations import arn_tags
from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.listing import listed
from trainer.sim.envelope import event_id
from trainer.sim.iam.policies import Malformed, check
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Subscription, Topic
from trainer.sim.neighbours import TopicPublished
from trainer.sim.run import happen
from trainer.sim.world import Gone, World
from trainer.value import replace

MESSAGE_MAX = 256 * 1024
_NAME = re.compile(r"[A-Za-z0-9_-]{1,256}(\.fifo)?")


def wrong(message: str) -> Refusal:
    """SNS's InvalidParameter."""
    return Refusal("InvalidParameter", f"Invalid parameter: {message}")


def need(world: World, arn: str) -> Topic:
    """The topic; refuses one that is not there."""
    found = world.get(Topic, arn)
    if found is None:
        raise Refusal("NotFound", "Topic does not exist", 404)
    return found


@changes
def create_topic(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateTopic: the same name again is the same topic."""
    name = params["Name"]
    if not _NAME.fullmatch(name):
        raise wrong("Topic Name")
    if name.endswith(".fifo"):
        raise wrong("this simulator has no FIFO topics")
    arn = world.arn(name, "sns")
    if world.get(Topic, arn) is None:
        world.put(_with(Topic(arn, name, created_ms=world.now_ms), params.get("Attributes") or {}))
        arn_tags.put(world, arn, params.get("Tags"))
    return {"TopicArn": arn}


def _with(topic: Topic, attributes: Mapping[str, str]) -> Topic:
    for name, value in attributes.items():
        if name == "Policy":
            try:
                if value:
                    check(value, "resource")
            except Malformed as error:
                raise wrong("Policy Error: null") from error
            topic = replace(topic, policy=value)
        elif name == "DisplayName":
            topic = replace(topic, display=value)
        elif name not in ("DeliveryPolicy", "KmsMasterKeyId", "TracingConfig", "SignatureVersion"):
            raise wrong("AttributeName")
    return topic


@changes
def delete_topic(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteTopic: with its subscriptions; one that is not there is deleted too."""
    arn = params["TopicArn"]
    for one in world.among(Subscription, f"subscriptions:{arn}"):
        world.remove(Gone(Subscription, one.arn))
    if world.get(Topic, arn) is not None:
        world.remove(Gone(Topic, arn))
        tell(world, Why((arn,), f"topic {arn.rpartition(':')[2]} was deleted", ()))
    return {}


@reads
def list_topics(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListTopics."""
    found, more = listed(params, list(world.of(Topic)))
    return {"Topics": [{"TopicArn": arn} for arn in found], **more}


@reads
def get_topic_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetTopicAttributes."""
    topic = need(world, params["TopicArn"])
    subscriptions = world.among(Subscription, f"subscriptions:{topic.arn}")
    confirmed = sum(one.confirmed for one in subscriptions)
    return {
        "Attributes": {
            "TopicArn": topic.arn,
            "Owner": world.account,
            "DisplayName": topic.display,
            "Policy": topic.policy or default_policy(world, topic),
            "SubscriptionsConfirmed": str(confirmed),
            "SubscriptionsPending": str(len(subscriptions) - confirmed),
            "SubscriptionsDeleted": "0",
        }
    }


def default_policy(world: World, topic: Topic) -> str:
    """The policy of a topic that was given none: only its account may use it."""
    statement = {
        "Sid": "__default_statement_ID",
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": ["SNS:GetTopicAttributes", "SNS:SetTopicAttributes", "SNS:DeleteTopic", "SNS:Subscribe",
                   "SNS:ListSubscriptionsByTopic", "SNS:Publish"],
        "Resource": topic.arn,
        "Condition": {"StringEquals": {"AWS:SourceOwner": world.account}},
    }  # fmt: skip
    return json.dumps({"Version": "2008-10-17", "Id": "__default_policy_ID", "Statement": [statement]})


@changes
def set_topic_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetTopicAttributes."""
    topic = need(world, params["TopicArn"])
    world.put(_with(topic, {params["AttributeName"]: params.get("AttributeValue") or ""}))
    tell(world, Why((topic.arn,), f"{params['AttributeName']} of topic {topic.name} was set", ("EB-5",)))
    return {}


@changes
def publish(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Publish to a topic."""
    arn = params.get("TopicArn") or params.get("TargetArn")
    if not arn:
        raise wrong("TopicArn or TargetArn Reason: no value for required parameter")
    topic = need(world, arn)
    message = params["Message"]
    if not message:
        raise wrong("Empty message")
    if len(message.encode()) > MESSAGE_MAX:
        raise wrong("Message too long")
    if params.get("MessageStructure") == "json":
        message = _default_of(message)
    world.cause = tell(world, Why((arn,), f"a message was published to topic {topic.name}", ("EB-5",)))
    happen(
        world,
        TopicPublished(arn, message, params.get("Subject") or "", params.get("MessageAttributes") or None),
    )
    return {"MessageId": event_id(world, "published", arn)}


def _default_of(message: str) -> str:
    """The text of a message with one for each protocol: this simulator sends its default to all."""
    try:
        found = json.loads(message)
    except (ValueError, RecursionError) as error:
        raise wrong("Message Structure - JSON message body failed to parse") from error
    if not isinstance(found, dict) or "default" not in found:
        raise wrong("Message Structure - No default entry in JSON message body")
    return str(found["default"])


def tagged(world: World, arn: str) -> None:
    """Refuses an ARN that is no topic's."""
    need(world, arn)


TOPICS = {
    "CreateTopic": create_topic,
    "DeleteTopic": delete_topic,
    "ListTopics": list_topics,
    "GetTopicAttributes": get_topic_attributes,
    "SetTopicAttributes": set_topic_attributes,
    "Publish": publish,
}
