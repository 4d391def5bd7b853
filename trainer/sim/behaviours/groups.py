"""EC2 Auto Scaling groups: launch what is missing, terminate what is too much, replace what is lost.

Stands for EC-2 (the layer of instances), EC-9 and EC-11 (what scale-in may take), EC-10 (lifecycle hooks hold
an instance back). AWS: "Amazon EC2 Auto Scaling groups", "Amazon EC2 Auto Scaling lifecycle hooks".
How long launches, shutdowns and health checks take is our model (15.1).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from trainer.sim.behaviours.scale_in import least_wanted
from trainer.sim.blueprints import agent_of, data_of, type_of, version_of, wants_spot
from trainer.sim.events import (
    GroupConsidered,
    HostBooted,
    HostLeft,
    HostStarted,
    HostTerminated,
    LifecycleContinued,
)
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import BOOT_MS, GROUP_HEALTH_MS, LAUNCH_MS, SECOND_MS, SHUTDOWN_MS
from trainer.sim.model import (
    AutoScalingGroup,
    ContainerInstance,
    GroupActivity,
    GroupInstance,
    GroupPolicy,
    Host,
    Lifecycle,
    LifecycleHook,
    Subnet,
)
from trainer.sim.world import Event, Gone, Record, World

LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING"
TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING"
ACTIVITIES_KEPT = 100


def react(world: World, event: Event) -> Reaction:
    """Take a group, or one of its instances, a step further."""
    handle = _STEPS.get(type(event))
    return NOTHING if handle is None else handle(world, event)


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
            doing.records += [Gone(GroupInstance, member.instance_id), *_ended(world, leaving)]
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
        doing.records += [host, member, *_begun(world, member, group, there)]
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
        place = doing.why(text, ("EC-2",), member.instance_id, *_container_instance(world, member))
        because = (
            "in response to a difference between desired and actual capacity, "
            f"shrinking the capacity from {has} to {has - 1}"
        )
        doing.records.append(taken_out(member, because))
        doing.later.append(Later(0, HostLeft(member.instance_id), place))
    if len(chosen) < count:
        kept = [one for one in counting if one.protected]
        names = [name for one in kept for name in (one.instance_id, *_container_instance(world, one))]
        text = f"all remaining instances ({len(kept)}) are protected from scale-in"
        _stuck(doing, text, ("EC-9",), *names)
    else:
        doing.group = replace(doing.group, stuck="")


def _container_instance(world: World, member: GroupInstance) -> list[str]:
    return [one.arn for one in world.among(ContainerInstance, f"host:{member.instance_id}")]


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
            f"{_at(world)} {group.name} wants {group.desired} instances and has {there}.",
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


def _started(world: World, event: HostStarted) -> Reaction:
    """The instance runs: into service, or first to wait for a hook."""
    member, host = world.get(GroupInstance, event.host), world.get(Host, event.host)
    if member is None or host is None or member.lifecycle is not Lifecycle.PENDING or host.state != "pending":
        return NOTHING
    running = replace(host, state="running")
    if hooks := hooks_of(world, member.group, LAUNCHING):
        return _held(world, member, hooks, Lifecycle.PENDING_WAIT, running)
    return _in_service(world, member, running)


def _in_service(world: World, member: GroupInstance, *more: Record) -> Reaction:
    serving = replace(member, lifecycle=Lifecycle.IN_SERVICE, hooks=())
    done = _activity(world, member.instance_id, "Launching")
    return Reaction((*more, serving, *_finished(world, done)), (Later(0, GroupConsidered(member.group)),))


def _held(
    world: World, member: GroupInstance, hooks: list[LifecycleHook], state: Lifecycle, *more: Record
) -> Reaction:
    """The instance waits until someone completes each action, or the hook's time is over."""
    number = member.number + 1
    names = tuple(hook.name for hook in hooks)
    held = replace(member, lifecycle=state, hooks=names, number=number)
    doing = _activity(world, member.instance_id, "Launching" if state is Lifecycle.PENDING_WAIT else "Term")
    shown = (replace(doing, status="MidLifecycleAction"),) if doing else ()
    waits = [
        Why(
            (member.instance_id, *_container_instance(world, member)),
            f"{member.instance_id} waits for lifecycle hook {hook.name}, {hook.timeout_s:,} s at most",
            ("EC-10",),
        )
        for hook in hooks
    ]
    later = tuple(
        Later(
            hook.timeout_s * SECOND_MS,
            LifecycleContinued(member.instance_id, hook.name, hook.default_result, number),
            place,
        )
        for place, hook in enumerate(hooks)
    )
    return Reaction((*more, held, *shown), later, tuple(waits))


def _left(world: World, event: HostLeft) -> Reaction:
    """The instance is to go: at once, or after its hook."""
    member = world.get(GroupInstance, event.host)
    if member is None or member.lifecycle is not Lifecycle.TERMINATING:
        return NOTHING
    activity = GroupActivity(
        world.new_uuid("terminate", event.host),
        member.group,
        world.now_ms,
        f"Terminating EC2 instance: {event.host}",
        f"{_at(world)} an instance was taken out of service {member.because}.",
        instance=event.host,
    )
    hooks = hooks_of(world, member.group, TERMINATING)
    if not hooks:
        return _shut_down(world, member, activity, *_fewer(world, member.group))
    held = _held(world, member, hooks, Lifecycle.TERMINATING_WAIT)
    waiting = replace(activity, status="MidLifecycleAction")
    changes = (*held.changes, waiting, *_fewer(world, member.group))
    return replace(held, changes=changes, later=(*held.later, Later(0, GroupConsidered(member.group))))


