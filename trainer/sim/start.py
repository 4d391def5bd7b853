"""A new world: an account with a default VPC of three public subnets, and nothing in it.

Their ids are the same in every world, so that courses and labs can name them.
"""

from datetime import UTC, datetime

from trainer.sim.model import InternetGateway, Route, RouteTable, SecurityGroup, Subnet, Vpc
from trainer.sim.world import START, World

VPC_ID = "vpc-0de00000000000001"
GROUP_ID = "sg-0de00000000000001"
SUBNET_IDS = ("subnet-0de0000000000001a", "subnet-0de0000000000001b", "subnet-0de0000000000001c")
"""One in each of the region's zones a, b and c."""
GATEWAY_ID = "igw-0de00000000000001"
TABLE_ID = "rtb-0de00000000000001"


def default_group(world: World, group_id: str, vpc_id: str) -> SecurityGroup:
    """The security group that every VPC starts with: all out, and in from itself."""
    itself = {"IpProtocol": "-1", "UserIdGroupPairs": [{"UserId": world.account, "GroupId": group_id}]}
    everywhere = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    description = "default VPC security group"
    return SecurityGroup(group_id, vpc_id, "default", description, (itself,), (everywhere,))


def new_world(
    seed: int, region: str = "us-east-1", account: str = "123456789012", start: datetime = START
) -> World:
    """A world at its first millisecond; the same seed gives the same ids, chances and future.

    `start` is the wall time of that millisecond (aware). It counts from the whole minute before it, so that
    the minutes of metrics and alarms are the clock's.
    """
    world = World(seed, account, region, start=start.astimezone(UTC).replace(second=0, microsecond=0))
    world.put(Vpc(VPC_ID, "172.31.0.0/16", is_default=True))
    for number, subnet_id in enumerate(SUBNET_IDS):
        cidr = f"172.31.{16 * number}.0/20"
        world.put(Subnet(subnet_id, VPC_ID, cidr, f"{region}{'abc'[number]}", is_default=True))
    world.put(default_group(world, GROUP_ID, VPC_ID))
    world.put(InternetGateway(GATEWAY_ID, VPC_ID))
    routes = (Route("172.31.0.0/16", "local"), Route("0.0.0.0/0", GATEWAY_ID))
    world.put(RouteTable(TABLE_ID, VPC_ID, main=True, routes=routes))
    return world
