"""The records of CloudWatch and of load: series of datapoints, alarms, what a service has to do [OB, CA]."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from trainer.sim.model.base import Alone
from trainer.value import dataclass


class AlarmState(StrEnum):
    """State of an alarm [CA-1]."""

    OK = "OK"
    ALARM = "ALARM"
    INSUFFICIENT_DATA = "INSUFFICIENT_DATA"


@dataclass(frozen=True, slots=True)
class Datapoint:
    """What was measured in the minute that ends at `at_ms`."""

    at_ms: int
    total: float
    samples: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's name: namespace, name and dimensions in the order of their names."""

    namespace: str
    name: str
    dimensions: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """One line."""
        return (
            f"{self.namespace} {self.name} {','.join(f'{name}={value}' for name, value in self.dimensions)}"
        )


@dataclass(frozen=True, slots=True)
class Series(Alone):
    """The datapoints of a metric, oldest first, one a minute."""

    metric: Metric
    points: tuple[Datapoint, ...] = ()

    @property
    def key(self) -> str:
        """Its metric's."""
        return self.metric.key


@dataclass(frozen=True, slots=True)
class Query:
    """A metric of metric math under its id, or an expression over others [SQ-1]."""

    id: str
    metric: Metric | None = None
    statistic: str = ""
    expression: str = ""
    returned: bool = True


@dataclass(frozen=True, slots=True)
class Alarm(Alone):
    """An alarm on a metric; the key is its name [CA-1]."""

    name: str
    metric: Metric
    statistic: str
    period_s: int
    periods: int
    datapoints: int
    threshold: float
    comparison: str
    missing: str = "missing"
    state: AlarmState = AlarmState.INSUFFICIENT_DATA
    reason: str = "Unchecked: Initial alarm creation"
    value: float | None = None
    """The latest datapoint that it saw."""
    queries: tuple[Query, ...] = ()
    """For metric math: its metrics; the one that is returned counts instead of `metric`."""
    actions: tuple[str, ...] = ()
    actions_enabled: bool = True
    turned_ms: int = 0
    configured_ms: int = 0
    shown: Mapping[str, Any] | None = None
    """What is only shown again: description, other actions, unit."""

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class LoadPoint:
    """What a service has to do at a moment: for all its tasks together, but memory for each."""

    at_ms: int
    requests_per_minute: float = 0
    cpu_units: float = 0
    memory_mib: float = 0


@dataclass(frozen=True, slots=True)
class Load(Alone):
    """The load of a service over time, straight between its points; the key is the service's ARN."""

    service: str
    points: tuple[LoadPoint, ...]
    before: LoadPoint | None = None
    """The load at the moment when this one was set."""
    reason: int = -1
    """Why it was set: the id of a reason."""

    @property
    def key(self) -> str:
        """Its service."""
        return self.service

    @property
    def held_reasons(self) -> tuple[int, ...]:
        """The reasons that it still needs."""
        return (self.reason,)


@dataclass(frozen=True, slots=True)
class Meter(Alone):
    """That metrics are measured every minute: from the first load, alarm or metric on."""

    since_ms: int

    @property
    def key(self) -> str:
        """There is one."""
        return "meter"
