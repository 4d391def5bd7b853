"""Queues: made, found, set, purged, deleted."""

import json
import re
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.listing import listed
from trainer.aws.operations.sqs import find
from trainer.sim.behaviours.queues import delayed, in_flight, visible
from trainer.sim.iam.policies import Malformed, check
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Queue, QueueMessage, Tags
from trainer.sim.world import Gone, World
from trainer.value import replace

_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_NUMBERS = {
    "VisibilityTimeout": ("visibility_s", 0, 43_200),
    "MessageRetentionPeriod": ("retention_s", 60, 1_209_600),
    "DelaySeconds": ("delay_s", 0, 900),
    "ReceiveMessageWaitTimeSeconds": ("wait_s", 0, 20),
    "MaximumMessageSize": ("size_max", 1024, 1_048_576),
}
_SHOWN_ONLY = ("SqsManagedSseEnabled", "KmsMasterKeyId", "KmsDataKeyReusePeriodSeconds", "RedriveAllowPolicy",
               "DeduplicationScope", "FifoThroughputLimit")  # fmt: skip
_COUNTED = {
    "ApproximateNumberOfMessages": visible,
    "ApproximateNumberOfMessagesNotVisible": in_flight,
    "ApproximateNumberOfMessagesDelayed": delayed,
}
PURGE_MS = 60_000


def _wrong(name: str, text: str = "") -> Refusal:
    message = text or f"Invalid value for the parameter {name}."
    return Refusal("InvalidAttributeValue", message)


