"""EC2: VPC endpoints, and services that others reach through PrivateLink [NM-5, ER-2, LB-5, LB-7]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.ec2 import making
from trainer.aws.operations.ec2.describing import Fields, asked, paged, tags_shown
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Endpoint, EndpointService, LoadBalancer, RouteTable, SecurityGroup
from trainer.sim.paths import GATEWAYS, default_groups
from trainer.sim.world import Gone, World
from trainer.value import replace

SERVICES = (
    "s3", "dynamodb", "ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "logs", "monitoring",
    "secretsmanager", "ssm", "ssmmessages", "ec2messages", "ec2", "kms", "sts", "sqs", "sns", "events",
    "elasticfilesystem", "elasticloadbalancing", "autoscaling", "application-autoscaling", "states",
)  # fmt: skip
"""Services of AWS that a VPC endpoint can be made for here."""
ENDPOINT_FILTERS: Fields = {
    "vpc-endpoint-id": lambda endpoint: endpoint["VpcEndpointId"],
    "vpc-id": lambda endpoint: endpoint["VpcId"],
    "service-name": lambda endpoint: endpoint["ServiceName"],
    "vpc-endpoint-type": lambda endpoint: endpoint["VpcEndpointType"],
    "vpc-endpoint-state": lambda endpoint: endpoint["State"],
}


@changes
def create_vpc_endpoint(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateVpcEndpoint: a gateway in route tables, or an interface in subnets; available at once, here."""
    vpc, service = making.vpc(world, params["VpcId"]), params.get("ServiceName") or ""
    kind = params.get("VpcEndpointType") or "Gateway"
    known = service.removeprefix(f"com.amazonaws.{world.region}.")
    own = any(one.name == service for one in world.of(EndpointService).values())
    if not own and (known == service or known not in SERVICES):
        raise Refusal("InvalidServiceName", f"The Vpc Endpoint Service '{service}' does not exist")
    if kind == "Gateway" and known not in GATEWAYS:
        text = (
            "Endpoint type (Gateway) does not match available service types ([Interface]) for "
            f"service {service}."
        )
        raise Refusal("InvalidParameter", text)
    tables = tuple(params.get("RouteTableIds") or ())
    for name in tables:
        making.need(world, RouteTable, "table", name)
    subnets = tuple(params.get("SubnetIds") or ())
    for name in subnets:
        making.subnet(world, name)
    groups = tuple(params.get("SecurityGroupIds") or ())
    for name in groups:
        making.group(world, name)
    interface = kind == "Interface"
    dns = bool(params.get("PrivateDnsEnabled", interface and not own))
    if interface and dns and not (vpc.dns_support and vpc.dns_hostnames):
        text = (
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC "
            "attributes set to "
            f"true for {vpc.vpc_id}"
        )
        raise Refusal("InvalidParameter", text)
    if interface and not groups:
        groups = default_groups(world, vpc.vpc_id)
    made = Endpoint(
        making.new_id(world, "vpce", service),
        vpc.vpc_id,
        service,
        kind,
        tables,
        subnets,
        groups if interface else (),
        dns and interface,
        params.get("PolicyDocument") or "",
        world.now_ms,
    )
    world.put(made)
    making.tag(world, made.id, params, "vpc-endpoint")
    tell(world, Why((made.id, vpc.vpc_id), f"{made.id} leads from {vpc.vpc_id} to {known}", ("NM-5",)))
    return {"VpcEndpoint": _shown(world, made)}


def _shown(world: World, endpoint: Endpoint) -> dict[str, Any]:
    known = endpoint.service.removeprefix(f"com.amazonaws.{world.region}.")
    dns = [
        {"DnsName": f"{endpoint.id}-{endpoint.id[-8:]}.{known}.{world.region}.vpce.amazonaws.com"},
        *([{"DnsName": f"{known}.{world.region}.amazonaws.com"}] if endpoint.private_dns else []),
    ]
    return {
        "VpcEndpointId": endpoint.id,
        "VpcEndpointType": endpoint.type,
        "VpcId": endpoint.vpc_id,
        "ServiceName": endpoint.service,
        "State": "Available",
        "RouteTableIds": list(endpoint.route_tables),
        "SubnetIds": list(endpoint.subnets),
        "Groups": [
            {"GroupId": name, "GroupName": making.group(world, name).name}
            for name in endpoint.groups
            if name in world.of(SecurityGroup)
        ],
        "PrivateDnsEnabled": endpoint.private_dns,
        "RequesterManaged": False,
        "DnsEntries": dns if endpoint.type == "Interface" else [],
        "CreationTimestamp": world.wall(endpoint.created_ms),
        "OwnerId": world.account,
        **tags_shown(world, endpoint.id),
    }


