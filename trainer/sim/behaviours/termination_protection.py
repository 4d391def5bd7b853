"""Managed termination protection: instances with tasks are protected from their group's scale-in.

Stands for EC-9 (who is protected; daemon tasks do not count) and EC-11. AWS: "Control the instances
Amazon ECS terminates". That protection changes at the very moment of a placement or stop is our model.
"""

from trainer.sim.events import GroupConsidered, InstanceRegistered, TaskLaunched, TaskStopped
from trainer.sim.kernel import NOTHING, Later, Reaction
from trainer.sim.model import (
    AutoScalingGroup,
    CapacityProvider,
    ContainerInstance,
    GroupInstance,
    Scheduling,
    Service,
    Task,
)
from trainer.sim.world import World
from trainer.value import replace


def react(world: World, event: TaskLaunched | TaskStopped | InstanceRegistered) -> Reaction:
    """Protect the instance that got a task; free one that lost its last."""
    if isinstance(event, TaskLaunched | TaskStopped):
        task = world.get(Task, event.task)
        return _set(world, task.instance) if task is not None and task.instance else NOTHING
    return _set(world, event.instance)


def misjudged(world: World, provider: CapacityProvider) -> list[GroupInstance]:
    """The instances of a provider whose protection is not as it should be, as they should be.

    They were there before the provider was told to see to it.
    """
    if not provider.termination_protection:
        return []
    members = [
        replace(member, protected=busy(world, instance))
        for instance in world.of(ContainerInstance).values()
        if instance.provider == provider.name and (member := world.get(GroupInstance, instance.host))
    ]
    return [one for one in members if one != world.get(GroupInstance, one.instance_id)]


def busy(world: World, instance: ContainerInstance) -> bool:
    """Whether it runs a task that is not of a daemon service."""
    return any(not _daemon(world, task) for task in world.among(Task, f"instance:{instance.arn}"))


def _daemon(world: World, task: Task) -> bool:
    service = world.get(Service, task.service)
    return service is not None and service.scheduling is Scheduling.DAEMON


def _set(world: World, arn: str) -> Reaction:
    instance = world.get(ContainerInstance, arn)
    provider = world.get(CapacityProvider, instance.provider) if instance and instance.provider else None
    if instance is None or provider is None or not provider.termination_protection:
        return NOTHING
    member = world.get(GroupInstance, instance.host)
    wanted = busy(world, instance)
    if member is None or member.protected is wanted:
        return NOTHING
    group = world.get(AutoScalingGroup, member.group)
    look = (Later(0, GroupConsidered(member.group)),) if group and group.stuck and not wanted else ()
    return Reaction((replace(member, protected=wanted),), look)
