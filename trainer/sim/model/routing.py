"""The records of ways out of a VPC: gateways, route tables, endpoints [NM-5, LB-7]."""

from trainer.sim.model.base import Alone
from trainer.value import dataclass


class Named(Alone):
    """A record whose key is its id."""

    __slots__ = ()
    id: str

    @property
    def key(self) -> str:
        """Its id."""
        return self.id


@dataclass(frozen=True, slots=True)
class InternetGateway(Named):
    """An internet gateway; without a VPC it is detached."""

    id: str
    vpc_id: str = ""


@dataclass(frozen=True, slots=True)
class Address(Named):
    """An Elastic IP address; the key is its allocation id."""

    id: str
    ip: str


@dataclass(frozen=True, slots=True)
class NatGateway(Named):
    """A NAT gateway in a subnet, which needs a way out itself."""

    id: str
    subnet_id: str
    vpc_id: str
    public_ip: str = ""
    allocation: str = ""
    connectivity: str = "public"
    created_ms: int = 0
    deleted_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Where packets to a destination go: the id of a gateway."""

    destination: str
    target: str


@dataclass(frozen=True, slots=True)
class RouteTable(Named):
    """A route table; the main one counts for subnets that have none of their own."""

    id: str
    vpc_id: str
    main: bool = False
    routes: tuple[Route, ...] = ()
    subnets: tuple[tuple[str, str], ...] = ()
    """Association id and subnet."""


@dataclass(frozen=True, slots=True)
class Endpoint(Named):
    """A VPC endpoint: Gateway (in route tables) or Interface (an address in subnets)."""

    id: str
    vpc_id: str
    service: str
    type: str
    route_tables: tuple[str, ...] = ()
    subnets: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    private_dns: bool = False
    policy: str = ""
    created_ms: int = 0


@dataclass(frozen=True, slots=True)
class EndpointService(Named):
    """A service offered through PrivateLink, behind Network Load Balancers [LB-7]."""

    id: str
    name: str
    balancers: tuple[str, ...]
    acceptance: bool = True
