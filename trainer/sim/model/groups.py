"""The records of EC2 capacity that comes and goes: launch templates, Auto Scaling groups [EC]."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from trainer.sim.model.base import Alone
from trainer.sim.model.scaling import StepAdjustment
from trainer.value import dataclass


class Lifecycle(StrEnum):
    """The state of an instance in its Auto Scaling group."""

    PENDING = "Pending"
    PENDING_WAIT = "Pending:Wait"
    PENDING_PROCEED = "Pending:Proceed"
    IN_SERVICE = "InService"
    STANDBY = "Standby"
    TERMINATING = "Terminating"
    TERMINATING_WAIT = "Terminating:Wait"
    TERMINATING_PROCEED = "Terminating:Proceed"


@dataclass(frozen=True, slots=True)
class TemplateVersion:
    """A version of a launch template; the data is AWS's, with user data in base64."""

    number: int
    data: Mapping[str, Any]
    description: str = ""
    created_ms: int = 0


@dataclass(frozen=True, slots=True)
class LaunchTemplate(Alone):
    """A launch template; the key is its id."""

    template_id: str
    name: str
    versions: tuple[TemplateVersion, ...]
    """Oldest first; numbers are never used again."""
    default: int = 1
    latest: int = 1
    created_ms: int = 0

    @property
    def key(self) -> str:
        """Its id."""
        return self.template_id


@dataclass(frozen=True, slots=True)
class LaunchConfiguration(Alone):
    """A launch configuration, the old form of a launch template; the key is its name."""

    name: str
    arn: str
    data: Mapping[str, Any]
    created_ms: int = 0

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a group launches: a launch configuration's name, or a template's id and version (or `$Latest`)."""

    configuration: str = ""
    template: str = ""
    version: str = ""
    types: tuple[str, ...] = ()
    """Instance types of a mixed instances policy, in the order of their priority."""
    on_demand_base: int | None = None
    """So many are On-Demand in any case; None: the market is the template's own."""
    on_demand_percent: int = 100
    """The share of On-Demand above the base."""


@dataclass(frozen=True, slots=True)
class AutoScalingGroup(Alone):
    """An EC2 Auto Scaling group; the key is its name."""

    name: str
    arn: str
    blueprint: Blueprint
    minimum: int
    maximum: int
    desired: int
    subnets: tuple[str, ...]
    cooldown_s: int = 300
    grace_s: int = 0
    """How long after its launch an instance's bad health is ignored."""
    protects_new: bool = False
    """Whether new instances are protected from scale-in."""
    rebalances: bool = False
    """Whether a Spot instance at risk gets its replacement before it goes."""
    termination_policies: tuple[str, ...] = ("Default",)
    suspended: tuple[str, ...] = ()
    created_ms: int = 0
    scaled_ms: int | None = None
    """When its desired capacity last changed by a policy, for cooldowns."""
    stuck: str = ""
    """Why it has not the size it wants, as told last; empty when it has."""
    deleting: bool = False
    shown: Mapping[str, Any] | None = None
    """What is only shown again: mixed instances policy, health check type, and more."""
    tags: tuple[Mapping[str, Any], ...] = ()

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class GroupInstance:
    """An EC2 instance as its Auto Scaling group sees it; the key is the instance's id."""

    instance_id: str
    group: str
    availability_zone: str
    instance_type: str
    lifecycle: Lifecycle = Lifecycle.PENDING
    healthy: bool = True
    protected: bool = False
    configuration: str = ""
    template: str = ""
    version: int = 0
    launched_ms: int = 0
    hooks: tuple[str, ...] = ()
    """The lifecycle hooks that it waits for."""
    number: int = 0
    """Which wait counts; the end of an earlier one is void."""
    at_risk: bool = False
    """A Spot Instance that will be taken back, and whose group replaces it before."""
    because: str = ""
    """Why it is taken out, in the words of its activity."""

    @property
    def key(self) -> str:
        """The instance's id."""
        return self.instance_id

    @property
    def groups(self) -> tuple[str, ...]:
        """Its Auto Scaling group."""
        return (f"members:{self.group}",)

    @property
    def leaves(self) -> bool:
        """Whether it is on its way out and no longer counts."""
        return self.lifecycle.startswith("Terminating")

    @property
    def counts(self) -> bool:
        """Whether it is part of the group's capacity."""
        return not self.leaves and not self.at_risk and self.lifecycle is not Lifecycle.STANDBY


@dataclass(frozen=True, slots=True)
class LifecycleHook:
    """A hook that holds instances of a group while they come or go."""

    name: str
    group: str
    transition: str
    """`autoscaling:EC2_INSTANCE_LAUNCHING` or `…TERMINATING`."""
    timeout_s: int = 3600
    default_result: str = "ABANDON"
    shown: Mapping[str, Any] | None = None

    @property
    def key(self) -> str:
        """Group and name."""
        return f"{self.group} {self.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its Auto Scaling group."""
        return (f"hooks:{self.group}",)


@dataclass(frozen=True, slots=True)
class GroupActivity:
    """A launch or a termination in a group, or one that could not be; the key is its id."""

    id: str
    group: str
    at_ms: int
    description: str
    cause: str
    status: str = "InProgress"
    ended_ms: int | None = None
    message: str = ""
    instance: str = ""

    @property
    def key(self) -> str:
        """Its id."""
        return self.id

    @property
    def groups(self) -> tuple[str, ...]:
        """Its Auto Scaling group."""
        return (f"doings:{self.group}",)


@dataclass(frozen=True, slots=True)
class GroupPolicy:
    """A scaling policy of a group."""

    group: str
    name: str
    arn: str
    type: str
    """SimpleScaling, StepScaling or TargetTrackingScaling."""
    data: Mapping[str, Any]
    """Its configuration as AWS shows it."""
    provider: str = ""
    """The capacity provider whose managed scaling it is; empty for a person's own."""
    target: float = 0
    disable_in: bool = False
    warmup_s: int = 300
    cooldown_s: int = 300
    adjustment: str = ""
    steps: tuple[StepAdjustment, ...] = ()
    least_change: int = 0
    high_alarm: str = ""
    low_alarm: str = ""
    enabled: bool = True
    last_out_ms: int | None = None
    last_in_ms: int | None = None
    not_scaled: str = ""
    """Why the latest attempt changed nothing, so that it is told once; empty after one that did."""

    @property
    def key(self) -> str:
        """Group and name."""
        return f"{self.group} {self.name}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its Auto Scaling group."""
        return (f"group policies:{self.group}",)
