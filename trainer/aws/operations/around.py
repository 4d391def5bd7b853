"""Service "trainer", beside ECS: what applications do, who fills a queue, what is out of order, inboxes."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trainer.aws.model import Answer
from trainer.aws.operations.answering import changes, invalid, reads
from trainer.sim.behaviours.metering import measuring
from trainer.sim.behaviours.queue_metering import EVERY_MS
from trainer.sim.behaviours.working import ACTIONS
from trainer.sim.kernel import Why, plan, tell
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Deed, Letter, Outage, Producer, Queue, Subscription
from trainer.sim.neighbours import MessagesProduced
from trainer.sim.world import World
from trainer.value import replace

_DEED = ("action", "resource", "data", "afterSeconds", "eachSeconds")


def deeds_of(given: Any) -> tuple[Deed, ...]:
    """The deeds of an application: [{action, resource, data, afterSeconds, eachSeconds}]."""
    if not isinstance(given, Sequence) or isinstance(given, str):
        raise invalid("does wants a list of deeds.")
    return tuple(_deed(item) for item in given)


def _deed(item: Any) -> Deed:
    if not isinstance(item, Mapping) or set(item) - set(_DEED):
        raise invalid(f"A deed has {', '.join(_DEED)}.")
    action, resource = item.get("action"), item.get("resource")
    if action not in ACTIONS:
        raise invalid(f"An application does one of {', '.join(ACTIONS)}, not '{action}'.")
    if not isinstance(resource, str) or not resource:
        raise invalid(f"{action} must name a resource: a bucket and key, a table, a queue or a topic.")
    after, each = item.get("afterSeconds", 0), item.get("eachSeconds", 1)
    if not isinstance(after, int) or after < 0 or not isinstance(each, int | float) or each < 0.01:
        raise invalid("afterSeconds is a whole number from 0 on, eachSeconds at least 0.01.")
    data = item.get("data", "")
    if not isinstance(data, str | Mapping):
        raise invalid("data is a text, or an item in DynamoDB's JSON.")
    return Deed(action, resource, data, after, float(each))


@changes
def fill_queue(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """FillQueue {queue, points: [{afterSeconds, messagesPerMinute}]}: who sends to a queue from now on."""
    name = str(params.get("queue") or "").rpartition("/")[2].rpartition(":")[2]
    queue = world.get(Queue, world.arn(name, "sqs"))
    if queue is None:
        raise invalid(f"There is no queue '{name}'.")
    points = params.get("points")
    if not isinstance(points, list) or not points or not all(isinstance(one, Mapping) for one in points):
        raise invalid("FillQueue wants points, each with afterSeconds and messagesPerMinute.")
    rates = tuple(sorted(_rate(world, one) for one in points))
    text = f"producers of queue {queue.name} were set: {len(rates)} points"
    world.cause = tell(world, Why((queue.arn,), text, ("SQ-1",)))
    world.put(Producer(queue.arn, rates, world.handling))
    measuring(world)
    plan(world, EVERY_MS, MessagesProduced(queue.arn, world.handling))
    return {}


def _rate(world: World, point: Mapping[str, Any]) -> tuple[int, float]:
    after, rate = point.get("afterSeconds", 0), point.get("messagesPerMinute", 0)
    numbers = isinstance(after, int | float) and isinstance(rate, int | float)
    if set(point) - {"afterSeconds", "messagesPerMinute"} or not numbers or after < 0 or rate < 0:
        raise invalid("A point has afterSeconds and messagesPerMinute, none of them negative.")
    if rate > 60_000:
        raise invalid("This simulator sends at most 60,000 messages a minute.")
    return world.now_ms + int(after * SECOND_MS), float(rate)


@changes
def break_target(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """BreakTarget {arn, seconds}: for so long the target of rules and schedules answers with an error."""
    arn, seconds = params.get("arn"), params.get("seconds", 300)
    if not isinstance(arn, str) or arn.count(":") < 5:
        raise invalid("BreakTarget wants the arn of a target of a rule or schedule.")
    if not isinstance(seconds, int) or not 0 <= seconds <= 30 * 86_400:
        raise invalid("seconds should be between 0 and 2592000.")
    world.put(Outage(arn, world.now_ms + seconds * SECOND_MS))
    tell(world, Why((arn,), f"{arn} is out of order for {seconds} s", ("EB-6",)))
    return {}


@reads
def read_inbox(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ReadInbox {address}: the letters there, oldest first."""
    letters = world.among(Letter, f"letters:{params.get('address')}")
    return {
        "letters": [
            {"at": world.wall(one.at_ms), "subject": one.subject, "body": one.body} for one in letters
        ]
    }


@changes
def confirm_email(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ConfirmEmail {address}: who reads that inbox follows the links of every invitation in it."""
    address = params.get("address")
    waiting = [
        one for one in world.of(Subscription).values() if one.endpoint == address and not one.confirmed
    ]
    if not waiting:
        raise invalid(f"No subscription of {address} waits for its confirmation.")
    for one in waiting:
        world.put(replace(one, confirmed=True))
        tell(world, Why((one.arn, one.topic), f"{address} confirmed its subscription", ("EB-5",)))
    return {"subscriptionArns": [one.arn for one in waiting]}


AROUND: Mapping[str, Callable[[World, Mapping[str, Any]], Answer]] = {
    "FillQueue": fill_queue,
    "BreakTarget": break_target,
    "ReadInbox": read_inbox,
    "ConfirmEmail": confirm_email,
}
