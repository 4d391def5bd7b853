"""URLs and receipts of a request -> queues and messages of the world, or SQS's refusal."""

import re

from trainer.aws.operations.answering import Refusal
from trainer.sim.model import Queue, QueueMessage
from trainer.sim.world import World

_RECEIPT = re.compile(r"([0-9a-f-]{36})\.[0-9a-f]{40}")


def queue(world: World, url: str) -> Queue:
    """The queue of that URL, or of that name; refuses one that is not there."""
    found = world.get(Queue, world.arn(url.rpartition("/")[2], "sqs"))
    if found is None:
        raise Refusal("QueueDoesNotExist", "The specified queue does not exist.")
    return found


def url_of(world: World, name: str) -> str:
    """The URL of the queue of that name."""
    return f"https://sqs.{world.region}.amazonaws.com/{world.account}/{name}"


def held(world: World, owner: Queue, receipt: str) -> QueueMessage | None:
    """The message that a receipt handle gives hold of; None when it is deleted or was received again since.

    Refuses what is no receipt handle.
    """
    parts = _RECEIPT.fullmatch(receipt)
    if parts is None:
        raise Refusal(
            "ReceiptHandleIsInvalid", f'The input receipt handle "{receipt}" is not a valid receipt handle.'
        )
    message = world.get(QueueMessage, parts[1])
    return (
        message if message is not None and message.queue == owner.arn and message.receipt == receipt else None
    )
