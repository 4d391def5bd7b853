"""Target groups and how they check their targets [LB-1, 4.1]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.elbv2 import attributes, find, tags
from trainer.sim.events import TargetGroupChanged
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Tags, Target, TargetCheck, TargetGroup, Vpc
from trainer.sim.run import happen
from trainer.sim.world import Gone, World
from trainer.value import replace

PROTOCOLS = ("HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE")
_HTTP = ("HTTP", "HTTPS")
_NUMBERS = {
    "HealthCheckIntervalSeconds": ("interval_s", 5, 300),
    "HealthCheckTimeoutSeconds": ("timeout_s", 2, 120),
    "HealthyThresholdCount": ("healthy", 2, 10),
    "UnhealthyThresholdCount": ("unhealthy", 2, 10),
}


@changes
def create_target_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateTargetGroup: the same name with the same settings answers with the one that is there."""
    name, kind = params["Name"], params.get("TargetType") or "instance"
    find.check_name(name, "Target group")
    if name != name.strip("-") or "--" in name:
        raise find.refused(
            f"1 validation error detected: Value '{name}' at 'targetGroup.targetGroupArn.targetGroupName' "
            "failed to satisfy constraint: Member must satisfy regular expression pattern: "
            "(?!.*--)(?!^-)(?!.*-$)^[A-Za-z0-9-]+$"
        )
    if kind == "lambda":
        raise Refusal("InvalidConfigurationRequest", "This simulator has no Lambda functions as targets")
    protocol, port, vpc = params.get("Protocol"), params.get("Port"), params.get("VpcId")
    if protocol not in PROTOCOLS:
        raise find.refused(f"A protocol must be specified: one of '{', '.join(PROTOCOLS)}'")
    if port is None:
        raise find.refused("A port must be specified")
    if protocol == "GENEVE" and port != 6081:
        raise find.refused("Port must be '6081' for target groups with the GENEVE protocol")
    if not 1 <= port <= 65535:
        raise find.refused("Port must be between 1 and 65535")
    if not vpc:
        raise find.refused("A VPC ID must be specified")
    if world.get(Vpc, vpc) is None:
        raise find.refused(f"The VPC ID '{vpc}' is not found")
    wanted = TargetGroup(
        arn=world.arn(f"targetgroup/{name}/{world.new_id('group', name, length=16)}", "elasticloadbalancing"),
        name=name,
        protocol=protocol,
        port=port,
        vpc_id=vpc,
        type=kind,
        check=_checked(_default(protocol), params, protocol),
        protocol_version=params.get("ProtocolVersion") or ("HTTP1" if protocol in _HTTP else ""),
        created_ms=world.now_ms,
    )
    for found in world.of(TargetGroup).values():
        if found.name == name:
            same = replace(
                wanted,
                arn=found.arn,
                created_ms=found.created_ms,
                attributes=found.attributes,
                load_balancers=found.load_balancers,
            )
            if same != found:
                raise Refusal(
                    "DuplicateTargetGroupName",
                    f"A target group with the same name '{name}' exists, but with different settings",
                )
            return {"TargetGroups": [shown(found)]}
    tags.put(world, wanted.arn, params.get("Tags"))
    world.put(wanted)
    tell(world, Why((wanted.arn,), f"CreateTargetGroup made {name}, targets by {kind}", ("LB-1",)))
    return {"TargetGroups": [shown(wanted)]}


def _default(protocol: str) -> TargetCheck:
    """AWS's defaults by the group's protocol [4.1]."""
    if protocol in _HTTP:
        return TargetCheck(protocol)
    return TargetCheck("TCP", timeout_s=10, matcher="200-399")


def _checked(check: TargetCheck, params: Mapping[str, Any], protocol: str) -> TargetCheck:
    """The check with what a request changes, within AWS's ranges."""
    wanted: dict[str, Any] = {}
    for name, (field, least, most) in _NUMBERS.items():
        value = params.get(name)
        if value is not None and not least <= value <= most:
            raise find.refused(f"{name} must be between {least} and {most}, not {value}")
        if value is not None:
            wanted[field] = value
    for name, field in (
        ("HealthCheckProtocol", "protocol"),
        ("HealthCheckPort", "port"),
        ("HealthCheckPath", "path"),
        ("HealthCheckEnabled", "enabled"),
    ):
        if params.get(name) is not None:
            wanted[field] = params[name]
    if wanted.get("protocol") not in (None, "HTTP", "HTTPS", "TCP"):
        raise find.refused("Health check protocol must be one of 'HTTP, HTTPS, TCP'")
    matcher = params.get("Matcher") or {}
    if matcher:
        wanted["matcher"] = matcher.get("HttpCode") or matcher.get("GrpcCode") or check.matcher
    changed = replace(check, **wanted)
    strict = protocol in _HTTP
    if changed.timeout_s > changed.interval_s or (strict and changed.timeout_s == changed.interval_s):
        raise find.refused(
            f"Health check timeout '{changed.timeout_s}' must be smaller than "
            f"{'' if strict else 'or equal to '}the interval '{changed.interval_s}'"
        )
    if not changed.path.startswith("/"):
        raise find.refused(f"Health check path '{changed.path}' must begin with '/'")
    return changed


