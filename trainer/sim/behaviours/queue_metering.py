"""Metrics of queues every minute, and the producers that fill them.

Stands for SQ-1 and SQ-2 (what the backlog is measured by). AWS: "Available CloudWatch metrics for Amazon
SQS". That producers send every ten seconds is our model.
"""

from trainer.sim.behaviours.counting import counted
from trainer.sim.behaviours.metering import appended
from trainer.sim.behaviours.queues import delayed, in_flight, kept, visible
from trainer.sim.events import MinutePassed
from trainer.sim.kernel import NOTHING, Later, Reaction
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Datapoint, Meter, Metric, Producer, Queue, QueueMessage, Series
from trainer.sim.neighbours import MessageSent, MessagesProduced
from trainer.sim.world import World
from trainer.value import replace

EVERY_MS = 10 * SECOND_MS
MINUTE_MS = 60 * SECOND_MS


def react(world: World, event: MinutePassed | MessagesProduced | MessageSent) -> Reaction:
    """Measure the queues; let a producer send."""
    if isinstance(event, MinutePassed):
        points = tuple(point for queue in world.of(Queue).values() for point in _measured(world, queue))
        return Reaction(points) if points else NOTHING
    if isinstance(event, MessagesProduced):
        return _produced(world, event)
    if world.of(Meter) and event.queue in world.of(Queue):
        name = event.queue.rpartition(":")[2]
        return Reaction((counted(world, "AWS/SQS", "NumberOfMessagesSent", ("QueueName", name)),))
    return NOTHING


def rate_at(producer: Producer, at_ms: int) -> float:
    """Messages a minute at a moment: straight between the points, flat before and after them."""
    points = producer.points
    before = [point for point in points if point[0] <= at_ms]
    after = [point for point in points if point[0] > at_ms]
    if not before or not after:
        return before[-1][1] if before else after[0][1]
    (start_ms, first), (end_ms, last) = before[-1], after[0]
    return first + (last - first) * (at_ms - start_ms) / (end_ms - start_ms)


def _produced(world: World, event: MessagesProduced) -> Reaction:
    producer = world.get(Producer, event.queue)
    if producer is None or producer.number != event.number or event.queue not in world.of(Queue):
        return NOTHING
    due = producer.owed + rate_at(producer, world.now_ms) * EVERY_MS / MINUTE_MS
    count = int(due + 1e-9)
    sent = tuple(
        Later(0, MessageSent(event.queue, f"message {number + 1}", group="producer"))
        for number in range(count)
    )
    again = () if over(producer, world.now_ms) else (Later(EVERY_MS, event),)
    return Reaction((replace(producer, owed=due - count),), (*sent, *again))


def over(producer: Producer, now_ms: int) -> bool:
    """Whether it will never send again: past its last point, at a rate of nothing."""
    at_ms, rate = producer.points[-1]
    return now_ms >= at_ms and rate == 0


def _measured(world: World, queue: Queue) -> list[Series]:
    waiting = list(visible(world, queue))
    oldest: list[QueueMessage] = kept(world, queue)
    age_s = (world.now_ms - oldest[0].sent_ms) / SECOND_MS if oldest else 0.0
    values = {
        "ApproximateNumberOfMessagesVisible": float(len(waiting)),
        "ApproximateNumberOfMessagesNotVisible": float(len(in_flight(world, queue))),
        "ApproximateNumberOfMessagesDelayed": float(len(delayed(world, queue))),
        "ApproximateAgeOfOldestMessage": age_s,
    }
    own = (("QueueName", queue.name),)
    return [
        appended(world, Metric("AWS/SQS", name, own), Datapoint(world.now_ms, value, 1, value, value))
        for name, value in values.items()
    ]