def _continued(world: World, event: LifecycleContinued) -> Reaction:
    """A hook's wait is over: a launch goes on or is abandoned, a termination goes on in any case."""
    member = world.get(GroupInstance, event.host)
    if member is None or member.number != event.number or event.hook not in member.hooks:
        return NOTHING
    left = tuple(name for name in member.hooks if name != event.hook)
    if left and event.result == "CONTINUE":
        return Reaction((replace(member, hooks=left),))
    if member.lifecycle is Lifecycle.TERMINATING_WAIT:
        return _shut_down(world, replace(member, lifecycle=Lifecycle.TERMINATING_PROCEED, hooks=()))
    if event.result == "CONTINUE":
        return _in_service(world, member)
    because = "because its launch was abandoned by a lifecycle hook"
    why = Why((member.instance_id,), f"{member.instance_id} leaves {because}", ("EC-10",))
    return Reaction((taken_out(member, because),), (Later(0, HostLeft(event.host)),), (why,))


def _shut_down(world: World, member: GroupInstance, *more: Record | Gone) -> Reaction:
    host = world.need(Host, member.instance_id)
    if host.state == "terminated":
        over = (Gone(GroupInstance, member.instance_id), *_ended(world, member))
        return Reaction((*over, *more), (Later(0, GroupConsidered(member.group)),))
    stopping = replace(host, state="shutting-down")
    later = (Later(SHUTDOWN_MS, HostTerminated(host.instance_id)), Later(0, GroupConsidered(member.group)))
    return Reaction((member, stopping, *more), later)


def _terminated(world: World, event: HostTerminated) -> Reaction:
    """One that was to go is gone; one that nobody took out is missed by the next health check."""
    member = world.get(GroupInstance, event.host)
    if member is None:
        return NOTHING
    if member.leaves:
        if member.lifecycle is Lifecycle.TERMINATING_WAIT:
            return NOTHING  # the hook's end finds it gone
        changes = (Gone(GroupInstance, event.host), *_ended(world, member))
        return Reaction(changes, (Later(0, GroupConsidered(member.group)),))
    unwell = replace(member, healthy=False)
    return Reaction((unwell,), (Later(GROUP_HEALTH_MS, GroupConsidered(member.group)),))


def hooks_of(world: World, group: str, transition: str) -> list[LifecycleHook]:
    """The group's hooks for instances that come, or that go."""
    return [hook for hook in world.among(LifecycleHook, f"hooks:{group}") if hook.transition == transition]


def taken_out(member: GroupInstance, because: str) -> GroupInstance:
    """The instance on its way out; `HostLeft` must follow. `because` ends its activity's sentence."""
    return replace(member, lifecycle=Lifecycle.TERMINATING, hooks=(), because=because)


def _begun(
    world: World, member: GroupInstance, group: AutoScalingGroup, there: int
) -> tuple[Record | Gone, ...]:
    """The activity of a launch, and the oldest ones that are forgotten for it."""
    activity = GroupActivity(
        world.new_uuid("launch", member.instance_id),
        group.name,
        world.now_ms,
        f"Launching a new EC2 instance: {member.instance_id}",
        f"{_at(world)} an instance was started in response to a difference between desired and actual "
        f"capacity, increasing the capacity from {there} to {there + 1}.",
        "PreInService",
        instance=member.instance_id,
    )
    return (activity, *_fewer(world, group.name))


def _fewer(world: World, group: str) -> tuple[Gone, ...]:
    kept = world.among(GroupActivity, f"doings:{group}")
    return tuple(Gone(GroupActivity, one.id) for one in kept[: max(0, len(kept) + 1 - ACTIVITIES_KEPT)])


def _activity(world: World, host: str, word: str) -> GroupActivity | None:
    """The latest launch or termination of an instance."""
    member = world.need(GroupInstance, host)
    found = world.among(GroupActivity, f"doings:{member.group}")
    return next(
        (one for one in reversed(found) if one.instance == host and one.description.startswith(word)), None
    )


def _finished(world: World, doing: GroupActivity | None) -> tuple[GroupActivity, ...]:
    return (replace(doing, status="Successful", ended_ms=world.now_ms),) if doing else ()


def _ended(world: World, member: GroupInstance) -> tuple[Record | Gone, ...]:
    """The end of a termination's activity; one that began outside gets its activity now."""
    doing = _activity(world, member.instance_id, "Terminating")
    if doing is not None:
        return _finished(world, doing)
    return (
        GroupActivity(
            world.new_uuid("lost", member.instance_id),
            member.group,
            world.now_ms,
            f"Terminating EC2 instance: {member.instance_id}",
            f"{_at(world)} an instance was taken out of service {member.because}.",
            "Successful",
            world.now_ms,
            instance=member.instance_id,
        ),
        *_fewer(world, member.group),
    )


def _at(world: World) -> str:
    return f"At {world.wall().strftime('%Y-%m-%dT%H:%M:%SZ')}"


_STEPS: Mapping[type[Any], Callable[[World, Any], Reaction]] = {
    GroupConsidered: _consider,
    HostStarted: _started,
    HostLeft: _left,
    LifecycleContinued: _continued,
    HostTerminated: _terminated,
}