def shown(group: TargetGroup) -> dict[str, Any]:
    """A target group as AWS describes it."""
    check = group.check
    data: dict[str, Any] = {
        "TargetGroupArn": group.arn,
        "TargetGroupName": group.name,
        "Protocol": group.protocol,
        "Port": group.port,
        "VpcId": group.vpc_id,
        "HealthCheckProtocol": check.protocol,
        "HealthCheckPort": check.port,
        "HealthCheckEnabled": check.enabled,
        "HealthCheckIntervalSeconds": check.interval_s,
        "HealthCheckTimeoutSeconds": check.timeout_s,
        "HealthyThresholdCount": check.healthy,
        "UnhealthyThresholdCount": check.unhealthy,
        "LoadBalancerArns": list(group.load_balancers),
        "TargetType": group.type,
        "IpAddressType": "ipv4",
    }
    if group.protocol_version:
        data["ProtocolVersion"] = group.protocol_version
    if check.protocol in _HTTP:
        code = "GrpcCode" if group.protocol_version == "GRPC" else "HttpCode"
        data |= {"HealthCheckPath": check.path, "Matcher": {code: check.matcher}}
    return data


@reads
def describe_target_groups(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeTargetGroups: all, of a load balancer, by ARN or by name."""
    found = list(world.of(TargetGroup).values())
    if arns := params.get("TargetGroupArns"):
        found = [find.group(world, arn) for arn in dict.fromkeys(arns)]
    if names := params.get("Names"):
        known = {group.name: group for group in found}
        missing = [name for name in names if name not in known]
        if missing:
            raise Refusal("TargetGroupNotFound", "One or more target groups not found")
        found = [known[name] for name in dict.fromkeys(names)]
    if arn := params.get("LoadBalancerArn"):
        balancer = find.balancer(world, arn)
        found = [group for group in found if balancer.arn in group.load_balancers]
    return find.paged(params, "TargetGroups", [shown(group) for group in found])


@changes
def modify_target_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ModifyTargetGroup: how it checks its targets."""
    found = find.group(world, params["TargetGroupArn"])
    changed = replace(found, check=_checked(found.check, params, found.protocol))
    world.put(changed)
    text = f"ModifyTargetGroup changed the checks of {found.name}"
    world.cause = tell(world, Why((found.arn,), text, ("TH-2",)))
    happen(world, TargetGroupChanged(found.arn))
    return {"TargetGroups": [shown(changed)]}


@changes
def delete_target_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteTargetGroup: not while a listener or rule forwards to it."""
    found = world.get(TargetGroup, params["TargetGroupArn"])
    if found is None:
        if ":targetgroup/" not in params["TargetGroupArn"]:
            raise find.refused(f"'{params['TargetGroupArn']}' is not a valid target group ARN")
        return {}
    if found.load_balancers:
        raise Refusal(
            "ResourceInUse", f"Target group '{found.arn}' is currently in use by a listener or a rule"
        )
    for target in world.among(Target, f"targets:{found.arn}"):
        world.remove(Gone(Target, target.key))
    world.remove(Gone(TargetGroup, found.arn))
    world.remove(Gone(Tags, found.arn))
    tell(world, Why((found.arn,), f"DeleteTargetGroup took {found.name} away", ("LB-2",)))
    return {}


@reads
def describe_target_group_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeTargetGroupAttributes."""
    found = find.group(world, params["TargetGroupArn"])
    return {"Attributes": attributes.shown(attributes.of_group(found))}


@changes
def modify_target_group_attributes(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ModifyTargetGroupAttributes: the deregistration delay counts for targets that leave from now on."""
    found = find.group(world, params["TargetGroupArn"])
    attributes.check_stickiness(found.protocol, params["Attributes"])
    wanted = attributes.changed(attributes.of_group(found), params["Attributes"])
    world.put(replace(found, attributes={**(found.attributes or {}), **wanted}))
    set_to = ", ".join(f"{name} = {value}" for name, value in wanted.items())
    tell(world, Why((found.arn,), f"ModifyTargetGroupAttributes of {found.name}: {set_to}", ("TH-5",)))
    return {"Attributes": attributes.shown(attributes.of_group(find.group(world, found.arn)))}


TARGET_GROUPS = {
    "CreateTargetGroup": create_target_group,
    "DescribeTargetGroups": describe_target_groups,
    "ModifyTargetGroup": modify_target_group,
    "DeleteTargetGroup": delete_target_group,
    "DescribeTargetGroupAttributes": describe_target_group_attributes,
    "ModifyTargetGroupAttributes": modify_target_group_attributes,
}
