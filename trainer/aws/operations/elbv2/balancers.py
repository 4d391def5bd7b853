"""Load balancers [LB-5, LB-8]."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.elbv2 import attributes, find, tags
from trainer.aws.operations.elbv2.linking import relink, touch
from trainer.sim.kernel import Why, tell
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import Listener, ListenerRule, LoadBalancer, SecurityGroup, Subnet, Tags
from trainer.sim.start import GROUP_ID
from trainer.sim.world import Gone, World
from trainer.value import replace

PROVISIONING_MS = 60 * SECOND_MS
"""How long a new load balancer is shown as provisioning; our model."""
PATHS = {"application": "app", "network": "net", "gateway": "gwy"}


@changes
def create_load_balancer(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateLoadBalancer: the same name with the same settings answers with the one that is there."""
    name, kind = params["Name"], params.get("Type") or "application"
    find.check_name(name, "Load balancer")
    if name != name.strip("-"):
        raise find.refused(f"Load balancer name '{name}' cannot begin or end with '-'")
    if name.startswith("internal-"):
        raise find.refused(f"Load balancer name '{name}' cannot begin with 'internal-'")
    subnets = _subnets(world, params, kind)
    groups = _groups(world, params, kind)
    wanted = LoadBalancer(
        arn=world.arn(
            f"loadbalancer/{PATHS[kind]}/{name}/{world.new_id('balancer', name, length=16)}",
            "elasticloadbalancing",
        ),
        name=name,
        type=kind,
        scheme=params.get("Scheme") or "internet-facing",
        vpc_id=world.need(Subnet, subnets[0]).vpc_id,
        subnets=subnets,
        security_groups=groups,
        created_ms=world.now_ms,
        address_type=params.get("IpAddressType") or "ipv4",
    )
    for found in world.of(LoadBalancer).values():
        if found.name == name:
            if (
                replace(wanted, arn=found.arn, created_ms=found.created_ms, attributes=found.attributes)
                != found
            ):
                raise Refusal(
                    "DuplicateLoadBalancerName",
                    f"A load balancer with the same name '{name}' exists, but with different settings",
                )
            return {"LoadBalancers": [shown(world, found)]}
    tags.put(world, wanted.arn, params.get("Tags"))
    world.put(wanted)
    tell(world, Why((wanted.arn,), f"CreateLoadBalancer made {kind} load balancer {name}", ("LB-5",)))
    return {"LoadBalancers": [shown(world, wanted)]}


