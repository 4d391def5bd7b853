"""The records of a network: VPCs, subnets, security groups, and the interfaces of tasks."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from trainer.sim.model.base import Alone
from trainer.value import dataclass


class NetworkMode(StrEnum):
    """How containers reach the network [NM]."""

    AWSVPC = "awsvpc"
    BRIDGE = "bridge"
    HOST = "host"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Vpc(Alone):
    """A virtual private cloud; the key is its id."""

    vpc_id: str
    cidr: str
    is_default: bool = False
    dns_support: bool = True
    dns_hostnames: bool = True

    @property
    def key(self) -> str:
        """Its id."""
        return self.vpc_id


@dataclass(frozen=True, slots=True)
class Subnet(Alone):
    """A subnet of a VPC; the key is its id."""

    subnet_id: str
    vpc_id: str
    cidr: str
    availability_zone: str
    is_default: bool = False
    hosts_used: int = 0
    """How many addresses were ever given; the next one follows."""
    map_public: bool | None = None
    """Whether instances get a public address; None: as a default subnet does."""

    @property
    def key(self) -> str:
        """Its id."""
        return self.subnet_id


@dataclass(frozen=True, slots=True)
class DarkZone(Alone):
    """An Availability Zone that failed and is not restored: nothing is started in it; the key is its name."""

    zone: str
    since_ms: int

    @property
    def key(self) -> str:
        """Its name, such as us-east-1a."""
        return self.zone


@dataclass(frozen=True, slots=True)
class SecurityGroup(Alone):
    """A security group; the key is its id. Rules are AWS's IpPermissions."""

    group_id: str
    vpc_id: str
    name: str
    description: str = ""
    ingress: tuple[Mapping[str, Any], ...] = ()
    egress: tuple[Mapping[str, Any], ...] = ()

    @property
    def key(self) -> str:
        """Its id."""
        return self.group_id


@dataclass(frozen=True, slots=True)
class Interface:
    """The network interface of an awsvpc task."""

    attachment_id: str
    interface_id: str
    subnet_id: str
    private_ip: str
    mac: str
    status: str = "PRECREATED"


@dataclass(frozen=True, slots=True)
class NetworkConfiguration:
    """Where an awsvpc task gets its interface [NM-3]."""

    subnets: tuple[str, ...]
    security_groups: tuple[str, ...] = ()
    assign_public_ip: str = ""
    """ENABLED or DISABLED; empty where nobody said."""
