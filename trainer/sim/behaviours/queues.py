"""Queues: messages come in, become visible, and are given to who receives; the dead-letter queue.

Stands for the SQS row of 14.2 and A3 of 10.3: visibility timeout, retention, delay, dead-letter queue, order
of FIFO queues. AWS: "Amazon SQS visibility timeout". Standard queues give messages in the order in which they
became visible and never twice within the timeout, which AWS does not promise: our model.
"""

from collections.abc import Iterable, Iterator

from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Queue, QueueMessage
from trainer.sim.neighbours import MessageSent, MessageShown
from trainer.sim.world import Gone, Record, World
from trainer.value import dataclass, replace

DUPLICATE_MS = 300_000
"""For so long a FIFO queue knows a deduplication id again."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a call of ReceiveMessage got, and what changes by it."""

    messages: tuple[QueueMessage, ...]
    reaction: Reaction


def react(world: World, event: MessageSent | MessageShown) -> Reaction:
    """Keep a message that was sent; show one whose time has come."""
    return _sent(world, event) if isinstance(event, MessageSent) else _shown(world, event)


def _sent(world: World, event: MessageSent) -> Reaction:
    queue = world.get(Queue, event.queue)
    if queue is None or duplicate(world, event) is not None:
        return NOTHING
    delay_ms = (queue.delay_s if event.delay_s is None else event.delay_s) * SECOND_MS
    message = QueueMessage(
        id=new_message_id(world, event.queue),
        queue=event.queue,
        body=event.body,
        sent_ms=world.now_ms,
        visible_ms=world.now_ms + delay_ms,
        sender=event.sender,
        attributes=event.attributes,
        group=event.group,
        deduplication=event.deduplication,
        number=world.handling,
        shown=delay_ms == 0,
    )
    return Reaction((message,), (Later(delay_ms, MessageShown(message.id, queue.arn)),))


def _shown(world: World, event: MessageShown) -> Reaction:
    message = world.get(QueueMessage, event.message)
    if message is None or message.shown or message.visible_ms > world.now_ms:
        return NOTHING
    return Reaction((replace(message, shown=True),))


def new_message_id(world: World, queue: str) -> str:
    """The id that a message gets which is sent to the queue in the event being handled."""
    digits = world.new_id("message", queue)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


def duplicate(world: World, event: MessageSent) -> QueueMessage | None:
    """The message of a FIFO queue that this one repeats within five minutes."""
    queue = world.get(Queue, event.queue)
    if queue is None or not queue.fifo or not event.deduplication:
        return None
    for message in world.among(QueueMessage, f"messages:{event.queue}"):
        if message.deduplication == event.deduplication and world.now_ms - message.sent_ms < DUPLICATE_MS:
            return message
    return None


def kept(world: World, queue: Queue) -> list[QueueMessage]:
    """The messages that the queue still has, oldest first: those past its retention are gone."""
    oldest_ms = world.now_ms - queue.retention_s * SECOND_MS
    return [one for one in world.among(QueueMessage, f"messages:{queue.arn}") if one.sent_ms > oldest_ms]


def visible(world: World, queue: Queue) -> Iterator[QueueMessage]:
    """What can be received now, first come first; a group of a FIFO queue waits for its message in flight."""
    oldest_ms = world.now_ms - queue.retention_s * SECOND_MS
    shown: Iterable[QueueMessage] = world.each(QueueMessage, f"shown:{queue.arn}")
    blocked: set[str] = set()
    if queue.fifo:
        shown = sorted(shown, key=lambda one: one.number)
        blocked = {one.group for one in in_flight(world, queue)}
    return (
        one
        for one in shown
        if one.visible_ms <= world.now_ms and one.sent_ms > oldest_ms and one.group not in blocked
    )


def in_flight(world: World, queue: Queue) -> list[QueueMessage]:
    """Received and neither deleted nor visible again."""
    return [one for one in _hidden(world, queue) if one.receipt]


def delayed(world: World, queue: Queue) -> list[QueueMessage]:
    """Sent with a delay that is not over."""
    return [one for one in _hidden(world, queue) if not one.receipt]


def _hidden(world: World, queue: Queue) -> Iterator[QueueMessage]:
    oldest_ms = world.now_ms - queue.retention_s * SECOND_MS
    hidden = world.each(QueueMessage, f"hidden:{queue.arn}")
    return (one for one in hidden if one.visible_ms > world.now_ms and one.sent_ms > oldest_ms)


def receive(world: World, queue: Queue, most: int, timeout_s: int, place: object = 0) -> Received:
    """Give up to `most` messages for so long; one received too often goes to the dead-letter queue."""
    changes: list[Record | Gone] = list(_expired(world, queue))
    later: list[Later] = []
    reasons: list[Why] = []
    given: list[QueueMessage] = []
    dead = world.get(Queue, queue.dead_letter) if queue.dead_letter else None
    for message in visible(world, queue):
        if len(given) == most:
            break
        if dead is not None and message.receives >= queue.receives_max:
            moved = replace(message, queue=dead.arn, dead_from=queue.arn, visible_ms=world.now_ms, receipt="")
            changes.append(moved)
            text = f"a message was received {message.receives} times and not deleted: it went to {dead.name}"
            reasons.append(Why((queue.arn, dead.arn, message.id), text, ("SQ-1",)))
            later.append(Later(0, MessageShown(moved.id, dead.arn), len(reasons) - 1))
            continue
        again = message.receives > 0
        held = replace(
            message,
            receives=message.receives + 1,
            visible_ms=world.now_ms + timeout_s * SECOND_MS,
            receipt=f"{message.id}.{world.new_id('receipt', message.id, place, length=40)}",
            first_received_ms=message.first_received_ms if again else world.now_ms,
            shown=timeout_s == 0,
        )
        changes.append(held)
        given.append(held)
        if again:
            text = (
                f"message {message.id[:8]} was received again: nobody deleted it within the visibility "
                f"timeout after it was received {message.receives} times"
            )
            reasons.append(Why((queue.arn, message.id), text, ("SQ-4",)))
        later.append(Later(timeout_s * SECOND_MS, MessageShown(message.id, queue.arn)))
    cause = len(reasons) - 1 if reasons else None
    told = tuple(one if one.why is not None else replace(one, why=cause) for one in later)
    return Received(tuple(given), Reaction(tuple(changes), told, tuple(reasons)))


def _expired(world: World, queue: Queue) -> Iterator[Gone]:
    """The messages before all that can be received whose retention is over."""
    oldest_ms = world.now_ms - queue.retention_s * SECOND_MS
    for message in world.each(QueueMessage, f"shown:{queue.arn}"):
        if message.sent_ms > oldest_ms:
            return
        yield Gone(QueueMessage, message.id)
