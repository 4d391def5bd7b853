"""Managed draining: before an instance of a capacity provider is terminated, its tasks move elsewhere.

Stands for EC-10 (a lifecycle hook drains, 48 hours at most), EC-11 (with protection or without), SV-2 (daemon
tasks are the last). AWS: "Safely stop Amazon ECS workloads running on EC2 instances".
"""

from trainer.sim.events import HostLeft, HostTerminated, InstanceDrained, LifecycleContinued, TaskStopped
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.model import (
    AutoScalingGroup,
    CapacityProvider,
    ContainerInstance,
    GroupInstance,
    InstanceStatus,
    Lifecycle,
    LifecycleHook,
    Task,
)
from trainer.sim.world import World

HOOK = "ecs-managed-draining-termination-hook"
HOOK_S = 48 * 3600


def react(world: World, event: HostLeft | HostTerminated | InstanceDrained | TaskStopped) -> Reaction:
    """Drain an instance that its group wants to terminate; let it go when its last task is gone."""
    if isinstance(event, HostLeft):
        return _begin(world, event.host)
    if isinstance(event, HostTerminated):
        member = world.get(GroupInstance, event.host)
        return _done(member) if member is not None else NOTHING
    if isinstance(event, InstanceDrained):
        return _look(world, event.instance)
    task = world.get(Task, event.task)
    return _look(world, task.instance) if task is not None and task.instance else NOTHING


def drains(world: World, instance: ContainerInstance) -> bool:
    """Whether the instance's capacity provider has managed draining."""
    provider = world.get(CapacityProvider, instance.provider)
    return provider is not None and provider.draining and provider.status == "ACTIVE"


def hook_for(group: AutoScalingGroup) -> LifecycleHook:
    """The hook that ECS puts on the group of a provider with managed draining."""
    return LifecycleHook(HOOK, group.name, "autoscaling:EC2_INSTANCE_TERMINATING", HOOK_S, "CONTINUE")


def _begin(world: World, host: str) -> Reaction:
    member = world.get(GroupInstance, host)
    if member is None or not _held(member):
        return NOTHING
    instance = next(iter(world.among(ContainerInstance, f"host:{host}")), None)
    if instance is None:
        return _done(member)
    if instance.status is not InstanceStatus.ACTIVE:
        return _look(world, instance.arn)
    text = f"managed draining sets {instance.short} to DRAINING before it is terminated"
    why = Why((instance.arn, host), text, ("EC-10",))
    return Reaction((), (Later(0, InstanceDrained(instance.arn)),), (why,))


def _look(world: World, arn: str) -> Reaction:
    instance = world.get(ContainerInstance, arn)
    member = world.get(GroupInstance, instance.host) if instance else None
    if member is None or not _held(member) or _tasks(world, arn):
        return NOTHING
    return _done(member)


def _held(member: GroupInstance) -> bool:
    return member.lifecycle is Lifecycle.TERMINATING_WAIT and HOOK in member.hooks


def _tasks(world: World, arn: str) -> list[Task]:
    return world.among(Task, f"instance:{arn}")


def _done(member: GroupInstance) -> Reaction:
    if not _held(member):
        return NOTHING
    why = Why((member.instance_id,), f"{member.instance_id} is drained: it may be terminated", ("EC-10",))
    over = LifecycleContinued(member.instance_id, HOOK, "CONTINUE", member.number)
    return Reaction((), (Later(0, over),), (why,))
