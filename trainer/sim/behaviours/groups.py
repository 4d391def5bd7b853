"""EC2 Auto Scaling groups: launch what is missing, terminate what is too much, replace what is lost.

Stands for EC-2 (the layer of instances), EC-9 and EC-11 (what scale-in may take). AWS: "Amazon EC2
Auto Scaling groups". How long launches take is our model (15.1).
"""

from collections.abc import Mapping

from trainer.sim.behaviours.instances import profile_of
from trainer.sim.behaviours.scale_in import least_wanted
from trainer.sim.blueprints import agent_of, data_of, type_of, version_of, wants_spot
from trainer.sim.events import (
    GroupConsidered,
    HostBooted,
    HostLeft,
    HostStarted,
)
from trainer.sim.group_activities import at, begun, container_instance, ended, taken_out
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import BOOT_MS, LAUNCH_MS
from trainer.sim.model import (
    AutoScalingGroup,
    DarkZone,
    GroupActivity,
    GroupInstance,
    GroupPolicy,
    Host,
    LifecycleHook,
    Subnet,
)
from trainer.sim.world import Gone, Record, World
from trainer.value import dataclass, field, replace


def react(world: World, event: GroupConsidered) -> Reaction:
    """Bring a group nearer to the size that it wants."""
    return _consider(world, event)


@dataclass(slots=True)
class _Doing:
    """A group in one step: what is there, and what is decided."""

    world: World
    group: AutoScalingGroup
    members: list[GroupInstance]
    records: list[Record | Gone] = field(default_factory=list)
    later: list[Later] = field(default_factory=list)
    reasons: list[Why] = field(default_factory=list)

    def why(self, text: str, rules: tuple[str, ...], *about: str) -> int:
        self.reasons.append(Why((self.group.arn, *about), text, rules))
        return len(self.reasons) - 1

    def reaction(self) -> Reaction:
        return Reaction((self.group, *self.records), tuple(self.later), tuple(self.reasons))


def _consider(world: World, event: GroupConsidered) -> Reaction:
    group = world.get(AutoScalingGroup, event.group)
    if group is None:
        return NOTHING
    doing = _Doing(world, group, world.among(GroupInstance, f"members:{group.name}"))
    if group.deleting and not doing.members:
        return _gone(world, group)
    _replace_unhealthy(doing)
    counting = [one for one in doing.members if one.counts]
    if len(counting) < group.desired:
        _launch(doing, counting, group.desired - len(counting))
    elif len(counting) > group.desired:
        _scale_in(doing, counting, len(counting) - group.desired)
    elif group.stuck:
        doing.group = replace(group, stuck="")
    if doing.group == group and not (doing.records or doing.later):
        return NOTHING
    return doing.reaction()


def _replace_unhealthy(doing: _Doing) -> None:
    """Instances that are gone, or were told to be unhealthy, leave; the next look replaces them."""
    world, group = doing.world, doing.group
    if {"HealthCheck", "ReplaceUnhealthy", "Terminate"} & set(group.suspended):
        return
    for member in doing.members:
        if member.healthy or member.leaves:
            continue
        host = world.need(Host, member.instance_id)
        because = "in response to an EC2 health check indicating it has been terminated or stopped"
        if host.state != "terminated":
            because = "in response to a user health-check"
        leaving = taken_out(member, because)
        place = doing.why(f"{member.instance_id} is unhealthy: it is replaced", ("EC-2",), member.instance_id)
        if host.state == "terminated":
            doing.records += [Gone(GroupInstance, member.instance_id), *ended(world, leaving)]
        else:
            doing.records.append(leaving)
            doing.later.append(Later(0, HostLeft(member.instance_id), place))
    doing.members = [one for one in doing.members if one.healthy or one.leaves]


