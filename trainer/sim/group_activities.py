"""The activities of Auto Scaling groups: what they launched and terminated, and the cause in AWS's words."""

from trainer.sim.model import AutoScalingGroup, ContainerInstance, GroupActivity, GroupInstance, Lifecycle
from trainer.sim.world import Gone, Record, World
from trainer.value import replace

ACTIVITIES_KEPT = 100


def taken_out(member: GroupInstance, because: str) -> GroupInstance:
    """The instance on its way out; `HostLeft` must follow. `because` ends its activity's sentence."""
    return replace(member, lifecycle=Lifecycle.TERMINATING, hooks=(), because=because)


def container_instance(world: World, member: GroupInstance) -> list[str]:
    """The ARN of the container instance that an instance became, if it did."""
    return [one.arn for one in world.among(ContainerInstance, f"host:{member.instance_id}")]


def begun(
    world: World, member: GroupInstance, group: AutoScalingGroup, there: int
) -> tuple[Record | Gone, ...]:
    """The activity of a launch, and the oldest ones that are forgotten for it."""
    activity = GroupActivity(
        world.new_uuid("launch", member.instance_id),
        group.name,
        world.now_ms,
        f"Launching a new EC2 instance: {member.instance_id}",
        f"{at(world)} an instance was started in response to a difference between desired and actual "
        f"capacity, increasing the capacity from {there} to {there + 1}.",
        "PreInService",
        instance=member.instance_id,
    )
    return (activity, *fewer(world, group.name))


def fewer(world: World, group: str) -> tuple[Gone, ...]:
    """The oldest activities that are forgotten for one more."""
    kept = world.among(GroupActivity, f"doings:{group}")
    return tuple(Gone(GroupActivity, one.id) for one in kept[: max(0, len(kept) + 1 - ACTIVITIES_KEPT)])


def latest(world: World, host: str, word: str) -> GroupActivity | None:
    """The latest launch or termination of an instance."""
    member = world.need(GroupInstance, host)
    found = world.among(GroupActivity, f"doings:{member.group}")
    return next(
        (one for one in reversed(found) if one.instance == host and one.description.startswith(word)), None
    )


def finished(world: World, doing: GroupActivity | None) -> tuple[GroupActivity, ...]:
    """The activity, done."""
    return (replace(doing, status="Successful", ended_ms=world.now_ms),) if doing else ()


def ended(world: World, member: GroupInstance) -> tuple[Record | Gone, ...]:
    """The end of a termination's activity; one that began outside gets its activity now."""
    doing = latest(world, member.instance_id, "Terminating")
    if doing is not None:
        return finished(world, doing)
    return (
        GroupActivity(
            world.new_uuid("lost", member.instance_id),
            member.group,
            world.now_ms,
            f"Terminating EC2 instance: {member.instance_id}",
            f"{at(world)} an instance was taken out of service {member.because}.",
            "Successful",
            world.now_ms,
            instance=member.instance_id,
        ),
        *fewer(world, member.group),
    )


def at(world: World) -> str:
    """How a cause begins."""
    return f"At {world.wall().strftime('%Y-%m-%dT%H:%M:%SZ')}"
