"""Service "trainer": an Availability Zone fails, and is restored."""

from collections.abc import Callable, Mapping
from typing import Any

from trainer.aws.model import Answer
from trainer.aws.operations.answering import changes, invalid
from trainer.sim.events import HostTerminated, TaskStopRequested
from trainer.sim.kernel import Why, tell
from trainer.sim.model import DarkZone, Host, LaunchType, StopCode, Subnet, Task
from trainer.sim.run import happen
from trainer.sim.world import Gone, World

STOPPED = "Task stopped because its Availability Zone failed."
"""AWS publishes no text for this; ours."""


@changes
def fail_zone(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """FailZone {availabilityZone}: every EC2 instance and Fargate task in it goes [CI-13], and nothing is
    started in it until RestoreZone: Fargate and Auto Scaling groups use the other zones of their subnets."""
    zone = str(params.get("availabilityZone") or "")
    if not any(subnet.availability_zone == zone for subnet in world.of(Subnet).values()):
        raise invalid(f"There is no subnet in availability zone '{zone}'.")
    if world.get(DarkZone, zone) is not None:
        raise invalid(f"Availability zone '{zone}' has failed already.")
    hosts = [
        host
        for host in world.of(Host).values()
        if host.state != "terminated" and host.availability_zone == zone
    ]
    tasks = [
        task
        for task in world.of(Task).values()
        if task.launch_type is LaunchType.FARGATE and task.availability_zone == zone and task.wanted
    ]
    about = (*(host.instance_id for host in hosts), *(task.arn for task in tasks))
    world.cause = tell(world, Why(about, f"availability zone {zone} went dark", ("CI-13",)))
    world.put(DarkZone(zone, world.now_ms))
    for host in hosts:
        happen(world, HostTerminated(host.instance_id))
    for task in tasks:
        happen(world, TaskStopRequested(task.arn, StopCode.INFRASTRUCTURE_HEALTH, STOPPED))
    return {}


@changes
def restore_zone(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RestoreZone {availabilityZone}: tasks and instances may start in it again."""
    zone = str(params.get("availabilityZone") or "")
    if world.get(DarkZone, zone) is None:
        raise invalid(f"Availability zone '{zone}' has not failed.")
    world.remove(Gone(DarkZone, zone))
    tell(world, Why((), f"availability zone {zone} is there again", ("CI-13",)))
    return {}


ZONES: Mapping[str, Callable[[World, Mapping[str, Any]], Answer]] = {
    "FailZone": fail_zone,
    "RestoreZone": restore_zone,
}
