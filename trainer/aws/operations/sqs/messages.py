"""Messages: sent, received with long polling in virtual time, deleted, held back or given back."""

import hashlib
import re
import struct
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, changes
from trainer.aws.operations.sqs import find
from trainer.sim.behaviours.queues import duplicate, in_flight, new_message_id, receive, visible
from trainer.sim.kernel import Why, absorb, plan, tell
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Queue, QueueMessage
from trainer.sim.neighbours import MessageSent, MessageShown
from trainer.sim.run import happen, run_until_condition
from trainer.sim.world import Gone, World
from trainer.value import replace

BATCH_MAX = 10
TIMEOUT_MAX_S = 43_200
FLIGHT_MAX = {False: 120_000, True: 20_000}
_ENTRY_ID = re.compile(r"[A-Za-z0-9_-]{1,80}")


def md5(text: str) -> str:
    """What SQS gives for its clients to check that a text arrived whole."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def md5_of_attributes(attributes: Mapping[str, Any]) -> str:
    """The MD5 over message attributes in the order of their names, as the developer guide describes it."""
    packed = b""
    for name in sorted(attributes):
        value = attributes[name]
        kind = value["DataType"].encode()
        text = value.get("StringValue")
        inner = text.encode() if text is not None else _binary(value)
        for part in (name.encode(), kind):
            packed += struct.pack("!I", len(part)) + part
        packed += (b"\x01" if text is not None else b"\x02") + struct.pack("!I", len(inner)) + inner
    return hashlib.md5(packed, usedforsecurity=False).hexdigest()


def _binary(value: Mapping[str, Any]) -> bytes:
    """The bytes of a binary attribute, which a world keeps as text of the same code points."""
    data = value.get("BinaryValue") or b""
    return data.encode("latin-1") if isinstance(data, str) else bytes(data)


@changes
def send_message(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SendMessage."""
    queue = find.queue(world, params["QueueUrl"])
    event = _event(queue, params)
    return _send(world, queue, event, 0)


def _event(queue: Queue, params: Mapping[str, Any]) -> MessageSent:
    """What is to be sent, checked."""
    body: str = params["MessageBody"]
    if not body:
        raise Refusal("MissingParameter", "The request must contain the parameter MessageBody.")
    if len(body.encode()) > queue.size_max:
        reason = f"Message must be shorter than {queue.size_max} bytes."
        raise Refusal("InvalidParameterValue", f"One or more parameters are invalid. Reason: {reason}")
    delay = params.get("DelaySeconds")
    if delay is not None and not 0 <= delay <= 900:
        raise Refusal(
            "InvalidParameterValue",
            f"Value {delay} for parameter DelaySeconds is invalid. "
            "Reason: DelaySeconds must be >= 0 and <= 900.",
        )
    group = params.get("MessageGroupId") or ""
    deduplication = params.get("MessageDeduplicationId") or ""
    if queue.fifo:
        if not group:
            raise Refusal("MissingParameter", "The request must contain the parameter MessageGroupId.")
        if not deduplication and not queue.by_content:
            raise Refusal(
                "InvalidParameterValue",
                "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId "
                "provided explicitly",
            )
        deduplication = deduplication or hashlib.sha256(body.encode()).hexdigest()
    attributes = {
        name: {**value, "BinaryValue": value["BinaryValue"].decode("latin-1")}
        if "BinaryValue" in value
        else value
        for name, value in (params.get("MessageAttributes") or {}).items()
    }
    return MessageSent(queue.arn, body, delay, attributes or None, group, deduplication)


def _send(world: World, queue: Queue, event: MessageSent, place: int) -> dict[str, Any]:
    if place:
        world.begin()
    before = duplicate(world, event)
    world.cause = tell(world, Why((queue.arn,), f"a message was sent to queue {queue.name}", ("SQ-1",)))
    happen(world, event)
    answer = {
        "MD5OfMessageBody": md5(event.body),
        "MessageId": before.id if before else new_message_id(world, queue.arn),
    }
    if event.attributes:
        answer["MD5OfMessageAttributes"] = md5_of_attributes(event.attributes)
    if queue.fifo:
        answer["SequenceNumber"] = f"{world.need(QueueMessage, answer['MessageId']).number:020d}"
    return answer