def _launch(doing: _Doing, counting: list[GroupInstance], count: int) -> None:
    world, group = doing.world, doing.group
    if "Launch" in group.suspended:
        _stuck(doing, "launching is suspended", ("EC-2",))
        return
    data, kind = data_of(world, group.blueprint), type_of(world, group.blueprint)
    if data is None or kind is None:
        missing = (
            "its launch template is gone" if data is None else "this simulator has no such instance type"
        )
        _stuck(doing, missing, ("EC-2",))
        return
    hosts = {one.instance_id: world.need(Host, one.instance_id) for one in counting}
    subnets = [world.need(Subnet, name) for name in group.subnets]
    subnets = [subnet for subnet in subnets if world.get(DarkZone, subnet.availability_zone) is None]
    if not subnets:
        _stuck(doing, "every zone of its subnets failed", ("EC-2",))
        return
    zones = {subnet.subnet_id: 0 for subnet in subnets}
    for host in hosts.values():
        zones[host.subnet_id] = zones.get(host.subnet_id, 0) + 1
    on_demand = sum(not host.spot for host in hosts.values())
    there = len(counting)
    version = version_of(world, group.blueprint)
    for place in range(count):
        subnet = min(subnets, key=lambda one: _crowd(one, subnets, zones))
        zones[subnet.subnet_id] += 1
        spot = wants_spot(group, data, there, on_demand)
        name = f"i-0{world.new_id('host', group.name, place, length=16)}"
        agent = agent_of(data)
        host = Host(
            name,
            kind.name,
            subnet.availability_zone,
            subnet.subnet_id,
            world.arn(f"cluster/{agent.get('ECS_CLUSTER') or 'default'}"),
            "pending",
            world.now_ms,
            group=group.name,
            spot=spot,
            agent=agent,
            shown={"ImageId": data.get("ImageId") or ""},
            profile=profile_of(data),
            security_groups=tuple(data.get("SecurityGroupIds") or data.get("SecurityGroups") or ()),
        )
        member = GroupInstance(
            name,
            group.name,
            subnet.availability_zone,
            kind.name,
            protected=group.protects_new,
            configuration=group.blueprint.configuration,
            template=group.blueprint.template,
            version=version.number if version else 0,
            launched_ms=world.now_ms,
        )
        market = "a Spot Instance" if spot else "an instance"
        text = (
            f"{group.name} launches {market} {name} in {subnet.availability_zone}: "
            f"it has {there} and wants {group.desired}"
        )
        reason = doing.why(text, ("EC-2",), name)
        doing.records += [host, member, *begun(world, member, group, there)]
        doing.later.append(Later(LAUNCH_MS, HostStarted(name), reason))
        doing.later.append(Later(BOOT_MS, HostBooted(name), reason))
        there, on_demand = there + 1, on_demand + (not spot)
    doing.group = replace(doing.group, stuck="")


def _crowd(subnet: Subnet, subnets: list[Subnet], counts: Mapping[str, int]) -> tuple[int, int]:
    """How full a subnet's zone is, then the subnet itself: the emptiest is next."""
    zone = sum(counts[one.subnet_id] for one in subnets if one.availability_zone == subnet.availability_zone)
    return zone, counts[subnet.subnet_id]


def _scale_in(doing: _Doing, counting: list[GroupInstance], count: int) -> None:
    world, group = doing.world, doing.group
    if "Terminate" in group.suspended:
        _stuck(doing, "terminating is suspended", ("EC-2",))
        return
    chosen = least_wanted(world, group, counting, count)
    for number, member in enumerate(chosen):
        has = len(counting) - number
        text = f"{group.name} terminates {member.instance_id}: it has {has} and wants {group.desired}"
        place = doing.why(text, ("EC-2",), member.instance_id, *container_instance(world, member))
        because = (
            "in response to a difference between desired and actual capacity, "
            f"shrinking the capacity from {has} to {has - 1}"
        )
        doing.records.append(taken_out(member, because))
        doing.later.append(Later(0, HostLeft(member.instance_id), place))
    if len(chosen) < count:
        kept = [one for one in counting if one.protected]
        names = [name for one in kept for name in (one.instance_id, *container_instance(world, one))]
        text = f"all remaining instances ({len(kept)}) are protected from scale-in"
        _stuck(doing, text, ("EC-9",), *names)
    else:
        doing.group = replace(doing.group, stuck="")


def _stuck(doing: _Doing, text: str, rules: tuple[str, ...], *about: str) -> None:
    """Told once, with a failed activity, until something else is the matter."""
    group, world = doing.group, doing.world
    if group.stuck == text:
        return
    there = sum(one.counts for one in doing.members)
    doing.why(f"{group.name} has {there} instances and wants {group.desired}: {text}", rules, *about)
    doing.group = replace(group, stuck=text)
    doing.records.append(
        GroupActivity(
            world.new_uuid("stuck", group.name),
            group.name,
            world.now_ms,
            "Could not scale to desired capacity.",
            f"{at(world)} {group.name} wants {group.desired} instances and has {there}.",
            "Cancelled" if "protected" in text else "Failed",
            world.now_ms,
            f"Could not scale to desired capacity because {text}.",
        )
    )


def _gone(world: World, group: AutoScalingGroup) -> Reaction:
    """A deleted group whose last instance went: nothing of it is left."""
    parts: list[Gone] = [Gone(AutoScalingGroup, group.name)]
    for table, name in ((LifecycleHook, "hooks"), (GroupActivity, "doings"), (GroupPolicy, "group policies")):
        found: list[Record] = world.among(table, f"{name}:{group.name}")
        parts += [Gone(table, one.key) for one in found]
    return Reaction(tuple(parts), (), (Why((group.arn,), f"{group.name} is deleted", ("EC-2",)),))
