"""EC2: VPCs and subnets made, changed, deleted; tags."""

from collections.abc import Iterator, Mapping
from ipaddress import IPv4Network, ip_network
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.ec2 import making
from trainer.aws.operations.ec2.describing import ZONES, paged, subnet_shown, vpc_shown
from trainer.sim.kernel import Why, tell
from trainer.sim.model import (
    Endpoint,
    Host,
    InternetGateway,
    LoadBalancer,
    MountTarget,
    NatGateway,
    Route,
    RouteTable,
    SecurityGroup,
    Subnet,
    Tags,
    Task,
    Vpc,
)
from trainer.sim.start import default_group
from trainer.sim.world import Gone, World
from trainer.value import replace


def _network(cidr: str, least: int = 16, most: int = 28) -> IPv4Network:
    try:
        network = IPv4Network(cidr)
    except ValueError as error:
        text = f"Value ({cidr}) for parameter cidrBlock is invalid. This is not a valid CIDR block."
        raise Refusal("InvalidParameterValue", text) from error
    if not least <= network.prefixlen <= most:
        raise Refusal("InvalidVpc.Range", f"The CIDR '{cidr}' is invalid.")
    return network


@changes
def create_vpc(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateVpc: with a main route table that leads nowhere, and a default security group."""
    cidr = params.get("CidrBlock") or ""
    _network(cidr)
    name = making.new_id(world, "vpc")
    made = Vpc(name, cidr, dns_hostnames=False)
    world.put(made)
    world.put(RouteTable(making.new_id(world, "rtb"), name, main=True, routes=(Route(cidr, "local"),)))
    world.put(default_group(world, making.new_id(world, "sg"), name))
    making.tag(world, name, params, "vpc")
    tell(world, Why((name,), f"CreateVpc made {name}", ("NM-5",)))
    return {"Vpc": vpc_shown(world, made)}


@changes
def modify_vpc_attribute(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ModifyVpcAttribute: DNS support and DNS host names."""
    found = making.vpc(world, params["VpcId"])
    support, names = params.get("EnableDnsSupport"), params.get("EnableDnsHostnames")
    if support is not None:
        found = replace(found, dns_support=bool(support["Value"]))
    if names is not None:
        found = replace(found, dns_hostnames=bool(names["Value"]))
    world.put(found)
    return {}


@reads
def describe_vpc_attribute(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeVpcAttribute: one at a time."""
    found = making.vpc(world, params["VpcId"])
    if params["Attribute"] == "enableDnsSupport":
        return {"VpcId": found.vpc_id, "EnableDnsSupport": {"Value": found.dns_support}}
    return {"VpcId": found.vpc_id, "EnableDnsHostnames": {"Value": found.dns_hostnames}}


@changes
def delete_vpc(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteVpc: when nothing but what it came with is in it."""
    found = making.vpc(world, params["VpcId"])
    for what in _within(world, found.vpc_id):
        raise making.in_use(f"The vpc '{found.vpc_id}'", what)
    for table in [one for one in world.of(RouteTable).values() if one.vpc_id == found.vpc_id]:
        world.remove(Gone(RouteTable, table.id))
    for group in [one for one in world.of(SecurityGroup).values() if one.vpc_id == found.vpc_id]:
        world.remove(Gone(SecurityGroup, group.group_id))
    world.remove(Gone(Vpc, found.vpc_id))
    return {}


def _within(world: World, vpc_id: str) -> Iterator[str]:
    """What is in a VPC besides its main route table and default group."""
    yield from (one.subnet_id for one in world.of(Subnet).values() if one.vpc_id == vpc_id)
    yield from (one.id for one in world.of(InternetGateway).values() if one.vpc_id == vpc_id)
    yield from (one.id for one in world.of(Endpoint).values() if one.vpc_id == vpc_id)
    yield from (one.id for one in world.of(RouteTable).values() if one.vpc_id == vpc_id and not one.main)
    for group in world.of(SecurityGroup).values():
        if group.vpc_id == vpc_id and group.name != "default":
            yield group.group_id


@changes
def create_subnet(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateSubnet: private until a route table says otherwise."""
    vpc = making.vpc(world, params["VpcId"])
    network = _network(params.get("CidrBlock") or "")
    if not network.subnet_of(IPv4Network(vpc.cidr)):
        raise Refusal("InvalidSubnet.Range", f"The CIDR '{network}' is invalid.")
    for other in world.of(Subnet).values():
        if other.vpc_id == vpc.vpc_id and network.overlaps(ip_network(other.cidr)):
            text = f"The CIDR '{network}' conflicts with another subnet"
            raise Refusal("InvalidSubnet.Conflict", text)
    zone = params.get("AvailabilityZone") or f"{world.region}a"
    zones = [f"{world.region}{letter}" for letter in ZONES.get(world.region, "abc")]
    if zone not in zones:
        text = (
            f"Value ({zone}) for parameter availabilityZone is invalid. Subnets can currently only be "
            "created in"
        )
        raise Refusal(
            "InvalidParameterValue", f"{text} the following availability zones: {', '.join(zones)}."
        )
    made = Subnet(making.new_id(world, "subnet"), vpc.vpc_id, str(network), zone, map_public=False)
    world.put(made)
    making.tag(world, made.subnet_id, params, "subnet")
    tell(world, Why((made.subnet_id,), f"CreateSubnet made {made.subnet_id} in {zone}", ("NM-5",)))
    return {"Subnet": subnet_shown(world, made)}


@changes
def modify_subnet_attribute(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ModifySubnetAttribute: whether instances get a public address."""
    found = making.subnet(world, params["SubnetId"])
    public = params.get("MapPublicIpOnLaunch")
    if public is not None:
        world.put(replace(found, map_public=bool(public["Value"])))
    return {}


@changes
def delete_subnet(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteSubnet: not while something has an address in it."""
    found = making.subnet(world, params["SubnetId"])
    for what in _addresses(world, found.subnet_id):
        raise making.in_use(f"The subnet '{found.subnet_id}'", what)
    for table in list(world.of(RouteTable).values()):
        kept = tuple(pair for pair in table.subnets if pair[1] != found.subnet_id)
        if kept != table.subnets:
            world.put(replace(table, subnets=kept))
    world.remove(Gone(Subnet, found.subnet_id))
    return {}


def _addresses(world: World, subnet_id: str) -> Iterator[str]:
    for task in world.of(Task).values():
        if task.interface is not None and task.interface.subnet_id == subnet_id and task.stopped_ms is None:
            yield f"task {task.id}"
    for host in world.of(Host).values():
        if host.subnet_id == subnet_id and host.state != "terminated":
            yield host.instance_id
    for nat in world.of(NatGateway).values():
        if nat.subnet_id == subnet_id and nat.deleted_ms is None:
            yield nat.id
    yield from (one.id for one in world.of(Endpoint).values() if subnet_id in one.subnets)
    yield from (one.id for one in world.of(MountTarget).values() if one.subnet_id == subnet_id)
    yield from (one.name for one in world.of(LoadBalancer).values() if subnet_id in one.subnets)


@changes
def create_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateTags on resources by id."""
    for resource in params["Resources"]:
        tags = world.get(Tags, resource)
        known = dict(tags.tags) if tags is not None else {}
        known.update((each.get("Key", ""), each.get("Value", "")) for each in params["Tags"])
        world.put(Tags(resource, tuple(known.items())))
    return {}


@changes
def delete_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteTags from resources by id; all of them without a list."""
    keys = {each.get("Key", "") for each in params.get("Tags") or ()}
    for resource in params["Resources"]:
        tags = world.get(Tags, resource)
        if tags is not None:
            kept = tuple((key, value) for key, value in tags.tags if keys and key not in keys)
            world.put(Tags(resource, kept))
    return {}


@reads
def describe_tags(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeTags of everything that EC2 knows by an id."""
    found = [
        {"Key": key, "Value": value, "ResourceId": tags.arn}
        for tags in world.of(Tags).values()
        if not tags.arn.startswith("arn:")
        for key, value in tags.tags
    ]
    wanted = {each.get("Name", ""): each.get("Values") or [] for each in params.get("Filters") or ()}
    names = {"resource-id": "ResourceId", "key": "Key", "value": "Value"}
    for name, values in wanted.items():
        if name in names:
            found = [tag for tag in found if tag[names[name]] in values]
    return paged(params, "Tags", found)


VPCS = {
    "CreateVpc": create_vpc,
    "ModifyVpcAttribute": modify_vpc_attribute,
    "DescribeVpcAttribute": describe_vpc_attribute,
    "DeleteVpc": delete_vpc,
    "CreateSubnet": create_subnet,
    "ModifySubnetAttribute": modify_subnet_attribute,
    "DeleteSubnet": delete_subnet,
    "CreateTags": create_tags,
    "DeleteTags": delete_tags,
    "DescribeTags": describe_tags,
}
