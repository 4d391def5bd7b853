"""EC2: security groups and their rules [NM-2]."""

from collections.abc import Mapping, Sequence
from ipaddress import ip_network
from typing import Any

from trainer.aws.operations.answering import Refusal, changes
from trainer.aws.operations.ec2 import making
from trainer.sim.events import NetworkChanged
from trainer.sim.kernel import Why, tell
from trainer.sim.model import LoadBalancer, SecurityGroup, Task, Vpc
from trainer.sim.run import happen
from trainer.sim.world import Gone, World
from trainer.value import replace

Rule = Mapping[str, Any]


@changes
def create_security_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateSecurityGroup: nothing in, everything out."""
    default = next((vpc.vpc_id for vpc in world.of(Vpc).values() if vpc.is_default), "")
    vpc = making.vpc(world, params.get("VpcId") or default)
    name = params["GroupName"]
    if any(one.vpc_id == vpc.vpc_id and one.name == name for one in world.of(SecurityGroup).values()):
        text = f"The security group '{name}' already exists for VPC '{vpc.vpc_id}'"
        raise Refusal("InvalidGroup.Duplicate", text)
    out = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    made = SecurityGroup(
        making.new_id(world, "sg", name), vpc.vpc_id, name, params["Description"], egress=(out,)
    )
    world.put(made)
    making.tag(world, made.group_id, params, "security-group")
    return {"GroupId": made.group_id, "SecurityGroupArn": world.arn(f"security-group/{made.group_id}", "ec2")}


def _group(world: World, params: Mapping[str, Any]) -> SecurityGroup:
    """By id, or by name in the default VPC."""
    if params.get("GroupId"):
        return making.group(world, params["GroupId"])
    default = {vpc.vpc_id for vpc in world.of(Vpc).values() if vpc.is_default}
    for group in world.of(SecurityGroup).values():
        if group.name == params.get("GroupName") and group.vpc_id in default:
            return group
    raise Refusal("InvalidGroup.NotFound", f"The security group '{params.get('GroupName')}' does not exist")


@changes
def delete_security_group(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteSecurityGroup: neither the default one nor one in use."""
    group = _group(world, params)
    if group.name == "default":
        text = 'the specified group: "' + group.group_id + '" name: "default" cannot be deleted by a user'
        raise Refusal("CannotDelete", text)
    used = [
        task.id
        for task in world.of(Task).values()
        if group.group_id in task.security_groups and not task.stopped_ms
    ]
    used += [one.name for one in world.of(LoadBalancer).values() if group.group_id in one.security_groups]
    used += [
        other.group_id
        for other in world.of(SecurityGroup).values()
        if other.group_id != group.group_id and _names(other, group.group_id)
    ]
    if used:
        raise Refusal("DependencyViolation", f"resource {group.group_id} has a dependent object")
    world.remove(Gone(SecurityGroup, group.group_id))
    return {"Return": True, "GroupId": group.group_id}


def _names(group: SecurityGroup, other: str) -> bool:
    return any(
        pair.get("GroupId") == other
        for rule in (*group.ingress, *group.egress)
        for pair in rule.get("UserIdGroupPairs") or ()
    )


