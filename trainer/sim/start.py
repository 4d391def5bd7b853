"""A new world: an account with a default VPC, three subnets and a security group, and nothing in it."""

from trainer.seed import digest
from trainer.sim.model import SecurityGroup, Subnet, Vpc
from trainer.sim.world import World


def new_world(seed: int, region: str = "us-east-1", account: str = "123456789012") -> World:
    """A world at its first millisecond; the same seed gives the same ids, chances and future."""
    world = World(seed, account, region)
    vpc_id = f"vpc-{_hex(region, 'vpc')}"
    world.put(Vpc(vpc_id, "172.31.0.0/16", is_default=True))
    for number, zone in enumerate("abc"):
        cidr = f"172.31.{16 * number}.0/20"
        subnet_id = f"subnet-{_hex(region, 'subnet', zone)}"
        world.put(Subnet(subnet_id, vpc_id, cidr, f"{region}{zone}", is_default=True))
    everywhere = ({"CidrIp": "0.0.0.0/0"},)
    world.put(
        SecurityGroup(
            f"sg-{_hex(region, 'sg')}",
            vpc_id,
            "default",
            "default VPC security group",
            egress=({"IpProtocol": "-1", "IpRanges": list(everywhere)},),
        )
    )
    return world


def _hex(*names: str) -> str:
    return f"0{digest('network', *names, length=16)}"
