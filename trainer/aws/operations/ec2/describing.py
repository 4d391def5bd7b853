"""EC2: VPCs, subnets, security groups and Availability Zones described, by id, filter and page."""

import base64
import re
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from ipaddress import ip_network
from typing import Any, TypeAlias

from trainer.aws.operations.answering import Refusal, reads
from trainer.seed import digest
from trainer.sim.model import SecurityGroup, Subnet, Tags, Vpc
from trainer.sim.paths import gives_public
from trainer.sim.world import World

Fields: TypeAlias = Mapping[str, Callable[[Mapping[str, Any]], object]]
"""Filter name -> what it looks at in one described resource: a scalar or a list."""

PAGE_MAX = 1000
ADDRESSES_RESERVED = 5
ZONES = {"us-east-1": "abcdef"}
"""Letters of a region's zones; a region that is not listed has a, b and c."""


def _tags(item: Mapping[str, Any], name: str) -> list[str]:
    return [tag["Value"] for tag in item.get("Tags", ()) if tag["Key"] == name]


VPC_FILTERS: Fields = {
    "vpc-id": lambda vpc: vpc["VpcId"],
    "cidr": lambda vpc: vpc["CidrBlock"],
    "cidr-block-association.cidr-block": lambda vpc: vpc["CidrBlock"],
    "is-default": lambda vpc: vpc["IsDefault"],
    "isDefault": lambda vpc: vpc["IsDefault"],
    "state": lambda vpc: vpc["State"],
    "owner-id": lambda vpc: vpc["OwnerId"],
    "dhcp-options-id": lambda vpc: vpc["DhcpOptionsId"],
}
SUBNET_FILTERS: Fields = {
    "subnet-id": lambda subnet: subnet["SubnetId"],
    "vpc-id": lambda subnet: subnet["VpcId"],
    "availability-zone": lambda subnet: subnet["AvailabilityZone"],
    "availabilityZone": lambda subnet: subnet["AvailabilityZone"],
    "availability-zone-id": lambda subnet: subnet["AvailabilityZoneId"],
    "cidr-block": lambda subnet: subnet["CidrBlock"],
    "cidr": lambda subnet: subnet["CidrBlock"],
    "cidrBlock": lambda subnet: subnet["CidrBlock"],
    "default-for-az": lambda subnet: subnet["DefaultForAz"],
    "defaultForAz": lambda subnet: subnet["DefaultForAz"],
    "map-public-ip-on-launch": lambda subnet: subnet["MapPublicIpOnLaunch"],
    "available-ip-address-count": lambda subnet: subnet["AvailableIpAddressCount"],
    "state": lambda subnet: subnet["State"],
    "owner-id": lambda subnet: subnet["OwnerId"],
    "subnet-arn": lambda subnet: subnet["SubnetArn"],
}
GROUP_FILTERS: Fields = {
    "group-id": lambda group: group["GroupId"],
    "group-name": lambda group: group["GroupName"],
    "vpc-id": lambda group: group["VpcId"],
    "description": lambda group: group["Description"],
    "owner-id": lambda group: group["OwnerId"],
    "ip-permission.cidr": lambda group: _cidrs(group["IpPermissions"]),
    "ip-permission.protocol": lambda group: [rule.get("IpProtocol") for rule in group["IpPermissions"]],
    "ip-permission.from-port": lambda group: [rule.get("FromPort") for rule in group["IpPermissions"]],
    "ip-permission.to-port": lambda group: [rule.get("ToPort") for rule in group["IpPermissions"]],
    "ip-permission.group-id": lambda group: _sources(group["IpPermissions"]),
    "egress.ip-permission.cidr": lambda group: _cidrs(group["IpPermissionsEgress"]),
    "egress.ip-permission.protocol": lambda group: [
        rule.get("IpProtocol") for rule in group["IpPermissionsEgress"]
    ],
}
ZONE_FILTERS: Fields = {
    "zone-name": lambda zone: zone["ZoneName"],
    "zone-id": lambda zone: zone["ZoneId"],
    "zone-type": lambda zone: zone["ZoneType"],
    "region-name": lambda zone: zone["RegionName"],
    "group-name": lambda zone: zone["GroupName"],
    "state": lambda zone: zone["State"],
    "opt-in-status": lambda zone: zone["OptInStatus"],
}