@reads
def describe_vpc_endpoints(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeVpcEndpoints."""
    shown = [_shown(world, endpoint) for endpoint in world.of(Endpoint).values()]
    found = asked(shown, params, "VpcEndpointIds", "VpcEndpointId", "endpoint", ENDPOINT_FILTERS)
    return paged(params, "VpcEndpoints", found)


@changes
def modify_vpc_endpoint(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ModifyVpcEndpoint: route tables, subnets and groups come and go."""
    found = making.need(world, Endpoint, "endpoint", params["VpcEndpointId"])

    def moved(held: tuple[str, ...], kind: str) -> tuple[str, ...]:
        gone = params.get(f"Remove{kind}") or ()
        return tuple(
            dict.fromkeys([one for one in held if one not in gone] + list(params.get(f"Add{kind}") or ()))
        )

    changed = replace(
        found,
        route_tables=moved(found.route_tables, "RouteTableIds"),
        subnets=moved(found.subnets, "SubnetIds"),
        groups=moved(found.groups, "SecurityGroupIds"),
        private_dns=params.get("PrivateDnsEnabled", found.private_dns),
        policy=params.get("PolicyDocument", found.policy),
    )
    world.put(changed)
    return {"Return": True}


@changes
def delete_vpc_endpoints(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteVpcEndpoints: those that are not there come back as unsuccessful."""
    missing = []
    for name in params["VpcEndpointIds"]:
        if name not in world.of(Endpoint):
            code, text = "InvalidVpcEndpoint.NotFound", f"The Vpc Endpoint Id '{name}' does not exist"
            missing.append({"Error": {"Code": code, "Message": text}, "ResourceId": name})
            continue
        world.remove(Gone(Endpoint, name))
        tell(world, Why((name,), f"VPC endpoint {name} was deleted", ("NM-5",)))
    return {"Unsuccessful": missing}


@reads
def describe_vpc_endpoint_services(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeVpcEndpointServices: AWS's that are known here, and the account's own."""
    names = {f"com.amazonaws.{world.region}.{name}": name in GATEWAYS for name in SERVICES}
    details: list[dict[str, Any]] = [
        {
            "ServiceName": name,
            "ServiceType": [
                {"ServiceType": kind} for kind in (["Gateway", "Interface"] if both else ["Interface"])
            ],
            "Owner": "amazon",
        }
        for name, both in names.items()
    ]
    details += [
        {
            "ServiceName": one.name,
            "ServiceId": one.id,
            "ServiceType": [{"ServiceType": "Interface"}],
            "Owner": world.account,
            "AcceptanceRequired": one.acceptance,
        }
        for one in world.of(EndpointService).values()
    ]
    wanted = params.get("ServiceNames")
    found = [one for one in details if not wanted or one["ServiceName"] in wanted]
    return {"ServiceNames": [one["ServiceName"] for one in found], "ServiceDetails": found}


@changes
def create_endpoint_service(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateVpcEndpointServiceConfiguration: only behind Network (or Gateway) Load Balancers [LB-7]."""
    balancers = tuple(params.get("NetworkLoadBalancerArns") or ())
    if not balancers:
        raise Refusal("InvalidParameter", "At least one Network Load Balancer is wanted.")
    for arn in balancers:
        balancer = world.get(LoadBalancer, arn)
        if balancer is None or balancer.type != "network":
            text = f"{arn} is not a Network Load Balancer: PrivateLink needs one."
            raise Refusal("InvalidParameter", text)
    name = making.new_id(world, "vpce-svc")
    made = EndpointService(
        name,
        f"com.amazonaws.vpce.{world.region}.{name}",
        balancers,
        bool(params.get("AcceptanceRequired", True)),
    )
    world.put(made)
    text = f"{name} offers what is behind a Network Load Balancer to other VPCs"
    tell(world, Why((name, *balancers), text, ("LB-7", "LB-5")))
    return {"ServiceConfiguration": _service_shown(made)}


def _service_shown(service: EndpointService) -> dict[str, Any]:
    return {
        "ServiceType": [{"ServiceType": "Interface"}],
        "ServiceId": service.id,
        "ServiceName": service.name,
        "ServiceState": "Available",
        "AcceptanceRequired": service.acceptance,
        "ManagesVpcEndpoints": False,
        "NetworkLoadBalancerArns": list(service.balancers),
    }


@reads
def describe_endpoint_services(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeVpcEndpointServiceConfigurations."""
    shown = [_service_shown(one) for one in world.of(EndpointService).values()]
    fields: Fields = {
        "service-name": lambda one: one["ServiceName"],
        "service-id": lambda one: one["ServiceId"],
    }
    found = asked(shown, params, "ServiceIds", "ServiceId", "service", fields)
    return paged(params, "ServiceConfigurations", found)


@changes
def delete_endpoint_services(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteVpcEndpointServiceConfigurations: not while an endpoint leads there."""
    failed = []
    for name in params["ServiceIds"]:
        found = making.need(world, EndpointService, "service", name)
        if any(one.service == found.name for one in world.of(Endpoint).values()):
            code = "ExistingVpcEndpointConnections"
            text = f"Service {name} has existing active VPC Endpoint connections!"
            failed.append({"Error": {"Code": code, "Message": text}, "ResourceId": name})
        else:
            world.remove(Gone(EndpointService, name))
    return {"Unsuccessful": failed}


ENDPOINTS = {
    "CreateVpcEndpoint": create_vpc_endpoint,
    "DescribeVpcEndpoints": describe_vpc_endpoints,
    "ModifyVpcEndpoint": modify_vpc_endpoint,
    "DeleteVpcEndpoints": delete_vpc_endpoints,
    "DescribeVpcEndpointServices": describe_vpc_endpoint_services,
    "CreateVpcEndpointServiceConfiguration": create_endpoint_service,
    "DescribeVpcEndpointServiceConfigurations": describe_endpoint_services,
    "DeleteVpcEndpointServiceConfigurations": delete_endpoint_services,
}