@changes
def create_queue(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateQueue: the same again is the same queue; other attributes are refused."""
    name, given = params["QueueName"], params.get("Attributes") or {}
    fifo = given.get("FifoQueue") == "true"
    if not _NAME.fullmatch(name.removesuffix(".fifo") if fifo else name) or fifo is not name.endswith(
        ".fifo"
    ):
        raise Refusal(
            "InvalidParameterValue",
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length; "
            "the name of a FIFO queue ends with .fifo",
        )
    made = Queue(world.arn(name, "sqs"), name, fifo=fifo, created_ms=world.now_ms, changed_ms=world.now_ms)
    made = _with(world, made, {key: value for key, value in given.items() if key != "FifoQueue"})
    old = world.get(Queue, made.arn)
    if old is None:
        world.put(made)
        if params.get("tags"):
            world.put(Tags(made.arn, tuple(params["tags"].items())))
    elif given and replace(made, created_ms=old.created_ms, changed_ms=old.changed_ms) != old:
        raise Refusal(
            "QueueNameExists",
            "A queue already exists with the same name and a different value for attribute(s)",
        )
    return {"QueueUrl": find.url_of(world, name)}


def _with(world: World, queue: Queue, given: Mapping[str, str]) -> Queue:
    """The queue with these attributes, each checked."""
    for name, value in given.items():
        if name in _NUMBERS:
            field, least, most = _NUMBERS[name]
            if not value.isdigit() or not least <= int(value) <= most:
                raise _wrong(name)
            changed: dict[str, Any] = {field: int(value)}
            queue = replace(queue, **changed)
        elif name == "RedrivePolicy":
            queue = _redriven(world, queue, value)
        elif name == "Policy":
            try:
                if value:
                    check(value, "resource")
            except Malformed as error:
                raise _wrong(name) from error
            queue = replace(queue, policy=value)
        elif name == "ContentBasedDeduplication" and queue.fifo:
            queue = replace(queue, by_content=value == "true")
        elif name not in _SHOWN_ONLY:
            raise Refusal("InvalidAttributeName", f"Unknown Attribute {name}.")
    return queue


def _redriven(world: World, queue: Queue, value: str) -> Queue:
    """The queue with its dead-letter queue and after how many receives a message goes there."""
    if not value:
        return replace(queue, dead_letter="", receives_max=0)
    try:
        policy = json.loads(value)
        dead, most = policy["deadLetterTargetArn"], int(policy["maxReceiveCount"])
    except (ValueError, KeyError, TypeError) as error:
        raise _wrong("RedrivePolicy", f"Value {value} for parameter RedrivePolicy is invalid.") from error
    target = world.get(Queue, dead)
    if target is None or target.fifo is not queue.fifo or not 1 <= most <= 1000:
        raise _wrong(
            "RedrivePolicy",
            f"Value {value} for parameter RedrivePolicy is invalid. Reason: Dead letter target does not "
            "exist, is of another type, or maxReceiveCount is not between 1 and 1000.",
        )
    return replace(queue, dead_letter=dead, receives_max=most)


@reads
def get_queue_url(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetQueueUrl."""
    return {"QueueUrl": find.url_of(world, find.queue(world, params["QueueName"]).name)}


@reads
def list_queues(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListQueues."""
    prefix = params.get("QueueNamePrefix") or ""
    urls = [find.url_of(world, one.name) for one in world.of(Queue).values() if one.name.startswith(prefix)]
    found, more = listed(params, urls, limit="MaxResults", most=1000)
    return {"QueueUrls": found, **more} if found else {}


@reads
def list_dead_letter_source_queues(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListDeadLetterSourceQueues."""
    dead = find.queue(world, params["QueueUrl"])
    urls = [find.url_of(world, one.name) for one in world.of(Queue).values() if one.dead_letter == dead.arn]
    found, more = listed(params, urls, limit="MaxResults", most=1000)
    return {"queueUrls": found, **more}


@reads
def get_queue_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """GetQueueAttributes: numbers of messages are counted at this moment."""
    queue = find.queue(world, params["QueueUrl"])
    shown = _shown(world, queue)
    asked = params.get("AttributeNames") or ()
    if "All" not in asked:
        shown = {name: value for name, value in shown.items() if name in asked}
    return {"Attributes": shown} if shown else {}


def _shown(world: World, queue: Queue) -> dict[str, str]:
    shown = {name: str(getattr(queue, field)) for name, (field, _, _) in _NUMBERS.items()}
    shown.update((name, str(len(list(count(world, queue))))) for name, count in _COUNTED.items())
    shown["QueueArn"] = queue.arn
    shown["CreatedTimestamp"] = str(int(world.wall(queue.created_ms).timestamp()))
    shown["LastModifiedTimestamp"] = str(int(world.wall(queue.changed_ms).timestamp()))
    shown["SqsManagedSseEnabled"] = "true"
    if queue.policy:
        shown["Policy"] = queue.policy
    if queue.dead_letter:
        redrive = {"deadLetterTargetArn": queue.dead_letter, "maxReceiveCount": queue.receives_max}
        shown["RedrivePolicy"] = json.dumps(redrive, separators=(",", ":"))
    if queue.fifo:
        shown["FifoQueue"] = "true"
        shown["ContentBasedDeduplication"] = str(queue.by_content).lower()
    return shown


@changes
def set_queue_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetQueueAttributes."""
    queue = find.queue(world, params["QueueUrl"])
    changed = _with(world, queue, params["Attributes"])
    world.put(replace(changed, changed_ms=world.now_ms))
    tell(
        world,
        Why(
            (queue.arn,), f"attributes of queue {queue.name} were set: {', '.join(params['Attributes'])}", ()
        ),
    )
    return {}


@changes
def purge_queue(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PurgeQueue: once a minute."""
    queue = find.queue(world, params["QueueUrl"])
    if queue.purged_ms is not None and world.now_ms - queue.purged_ms < PURGE_MS:
        raise Refusal(
            "PurgeQueueInProgress",
            f"Only one PurgeQueue operation on {queue.name} is allowed every 60 seconds.",
        )
    for message in world.among(QueueMessage, f"messages:{queue.arn}"):
        world.remove(Gone(QueueMessage, message.id))
    world.put(replace(queue, purged_ms=world.now_ms))
    tell(world, Why((queue.arn,), f"queue {queue.name} was purged", ()))
    return {}


@changes
def delete_queue(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteQueue: with all its messages."""
    queue = find.queue(world, params["QueueUrl"])
    for message in world.among(QueueMessage, f"messages:{queue.arn}"):
        world.remove(Gone(QueueMessage, message.id))
    world.remove(Gone(Queue, queue.arn))
    tell(world, Why((queue.arn,), f"queue {queue.name} was deleted", ()))
    return {}


@changes
def tag_queue(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """TagQueue."""
    arn = find.queue(world, params["QueueUrl"]).arn
    old = world.get(Tags, arn)
    world.put(Tags(arn, tuple({**dict(old.tags if old else ()), **params["Tags"]}.items())))
    return {}


@changes
def untag_queue(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """UntagQueue."""
    arn = find.queue(world, params["QueueUrl"]).arn
    old = world.get(Tags, arn)
    if old:
        world.put(Tags(arn, tuple(pair for pair in old.tags if pair[0] not in params["TagKeys"])))
    return {}


@reads
def list_queue_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListQueueTags."""
    found = world.get(Tags, find.queue(world, params["QueueUrl"]).arn)
    return {"Tags": dict(found.tags)} if found else {}


QUEUES = {
    "CreateQueue": create_queue,
    "GetQueueUrl": get_queue_url,
    "ListQueues": list_queues,
    "ListDeadLetterSourceQueues": list_dead_letter_source_queues,
    "GetQueueAttributes": get_queue_attributes,
    "SetQueueAttributes": set_queue_attributes,
    "PurgeQueue": purge_queue,
    "DeleteQueue": delete_queue,
    "TagQueue": tag_queue,
    "UntagQueue": untag_queue,
    "ListQueueTags": list_queue_tags,
}