def _entries(params: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """The entries of a batch, checked as a whole."""
    entries: Sequence[Mapping[str, Any]] = params["Entries"]
    if not entries:
        raise Refusal("EmptyBatchRequest", "There should be at least one entry in the request.")
    if len(entries) > BATCH_MAX:
        raise Refusal(
            "TooManyEntriesInBatchRequest",
            f"Maximum number of entries per request are {BATCH_MAX}. You have sent {len(entries)}.",
        )
    ids = [entry["Id"] for entry in entries]
    if len(set(ids)) != len(ids):
        repeated = next(name for name in ids if ids.count(name) > 1)
        raise Refusal("BatchEntryIdsNotDistinct", f"Id {repeated} repeated.")
    if not all(_ENTRY_ID.fullmatch(name) for name in ids):
        raise Refusal(
            "InvalidBatchEntryId", "A batch entry id can only contain alphanumeric characters, - and _."
        )
    return entries


def _batch(
    entries: Sequence[Mapping[str, Any]], one: Callable[[Mapping[str, Any], int], Mapping[str, Any]]
) -> dict[str, Any]:
    """Each entry by itself; a refused one is among the failed."""
    done: list[dict[str, Any]] = []
    failed: list[dict[str, Any]] = []
    for place, entry in enumerate(entries):
        try:
            done.append({"Id": entry["Id"], **one(entry, place)})
        except Refusal as refusal:
            code, message = refusal.rejected.code, refusal.rejected.message
            failed.append({"Id": entry["Id"], "SenderFault": True, "Code": code, "Message": message})
    return {"Successful": done, "Failed": failed}


@changes
def send_message_batch(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SendMessageBatch."""
    queue = find.queue(world, params["QueueUrl"])
    return _batch(_entries(params), lambda entry, place: _send(world, queue, _event(queue, entry), place))


@changes
def receive_message(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ReceiveMessage: with a wait, time runs until a message is there or the wait is over."""
    queue = find.queue(world, params["QueueUrl"])
    most = params.get("MaxNumberOfMessages", 1)
    wait_s = params.get("WaitTimeSeconds", queue.wait_s)
    timeout_s = params.get("VisibilityTimeout", queue.visibility_s)
    for name, value, least, top in (
        ("MaxNumberOfMessages", most, 1, BATCH_MAX),
        ("WaitTimeSeconds", wait_s, 0, 20),
        ("VisibilityTimeout", timeout_s, 0, TIMEOUT_MAX_S),
    ):
        if not least <= value <= top:
            reason = f"Reason: Must be between {least} and {top}, if provided."
            raise Refusal("InvalidParameterValue", f"Value {value} for parameter {name} is invalid. {reason}")
    if len(in_flight(world, queue)) >= FLIGHT_MAX[queue.fifo]:
        raise Refusal("OverLimit", "Too many messages are in flight.", 403)
    if wait_s and not any(visible(world, queue)):
        _wait(world, queue, wait_s)
        if world.get(Queue, queue.arn) is None:
            return {}
    world.cause = tell(
        world, Why((queue.arn,), f"ReceiveMessage was called on queue {queue.name}", ("SQ-1",))
    )
    received = receive(world, queue, most, timeout_s)
    absorb(world, received.reaction)
    shown = [_shown(world, one, params) for one in received.messages]
    return {"Messages": shown} if shown else {}


def _wait(world: World, queue: Queue, wait_s: int) -> None:
    """Long polling: time passes, and then this call is handled again."""
    run_until_condition(
        world,
        lambda now: now.get(Queue, queue.arn) is None or any(visible(now, queue)),
        world.now_ms + wait_s * SECOND_MS,
    )
    world.begin()


def _shown(world: World, one: QueueMessage, params: Mapping[str, Any]) -> dict[str, Any]:
    data: dict[str, Any] = {
        "MessageId": one.id,
        "ReceiptHandle": one.receipt,
        "MD5OfBody": md5(one.body),
        "Body": one.body,
    }
    asked = {*(params.get("AttributeNames") or ()), *(params.get("MessageSystemAttributeNames") or ())}
    system = _system(world, one)
    kept = system if "All" in asked else {name: value for name, value in system.items() if name in asked}
    if kept:
        data["Attributes"] = kept
    wanted = params.get("MessageAttributeNames") or ()
    given = {
        name: value
        for name, value in (one.attributes or {}).items()
        if any(
            mask in ("All", ".*", name) or (mask.endswith(".*") and name.startswith(mask[:-1]))
            for mask in wanted
        )
    }
    if given:
        data["MessageAttributes"] = {
            name: {**value, "BinaryValue": _binary(value)} if "BinaryValue" in value else dict(value)
            for name, value in given.items()
        }
        data["MD5OfMessageAttributes"] = md5_of_attributes(data["MessageAttributes"])
    return data


def _system(world: World, one: QueueMessage) -> dict[str, str]:
    def millis(at_ms: int) -> str:
        return str(round(world.wall(at_ms).timestamp() * 1000))

    first_ms = world.now_ms if one.first_received_ms is None else one.first_received_ms
    system = {
        "SenderId": one.sender or world.account,
        "SentTimestamp": millis(one.sent_ms),
        "ApproximateReceiveCount": str(one.receives),
        "ApproximateFirstReceiveTimestamp": millis(first_ms),
    }
    if one.group:
        system["MessageGroupId"] = one.group
    if one.deduplication:
        system["MessageDeduplicationId"] = one.deduplication
    if one.dead_from:
        system["DeadLetterQueueSourceArn"] = one.dead_from
    return system


@changes
def delete_message(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteMessage: with a receipt that is no longer the newest nothing is deleted, and nothing is said."""
    queue = find.queue(world, params["QueueUrl"])
    _delete(world, queue, params)
    return {}


def _delete(world: World, queue: Queue, params: Mapping[str, Any]) -> dict[str, Any]:
    message = find.held(world, queue, params["ReceiptHandle"])
    if message is not None:
        world.remove(Gone(QueueMessage, message.id))
        tell(
            world,
            Why(
                (queue.arn, message.id), f"message {message.id[:8]} was deleted from {queue.name}", ("SQ-1",)
            ),
        )
    return {}


@changes
def delete_message_batch(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteMessageBatch."""
    queue = find.queue(world, params["QueueUrl"])
    return _batch(_entries(params), lambda entry, _: _delete(world, queue, entry))


@changes
def change_message_visibility(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ChangeMessageVisibility: hold a message longer, or give it back with 0."""
    queue = find.queue(world, params["QueueUrl"])
    _change(world, queue, params)
    return {}


def _change(world: World, queue: Queue, params: Mapping[str, Any]) -> dict[str, Any]:
    seconds = params.get("VisibilityTimeout", queue.visibility_s)
    if not 0 <= seconds <= TIMEOUT_MAX_S:
        raise Refusal(
            "InvalidParameterValue",
            f"Value {seconds} for parameter VisibilityTimeout is invalid. "
            f"Reason: Must be between 0 and {TIMEOUT_MAX_S}.",
        )
    message = find.held(world, queue, params["ReceiptHandle"])
    if message is None or message.visible_ms <= world.now_ms:
        raise Refusal("MessageNotInflight", "The message referred to isn't in flight.")
    text = f"message {message.id[:8]} of {queue.name} stays hidden for {seconds} s more"
    cause = tell(world, Why((queue.arn, message.id), text, ("SQ-4",)))
    world.put(replace(message, visible_ms=world.now_ms + seconds * SECOND_MS, shown=seconds == 0))
    plan(world, seconds * SECOND_MS, MessageShown(message.id, queue.arn), cause)
    return {}


@changes
def change_message_visibility_batch(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ChangeMessageVisibilityBatch."""
    queue = find.queue(world, params["QueueUrl"])
    return _batch(_entries(params), lambda entry, _: _change(world, queue, entry))


MESSAGES = {
    "SendMessage": send_message,
    "SendMessageBatch": send_message_batch,
    "ReceiveMessage": receive_message,
    "DeleteMessage": delete_message,
    "DeleteMessageBatch": delete_message_batch,
    "ChangeMessageVisibility": change_message_visibility,
    "ChangeMessageVisibilityBatch": change_message_visibility_batch,
}
