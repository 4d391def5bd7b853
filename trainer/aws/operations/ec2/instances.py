"""EC2 instances as they are: run, described, terminated [CI-13].

An instance run here has no agent that starts by itself: it joins a cluster when somebody registers it
(RegisterContainerInstance). Auto Scaling groups and `trainer` launch instances whose agents do.
"""

from collections.abc import Mapping
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.ec2.describing import Fields, asked, not_found, paged, tags_shown
from trainer.aws.operations.ec2.making import new_id, tag
from trainer.sim.events import HostTerminated
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Host, Subnet
from trainer.sim.run import happen
from trainer.sim.world import World

TYPE_DEFAULT = "m1.small"
RUN_MAX = 100
CODES = {"pending": 0, "running": 16, "shutting-down": 32, "terminated": 48, "stopping": 64, "stopped": 80}
FILTERS: Fields = {
    "instance-id": lambda one: one["InstanceId"],
    "instance-type": lambda one: one["InstanceType"],
    "instance-state-name": lambda one: one["State"]["Name"],
    "availability-zone": lambda one: one["Placement"]["AvailabilityZone"],
    "subnet-id": lambda one: one["SubnetId"],
    "vpc-id": lambda one: one["VpcId"],
}


@changes
def run_instances(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RunInstances: MaxCount of them in the given subnet, by default in the first of the default VPC."""
    least, most = params["MinCount"], params["MaxCount"]
    if not 1 <= least <= most <= RUN_MAX:
        raise Refusal(
            "InvalidParameterValue", f"MinCount and MaxCount lie between 1 and {RUN_MAX}, in this order."
        )
    given = params.get("SubnetId") or next(iter(world.of(Subnet)), "")
    subnet = world.get(Subnet, given)
    if subnet is None:
        raise Refusal("InvalidSubnetID.NotFound", f"The subnet ID '{given}' does not exist")
    hosts = [
        Host(
            new_id(world, "i", "run", number),
            params.get("InstanceType") or TYPE_DEFAULT,
            subnet.availability_zone,
            subnet.subnet_id,
            "",
            launched_ms=world.now_ms,
            shown={"ImageId": params.get("ImageId") or "ami-00000000000000000"},
            security_groups=tuple(params.get("SecurityGroupIds") or ()),
        )
        for number in range(most)
    ]
    for host in hosts:
        world.put(host)
        tag(world, host.instance_id, params, "instance")
        tell(world, Why((host.instance_id,), f"RunInstances ran {host.instance_id}", ("CI-1",)))
    return {**_reservation(world, hosts[0].instance_id), "Instances": [_shown(world, host) for host in hosts]}


def _reservation(world: World, name: str) -> dict[str, Any]:
    return {"ReservationId": f"r-{name.removeprefix('i-')}", "OwnerId": world.account, "Groups": []}


def _shown(world: World, host: Host) -> dict[str, Any]:
    subnet = world.get(Subnet, host.subnet_id)
    data: dict[str, Any] = {
        "InstanceId": host.instance_id,
        "ImageId": (host.shown or {}).get("ImageId", "ami-00000000000000000"),
        "InstanceType": host.instance_type,
        "State": {"Name": host.state, "Code": CODES.get(host.state, 16)},
        "LaunchTime": world.wall(host.launched_ms),
        "Placement": {"AvailabilityZone": host.availability_zone, "Tenancy": "default"},
        "SubnetId": host.subnet_id,
        "VpcId": subnet.vpc_id if subnet is not None else "",
        "Architecture": "x86_64",
        "SecurityGroups": [{"GroupId": name} for name in host.security_groups],
        **tags_shown(world, host.instance_id),
    }
    if host.private_ip:
        data["PrivateIpAddress"] = host.private_ip
    return data


@reads
def describe_instances(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeInstances: each in a reservation of its own."""
    shown = [_shown(world, host) for host in world.of(Host).values()]
    found = asked(shown, params, "InstanceIds", "InstanceId", "instance", FILTERS)
    reserved = [{**_reservation(world, one["InstanceId"]), "Instances": [one]} for one in found]
    return paged(params, "Reservations", reserved)


@changes
def terminate_instances(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """TerminateInstances: tasks on them stop, container instances are deregistered [CI-13]."""
    for name in params["InstanceIds"]:
        if world.get(Host, name) is None:
            raise not_found("instance", name)
    turned = []
    for name in params["InstanceIds"]:
        before = world.need(Host, name).state
        if before != "terminated":
            world.cause = tell(world, Why((name,), f"TerminateInstances was called on {name}", ("CI-13",)))
            happen(world, HostTerminated(name))
        after = world.need(Host, name).state
        states = {"PreviousState": before, "CurrentState": after}
        told = {key: {"Name": state, "Code": CODES.get(state, 48)} for key, state in states.items()}
        turned.append({"InstanceId": name, **told})
    return {"TerminatingInstances": turned}


INSTANCES = {
    "RunInstances": run_instances,
    "DescribeInstances": describe_instances,
    "TerminateInstances": terminate_instances,
}
