"""Whether packets get from here to there: routes, gateways, endpoints, security groups.

Stands for NM-2 (whose security group counts), NM-5 and SR-1 (what a task needs to reach its registry), ER-2
(layers come from S3), VO-2 (port 2049), LB-7, NM-3 (a task has a public address only if that was asked for).
AWS: "Amazon ECS task networking options for Fargate".
"""

from collections.abc import Iterable, Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from trainer.sim.model import (
    ContainerInstance,
    Endpoint,
    Host,
    InternetGateway,
    NatGateway,
    RouteTable,
    SecurityGroup,
    Subnet,
    Task,
)
from trainer.sim.world import World
from trainer.value import dataclass

INTERNET = "internet"
"""The name of what is neither AWS's nor in the VPC."""
HTTPS = 443
GATEWAYS = ("s3", "dynamodb")
"""Services that have gateway endpoints."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where packets start: a subnet, the security groups on the interface, and its addresses."""

    subnet: Subnet
    groups: tuple[str, ...]
    public: bool
    """Whether it has a public address."""
    ip: str = ""


def place_of_task(world: World, task: Task) -> Place | None:
    """The interface that a task's own packets leave by: its own, or that of its host."""
    if task.interface is None:
        return place_of_agent(world, task)
    subnet = world.get(Subnet, task.interface.subnet_id)
    if subnet is None:
        return None
    groups = task.security_groups or default_groups(world, subnet.vpc_id)
    return Place(subnet, groups, task.public_ip == "ENABLED", task.interface.private_ip)


def place_of_agent(world: World, task: Task) -> Place | None:
    """The interface by which images, secrets and logs go: on EC2 the host's, on Fargate the task's."""
    if not task.instance:
        return place_of_task(world, task) if task.interface else None
    instance = world.get(ContainerInstance, task.instance)
    host = world.get(Host, instance.host) if instance else None
    return None if host is None else place_of_host(world, host)


def place_of_host(world: World, host: Host) -> Place | None:
    """The interface of an EC2 instance."""
    subnet = world.get(Subnet, host.subnet_id)
    if subnet is None:
        return None
    public = host.public_ip if host.public_ip is not None else gives_public(subnet)
    return Place(
        subnet, host.security_groups or default_groups(world, subnet.vpc_id), public, host.private_ip
    )


def gives_public(subnet: Subnet) -> bool:
    """Whether instances launched in the subnet get a public address."""
    return subnet.is_default if subnet.map_public is None else subnet.map_public


def default_groups(world: World, vpc_id: str) -> tuple[str, ...]:
    """The group of an interface that names none [NM-3]."""
    return tuple(
        group.group_id
        for group in world.of(SecurityGroup).values()
        if group.vpc_id == vpc_id and group.name == "default"
    )


def obstacle(world: World, place: Place | None, service: str) -> str:
    """What stands between a place and a service (`ecr.api`, `s3`, `internet`), in words; empty if nothing.

    An interface endpoint with private DNS takes all traffic to its service, NAT gateway or not.
    """
    if place is None:
        return ""
    endpoint = _interface_endpoint(world, place, service)
    if endpoint is not None:
        return _to_endpoint(world, place, endpoint)
    if not _lets_out(world, place.groups, HTTPS):
        return f"no security group of the interface lets packets out to port {HTTPS}"
    if service in GATEWAYS and _gateway_endpoint(world, place, service):
        return ""
    way = _way_out(world, place)
    if not way or service == INTERNET:
        return way
    kind = "gateway" if service in GATEWAYS else "interface"
    return f"{way}, and the VPC has no {kind} endpoint for {service}"


def table_of(world: World, subnet: Subnet) -> RouteTable | None:
    """The route table of a subnet: its own, or the VPC's main one."""
    main = None
    for table in world.of(RouteTable).values():
        if any(associated == subnet.subnet_id for _, associated in table.subnets):
            return table
        if table.vpc_id == subnet.vpc_id and table.main:
            main = table
    return main


def _way_out(world: World, place: Place) -> str:
    """What keeps a place from the internet; empty if nothing."""
    subnet = place.subnet
    table = table_of(world, subnet)
    target = _default_route(table)
    if target.startswith("igw-"):
        gateway = world.get(InternetGateway, target)
        if gateway is None or gateway.vpc_id != subnet.vpc_id:
            return f"the default route of subnet {subnet.subnet_id} goes to a gateway that is not attached"
        if place.public:
            return ""
        return (
            f"the task has no public IP address, and the route of subnet {subnet.subnet_id} goes to "
            "an internet gateway"
        )
    if target.startswith("nat-"):
        return _through_nat(world, subnet, target)
    return f"subnet {subnet.subnet_id} has no route to the internet"


