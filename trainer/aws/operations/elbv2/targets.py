"""Targets: registered and deregistered by hand, and how each stands [TH-1, TH-5, LB-8]."""

from collections.abc import Iterator, Mapping, Sequence
from ipaddress import ip_address, ip_network
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.elbv2 import find
from trainer.sim.behaviours.registering import drained
from trainer.sim.behaviours.target_health import description
from trainer.sim.events import TargetGroupChanged
from trainer.sim.kernel import Reaction, Why, absorb, tell
from trainer.sim.model import ContainerInstance, Host, Subnet, Target, TargetGroup, TargetState, Task
from trainer.sim.run import happen
from trainer.sim.world import World


@changes
def register_targets(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RegisterTargets: instances or addresses, at a port of their own or the group's."""
    group = find.group(world, params["TargetGroupArn"])
    targets = [_target(world, group, item) for item in params["Targets"]]
    for target in targets:
        old = world.get(Target, target.key)
        if old is None or old.state is TargetState.DRAINING:
            world.put(target)
    text = f"RegisterTargets added {len(targets)} to {group.name}"
    world.cause = tell(world, Why((group.arn,), text, ("TH-1",)))
    happen(world, TargetGroupChanged(group.arn))
    return {}


def _target(world: World, group: TargetGroup, item: Mapping[str, Any]) -> Target:
    name, port = item["Id"], item.get("Port") or group.port
    if group.type == "instance":
        host = world.get(Host, name)
        if host is None:
            raise Refusal("InvalidTarget", f"The following targets are not valid instances: '{name}'")
        if host.state != "running":
            raise Refusal(
                "InvalidTarget",
                f"The following targets are not in a running state and cannot be registered: '{name}'",
            )
        zone = host.availability_zone
    else:
        zone = _zone(world, group, name)
    task = next(_behind(world, name, port), "")
    return Target(group.arn, name, port, zone, task=task, registered_ms=world.now_ms)


def _zone(world: World, group: TargetGroup, address: str) -> str:
    try:
        place = ip_address(address)
    except ValueError as error:
        raise find.refused(f"The IP address '{address}' is not a valid IPv4 address") from error
    for subnet in world.of(Subnet).values():
        if subnet.vpc_id == group.vpc_id and place in ip_network(subnet.cidr):
            return subnet.availability_zone
    raise Refusal(
        "InvalidTarget", f"The IP address '{address}' is not within a subnet of the target group's VPC"
    )


def _behind(world: World, name: str, port: int) -> Iterator[str]:
    """The task that listens at an instance's or address's port."""
    for task in world.of(Task).values():
        if not task.wanted:
            continue
        if task.interface is not None and task.interface.private_ip == name:
            yield task.arn
        elif task.instance and world.need(ContainerInstance, task.instance).host == name:
            ports = [bound.host_port for container in task.containers for bound in container.bindings]
            if port in ports:
                yield task.arn


@changes
def deregister_targets(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeregisterTargets: they drain, then they are gone [TH-5]."""
    group = find.group(world, params["TargetGroupArn"])
    leaving: dict[str, Target] = {}
    for item in params["Targets"]:
        for target in _matching(world, group, item):
            leaving[target.key] = target
    text = f"DeregisterTargets takes {len(leaving)} from {group.name}"
    world.cause = tell(world, Why((group.arn,), text, ("TH-5",)))
    gone = [drained(world, one) for one in leaving.values() if one.state is not TargetState.DRAINING]
    absorb(world, Reaction(tuple(one for one, _ in gone), tuple(later for _, later in gone)))
    return {}


def _matching(world: World, group: TargetGroup, item: Mapping[str, Any]) -> Sequence[Target]:
    """The registered targets of an id, at the given port or at any."""
    found = [
        target
        for target in world.among(Target, f"targets:{group.arn}")
        if target.id == item["Id"] and item.get("Port") in (None, target.port)
    ]
    if not found:
        raise Refusal(
            "InvalidTarget", f"The following targets are not registered with the group: '{item['Id']}'"
        )
    return found


@reads
def describe_target_health(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeTargetHealth: of all targets, or of those named."""
    group = find.group(world, params["TargetGroupArn"])
    targets = world.among(Target, f"targets:{group.arn}")
    if not params.get("Targets"):
        return {"TargetHealthDescriptions": [shown(group, target) for target in targets]}
    found: list[dict[str, Any]] = []
    for item in params["Targets"]:
        same = [one for one in targets if one.id == item["Id"] and item.get("Port") in (None, one.port)]
        found += [shown(group, target) for target in same] or [_unknown(group, item)]
    return {"TargetHealthDescriptions": found}


def shown(group: TargetGroup, target: Target) -> dict[str, Any]:
    """A target's health as AWS describes it."""
    health: dict[str, str] = {"State": str(target.state)}
    if target.reason:
        health |= {"Reason": target.reason, "Description": description(group, target)}
    port = group.check.port
    return {
        "Target": {"Id": target.id, "Port": target.port, "AvailabilityZone": target.availability_zone},
        "HealthCheckPort": str(target.port) if port == "traffic-port" else port,
        "TargetHealth": health,
    }


def _unknown(group: TargetGroup, item: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "Target": {"Id": item["Id"], "Port": item.get("Port") or group.port},
        "TargetHealth": {
            "State": "unused",
            "Reason": "Target.NotRegistered",
            "Description": "Target is not registered to the target group",
        },
    }


TARGETS = {
    "RegisterTargets": register_targets,
    "DeregisterTargets": deregister_targets,
    "DescribeTargetHealth": describe_target_health,
}
