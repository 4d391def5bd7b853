"""EC2: ways out of a VPC: internet gateways, NAT gateways, addresses, route tables [NM-5]."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.ec2 import making
from trainer.aws.operations.ec2.describing import Fields, asked, filtered, paged, tags_shown
from trainer.sim.kernel import Why, tell
from trainer.sim.latencies import HOUR_MS
from trainer.sim.model import Address, Endpoint, InternetGateway, NatGateway, Route, RouteTable
from trainer.sim.paths import address_near_end
from trainer.sim.world import Gone, World
from trainer.value import replace

GATEWAY_FILTERS: Fields = {
    "internet-gateway-id": lambda gateway: gateway["InternetGatewayId"],
    "attachment.vpc-id": lambda gateway: [each["VpcId"] for each in gateway["Attachments"]],
    "attachment.state": lambda gateway: [each["State"] for each in gateway["Attachments"]],
}
NAT_FILTERS: Fields = {
    "nat-gateway-id": lambda nat: nat["NatGatewayId"],
    "state": lambda nat: nat["State"],
    "subnet-id": lambda nat: nat["SubnetId"],
    "vpc-id": lambda nat: nat["VpcId"],
}
TABLE_FILTERS: Fields = {
    "route-table-id": lambda table: table["RouteTableId"],
    "vpc-id": lambda table: table["VpcId"],
    "association.main": lambda table: [each["Main"] for each in table["Associations"]],
    "association.subnet-id": lambda table: [each.get("SubnetId", "") for each in table["Associations"]],
    "route.destination-cidr-block": lambda table: [
        each.get("DestinationCidrBlock", "") for each in table["Routes"]
    ],
    "route.gateway-id": lambda table: [each.get("GatewayId", "") for each in table["Routes"]],
    "route.nat-gateway-id": lambda table: [each.get("NatGatewayId", "") for each in table["Routes"]],
}


@changes
def create_internet_gateway(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateInternetGateway: detached at first."""
    made = InternetGateway(making.new_id(world, "igw"))
    world.put(made)
    making.tag(world, made.id, params, "internet-gateway")
    return {"InternetGateway": _gateway_shown(world, made)}


def _gateway_shown(world: World, gateway: InternetGateway) -> dict[str, Any]:
    attached = [{"State": "attached", "VpcId": gateway.vpc_id}] if gateway.vpc_id else []
    return {
        "Attachments": attached,
        "InternetGatewayId": gateway.id,
        "OwnerId": world.account,
        **tags_shown(world, gateway.id),
    }


def _gateway(world: World, params: Mapping[str, Any]) -> InternetGateway:
    return making.need(world, InternetGateway, "gateway", params["InternetGatewayId"])


