"""A new world: an account with a default VPC, three subnets and a security group, and nothing in it.

Their ids are the same in every world, so that courses and labs can name them.
"""

from trainer.sim.model import SecurityGroup, Subnet, Vpc
from trainer.sim.world import World

VPC_ID = "vpc-0de00000000000001"
GROUP_ID = "sg-0de00000000000001"
SUBNET_IDS = ("subnet-0de0000000000001a", "subnet-0de0000000000001b", "subnet-0de0000000000001c")
"""One in each of the region's zones a, b and c."""


def new_world(seed: int, region: str = "us-east-1", account: str = "123456789012") -> World:
    """A world at its first millisecond; the same seed gives the same ids, chances and future."""
    world = World(seed, account, region)
    world.put(Vpc(VPC_ID, "172.31.0.0/16", is_default=True))
    for number, subnet_id in enumerate(SUBNET_IDS):
        cidr = f"172.31.{16 * number}.0/20"
        world.put(Subnet(subnet_id, VPC_ID, cidr, f"{region}{'abc'[number]}", is_default=True))
    everywhere = {"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
    description = "default VPC security group"
    world.put(SecurityGroup(GROUP_ID, VPC_ID, "default", description, egress=(everywhere,)))
    return world
