"""The records of capacity: clusters, EC2 instances, and container instances [CL, CI]."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from trainer.sim.model.base import Alone
from trainer.value import dataclass


class LaunchType(StrEnum):
    """Where tasks run [EC-1]."""

    EC2 = "EC2"
    FARGATE = "FARGATE"
    EXTERNAL = "EXTERNAL"


class InstanceStatus(StrEnum):
    """Status of a container instance [CI-2]."""

    ACTIVE = "ACTIVE"
    DRAINING = "DRAINING"
    INACTIVE = "INACTIVE"


@dataclass(frozen=True, slots=True)
class StrategyItem:
    """One line of a capacity provider strategy [CP-2]."""

    provider: str
    weight: int = 0
    base: int = 0


@dataclass(frozen=True, slots=True)
class Cluster(Alone):
    """A cluster [CL]."""

    arn: str
    name: str
    status: str = "ACTIVE"
    capacity_providers: tuple[str, ...] = ()
    default_strategy: tuple[StrategyItem, ...] = ()
    settings: tuple[Mapping[str, Any], ...] = ()
    shown: Mapping[str, Any] | None = None
    """What is only shown again: configuration and Service Connect defaults."""

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn


@dataclass(frozen=True, slots=True)
class Resources:
    """What a container instance has or has left, or what a task takes [CI-4, RA-1, RA-4]."""

    cpu: int
    memory: int
    tcp: tuple[int, ...] = ()
    """TCP ports in use."""
    udp: tuple[int, ...] = ()
    enis: int = 0


@dataclass(frozen=True, slots=True)
class Host(Alone):
    """An EC2 instance; the key is its id. It runs an agent that registers with the cluster."""

    instance_id: str
    instance_type: str
    availability_zone: str
    subnet_id: str
    cluster: str
    state: str = "running"
    launched_ms: int = 0
    private_ip: str = ""
    group: str = ""
    """The Auto Scaling group that launched it."""
    spot: bool = False
    agent: Mapping[str, str] | None = None
    """The agent's configuration, as user data wrote it into ecs.config."""
    shown: Mapping[str, Any] | None = None
    """What is only shown again: image, key, profile, tags."""
    profile: str = "ecsInstanceRole"
    """The name of its instance profile; empty for none."""
    security_groups: tuple[str, ...] = ()
    """Empty: the VPC's default group."""
    public_ip: bool | None = None
    """Whether it has a public address; None: as its subnet says."""
    trouble: str = ""
    """What its agent's log says of not registering."""

    @property
    def key(self) -> str:
        """Its id."""
        return self.instance_id


@dataclass(frozen=True, slots=True)
class ContainerInstance:
    """An EC2 instance whose agent registered with a cluster [CI]."""

    arn: str
    cluster: str
    host: str
    """The EC2 instance's id."""
    registered: Resources
    used: Resources
    """Reserved by tasks that are not STOPPED [CI-7]; the ports include those reserved at registration."""
    attributes: Mapping[str, str]
    status: InstanceStatus = InstanceStatus.ACTIVE
    agent_connected: bool = True
    agent_changed_ms: int = 0
    registered_ms: int = 0
    version: int = 1
    provider: str = ""
    """The capacity provider whose Auto Scaling group its host belongs to [CP-5]."""
    unheard: tuple[Any, ...] = ()
    """Agent events that ECS has not heard of, because the agent is disconnected."""

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    @property
    def groups(self) -> tuple[str, ...]:
        """Its cluster while it is registered, and its host."""
        if self.status is InstanceStatus.INACTIVE:
            return ()
        return (f"instances:{self.cluster}", f"host:{self.host}")

    @property
    def availability_zone(self) -> str:
        """Its zone."""
        return self.attributes["ecs.availability-zone"]

    @property
    def short(self) -> str:
        """How a person calls it."""
        return f"{self.host} ({self.availability_zone})"
