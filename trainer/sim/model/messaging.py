"""The records of SQS and SNS: queues and messages, topics, subscriptions, inboxes."""

from collections.abc import Mapping
from typing import Any

from trainer.sim.model.base import Alone
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Queue(Alone):
    """An SQS queue; the key is its ARN."""

    arn: str
    name: str
    visibility_s: int = 30
    retention_s: int = 345_600
    delay_s: int = 0
    wait_s: int = 0
    size_max: int = 1_048_576
    policy: str = ""
    dead_letter: str = ""
    """The ARN of its dead-letter queue."""
    receives_max: int = 0
    fifo: bool = False
    by_content: bool = False
    """Whether a FIFO queue tells duplicates by their content."""
    created_ms: int = 0
    changed_ms: int = 0
    purged_ms: int | None = None

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn


@dataclass(frozen=True, slots=True)
class QueueMessage:
    """A message of a queue; the key is its id."""

    id: str
    queue: str
    body: str
    sent_ms: int
    visible_ms: int
    """When it can be received: after its delay, or after the visibility timeout of who received it."""
    receives: int = 0
    first_received_ms: int | None = None
    receipt: str = ""
    """The newest receipt handle; an older one no longer deletes in a FIFO queue."""
    sender: str = ""
    attributes: Mapping[str, Any] | None = None
    group: str = ""
    deduplication: str = ""
    number: int = 0
    """Its place in the order of sending."""
    dead_from: str = ""
    """The ARN of the queue whose dead-letter queue this is."""
    shown: bool = True
    """Whether the queue shows it: False from a delay or a receipt on until `visible_ms` has come."""

    @property
    def key(self) -> str:
        """Its id."""
        return self.id

    @property
    def groups(self) -> tuple[str, ...]:
        """Its queue, and there those that are shown, in the order in which they came to be, or the others."""
        return (f"messages:{self.queue}", f"{'shown' if self.shown else 'hidden'}:{self.queue}")


@dataclass(frozen=True, slots=True)
class Topic(Alone):
    """An SNS topic; the key is its ARN."""

    arn: str
    name: str
    policy: str = ""
    """Empty: the default policy, under which only the owner's account publishes."""
    display: str = ""
    created_ms: int = 0

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription of a topic; the key is its ARN."""

    arn: str
    topic: str
    protocol: str
    endpoint: str
    confirmed: bool = True
    token: str = ""
    filter_policy: str = ""
    filter_scope: str = "MessageAttributes"
    raw: bool = False

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    @property
    def groups(self) -> tuple[str, ...]:
        """Its topic."""
        return (f"subscriptions:{self.topic}",)


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail that SNS sent; the key is its id."""

    id: str
    address: str
    subject: str
    body: str
    at_ms: int

    @property
    def key(self) -> str:
        """Its id."""
        return self.id

    @property
    def groups(self) -> tuple[str, ...]:
        """Its inbox."""
        return (f"letters:{self.address}",)


@dataclass(frozen=True, slots=True)
class Producer(Alone):
    """Who fills a queue (its ARN): messages a minute over time, straight between the points."""

    queue: str
    points: tuple[tuple[int, float], ...]
    number: int = 0
    """Which planned sending counts."""
    owed: float = 0
    """The part of a message that the next sending takes along."""

    @property
    def key(self) -> str:
        """Its queue."""
        return self.queue


@dataclass(frozen=True, slots=True)
class Worker:
    """A container whose application consumes a queue; the key joins task and container."""

    task: str
    container: str
    start: int
    queue: str
    each_ms: int
    message: str = ""
    """The id of what it works on; empty: it waits for a message."""
    receipt: str = ""

    @property
    def key(self) -> str:
        """Task and container."""
        return f"{self.task} {self.container}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its queue and its task."""
        return (f"workers:{self.queue}", f"workers of:{self.task}")
