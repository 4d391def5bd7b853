"""EC2's network and STS: what an account starts with, asked for by id, filter and page."""

from typing import Any

import pytest

from tests.aws.worlds import empty
from trainer.aws.answer import answer
from trainer.aws.conform import reply_faults
from trainer.aws.model import Call, Rejected, Reply
from trainer.aws.operations.ec2 import zone_id

WORLD = empty()


def asked(operation: str, **params: Any) -> Any:
    call = Call("ec2", operation, params)
    reply = answer(WORLD, call)
    assert isinstance(reply, Reply), reply
    assert reply_faults(call, reply.data) == []
    return reply.data


def filtered(name: str, *values: str) -> list[dict[str, Any]]:
    return [{"Name": name, "Values": list(values)}]


def test_an_account_starts_with_a_default_vpc_three_subnets_and_a_group() -> None:
    (vpc,) = asked("DescribeVpcs")["Vpcs"]
    subnets = asked("DescribeSubnets")["Subnets"]
    (group,) = asked("DescribeSecurityGroups")["SecurityGroups"]
    assert vpc["IsDefault"]
    assert {subnet["VpcId"] for subnet in subnets} == {group["VpcId"]} == {vpc["VpcId"]}
    assert [subnet["AvailabilityZone"][-1] for subnet in subnets] == ["a", "b", "c"]
    assert subnets[0]["AvailableIpAddressCount"] == 4096 - 5


@pytest.mark.parametrize(
    ("name", "values", "zones"),
    [
        ("availability-zone", ["us-east-1a", "us-east-1c"], "ac"),
        ("availability-zone", ["*b"], "b"),
        ("availability-zone", ["us-east-?c"], "c"),
        ("cidr-block", ["172.31.16.0/20"], "b"),
        ("default-for-az", ["true"], "abc"),
        ("default-for-az", ["false"], ""),
        ("vpc-id", ["[a-z]*"], ""),
        ("tag:Name", ["x"], ""),
        ("tag-key", ["x"], ""),
    ],
)
def test_filters(name: str, values: list[str], zones: str) -> None:
    found = asked("DescribeSubnets", Filters=filtered(name, *values))["Subnets"]
    assert "".join(subnet["AvailabilityZone"][-1] for subnet in found) == zones


def test_every_filter_must_pass() -> None:
    both = filtered("availability-zone", "us-east-1a") + filtered("availability-zone", "us-east-1b")
    assert asked("DescribeSubnets", Filters=both)["Subnets"] == []


def test_groups_by_name_and_by_their_rules() -> None:
    assert len(asked("DescribeSecurityGroups", GroupNames=["default"])["SecurityGroups"]) == 1
    open_out = filtered("egress.ip-permission.cidr", "0.0.0.0/0")
    assert len(asked("DescribeSecurityGroups", Filters=open_out)["SecurityGroups"]) == 1
    open_in = filtered("ip-permission.cidr", "0.0.0.0/0")
    assert asked("DescribeSecurityGroups", Filters=open_in)["SecurityGroups"] == []


def test_pages() -> None:
    first = asked("DescribeSubnets", MaxResults=5)
    assert "NextToken" not in first
    page = asked("DescribeVpcs", MaxResults=5)
    assert len(page["Vpcs"]) == 1


def test_zones_by_name_and_id() -> None:
    zones = asked("DescribeAvailabilityZones")["AvailabilityZones"]
    assert [zone["ZoneName"][-1] for zone in zones] == list("abcdef")
    (zone,) = asked("DescribeAvailabilityZones", ZoneNames=["us-east-1b"])["AvailabilityZones"]
    assert asked("DescribeAvailabilityZones", ZoneIds=[zone["ZoneId"]])["AvailabilityZones"] == [zone]


@pytest.mark.parametrize(
    ("zone", "short"),
    [("us-east-1a", "use1-az1"), ("ap-southeast-2c", "apse2-az3"), ("eu-central-1b", "euc1-az2")],
)
def test_zone_ids(zone: str, short: str) -> None:
    assert zone_id(zone) == short


@pytest.mark.parametrize(
    ("operation", "params", "code"),
    [
        ("DescribeVpcs", {"VpcIds": ["vpc-0"]}, "InvalidVpcID.NotFound"),
        ("DescribeSubnets", {"SubnetIds": ["subnet-0"]}, "InvalidSubnetID.NotFound"),
        ("DescribeSecurityGroups", {"GroupIds": ["sg-0"]}, "InvalidGroup.NotFound"),
        ("DescribeSecurityGroups", {"GroupNames": ["none"]}, "InvalidGroup.NotFound"),
        ("DescribeAvailabilityZones", {"ZoneNames": ["us-east-1z"]}, "InvalidParameterValue"),
        ("DescribeSubnets", {"Filters": [{"Name": "hue", "Values": ["x"]}]}, "InvalidParameterValue"),
        ("DescribeSubnets", {"NextToken": "no token"}, "InvalidNextToken"),
    ],
)
def test_refusals(operation: str, params: dict[str, Any], code: str) -> None:
    refused = answer(WORLD, Call("ec2", operation, params))
    assert isinstance(refused, Rejected)
    assert refused.code == code


def test_the_caller_is_a_user_of_the_account() -> None:
    call = Call("sts", "GetCallerIdentity", {})
    reply = answer(WORLD, call)
    assert isinstance(reply, Reply)
    assert reply_faults(call, reply.data) == []
    assert reply.data["Arn"].startswith("arn:aws:iam::123456789012:user/")
