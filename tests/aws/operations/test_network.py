"""EC2's network through its API: a VPC with a private and a public part, built, used and taken down."""

from collections.abc import Mapping
from typing import Any

import pytest

from trainer.aws.answer import answer
from trainer.aws.conform import reply_faults
from trainer.aws.model import Call, Rejected, Reply
from trainer.sim.model import Subnet
from trainer.sim.paths import INTERNET, Place, obstacle
from trainer.sim.start import VPC_ID, new_world
from trainer.sim.world import World


def do(world: World, operation: str, **params: Any) -> Mapping[str, Any]:
    call = Call("ec2", operation, params)
    done = answer(world, call)
    assert isinstance(done, Reply), done
    assert not reply_faults(call, done.data)
    return done.data


def no(world: World, operation: str, **params: Any) -> str:
    before = world.copy()
    done = answer(world, Call("ec2", operation, params))
    assert isinstance(done, Rejected), done
    assert world == before
    return done.code


def network(world: World) -> dict[str, str]:
    """A VPC with a public subnet, a private one behind a NAT gateway, and one that leads nowhere."""
    vpc = do(world, "CreateVpc", CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    do(world, "ModifyVpcAttribute", VpcId=vpc, EnableDnsHostnames={"Value": True})
    made = {"vpc": vpc}
    for place, name in enumerate(("public", "private", "closed")):
        subnet = do(world, "CreateSubnet", VpcId=vpc, CidrBlock=f"10.0.{place}.0/24")["Subnet"]["SubnetId"]
        table = do(world, "CreateRouteTable", VpcId=vpc)["RouteTable"]["RouteTableId"]
        do(world, "AssociateRouteTable", SubnetId=subnet, RouteTableId=table)
        made |= {name: subnet, f"{name} table": table}
    made["igw"] = do(world, "CreateInternetGateway")["InternetGateway"]["InternetGatewayId"]
    do(world, "AttachInternetGateway", InternetGatewayId=made["igw"], VpcId=vpc)
    everywhere = "0.0.0.0/0"
    do(
        world,
        "CreateRoute",
        RouteTableId=made["public table"],
        DestinationCidrBlock=everywhere,
        GatewayId=made["igw"],
    )
    address = do(world, "AllocateAddress", Domain="vpc")["AllocationId"]
    nat = do(world, "CreateNatGateway", SubnetId=made["public"], AllocationId=address)
    made["nat"] = nat["NatGateway"]["NatGatewayId"]
    do(
        world,
        "CreateRoute",
        RouteTableId=made["private table"],
        DestinationCidrBlock=everywhere,
        NatGatewayId=made["nat"],
    )
    return made


def way(world: World, subnet: str, service: str, public: bool = False) -> str:
    found = world.need(Subnet, subnet)
    groups = do(world, "DescribeSecurityGroups", Filters=[{"Name": "vpc-id", "Values": [found.vpc_id]}])
    names = tuple(group["GroupId"] for group in groups["SecurityGroups"] if group["GroupName"] == "default")
    return obstacle(world, Place(found, names, public, "10.0.0.9"), service)


@pytest.fixture
def world() -> World:
    return new_world(9)


def test_ways_out(world: World) -> None:
    """NM-5: public subnet and public address, private subnet and NAT gateway, or endpoints."""
    made = network(world)
    assert way(world, made["public"], INTERNET, public=True) == ""
    assert "no public IP address" in way(world, made["public"], INTERNET, public=False)
    assert way(world, made["private"], INTERNET) == ""
    assert "has no route to the internet" in way(world, made["closed"], INTERNET)
    assert "no interface endpoint for ecr.api" in way(world, made["closed"], "ecr.api")
    do(world, "DeleteNatGateway", NatGatewayId=made["nat"])
    assert "NAT gateway that is not there" in way(world, made["private"], INTERNET)


def test_endpoints_are_a_way_to_one_service_each(world: World) -> None:
    made = network(world)
    s3 = f"com.amazonaws.{world.region}.s3"
    tables = [made["closed table"]]
    do(world, "CreateVpcEndpoint", VpcId=made["vpc"], ServiceName=s3, RouteTableIds=tables)
    assert way(world, made["closed"], "s3") == ""
    assert way(world, made["closed"], "ecr.dkr") != ""
    logs = f"com.amazonaws.{world.region}.logs"
    kept = {"VpcEndpointType": "Interface", "SubnetIds": [made["closed"]], "PrivateDnsEnabled": True}
    endpoint = do(world, "CreateVpcEndpoint", VpcId=made["vpc"], ServiceName=logs, **kept)["VpcEndpoint"]
    assert way(world, made["closed"], "logs") == ""
    group = endpoint["Groups"][0]["GroupId"]
    pair = [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": group}]}]
    do(world, "RevokeSecurityGroupIngress", GroupId=group, IpPermissions=pair)
    assert "lets port 443 in" in way(world, made["closed"], "logs")
    assert "lets port 443 in" in way(world, made["private"], "logs"), (
        "private DNS takes the NAT gateway's traffic"
    )


def test_a_task_whose_group_lets_nothing_out_reaches_nothing(world: World) -> None:
    out = [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]
    group = do(world, "DescribeSecurityGroups")["SecurityGroups"][0]["GroupId"]
    do(world, "RevokeSecurityGroupEgress", GroupId=group, IpPermissions=out)
    (subnet, *_) = do(world, "DescribeSubnets")["Subnets"]
    assert "lets packets out to port 443" in way(world, subnet["SubnetId"], INTERNET, public=True)


def test_rules_of_groups(world: World) -> None:
    group = do(world, "CreateSecurityGroup", GroupName="web", Description="web", VpcId=VPC_ID)["GroupId"]
    open_80 = {"GroupId": group, "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIp": "0.0.0.0/0"}
    do(world, "AuthorizeSecurityGroupIngress", **open_80)
    assert no(world, "AuthorizeSecurityGroupIngress", **open_80) == "InvalidPermission.Duplicate"
    do(world, "RevokeSecurityGroupIngress", **open_80)
    assert no(world, "RevokeSecurityGroupIngress", **open_80) == "InvalidPermission.NotFound"
    assert no(world, "CreateSecurityGroup", GroupName="web", Description="again") == "InvalidGroup.Duplicate"
    do(world, "DeleteSecurityGroup", GroupId=group)
    assert no(world, "DeleteSecurityGroup", GroupName="default") == "CannotDelete"


def test_what_is_in_use_stays(world: World) -> None:
    made = network(world)
    assert no(world, "DeleteVpc", VpcId=made["vpc"]) == "DependencyViolation"
    assert no(world, "DeleteSubnet", SubnetId=made["public"]) == "DependencyViolation"
    assert no(world, "DeleteInternetGateway", InternetGatewayId=made["igw"]) == "DependencyViolation"
    assert no(world, "DeleteRouteTable", RouteTableId=made["public table"]) == "DependencyViolation"
    assert no(world, "CreateSubnet", VpcId=made["vpc"], CidrBlock="10.0.0.0/25") == "InvalidSubnet.Conflict"
    assert no(world, "CreateSubnet", VpcId=made["vpc"], CidrBlock="10.9.0.0/24") == "InvalidSubnet.Range"
    do(world, "DeleteNatGateway", NatGatewayId=made["nat"])
    for name in ("public", "private", "closed"):
        do(world, "DeleteSubnet", SubnetId=made[name])
        do(world, "DeleteRouteTable", RouteTableId=made[f"{name} table"])
    do(world, "DetachInternetGateway", InternetGatewayId=made["igw"], VpcId=made["vpc"])
    do(world, "DeleteVpc", VpcId=made["vpc"])
    assert no(world, "DescribeVpcs", VpcIds=[made["vpc"]]) == "InvalidVpcID.NotFound"


def test_privatelink_wants_a_network_load_balancer(world: World) -> None:
    """LB-5, LB-7."""
    subnets = [subnet["SubnetId"] for subnet in do(world, "DescribeSubnets")["Subnets"]]
    arns = {}
    for kind in ("network", "application"):
        call = Call("elbv2", "CreateLoadBalancer", {"Name": kind, "Type": kind, "Subnets": subnets})
        made = answer(world, call)
        assert isinstance(made, Reply)
        arns[kind] = made.data["LoadBalancers"][0]["LoadBalancerArn"]
    operation = "CreateVpcEndpointServiceConfiguration"
    assert no(world, operation, NetworkLoadBalancerArns=[arns["application"]]) == "InvalidParameter"
    service = do(world, operation, NetworkLoadBalancerArns=[arns["network"]])["ServiceConfiguration"]
    shown = do(world, "DescribeVpcEndpointServices", ServiceNames=[service["ServiceName"]])
    assert shown["ServiceDetails"][0]["AcceptanceRequired"]
    kept = {"VpcEndpointType": "Interface", "SubnetIds": subnets[:1]}
    do(world, "CreateVpcEndpoint", VpcId=VPC_ID, ServiceName=service["ServiceName"], **kept)
    left = do(world, "DeleteVpcEndpointServiceConfigurations", ServiceIds=[service["ServiceId"]])
    assert left["Unsuccessful"]