@reads
def describe_internet_gateways(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeInternetGateways."""
    shown = [_gateway_shown(world, gateway) for gateway in world.of(InternetGateway).values()]
    found = asked(shown, params, "InternetGatewayIds", "InternetGatewayId", "gateway", GATEWAY_FILTERS)
    return paged(params, "InternetGateways", found)


@changes
def attach_internet_gateway(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """AttachInternetGateway: one to a VPC."""
    gateway, vpc = _gateway(world, params), making.vpc(world, params["VpcId"])
    if gateway.vpc_id:
        text = f"resource {gateway.id} is already attached to network {gateway.vpc_id}"
        raise Refusal("Resource.AlreadyAssociated", text)
    if any(one.vpc_id == vpc.vpc_id for one in world.of(InternetGateway).values()):
        text = f"Network {vpc.vpc_id} already has an internet gateway attached"
        raise Refusal("InvalidParameterValue", text)
    world.put(replace(gateway, vpc_id=vpc.vpc_id))
    tell(world, Why((gateway.id, vpc.vpc_id), f"{gateway.id} was attached to {vpc.vpc_id}", ("NM-5",)))
    return {}


@changes
def detach_internet_gateway(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DetachInternetGateway: routes to it are black holes then."""
    gateway = _gateway(world, params)
    if gateway.vpc_id != params["VpcId"]:
        text = f"resource {gateway.id} is not attached to network {params['VpcId']}"
        raise Refusal("Gateway.NotAttached", text)
    world.put(replace(gateway, vpc_id=""))
    tell(world, Why((gateway.id, params["VpcId"]), f"{gateway.id} was detached", ("NM-5",)))
    return {}


@changes
def delete_internet_gateway(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteInternetGateway: only a detached one."""
    gateway = _gateway(world, params)
    if gateway.vpc_id:
        raise making.in_use(f"The internetGateway '{gateway.id}'", f"it is attached to {gateway.vpc_id}")
    world.remove(Gone(InternetGateway, gateway.id))
    return {}


@changes
def allocate_address(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """AllocateAddress: an Elastic IP address, of the block kept for examples."""
    name = making.new_id(world, "eipalloc")
    ip = f"203.0.113.{len(world.of(Address)) % 254 + 1}"
    world.put(Address(name, ip))
    making.tag(world, name, params, "elastic-ip")
    return {"PublicIp": ip, "AllocationId": name, "PublicIpv4Pool": "amazon", "Domain": "vpc",
            "NetworkBorderGroup": world.region}  # fmt: skip


@reads
def describe_addresses(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeAddresses."""
    shown = [
        {"PublicIp": one.ip, "AllocationId": one.id, "Domain": "vpc", **tags_shown(world, one.id)}
        for one in world.of(Address).values()
    ]
    return {"Addresses": asked(shown, params, "AllocationIds", "AllocationId", "address", {})}


@changes
def release_address(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ReleaseAddress: not while a NAT gateway has it."""
    found = making.need(world, Address, "address", params.get("AllocationId") or "")
    for nat in world.of(NatGateway).values():
        if nat.allocation == found.id and nat.deleted_ms is None:
            text = f"The address with allocation id [{found.id}] cannot be released because it is in use."
            raise Refusal("InvalidIPAddress.InUse", text)
    world.remove(Gone(Address, found.id))
    return {}


@changes
def create_nat_gateway(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateNatGateway: in a public subnet, with an Elastic IP address; available at once, here."""
    subnet = making.subnet(world, params.get("SubnetId") or "")
    kind = params.get("ConnectivityType") or "public"
    allocation = params.get("AllocationId") or ""
    if kind == "public" and not allocation:
        raise Refusal("MissingParameter", "The request must contain the parameter AllocationId")
    ip = making.need(world, Address, "address", allocation).ip if allocation else ""
    made = NatGateway(
        making.new_id(world, "nat"), subnet.subnet_id, subnet.vpc_id, ip, allocation, kind, world.now_ms
    )
    world.put(made)
    making.tag(world, made.id, params, "natgateway")
    text = f"CreateNatGateway made {made.id} in {subnet.subnet_id}"
    tell(world, Why((made.id, subnet.subnet_id), text, ("NM-5",)))
    return {"NatGateway": _nat_shown(world, made)}


def _nat_shown(world: World, nat: NatGateway) -> dict[str, Any]:
    subnet = making.subnet(world, nat.subnet_id)
    address: dict[str, Any] = {
        "NetworkInterfaceId": f"eni-0{nat.id[-16:]}",
        "PrivateIp": address_near_end(subnet),
    }
    if nat.public_ip:
        address |= {"PublicIp": nat.public_ip, "AllocationId": nat.allocation}
    data: dict[str, Any] = {
        "CreateTime": world.wall(nat.created_ms),
        "NatGatewayAddresses": [address],
        "NatGatewayId": nat.id,
        "State": "available" if nat.deleted_ms is None else "deleted",
        "SubnetId": nat.subnet_id,
        "VpcId": nat.vpc_id,
        "ConnectivityType": nat.connectivity,
        **tags_shown(world, nat.id),
    }
    if nat.deleted_ms is not None:
        data["DeleteTime"] = world.wall(nat.deleted_ms)
    return data


@reads
def describe_nat_gateways(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeNatGateways: deleted ones are shown for an hour."""
    shown = [
        _nat_shown(world, nat)
        for nat in world.of(NatGateway).values()
        if nat.deleted_ms is None or world.now_ms - nat.deleted_ms < HOUR_MS
    ]
    given = {**params, "Filters": params.get("Filter") or params.get("Filters") or ()}
    found = asked(shown, given, "NatGatewayIds", "NatGatewayId", "nat", NAT_FILTERS)
    return paged(params, "NatGateways", found)


@changes
def delete_nat_gateway(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteNatGateway: routes to it are black holes then."""
    nat = making.need(world, NatGateway, "nat", params["NatGatewayId"])
    world.put(replace(nat, deleted_ms=world.now_ms))
    tell(world, Why((nat.id, nat.subnet_id), f"NAT gateway {nat.id} was deleted", ("NM-5",)))
    return {"NatGatewayId": nat.id}


@changes
def create_route_table(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateRouteTable: knows only the VPC itself."""
    vpc = making.vpc(world, params["VpcId"])
    made = RouteTable(making.new_id(world, "rtb"), vpc.vpc_id, routes=(Route(vpc.cidr, "local"),))
    world.put(made)
    making.tag(world, made.id, params, "route-table")
    return {"RouteTable": _table_shown(world, made)}


def _table(world: World, params: Mapping[str, Any]) -> RouteTable:
    return making.need(world, RouteTable, "table", params.get("RouteTableId") or "")


def _table_shown(world: World, table: RouteTable) -> dict[str, Any]:
    associations: list[dict[str, Any]] = [
        {
            "Main": False,
            "RouteTableAssociationId": name,
            "RouteTableId": table.id,
            "SubnetId": subnet,
            "AssociationState": {"State": "associated"},
        }
        for name, subnet in table.subnets
    ]
    if table.main:
        main = {"Main": True, "RouteTableAssociationId": f"rtbassoc-{table.id[4:]}", "RouteTableId": table.id}
        associations.insert(0, {**main, "AssociationState": {"State": "associated"}})
    gateways = [
        {"DestinationPrefixListId": f"pl-{one.service.rpartition('.')[2]}", "GatewayId": one.id,
         "Origin": "CreateRoute", "State": "active"}
        for one in world.of(Endpoint).values()
        if table.id in one.route_tables
    ]  # fmt: skip
    return {
        "Associations": associations,
        "PropagatingVgws": [],
        "RouteTableId": table.id,
        "Routes": [*(_route_shown(world, route) for route in table.routes), *gateways],
        "VpcId": table.vpc_id,
        "OwnerId": world.account,
        **tags_shown(world, table.id),
    }


def _route_shown(world: World, route: Route) -> dict[str, Any]:
    member = "NatGatewayId" if route.target.startswith("nat-") else "GatewayId"
    gateway, nat = world.get(InternetGateway, route.target), world.get(NatGateway, route.target)
    there = (
        route.target == "local"
        or (gateway is not None and bool(gateway.vpc_id))
        or (nat is not None and nat.deleted_ms is None)
    )
    return {
        "DestinationCidrBlock": route.destination,
        member: route.target,
        "Origin": "CreateRouteTable" if route.target == "local" else "CreateRoute",
        "State": "active" if there else "blackhole",
    }


@reads
def describe_route_tables(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeRouteTables."""
    shown = [_table_shown(world, table) for table in world.of(RouteTable).values()]
    found = asked(shown, params, "RouteTableIds", "RouteTableId", "table", TABLE_FILTERS)
    return paged(params, "RouteTables", found)


def _target(world: World, table: RouteTable, params: Mapping[str, Any]) -> str:
    """Where a route is to lead: an internet gateway or a NAT gateway that is there."""
    if params.get("NatGatewayId"):
        return making.need(world, NatGateway, "nat", params["NatGatewayId"]).id
    name = params.get("GatewayId") or ""
    if not name:
        raise Refusal("InvalidParameterCombination", "A GatewayId or a NatGatewayId is wanted.")
    gateway = making.need(world, InternetGateway, "gateway", name)
    if gateway.vpc_id != table.vpc_id:
        text = f"route table {table.id} and network gateway {gateway.id} belong to different networks"
        raise Refusal("InvalidParameterValue", text)
    return gateway.id


def _with_route(world: World, params: Mapping[str, Any], new: bool) -> None:
    table, to = _table(world, params), params.get("DestinationCidrBlock") or ""
    there = any(route.destination == to for route in table.routes)
    if new and there:
        raise Refusal("RouteAlreadyExists", f"The route identified by {to} already exists.")
    if not new and not there:
        text = f"There is no route defined for '{to}' in the route table."
        raise Refusal("InvalidParameterValue", text)
    route = Route(to, _target(world, table, params))
    kept = tuple(one for one in table.routes if one.destination != to)
    world.put(replace(table, routes=(*kept, route)))
    tell(world, Why((table.id,), f"{table.id} sends {to} to {route.target}", ("NM-5",)))


@changes
def create_route(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateRoute: to a gateway makes a subnet public, to a NAT gateway private with a way out."""
    _with_route(world, params, new=True)
    return {"Return": True}


@changes
def replace_route(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ReplaceRoute."""
    _with_route(world, params, new=False)
    return {}


@changes
def delete_route(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteRoute."""
    table, to = _table(world, params), params.get("DestinationCidrBlock") or ""
    kept = tuple(route for route in table.routes if route.destination != to or route.target == "local")
    if len(kept) == len(table.routes):
        text = f"no route with destination-cidr-block {to} in route table {table.id}"
        raise Refusal("InvalidRoute.NotFound", text)
    world.put(replace(table, routes=kept))
    tell(world, Why((table.id,), f"{table.id} has no route for {to} any more", ("NM-5",)))
    return {}


@changes
def associate_route_table(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """AssociateRouteTable with a subnet, which has one at most."""
    table, subnet = _table(world, params), making.subnet(world, params.get("SubnetId") or "")
    for other in world.of(RouteTable).values():
        if any(pair[1] == subnet.subnet_id for pair in other.subnets):
            text = (
                f"the specified association for route table {table.id} conflicts with an existing association"
            )
            raise Refusal("Resource.AlreadyAssociated", text)
    name = making.new_id(world, "rtbassoc")
    world.put(replace(table, subnets=(*table.subnets, (name, subnet.subnet_id))))
    tell(world, Why((table.id, subnet.subnet_id), f"{subnet.subnet_id} uses {table.id}", ("NM-5",)))
    return {"AssociationId": name, "AssociationState": {"State": "associated"}}


@changes
def disassociate_route_table(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DisassociateRouteTable: the subnet uses the main one again."""
    for table in world.of(RouteTable).values():
        kept = tuple(pair for pair in table.subnets if pair[0] != params["AssociationId"])
        if kept != table.subnets:
            world.put(replace(table, subnets=kept))
            return {}
    text = f"The association ID '{params['AssociationId']}' does not exist"
    raise Refusal("InvalidAssociationID.NotFound", text)


@changes
def delete_route_table(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteRouteTable: neither the main one nor one that a subnet uses."""
    table = _table(world, params)
    if table.main or table.subnets:
        raise making.in_use(f"The routeTable '{table.id}'", "it is the main one or has subnets")
    world.remove(Gone(RouteTable, table.id))
    return {}


@reads
def describe_prefix_lists(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribePrefixLists: of the services with gateway endpoints."""
    shown = [
        {"PrefixListId": f"pl-{name}", "PrefixListName": f"com.amazonaws.{world.region}.{name}", "Cidrs": []}
        for name in ("s3", "dynamodb")
    ]
    fields: Fields = {"prefix-list-name": lambda one: one["PrefixListName"]}
    return {"PrefixLists": filtered(shown, params, fields)}


ROUTING = {
    "CreateInternetGateway": create_internet_gateway,
    "DescribeInternetGateways": describe_internet_gateways,
    "AttachInternetGateway": attach_internet_gateway,
    "DetachInternetGateway": detach_internet_gateway,
    "DeleteInternetGateway": delete_internet_gateway,
    "AllocateAddress": allocate_address,
    "DescribeAddresses": describe_addresses,
    "ReleaseAddress": release_address,
    "CreateNatGateway": create_nat_gateway,
    "DescribeNatGateways": describe_nat_gateways,
    "DeleteNatGateway": delete_nat_gateway,
    "CreateRouteTable": create_route_table,
    "DescribeRouteTables": describe_route_tables,
    "CreateRoute": create_route,
    "ReplaceRoute": replace_route,
    "DeleteRoute": delete_route,
    "AssociateRouteTable": associate_route_table,
    "DisassociateRouteTable": disassociate_route_table,
    "DeleteRouteTable": delete_route_table,
    "DescribePrefixLists": describe_prefix_lists,
}
