"""The records of services and their deployments [SV, DP]."""

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from trainer.sim.model.balancing import Balanced
from trainer.sim.model.clusters import LaunchType, StrategyItem
from trainer.sim.model.definitions import Constraint
from trainer.sim.model.network import NetworkConfiguration
from trainer.value import dataclass


class Rollout(StrEnum):
    """The rollout state of a deployment [DP-3]."""

    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


class Scheduling(StrEnum):
    """How the service scheduler counts [SV-2]."""

    REPLICA = "REPLICA"
    DAEMON = "DAEMON"


@dataclass(frozen=True, slots=True)
class Message:
    """An event of a service, as DescribeServices lists it."""

    id: str
    at_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Strategy:
    """A placement strategy: spread, binpack or random, with its field [ST]."""

    type: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Launch:
    """What a service or RunTask says about where its tasks run."""

    launch_type: LaunchType
    strategy: tuple[StrategyItem, ...] = ()
    network: NetworkConfiguration | None = None
    platform_version: str = ""
    constraints: tuple[Constraint, ...] = ()
    placement: tuple[Strategy, ...] = ()
    balanced: tuple[Balanced, ...] = ()
    """The target groups that tasks register with."""
    volumes: tuple[Mapping[str, Any], ...] = ()
    """EBS volumes, one new one for each task."""


@dataclass(frozen=True, slots=True)
class Deployment:
    """One deployment of a service [DP-3]."""

    id: str
    definition: str
    launch: Launch
    status: str = "PRIMARY"
    rollout: Rollout = Rollout.IN_PROGRESS
    rollout_reason: str = ""
    created_ms: int = 0
    updated_ms: int = 0
    failed_tasks: int = 0
    """Counted by the circuit breaker [DP-14]."""
    reached_running: bool = False
    rolls_back: str = ""
    """The id of the failed deployment that this one rolls back."""
    alarm: str = ""
    """The alarm that failed it [DP-17]."""
    stop_asked: str = ""
    """ROLLBACK or ABORT, when StopServiceDeployment ended it."""
    alarms_ignored: tuple[str, ...] = ()
    """Alarms that were in ALARM when it began."""
    done_ms: int | None = None
    """When all its tasks were healthy and it began to bake."""
    digests: tuple[tuple[str, str], ...] = ()
    """Containers and the image versions that its first task resolved [TD-18]."""


@dataclass(frozen=True, slots=True)
class TaskSet:
    """A task set of a service whose deployments someone else controls [DP-25]."""

    id: str
    definition: str
    launch: Launch
    scale: float = 100.0
    """Percent of the service's desired count."""
    status: str = "ACTIVE"
    external_id: str = ""
    created_ms: int = 0
    updated_ms: int = 0
    steady_ms: int | None = None
    """Since when it has all its tasks running; None while it does not."""
    load_balancers: tuple[Mapping[str, Any], ...] = ()
    registries: tuple[Mapping[str, Any], ...] = ()

    def desired(self, service_desired: int) -> int:
        """How many tasks it wants: its share, rounded up; none when it is going."""
        return 0 if self.status == "DRAINING" else math.ceil(round(service_desired * self.scale / 100, 6))


@dataclass(frozen=True, slots=True)
class Breaker:
    """The deployment circuit breaker [DP-12, DP-13]."""

    enable: bool = False
    rollback: bool = False
    type: str = "BOUNDED_PERCENT"
    value: int = 50
    reset_on_healthy: bool = True


@dataclass(frozen=True, slots=True)
class EarlySuccess:
    """When a rolling deployment counts as a success before it is over [DP-10]."""

    healthy_percent: int
    """Of the desired count: so many new tasks must be healthy."""
    blocking: bool
    """Whether the previous tasks must be gone as well."""


@dataclass(frozen=True, slots=True)
class DeploymentAlarms:
    """The alarms that fail a service's deployments [DP-17]."""

    names: tuple[str, ...] = ()
    enable: bool = False
    rollback: bool = False


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Tasks of a service that found no room: since when, how often tried, and each instance's verdict."""

    since_ms: int
    tries: int
    missing: int
    reason: int
    """The id of the reason that keeps the verdicts; -1 before it was told."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A service [SV]. `deployments` are newest first."""

    arn: str
    cluster: str
    name: str
    definition: str
    desired_count: int
    launch: Launch
    deployments: tuple[Deployment, ...]
    scheduling: Scheduling = Scheduling.REPLICA
    status: str = "ACTIVE"
    minimum_healthy_percent: int = 100
    maximum_percent: int = 200
    breaker: Breaker = Breaker()
    alarms: DeploymentAlarms = DeploymentAlarms()
    early: EarlySuccess | None = None
    messages: tuple[Message, ...] = ()
    """Newest first, at most 100 [SV-10]."""
    created_ms: int = 0
    wake_ms: int | None = None
    """When the scheduler looks at it next; None if nothing calls for it."""
    failures_in_row: int = 0
    last_failure_ms: int = -1
    wait_until_ms: int = 0
    """No task is started before, because of the throttle logic [DP-18]."""
    unplaced: Unplaced | None = None
    steady: bool = False
    steady_look_ms: int = -1
    """When it is looked at again to say that it is still steady."""
    rebalancing: str = ""
    """The task that was started to balance the zones, until it is healthy [DP-19]."""
    grace_s: int = 0
    """So long after a task's start its failed checks are ignored [SV-6]."""
    unsaid: tuple[tuple[str, str, int], ...] = ()
    """What no message told yet: a word ("registered", "deregistered"), a target group, how many targets."""
    completed: Deployment | None = None
    """The most recent deployment that was COMPLETED, for rollbacks [DP-15]."""
    history: tuple[Deployment, ...] = ()
    """Deployments that are over, newest first."""
    task_sets: tuple[TaskSet, ...] = ()
    """Oldest first; only with the deployment controller EXTERNAL, which has no deployments [DP-25]."""
    shown: Mapping[str, Any] | None = None
    """What is only shown again: load balancers, registries, controller, tag options."""

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    @property
    def groups(self) -> tuple[str, ...]:
        """Its cluster until it is INACTIVE."""
        return () if self.status == "INACTIVE" else (f"services:{self.cluster}",)

    @property
    def rebalances(self) -> bool:
        """Whether it keeps its tasks balanced over the zones [CH-6, DP-20]."""
        word = (self.shown or {}).get("availabilityZoneRebalancing", "DISABLED")
        replicas = self.scheduling is Scheduling.REPLICA and self.controller == "ECS"
        return word == "ENABLED" and replicas and self.status == "ACTIVE"

    @property
    def held_reasons(self) -> tuple[int, ...]:
        """The reason that keeps the verdicts of its unplaced tasks."""
        return (self.unplaced.reason,) if self.unplaced else ()

    @property
    def primary(self) -> Deployment:
        """The newest deployment."""
        return self.deployments[0]

    @property
    def controller(self) -> str:
        """Who controls its deployments: ECS, CODE_DEPLOY or EXTERNAL."""
        return str(((self.shown or {}).get("deploymentController") or {}).get("type") or "ECS")

    @property
    def external(self) -> bool:
        """Whether it consists of task sets instead of deployments [DP-25]."""
        return self.controller == "EXTERNAL"

    @property
    def newest_id(self) -> str:
        """The id of its newest deployment or task set; empty before the first task set."""
        if self.deployments:
            return self.deployments[0].id
        return self.task_sets[-1].id if self.task_sets else ""

    @property
    def rolling(self) -> bool:
        """Whether a deployment is under way."""
        return bool(self.deployments) and self.deployments[0].rollout is Rollout.IN_PROGRESS
