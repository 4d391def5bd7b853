"""EC2 Spot Instances: two minutes' notice, then they are gone.

Stands for SP-1 (notice; who drains), EC-10 (managed draining makes the agent's own draining redundant). AWS:
"Spot Instance interruption notices", "Amazon ECS container agent configuration".
When Spot capacity is taken back is told from outside (InterruptSpot).
"""

from trainer.sim.behaviours.managed_draining import drains
from trainer.sim.events import GroupConsidered, HostTerminated, InstanceDrained, SpotNoticed
from trainer.sim.iam.of_tasks import denial, of_host
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import SPOT_NOTICE_MS
from trainer.sim.model import AutoScalingGroup, ContainerInstance, GroupInstance, Host, InstanceStatus
from trainer.sim.world import Record, World
from trainer.value import replace

DRAINING_SETTING = "ECS_ENABLE_SPOT_INSTANCE_DRAINING"


def react(world: World, event: SpotNoticed) -> Reaction:
    """Let the agent or ECS drain the instance, if they are to; EC2 takes it in two minutes."""
    host = world.get(Host, event.host)
    if host is None or host.state != "running":
        return NOTHING
    instance = next(iter(world.among(ContainerInstance, f"host:{host.instance_id}")), None)
    about = (host.instance_id, *([instance.arn] if instance else []))
    whys = [Why(about, f"EC2 takes Spot Instance {host.instance_id} back in two minutes", ("SP-1",))]
    later = [Later(SPOT_NOTICE_MS, HostTerminated(host.instance_id), 0)]
    if instance is not None and instance.status is InstanceStatus.ACTIVE:
        text, rule = _who(world, host, instance)
        whys.append(Why(about, text, (rule or "SP-1",)))
        if rule:
            later.append(Later(0, InstanceDrained(instance.arn), 1))
    changes = _at_risk(world, host)
    if changes:
        later.append(Later(0, GroupConsidered(host.group), 0))
    return Reaction(changes, tuple(later), tuple(whys))


def _who(world: World, host: Host, instance: ContainerInstance) -> tuple[str, str]:
    """Who drains the instance, with the rule; without one nobody does."""
    if drains(world, instance):
        return f"managed draining sets {instance.short} to DRAINING", "EC-10"
    if (host.agent or {}).get(DRAINING_SETTING, "").lower() == "true" and instance.agent_connected:
        denied = denial(world, of_host(world, host), "ecs:UpdateContainerInstancesState", instance.arn)
        if denied is not None:
            return f"the agent on {instance.short} may not set it to DRAINING: {denied.text}", ""
        return f"the agent on {instance.short} sets it to DRAINING: {DRAINING_SETTING} is true", "SP-1"
    return f"nobody drains {instance.short}: {DRAINING_SETTING} is not true on it", ""


def _at_risk(world: World, host: Host) -> tuple[Record, ...]:
    """With capacity rebalancing the group replaces the instance before it goes."""
    group, member = world.get(AutoScalingGroup, host.group), world.get(GroupInstance, host.instance_id)
    if group is None or member is None or not group.rebalances or member.leaves:
        return ()
    return (replace(member, at_risk=True),)
