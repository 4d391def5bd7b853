"""Everything that can happen beside ECS: in S3, EventBridge, SQS, SNS, and in applications."""

from collections.abc import Mapping
from typing import Any

from trainer.sim.events import TaskEvent
from trainer.sim.world import Event
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class ObjectWritten(Event):
    """An object was put into a bucket; `body` is its bytes in base64."""

    bucket: str
    name: str
    body: str
    content_type: str = "binary/octet-stream"
    metadata: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ObjectRemoved(Event):
    """An object of a bucket was deleted."""

    bucket: str
    name: str


@dataclass(frozen=True, slots=True)
class EventArrived(Event):
    """An event arrived on an event bus, in EventBridge's envelope [EV-6]."""

    bus: str
    envelope: Mapping[str, Any]
    about: str = ""
    """The ARN or name of what it came from."""


@dataclass(frozen=True, slots=True)
class RuleDue(Event):
    """The time of a rule's schedule (its key) has come."""

    rule: str
    number: int


@dataclass(frozen=True, slots=True)
class ScheduleDue(Event):
    """The time of a schedule of EventBridge Scheduler (its key) has come."""

    schedule: str
    number: int


@dataclass(frozen=True, slots=True)
class ScheduleEnded(Event):
    """A schedule (its key) fired for the last time and is to be deleted."""

    schedule: str
    number: int


@dataclass(frozen=True, slots=True)
class TargetInvoked(Event):
    """A rule or schedule (its ARN) calls its target, for the first time or again."""

    source: str
    target: Mapping[str, Any]
    envelope: Mapping[str, Any]
    since_ms: int
    attempt: int = 1


@dataclass(frozen=True, slots=True)
class TopicPublished(Event):
    """A message was published to an SNS topic (an ARN)."""

    topic: str
    message: str
    subject: str = ""
    attributes: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """A message arrived in a queue (an ARN)."""

    queue: str
    body: str
    delay_s: int | None = None
    attributes: Mapping[str, Any] | None = None
    group: str = ""
    deduplication: str = ""
    sender: str = ""


@dataclass(frozen=True, slots=True)
class MessageShown(Event):
    """A message may be visible from now on: its delay or its visibility timeout is over."""

    message: str
    queue: str


@dataclass(frozen=True, slots=True)
class MessagesProduced(Event):
    """A producer sends what is due to its queue (an ARN)."""

    queue: str
    number: int


@dataclass(frozen=True, slots=True)
class DeedDue(TaskEvent):
    """The application in a container comes to one of the things it does."""

    container: str
    start: int
    place: int


@dataclass(frozen=True, slots=True)
class WorkDone(TaskEvent):
    """A worker finished a message."""

    container: str
    start: int
    message: str
    receipt: str