def _subnets(world: World, params: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    given = params.get("Subnets") or [item.get("SubnetId", "") for item in params.get("SubnetMappings") or ()]
    names = tuple(dict.fromkeys(given))
    for name in names:
        if world.get(Subnet, name) is None:
            raise Refusal("SubnetNotFound", f"The subnet ID '{name}' does not exist")
    found = [world.need(Subnet, name) for name in names]
    if len({subnet.vpc_id for subnet in found}) > 1:
        raise Refusal("InvalidConfigurationRequest", "All subnets must belong to the same VPC")
    zones = [subnet.availability_zone for subnet in found]
    if len(set(zones)) != len(zones):
        raise Refusal(
            "InvalidConfigurationRequest",
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
        )
    least = 2 if kind == "application" else 1
    if len(names) < least:
        raise find.refused(
            "At least two subnets in two different Availability Zones must be specified"
            if least == 2
            else "At least one subnet must be specified"
        )
    return names


def _groups(world: World, params: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    given = tuple(params.get("SecurityGroups") or ())
    for name in given:
        if world.get(SecurityGroup, name) is None:
            raise Refusal("InvalidSecurityGroup", f"The security group '{name}' does not exist")
    default = (GROUP_ID,) if kind == "application" and world.get(SecurityGroup, GROUP_ID) else ()
    return given or default


def shown(world: World, balancer: LoadBalancer) -> dict[str, Any]:
    """A load balancer as AWS describes it."""
    number = balancer.arn.rpartition("/")[2]
    prefix = "internal-" if balancer.scheme == "internal" else ""
    data: dict[str, Any] = {
        "LoadBalancerArn": balancer.arn,
        "DNSName": f"{prefix}{balancer.name}-{number}.{world.region}.elb.amazonaws.com",
        "CanonicalHostedZoneId": "Z35SXDOTRQ7X7K",
        "CreatedTime": world.wall(balancer.created_ms),
        "LoadBalancerName": balancer.name,
        "Scheme": balancer.scheme,
        "VpcId": balancer.vpc_id,
        "State": {
            "Code": "active" if world.now_ms - balancer.created_ms >= PROVISIONING_MS else "provisioning"
        },
        "Type": balancer.type,
        "AvailabilityZones": _zones(world, balancer.subnets),
        "IpAddressType": balancer.address_type,
    }
    if balancer.security_groups:
        data["SecurityGroups"] = list(balancer.security_groups)
    return data


def _zones(world: World, subnets: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {
            "ZoneName": world.need(Subnet, name).availability_zone,
            "SubnetId": name,
            "LoadBalancerAddresses": [],
        }
        for name in subnets
    ]


@reads
def describe_load_balancers(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeLoadBalancers, by ARN or by name."""
    found = list(world.of(LoadBalancer).values())
    if arns := params.get("LoadBalancerArns"):
        found = [find.balancer(world, arn) for arn in dict.fromkeys(arns)]
    if names := params.get("Names"):
        known = {balancer.name: balancer for balancer in found}
        missing = [name for name in names if name not in known]
        if missing:
            raise Refusal("LoadBalancerNotFound", f"Load balancers '[{', '.join(missing)}]' not found")
        found = [known[name] for name in dict.fromkeys(names)]
    return find.paged(params, "LoadBalancers", [shown(world, balancer) for balancer in found])


@changes
def delete_load_balancer(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteLoadBalancer, with its listeners; its target groups stay and are unused."""
    found = world.get(LoadBalancer, params["LoadBalancerArn"])
    if found is None:
        if ":loadbalancer/" not in params["LoadBalancerArn"]:
            raise find.refused(f"'{params['LoadBalancerArn']}' is not a valid load balancer ARN")
        return {}
    if attributes.of_balancer(found)["deletion_protection.enabled"] == "true":
        raise Refusal(
            "OperationNotPermitted",
            f"Load balancer '{found.arn}' cannot be deleted because deletion protection is enabled",
        )
    for listener in world.among(Listener, f"listeners:{found.arn}"):
        for rule in world.among(ListenerRule, f"rules:{listener.arn}"):
            world.remove(Gone(ListenerRule, rule.arn))
        world.remove(Gone(Listener, listener.arn))
    world.remove(Gone(LoadBalancer, found.arn))
    world.remove(Gone(Tags, found.arn))
    world.cause = tell(world, Why((found.arn,), f"DeleteLoadBalancer took {found.name} away", ("LB-2",)))
    relink(world)
    return {}


@reads
def describe_load_balancer_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeLoadBalancerAttributes."""
    found = find.balancer(world, params["LoadBalancerArn"])
    return {"Attributes": attributes.shown(attributes.of_balancer(found))}


@changes
def modify_load_balancer_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ModifyLoadBalancerAttributes."""
    found = find.balancer(world, params["LoadBalancerArn"])
    wanted = attributes.changed(attributes.of_balancer(found), params["Attributes"])
    world.put(replace(found, attributes={**(found.attributes or {}), **wanted}))
    return {"Attributes": attributes.shown(attributes.of_balancer(find.balancer(world, found.arn)))}


@changes
def set_security_groups(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetSecurityGroups."""
    found = find.balancer(world, params["LoadBalancerArn"])
    groups = _groups(world, params, "")
    world.put(replace(found, security_groups=groups))
    return {"SecurityGroupIds": list(groups)}


@changes
def set_subnets(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetSubnets: targets in zones that it no longer covers are unused [LB-8]."""
    found = find.balancer(world, params["LoadBalancerArn"])
    subnets = _subnets(world, params, found.type)
    world.put(replace(found, subnets=subnets))
    world.cause = tell(
        world, Why((found.arn,), f"SetSubnets gave {found.name} {len(subnets)} zones", ("LB-8",))
    )
    touch(world, found.arn)
    return {"AvailabilityZones": _zones(world, subnets), "IpAddressType": found.address_type}


@changes
def set_ip_address_type(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetIpAddressType."""
    found = find.balancer(world, params["LoadBalancerArn"])
    world.put(replace(found, address_type=params["IpAddressType"]))
    return {"IpAddressType": params["IpAddressType"]}


BALANCERS = {
    "CreateLoadBalancer": create_load_balancer,
    "DescribeLoadBalancers": describe_load_balancers,
    "DeleteLoadBalancer": delete_load_balancer,
    "DescribeLoadBalancerAttributes": describe_load_balancer_attributes,
    "ModifyLoadBalancerAttributes": modify_load_balancer_attributes,
    "SetSecurityGroups": set_security_groups,
    "SetSubnets": set_subnets,
    "SetIpAddressType": set_ip_address_type,
}
