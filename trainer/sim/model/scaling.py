"""The records of Application Auto Scaling: targets, policies, scheduled actions, activities [AS]."""

from collections.abc import Mapping
from typing import Any

from trainer.sim.model.base import Alone
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class ScalableTarget(Alone):
    """A service whose desired count is scaled; the key is its resource id, `service/cluster/name` [AS-1]."""

    resource: str
    arn: str
    minimum: int
    maximum: int
    created_ms: int = 0
    in_suspended: bool = False
    out_suspended: bool = False
    schedule_suspended: bool = False
    not_scaled: str = ""
    """Why the latest attempt changed nothing [AS-9]; empty after one that did."""

    @property
    def key(self) -> str:
        """Its resource id."""
        return self.resource


@dataclass(frozen=True, slots=True)
class StepAdjustment:
    """A step: bounds relative to the alarm's threshold, None is infinite [SS-1]."""

    change: int
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class ScalingPolicy:
    """A policy of target tracking or step scaling."""

    resource: str
    name: str
    arn: str
    type: str
    data: Mapping[str, Any]
    """Its configuration as AWS shows it."""
    cooldown_out_s: int = 300
    cooldown_in_s: int = 300
    target: float = 0
    disable_in: bool = False
    high_alarm: str = ""
    low_alarm: str = ""
    adjustment: str = ""
    steps: tuple[StepAdjustment, ...] = ()
    least_change: int = 0
    created_ms: int = 0
    last_out_ms: int | None = None
    last_from: int = 0
    """The capacity before the latest scale-out: what came after it counts as part of the next."""
    last_in_ms: int | None = None

    @property
    def key(self) -> str:
        """Resource and name."""
        return f"{self.resource} {self.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its target."""
        return (f"policies:{self.resource}",)


@dataclass(frozen=True, slots=True)
class ScheduledAction:
    """New bounds at a time [SC-1]; `number` says which planned run counts."""

    resource: str
    name: str
    arn: str
    schedule: str
    timezone: str = ""
    start_ms: int | None = None
    end_ms: int | None = None
    minimum: int | None = None
    maximum: int | None = None
    created_ms: int = 0
    number: int = 0

    @property
    def key(self) -> str:
        """Resource and name."""
        return f"{self.resource} {self.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its target."""
        return (f"scheduled:{self.resource}",)


@dataclass(frozen=True, slots=True)
class Activity:
    """A change of capacity, or one that was not made and why [AS-9]."""

    id: str
    resource: str
    at_ms: int
    cause: str
    description: str
    message: str
    successful: bool = True
    not_scaled: Mapping[str, Any] | None = None

    @property
    def key(self) -> str:
        """Its id."""
        return self.id

    @property
    def groups(self) -> tuple[str, ...]:
        """Its target."""
        return (f"activities:{self.resource}",)
