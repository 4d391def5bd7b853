"""Zone rebalancing: a steady service with uneven zones gets a task in the emptiest for one in the fullest.

Stands for DP-19 (the split, start before stop), DP-20 (when not), CH-6, VX-5. AWS: "Balancing an Amazon ECS
service across Availability Zones". That one task moves at a time is our model.
"""

from collections import Counter
from collections.abc import Sequence

from trainer.sim.behaviours.launching import launch, managed
from trainer.sim.behaviours.scene import Scene
from trainer.sim.model import (
    Constraint,
    ContainerInstance,
    InstanceStatus,
    Launch,
    LaunchType,
    Rollout,
    Service,
    Subnet,
    Waiting,
)
from trainer.sim.rollout import bounds
from trainer.sim.world import World
from trainer.value import replace

ZONE = "attribute:ecs.availability-zone"


def split(tasks: int, zones: int) -> list[int]:
    """The balanced split: the same in each zone, one more in the last ones for the rest [DP-19]."""
    each, rest = divmod(tasks, zones)
    return [each] * (zones - rest) + [each + 1] * rest


def set_apart(scene: Scene) -> None:
    """A task that balances the zones does not count until it is healthy; then one too many is there."""
    name = scene.service.rebalancing
    if not name:
        return
    moving = [task for task in scene.stays if task.arn == name and not task.healthy]
    steady = scene.service.primary.rollout is Rollout.COMPLETED
    if moving and steady and len(scene.stays) > scene.service.desired_count:
        scene.extra = moving
        scene.stays = [task for task in scene.stays if task.arn != name]
    else:
        scene.service = replace(scene.service, rebalancing="")


def rebalance(scene: Scene) -> None:
    """Start a task in the emptiest zone, if that brings the zones nearer to each other [DP-19]."""
    service, world = scene.service, scene.world
    if service.rebalancing or not _may(world, service) or _protected(scene):
        return
    upper = bounds(service.desired_count, service.minimum_healthy_percent, service.maximum_percent)[1]
    counts = Counter(dict.fromkeys(_zones(world, service), 0))
    counts.update(task.availability_zone for task in scene.stays)
    if len(scene.tasks) >= upper or len(counts) < 2 or max(counts.values()) - min(counts.values()) < 2:
        return
    emptiest = min(sorted(counts), key=lambda zone: counts[zone])
    deployment = service.primary
    there = replace(deployment, launch=_only(world, deployment.launch, emptiest))
    launched = launch(world, scene.order(there), 1)
    if not launched.tasks or any(isinstance(one, Waiting) for one in launched.touched):
        return
    has = ", ".join(f"{counts[zone]} tasks in {zone}" for zone in sorted(counts))
    scene.say(f"is not AZ balanced with {has}. AZ Rebalancing in progress.")
    scene.why(f"the zones are uneven ({has}): a task starts in {emptiest}", ("DP-19",))
    scene.started(launched)
    scene.service = replace(scene.service, rebalancing=launched.tasks[0].arn)


def _may(world: World, service: Service) -> bool:
    """Whether this service is balanced, and may be now [DP-20]."""
    launch = service.launch
    first = launch.placement[0] if launch.placement else None
    by_zone = first is None or (first.type == "spread" and first.field in (ZONE, ZONE.partition(":")[2]))
    bound = any("ecs.availability-zone" in one.expression for one in launch.constraints)
    waits = world.now_ms < service.wait_until_ms
    return service.rebalances and service.maximum_percent > 100 and by_zone and not bound and not waits


def _protected(scene: Scene) -> bool:
    return any(task.protected(scene.world.now_ms) for task in scene.stays)


def _zones(world: World, service: Service) -> Sequence[str]:
    """The zones in which its tasks could run: of its subnets, and on EC2 of the instances that are there."""
    network = service.launch.network
    subnets = {world.need(Subnet, name).availability_zone for name in network.subnets} if network else None
    if service.launch.launch_type is LaunchType.FARGATE:
        return sorted(subnets or ())
    names = [item.provider for item in service.launch.strategy]
    found = {
        one.availability_zone
        for one in world.among(ContainerInstance, f"instances:{service.cluster}")
        if one.status is InstanceStatus.ACTIVE
        and one.agent_connected
        and (not names or one.provider in names)
    }
    return sorted(found if subnets is None else found & subnets)


def _only(world: World, launch: Launch, zone: str) -> Launch:
    """The launch narrowed to one zone; no provider that would bring an instance for it [DP-20]."""
    if launch.launch_type is not LaunchType.FARGATE:
        strategy = (
            tuple(one for one in launch.strategy if not managed(world, one.provider)) or launch.strategy
        )
        constraints = (*launch.constraints, Constraint("memberOf", f"{ZONE} == {zone}"))
        return replace(launch, strategy=strategy, constraints=constraints)
    network = launch.network
    if network is None:
        return launch
    names = tuple(name for name in network.subnets if world.need(Subnet, name).availability_zone == zone)
    return replace(launch, network=replace(network, subnets=names))