def describe_vpcs(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """The VPCs by id and filter."""
    vpcs = [vpc_shown(world, vpc) for vpc in world.of(Vpc).values()]
    found = asked(vpcs, params, "VpcIds", "VpcId", "vpc", VPC_FILTERS)
    return paged(params, "Vpcs", found)


def describe_subnets(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """The subnets by id and filter."""
    subnets = [subnet_shown(world, subnet) for subnet in world.of(Subnet).values()]
    found = asked(subnets, params, "SubnetIds", "SubnetId", "subnet", SUBNET_FILTERS)
    return paged(params, "Subnets", found)


def describe_security_groups(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """The security groups by id, by name (of the default VPC) and by filter."""
    groups = [_group(world, group) for group in world.of(SecurityGroup).values()]
    if names := params.get("GroupNames"):
        default = {vpc.vpc_id for vpc in world.of(Vpc).values() if vpc.is_default}
        groups = [group for group in groups if group["VpcId"] in default]
        missing = [name for name in names if name not in {group["GroupName"] for group in groups}]
        if missing:
            raise Refusal("InvalidGroup.NotFound", f"The security group '{missing[0]}' does not exist")
        groups = [group for group in groups if group["GroupName"] in names]
    found = asked(groups, params, "GroupIds", "GroupId", "group", GROUP_FILTERS)
    return paged(params, "SecurityGroups", found)


def describe_availability_zones(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """The zones of the world's region."""
    zones = [_zone(world.region, letter) for letter in ZONES.get(world.region, "abc")]
    for given, member in (("ZoneNames", "ZoneName"), ("ZoneIds", "ZoneId")):
        if wanted := params.get(given):
            missing = [name for name in wanted if name not in {zone[member] for zone in zones}]
            if missing:
                raise Refusal("InvalidParameterValue", f"Invalid availability zone: [{missing[0]}]")
            zones = [zone for zone in zones if zone[member] in wanted]
    return {"AvailabilityZones": filtered(zones, params, ZONE_FILTERS)}


def vpc_shown(world: World, vpc: Vpc) -> dict[str, Any]:
    """A VPC as EC2 describes it."""
    association = {"AssociationId": f"vpc-cidr-assoc-0{digest(vpc.vpc_id, length=16)}", "CidrBlock": vpc.cidr}
    return {
        "OwnerId": world.account,
        "InstanceTenancy": "default",
        "CidrBlockAssociationSet": [{**association, "CidrBlockState": {"State": "associated"}}],
        "IsDefault": vpc.is_default,
        "VpcId": vpc.vpc_id,
        "State": "available",
        "CidrBlock": vpc.cidr,
        "DhcpOptionsId": f"dopt-0{digest(world.region, 'dhcp', length=16)}",
        **tags_shown(world, vpc.vpc_id),
    }


def subnet_shown(world: World, subnet: Subnet) -> dict[str, Any]:
    """A subnet as EC2 describes it."""
    free = ip_network(subnet.cidr).num_addresses - ADDRESSES_RESERVED - subnet.hosts_used
    return {
        "AvailabilityZoneId": zone_id(subnet.availability_zone),
        "MapCustomerOwnedIpOnLaunch": False,
        "OwnerId": world.account,
        "AssignIpv6AddressOnCreation": False,
        "Ipv6CidrBlockAssociationSet": [],
        "SubnetArn": world.arn(f"subnet/{subnet.subnet_id}", "ec2"),
        "EnableDns64": False,
        "Ipv6Native": False,
        "SubnetId": subnet.subnet_id,
        "State": "available",
        "VpcId": subnet.vpc_id,
        "CidrBlock": subnet.cidr,
        "AvailableIpAddressCount": max(0, free),
        "AvailabilityZone": subnet.availability_zone,
        "DefaultForAz": subnet.is_default,
        "MapPublicIpOnLaunch": gives_public(subnet),
        **tags_shown(world, subnet.subnet_id),
    }


def _group(world: World, group: SecurityGroup) -> dict[str, Any]:
    return {
        "GroupId": group.group_id,
        "IpPermissionsEgress": [_rule(rule) for rule in group.egress],
        "VpcId": group.vpc_id,
        "SecurityGroupArn": world.arn(f"security-group/{group.group_id}", "ec2"),
        "OwnerId": world.account,
        "GroupName": group.name,
        "Description": group.description,
        "IpPermissions": [_rule(rule) for rule in group.ingress],
        **tags_shown(world, group.group_id),
    }


def tags_shown(world: World, resource: str) -> dict[str, Any]:
    """The tags of a resource as a member of what is described; nothing without tags."""
    tags = world.get(Tags, resource)
    return {"Tags": [{"Key": key, "Value": value} for key, value in tags.tags]} if tags else {}


def _rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """A rule with the lists that AWS always shows."""
    return {"UserIdGroupPairs": [], "IpRanges": [], "Ipv6Ranges": [], "PrefixListIds": [], **rule}


def _zone(region: str, letter: str) -> dict[str, Any]:
    name = f"{region}{letter}"
    return {
        "OptInStatus": "opt-in-not-required",
        "Messages": [],
        "RegionName": region,
        "ZoneName": name,
        "ZoneId": zone_id(name),
        "GroupName": f"{region}-zg-1",
        "NetworkBorderGroup": region,
        "ZoneType": "availability-zone",
        "State": "available",
    }


def zone_id(zone: str) -> str:
    """The id of a zone, the same in all accounts: `us-east-1a` -> `use1-az1` (our choice of number)."""
    area, direction, number = zone[:-1].rsplit("-", 2)
    short = "".join(word[0] for word in re.findall("north|south|east|west|central", direction))
    return f"{area.replace('-', '')}{short}{number}-az{ord(zone[-1]) - ord('a') + 1}"


def _cidrs(rules: Sequence[Mapping[str, Any]]) -> list[str]:
    return [each["CidrIp"] for rule in rules for each in rule["IpRanges"]]


def _sources(rules: Sequence[Mapping[str, Any]]) -> list[str]:
    return [pair.get("GroupId", "") for rule in rules for pair in rule["UserIdGroupPairs"]]


def asked(
    items: list[dict[str, Any]], params: Mapping[str, Any], ids: str, member: str, noun: str, fields: Fields
) -> list[dict[str, Any]]:
    """Those of the given ids, all of which must exist, that pass the filters."""
    if wanted := params.get(ids):
        missing = sorted(set(wanted) - {item[member] for item in items})
        if missing:
            raise not_found(noun, missing[0])
        items = [item for item in items if item[member] in wanted]
    return filtered(items, params, fields)


_CODES = {
    "vpc": ("InvalidVpcID.NotFound", "vpc ID"),
    "instance": ("InvalidInstanceID.NotFound", "instance ID"),
    "subnet": ("InvalidSubnetID.NotFound", "subnet ID"),
    "group": ("InvalidGroup.NotFound", "security group"),
    "table": ("InvalidRouteTableID.NotFound", "routeTable ID"),
    "gateway": ("InvalidInternetGatewayID.NotFound", "internetGateway ID"),
    "nat": ("NatGatewayNotFound", "NatGateway ID"),
    "endpoint": ("InvalidVpcEndpointId.NotFound", "Vpc Endpoint Id"),
    "service": ("InvalidVpcEndpointServiceId.NotFound", "VpcEndpointService Id"),
    "address": ("InvalidAllocationID.NotFound", "allocation ID"),
    "volume": ("InvalidVolume.NotFound", "volume"),
}


def not_found(noun: str, name: str) -> Refusal:
    """EC2's refusal of an id that is not there."""
    code, label = _CODES[noun]
    return Refusal(code, f"The {label} '{name}' does not exist")


def filtered(items: list[dict[str, Any]], params: Mapping[str, Any], fields: Fields) -> list[dict[str, Any]]:
    """Those that pass every filter: one of its values matches, `*` and `?` standing for anything."""
    for each in params.get("Filters", ()):
        name, values = each.get("Name", ""), each.get("Values", ())
        look = _field(name, fields)
        items = [item for item in items if any(_matches(look(item), value) for value in values)]
    return items


def _field(name: str, fields: Fields) -> Callable[[Mapping[str, Any]], object]:
    if name in fields:
        return fields[name]
    if name.startswith("tag:"):
        return lambda item: _tags(item, name.removeprefix("tag:"))
    if name == "tag-key":
        return lambda item: [tag["Key"] for tag in item.get("Tags", ())]
    raise Refusal("InvalidParameterValue", f"The filter '{name}' is invalid")


def _matches(found: object, pattern: str) -> bool:
    candidates = found if isinstance(found, list) else [found]
    pattern = pattern.replace("[", "[[]")
    return any(
        fnmatchcase(str(each).lower() if isinstance(each, bool) else str(each), pattern)
        for each in candidates
    )


def paged(params: Mapping[str, Any], member: str, items: list[dict[str, Any]]) -> Mapping[str, Any]:
    """A page of a list, by NextToken and MaxResults."""
    size = params.get("MaxResults", PAGE_MAX)
    start = 0
    if token := params.get("NextToken"):
        try:
            start = int(base64.urlsafe_b64decode(token.encode()).decode())
        except ValueError as error:
            raise Refusal("InvalidNextToken", f"The token '{token}' is invalid.") from error
    rest = items[start + size :]
    page: dict[str, Any] = {member: items[start : start + size]}
    if rest:
        page["NextToken"] = base64.urlsafe_b64encode(str(start + size).encode()).decode()
    return page


DESCRIBING = {
    "DescribeVpcs": reads(describe_vpcs),
    "DescribeSubnets": reads(describe_subnets),
    "DescribeSecurityGroups": reads(describe_security_groups),
    "DescribeAvailabilityZones": reads(describe_availability_zones),
}
