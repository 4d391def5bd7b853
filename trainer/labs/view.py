"""What a learner sees of a world, as values: services, container instances with their tasks, events."""

from datetime import datetime

from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task."""

    id: str
    """The first eight characters of its id."""
    arn: str
    definition: str
    status: str
    desired: str
    launch_type: str
    zone: str
    owner: str
    """Its service's name, or empty."""
    instance: str
    """Short id of its container instance, or empty."""
    note: str
    """Why it stopped."""


@dataclass(frozen=True, slots=True)
class TargetsLine:
    """A target group of a service, and how its targets stand."""

    group: str
    states: tuple[tuple[str, int], ...]
    """State and count; healthy, unhealthy and draining always, others where there are any."""


@dataclass(frozen=True, slots=True)
class LoadLine:
    """A service's average CPU over the last minutes, in percent of what it reserves."""

    percents: tuple[float, ...]
    """One a minute, the latest last."""
    target: float | None
    """What a target tracking policy on it aims at."""


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service and its counts."""

    name: str
    arn: str
    status: str
    desired: int
    running: int
    pending: int
    deployments: tuple[str, ...]
    """Definition and rollout state of each, newest first."""
    unplaced: int
    unplaced_text: str
    targets: tuple[TargetsLine, ...] = ()
    load: LoadLine | None = None
    """None while nothing is measured."""


@dataclass(frozen=True, slots=True)
class InstanceLine:
    """A container instance and what is reserved on it."""

    id: str
    arn: str
    zone: str
    instance_type: str
    status: str
    agent_connected: bool
    cpu_used: int
    cpu: int
    memory_used: int
    memory: int
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class EventLine:
    """Something a service's event list tells."""

    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ClusterView:
    """A cluster with all in it. `loose` are tasks on no container instance (Fargate), newest last."""

    name: str
    status: str
    services: tuple[ServiceLine, ...]
    instances: tuple[InstanceLine, ...]
    loose: tuple[TaskLine, ...]
    stopped: tuple[TaskLine, ...]
    events: tuple[EventLine, ...]
    """Latest first."""


@dataclass(frozen=True, slots=True)
class AroundLine:
    """A thing: its name and what there is to say of it now."""

    name: str
    told: str
    wrong: bool = False
    """Whether it does not do its work: switched off, or with messages that nobody could handle."""
    within: bool = False
    """Whether it belongs to the line before it."""


@dataclass(frozen=True, slots=True)
class Around:
    """Things of one kind. `more` counts those left out."""

    title: str
    lines: tuple[AroundLine, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class WorldView:
    """All clusters at one moment, and what stands around them."""

    now: datetime
    clusters: tuple[ClusterView, ...]
    around: tuple[Around, ...] = ()
