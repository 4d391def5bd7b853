"""The records of Elastic Load Balancing: balancers, listeners, rules, target groups, targets [LB, TH]."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from trainer.sim.model.base import Alone
from trainer.value import dataclass


class TargetState(StrEnum):
    """How a target stands with its group [TH-1]."""

    INITIAL = "initial"
    HEALTHY = "healthy"
    UNHEALTHY = "unhealthy"
    DRAINING = "draining"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True)
class LoadBalancer(Alone):
    """An Application, Network or Gateway Load Balancer; `type` is application, network or gateway [LB-5]."""

    arn: str
    name: str
    type: str
    scheme: str
    vpc_id: str
    subnets: tuple[str, ...]
    security_groups: tuple[str, ...] = ()
    created_ms: int = 0
    attributes: Mapping[str, str] | None = None
    """Attributes that differ from the defaults."""
    address_type: str = "ipv4"
    """ipv4, dualstack …: shown only, packets are not addressed by it."""

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn


@dataclass(frozen=True, slots=True)
class Listener:
    """A port of a load balancer; actions are AWS's."""

    arn: str
    load_balancer: str
    port: int
    protocol: str
    actions: tuple[Mapping[str, Any], ...]
    shown: Mapping[str, Any] | None = None
    """What is only shown again: its default certificate, policies."""
    attributes: Mapping[str, str] | None = None
    certificates: tuple[str, ...] = ()
    """The ARNs of the certificates beside the default one."""

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    @property
    def groups(self) -> tuple[str, ...]:
        """Its load balancer."""
        return (f"listeners:{self.load_balancer}",)


@dataclass(frozen=True, slots=True)
class ListenerRule:
    """A rule of a listener, besides its default one; conditions and actions are AWS's."""

    arn: str
    listener: str
    priority: int
    conditions: tuple[Mapping[str, Any], ...]
    actions: tuple[Mapping[str, Any], ...]

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    @property
    def groups(self) -> tuple[str, ...]:
        """Its listener."""
        return (f"rules:{self.listener}",)


@dataclass(frozen=True, slots=True)
class TargetCheck:
    """How a target group checks its targets [4.1]."""

    protocol: str = "HTTP"
    port: str = "traffic-port"
    path: str = "/"
    interval_s: int = 30
    timeout_s: int = 5
    healthy: int = 5
    unhealthy: int = 2
    matcher: str = "200"
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class TargetGroup(Alone):
    """A target group; `type` is instance, ip, alb or lambda [LB-1]."""

    arn: str
    name: str
    protocol: str
    port: int
    vpc_id: str
    type: str
    check: TargetCheck
    protocol_version: str = ""
    created_ms: int = 0
    attributes: Mapping[str, str] | None = None
    """Attributes that differ from the defaults."""
    load_balancers: tuple[str, ...] = ()
    """Whose listeners or rules forward to it [LB-2]."""

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    @property
    def deregistration_delay_s(self) -> int:
        """How long a leaving target drains [TH-5]."""
        return int((self.attributes or {}).get("deregistration_delay.timeout_seconds", 300))


@dataclass(frozen=True, slots=True)
class Target:
    """Something registered with a target group: an instance's or an address's port."""

    group: str
    id: str
    port: int
    availability_zone: str
    state: TargetState = TargetState.INITIAL
    reason: str = "Elb.RegistrationInProgress"
    task: str = ""
    """The task behind it; empty if nothing answers there."""
    registered_ms: int = 0
    number: int = 0
    """Which planned judgement counts; earlier ones are void."""

    @property
    def key(self) -> str:
        """Group, id and port."""
        return f"{self.group} {self.id}:{self.port}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its target group and its task."""
        own = (f"targets:{self.group}",)
        return (*own, f"targets of:{self.task}") if self.task else own


@dataclass(frozen=True, slots=True)
class Balanced:
    """A container's port that a service registers with a target group."""

    group: str
    container: str
    port: int


@dataclass(frozen=True, slots=True)
class Health(Alone):
    """That an application answers its checks or does not, as told from outside; the latest told counts.

    `subject` is a task's or service's ARN or an image; an empty path means any check, also the container's.
    """

    subject: str
    path: str
    healthy: bool
    hangs: bool
    """Whether it does not answer at all rather than with an error."""
    since_ms: int
    number: int

    @property
    def key(self) -> str:
        """Subject and path."""
        return f"{self.subject} {self.path}"