def _through_nat(world: World, subnet: Subnet, target: str) -> str:
    nat = world.get(NatGateway, target)
    if nat is None or nat.deleted_ms is not None or nat.connectivity != "public":
        return f"the default route of subnet {subnet.subnet_id} goes to a NAT gateway that is not there"
    outer = world.get(Subnet, nat.subnet_id)
    beyond = _default_route(table_of(world, outer)) if outer is not None else ""
    gateway = world.get(InternetGateway, beyond)
    if gateway is None or not gateway.vpc_id:
        return f"NAT gateway {nat.id} lies in a subnet without a route to an internet gateway"
    return ""


def _default_route(table: RouteTable | None) -> str:
    routes = table.routes if table is not None else ()
    return next((route.target for route in routes if route.destination == "0.0.0.0/0"), "")


def _interface_endpoint(world: World, place: Place, service: str) -> Endpoint | None:
    name = f"com.amazonaws.{world.region}.{service}"
    for endpoint in world.of(Endpoint).values():
        here = endpoint.service == name and endpoint.vpc_id == place.subnet.vpc_id
        if here and endpoint.type == "Interface" and endpoint.private_dns:
            return endpoint
    return None


def _gateway_endpoint(world: World, place: Place, service: str) -> bool:
    name = f"com.amazonaws.{world.region}.{service}"
    table = table_of(world, place.subnet)
    return table is not None and any(
        endpoint.service == name and endpoint.type == "Gateway" and table.id in endpoint.route_tables
        for endpoint in world.of(Endpoint).values()
    )


def _to_endpoint(world: World, place: Place, endpoint: Endpoint) -> str:
    groups = endpoint.groups or default_groups(world, endpoint.vpc_id)
    subnet = world.get(Subnet, endpoint.subnets[0]) if endpoint.subnets else None
    ip = address_near_end(subnet) if subnet is not None else ""
    if not opens(world, place.groups, "egress", HTTPS, Peer(groups, ip)):
        return f"no security group of the interface lets packets out to endpoint {endpoint.id}"
    if not opens(world, groups, "ingress", HTTPS, Peer(place.groups, place.ip)):
        return f"no security group of endpoint {endpoint.id} lets port {HTTPS} in from the task"
    return ""


def address_near_end(subnet: Subnet) -> str:
    """An address of a subnet that no task gets."""
    return str(ip_network(subnet.cidr)[-2])


def _lets_out(world: World, groups: Iterable[str], port: int) -> bool:
    """Whether a group lets packets to any address out."""
    return any(
        _covers(rule, port) and (_open_wide(rule) or rule.get("PrefixListIds"))
        for rule in _rules(world, groups, "egress")
    )


@dataclass(frozen=True, slots=True)
class Peer:
    """The other end: the security groups on its interface and its address, as far as known."""

    groups: tuple[str, ...] = ()
    ip: str = ""


def opens(world: World, groups: Iterable[str], way: str, port: int, peer: Peer) -> bool:
    """Whether some group opens a port to a peer; `way` is ingress or egress, seen from `groups`."""
    for rule in _rules(world, groups, way):
        if not _covers(rule, port):
            continue
        if any(pair.get("GroupId") in peer.groups for pair in rule.get("UserIdGroupPairs") or ()):
            return True
        if any(_holds(each["CidrIp"], peer.ip) for each in rule.get("IpRanges") or ()):
            return True
    return False


def lets_in(world: World, place: Place, port: int, groups: tuple[str, ...], ips: Iterable[str]) -> bool:
    """Whether a place takes packets for a port from others, known by their groups or addresses."""
    return any(opens(world, place.groups, "ingress", port, Peer(groups, ip)) for ip in (*ips, ""))


def _rules(world: World, groups: Iterable[str], way: str) -> Iterable[Mapping[str, Any]]:
    for name in groups:
        group = world.get(SecurityGroup, name)
        if group is not None:
            yield from group.ingress if way == "ingress" else group.egress


def _covers(rule: Mapping[str, Any], port: int) -> bool:
    protocol = str(rule.get("IpProtocol", "-1"))
    if protocol == "-1":
        return True
    return protocol in ("tcp", "6") and int(rule.get("FromPort", 0)) <= port <= int(rule.get("ToPort", 65535))


def _open_wide(rule: Mapping[str, Any]) -> bool:
    return any(each.get("CidrIp") == "0.0.0.0/0" for each in rule.get("IpRanges") or ())


def _holds(cidr: str, ip: str) -> bool:
    if cidr == "0.0.0.0/0":
        return True
    return bool(ip) and ip_address(ip) in ip_network(cidr, strict=False)
