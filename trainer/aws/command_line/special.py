"""Options that AWS's CLI adds to some operations: short ways to write what the call wants nested."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from trainer.aws.command_line.model import BadArgument

Words: TypeAlias = Mapping[str, list[str]]
Apply: TypeAlias = Callable[[dict[str, Any], Words], dict[str, Any]]

MANY_WORDS = ("secondary-private-ip-addresses",)
NO_WORD = ("associate-public-ip-address", "no-associate-public-ip-address")
METRIC = ("metric-name", "timestamp", "unit", "value", "dimensions", "statistic-values", "storage-resolution")
RULE = ("protocol", "port", "cidr", "source-group", "group-owner")
INSTANCES = ("count", "secondary-private-ip-address-count", *MANY_WORDS, *NO_WORD)


def _run_instances(params: dict[str, Any], words: Words) -> dict[str, Any]:
    """`--count 2` or `2:4`; addresses of the first network interface, which takes subnet and groups in."""
    least, _, most = words.get("count", ["1"])[0].partition(":")
    if "count" in words or "MinCount" not in params:
        params["MinCount"], params["MaxCount"] = _whole(least, "count"), _whole(most or least, "count")
    interface: dict[str, Any] = {}
    if "secondary-private-ip-addresses" in words:
        interface["PrivateIpAddresses"] = [
            {"PrivateIpAddress": address, "Primary": False}
            for address in words["secondary-private-ip-addresses"]
        ]
    if "secondary-private-ip-address-count" in words:
        name = "secondary-private-ip-address-count"
        interface["SecondaryPrivateIpAddressCount"] = _whole(words[name][0], name)
    for name, public in zip(NO_WORD, (True, False), strict=True):
        if name in words:
            interface["AssociatePublicIpAddress"] = public
    if not interface:
        return params
    if "NetworkInterfaces" in params:
        raise BadArgument(
            "Mixing the --network-interfaces option with the simple, scalar options is not supported."
        )
    for name, inside in (("SubnetId", "SubnetId"), ("SecurityGroupIds", "Groups")):
        if name in params:
            interface[inside] = params.pop(name)
    if "PrivateIpAddress" in params:
        interface["PrivateIpAddresses"] = [
            {"PrivateIpAddress": params.pop("PrivateIpAddress"), "Primary": True}
        ]
    for name, inside in (
        ("Ipv6AddressCount",) * 2,
        ("Ipv6Addresses",) * 2,
        ("EnablePrimaryIpv6", "PrimaryIpv6"),
    ):
        if name in params:
            interface[inside] = params.pop(name)
    return {**params, "NetworkInterfaces": [{"DeviceIndex": 0, **interface}]}


def _security_group_rule(params: dict[str, Any], words: Words) -> dict[str, Any]:
    """`--protocol tcp --port 80-90 --cidr 10.0.0.0/8`: one rule without writing `--ip-permissions`."""
    if not words:
        return params
    if "IpPermissions" in params:
        name = next(iter(words))
        raise BadArgument(f"The --{name} option is not compatible with the --ip-permissions option")
    rule: dict[str, Any] = {}
    if "protocol" in words:
        rule["IpProtocol"] = "-1" if words["protocol"][0] == "all" else words["protocol"][0]
    if "port" in words:
        rule["FromPort"], rule["ToPort"] = _ports(words["port"][0])
    if "cidr" in words:
        rule["IpRanges"] = [{"CidrIp": words["cidr"][0]}]
    pair: dict[str, str] = {}
    if "source-group" in words:
        group = words["source-group"][0]
        pair["GroupId" if group.startswith("sg-") else "GroupName"] = group
    if "group-owner" in words:
        pair["UserId"] = words["group-owner"][0]
    if pair:
        rule["UserIdGroupPairs"] = [pair]
    return {**params, "IpPermissions": [rule]}


def _ports(text: str) -> tuple[int, int]:
    if text in ("-1", "all"):
        return -1, -1
    first, _, last = text.partition("-")
    return _whole(first, "port"), _whole(last or first, "port")


def _put_metric_data(params: dict[str, Any], words: Words) -> dict[str, Any]:
    """One datum from options of its own instead of `--metric-data`."""
    if not words:
        return params
    if "MetricData" in params:
        raise BadArgument("--metric-data cannot stand beside options for a single datum")
    datum: dict[str, Any] = {}
    for name, member in (("metric-name", "MetricName"), ("timestamp", "Timestamp"), ("unit", "Unit")):
        if name in words:
            datum[member] = words[name][0]
    if "value" in words:
        datum["Value"] = _number(words["value"][0], "value")
    if "dimensions" in words:
        pairs = _pairs(words["dimensions"][0], "dimensions")
        datum["Dimensions"] = [{"Name": name, "Value": value} for name, value in pairs.items()]
    if "statistic-values" in words:
        pairs = _pairs(words["statistic-values"][0], "statistic-values")
        datum["StatisticValues"] = {name: _number(value, "statistic-values") for name, value in pairs.items()}
    if "storage-resolution" in words:
        datum["StorageResolution"] = _whole(words["storage-resolution"][0], "storage-resolution")
    return {**params, "MetricData": [datum]}


def _pairs(text: str, name: str) -> dict[str, str]:
    found = dict(pair.partition("=")[::2] for pair in text.split(","))
    if "=" not in text or not all(found):
        raise BadArgument(f"argument --{name}: write name=value,name=value")
    return found


def _whole(text: str, name: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise BadArgument(f"argument --{name}: invalid int value: '{text}'") from error


def _number(text: str, name: str) -> float:
    try:
        return float(text)
    except ValueError as error:
        raise BadArgument(f"argument --{name}: invalid number: '{text}'") from error


SPECIALS: dict[tuple[str, str], tuple[tuple[str, ...], Apply]] = {
    ("ec2", "RunInstances"): (INSTANCES, _run_instances),
    ("ec2", "AuthorizeSecurityGroupIngress"): (RULE, _security_group_rule),
    ("ec2", "AuthorizeSecurityGroupEgress"): (RULE, _security_group_rule),
    ("ec2", "RevokeSecurityGroupIngress"): (RULE, _security_group_rule),
    ("ec2", "RevokeSecurityGroupEgress"): (RULE, _security_group_rule),
    ("cloudwatch", "PutMetricData"): (METRIC, _put_metric_data),
}
"""Service and operation -> the options added and what they make of the parameters."""

REPLACED = {("ec2", "RunInstances"): ("min-count", "max-count"), ("cloudwatch", "PutMetricData"): ()}
"""Options of the model that the added ones stand for."""
NO_LONGER_REQUIRED = {("cloudwatch", "PutMetricData"): ("metric-data",)}

PAGE_SIZES: dict[tuple[str, str], tuple[int, frozenset[str]]] = {
    ("ec2", "DescribeVolumes"): (1000, frozenset()),
    ("ec2", "DescribeSnapshots"): (1000, frozenset({"OwnerIds", "RestorableByUserIds"})),
}
"""Listings that the CLI asks for in pages of its own accord, while no parameter but these is given."""
