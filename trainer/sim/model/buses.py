"""The records of EventBridge: buses, rules with their targets, schedules and their groups [EB]."""

from collections.abc import Mapping
from typing import Any

from trainer.sim.model.base import Alone
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class EventBus(Alone):
    """An event bus; the key is its name. The bus `default` is there from the start and has no record."""

    name: str
    arn: str
    created_ms: int = 0
    changed_ms: int = 0
    policy: str = ""
    description: str = ""

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class EventRule:
    """A rule of a bus: a pattern, a schedule, or both [EB-1]. `number` says which planned run counts."""

    name: str
    bus: str
    arn: str
    pattern: str = ""
    schedule: str = ""
    enabled: bool = True
    description: str = ""
    role: str = ""
    targets: tuple[Mapping[str, Any], ...] = ()
    """Each as PutTargets was given it."""
    created_ms: int = 0
    number: int = 0
    matched: int = 0
    """How many events matched."""
    missed: str = ""
    """Why the latest event of its source and type did not match."""

    @property
    def key(self) -> str:
        """Bus and name."""
        return f"{self.bus}/{self.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its bus."""
        return (f"rules:{self.bus}",)


@dataclass(frozen=True, slots=True)
class ScheduleGroup(Alone):
    """A group of EventBridge Scheduler; the key is its name. The group `default` has no record."""

    name: str
    arn: str
    created_ms: int = 0

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule of EventBridge Scheduler [EB-7]. `number` says which planned run counts."""

    name: str
    group: str
    arn: str
    expression: str
    target: Mapping[str, Any]
    timezone: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    window_min: int = 0
    """Minutes of the flexible window; 0 is OFF."""
    enabled: bool = True
    description: str = ""
    delete_after: bool = False
    created_ms: int = 0
    changed_ms: int = 0
    number: int = 0

    @property
    def key(self) -> str:
        """Group and name."""
        return f"{self.group}/{self.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its group."""
        return (f"schedules:{self.group}",)


@dataclass(frozen=True, slots=True)
class Outage(Alone):
    """A resource (its ARN) whose service answers every delivery with an error until then: a fault."""

    arn: str
    until_ms: int

    @property
    def key(self) -> str:
        """The resource's ARN."""
        return self.arn


@dataclass(frozen=True, slots=True)
class Announced(Alone):
    """What the latest event of a task, container instance or service (its ARN) told of it [EV-1 to EV-4]."""

    arn: str
    state: tuple[str, ...]

    @property
    def key(self) -> str:
        """The resource's ARN."""
        return self.arn