def _given(world: World, params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rules of a request, each with one source: as IpPermissions, or as single parameters."""
    permissions = list(params.get("IpPermissions") or ())
    if not permissions and params.get("IpProtocol"):
        rule: dict[str, Any] = {"IpProtocol": params["IpProtocol"]}
        rule.update((name, params[name]) for name in ("FromPort", "ToPort") if name in params)
        if params.get("CidrIp"):
            rule["IpRanges"] = [{"CidrIp": params["CidrIp"]}]
        if params.get("SourceSecurityGroupName"):
            source = _group(world, {"GroupName": params["SourceSecurityGroupName"]})
            rule["UserIdGroupPairs"] = [{"GroupId": source.group_id}]
        permissions = [rule]
    if not permissions:
        raise Refusal(
            "MissingParameter", "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided."
        )
    return [one for permission in permissions for one in _single(world, permission)]


def _single(world: World, permission: Rule) -> list[dict[str, Any]]:
    base = {name: permission[name] for name in ("IpProtocol", "FromPort", "ToPort") if name in permission}
    if base.get("IpProtocol") in ("6", "17", "1"):
        base["IpProtocol"] = {"6": "tcp", "17": "udp", "1": "icmp"}[base["IpProtocol"]]
    if base.get("IpProtocol") in ("tcp", "udp") and not {"FromPort", "ToPort"} <= set(base):
        raise Refusal(
            "InvalidParameterValue",
            "Invalid value for portRange. Must specify both from and to ports with TCP/UDP.",
        )
    rules: list[dict[str, Any]] = []
    for each in permission.get("IpRanges") or ():
        _check_cidr(each.get("CidrIp", ""))
        rules.append({**base, "IpRanges": [dict(each)]})
    for each in permission.get("Ipv6Ranges") or ():
        rules.append({**base, "Ipv6Ranges": [dict(each)]})
    for each in permission.get("PrefixListIds") or ():
        rules.append({**base, "PrefixListIds": [dict(each)]})
    for each in permission.get("UserIdGroupPairs") or ():
        source = _group(world, each)
        rules.append(
            {**base, "UserIdGroupPairs": [{"UserId": world.account, **each, "GroupId": source.group_id}]}
        )
    return rules


def _check_cidr(cidr: str) -> None:
    try:
        ip_network(cidr, strict=False)
    except ValueError as error:
        raise Refusal("InvalidParameterValue", f"CIDR block {cidr} is malformed") from error


def _bare(rule: Any) -> Any:
    """A rule without descriptions, for comparing."""
    if isinstance(rule, Mapping):
        return tuple(
            sorted((key, _bare(value)) for key, value in rule.items() if key not in ("Description", "UserId"))
        )
    if isinstance(rule, Sequence) and not isinstance(rule, str):
        return tuple(map(_bare, rule))
    return rule


def _changed(
    world: World, params: Mapping[str, Any], way: str, add: bool
) -> tuple[SecurityGroup, list[dict[str, Any]]]:
    group = _group(world, params)
    held: tuple[Rule, ...] = group.ingress if way == "ingress" else group.egress
    single = [one for rule in held for one in _single(world, rule)]
    rules = _given(world, params)
    known = {_bare(rule) for rule in single}
    for rule in rules:
        if add and _bare(rule) in known:
            text = "the specified rule already exists"
            raise Refusal("InvalidPermission.Duplicate", text)
        if not add and _bare(rule) not in known:
            raise Refusal(
                "InvalidPermission.NotFound", "The specified rule does not exist in this security group."
            )
    gone = {_bare(rule) for rule in rules}
    kept = [*single, *rules] if add else [rule for rule in single if _bare(rule) not in gone]
    changed = replace(group, ingress=tuple(kept)) if way == "ingress" else replace(group, egress=tuple(kept))
    world.put(changed)
    word = "opened" if add else "closed"
    text = f"security group {group.group_id} {word} {way}: {', '.join(map(_worded, rules))}"
    world.cause = tell(world, Why((group.group_id,), text, ("NM-2",)))
    happen(world, NetworkChanged())
    return changed, rules


def _worded(rule: Rule) -> str:
    ports = "all" if rule.get("IpProtocol") == "-1" else f"{rule['IpProtocol']} {rule.get('FromPort', '')}"
    pairs = [pair["GroupId"] for pair in rule.get("UserIdGroupPairs") or ()]
    ranges = [each["CidrIp"] for each in rule.get("IpRanges") or ()]
    return f"{ports} {' '.join((*pairs, *ranges))}".strip()


def _rules_shown(
    world: World, group: SecurityGroup, rules: list[dict[str, Any]], egress: bool
) -> list[dict[str, Any]]:
    shown = []
    for place, rule in enumerate(rules):
        data: dict[str, Any] = {
            "SecurityGroupRuleId": making.new_id(world, "sgr", place),
            "GroupId": group.group_id,
            "GroupOwnerId": world.account,
            "IsEgress": egress,
            "IpProtocol": rule.get("IpProtocol", "-1"),
            "FromPort": rule.get("FromPort", -1),
            "ToPort": rule.get("ToPort", -1),
        }
        for each in rule.get("IpRanges") or ():
            data["CidrIpv4"] = each["CidrIp"]
        for pair in rule.get("UserIdGroupPairs") or ():
            data["ReferencedGroupInfo"] = {"GroupId": pair["GroupId"], "UserId": world.account}
        shown.append(data)
    return shown


@changes
def authorize_ingress(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """AuthorizeSecurityGroupIngress: a way in for addresses or for another group's members."""
    group, rules = _changed(world, params, "ingress", add=True)
    return {"Return": True, "SecurityGroupRules": _rules_shown(world, group, rules, egress=False)}


@changes
def authorize_egress(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """AuthorizeSecurityGroupEgress."""
    group, rules = _changed(world, params, "egress", add=True)
    return {"Return": True, "SecurityGroupRules": _rules_shown(world, group, rules, egress=True)}


@changes
def revoke_ingress(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RevokeSecurityGroupIngress."""
    _changed(world, params, "ingress", add=False)
    return {"Return": True}


@changes
def revoke_egress(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RevokeSecurityGroupEgress."""
    _changed(world, params, "egress", add=False)
    return {"Return": True}


GROUPS = {
    "CreateSecurityGroup": create_security_group,
    "DeleteSecurityGroup": delete_security_group,
    "AuthorizeSecurityGroupIngress": authorize_ingress,
    "AuthorizeSecurityGroupEgress": authorize_egress,
    "RevokeSecurityGroupIngress": revoke_ingress,
    "RevokeSecurityGroupEgress": revoke_egress,
}
