"""How an instance of an Auto Scaling group comes into service, and how it goes.

Stands for EC-2 (the states of an instance), EC-10 (lifecycle hooks hold it back). AWS: "Amazon EC2
Auto Scaling instance lifecycle". How long shutdowns and health checks take is our model (15.1).
"""

from collections.abc import Callable, Mapping
from typing import Any

from trainer.sim.events import GroupConsidered, HostLeft, HostStarted, HostTerminated, LifecycleContinued
from trainer.sim.group_activities import at, container_instance, ended, fewer, finished, latest, taken_out
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import GROUP_HEALTH_MS, SECOND_MS, SHUTDOWN_MS
from trainer.sim.model import GroupActivity, GroupInstance, Host, Lifecycle, LifecycleHook
from trainer.sim.world import Gone, Record, World
from trainer.value import replace

LAUNCHING = "autoscaling:EC2_INSTANCE_LAUNCHING"
TERMINATING = "autoscaling:EC2_INSTANCE_TERMINATING"


def react(world: World, event: HostStarted | HostLeft | LifecycleContinued | HostTerminated) -> Reaction:
    """Take an instance of a group a step further."""
    return _STEPS[type(event)](world, event)


def hooks_of(world: World, group: str, transition: str) -> list[LifecycleHook]:
    """The group's hooks for instances that come, or that go."""
    return [hook for hook in world.among(LifecycleHook, f"hooks:{group}") if hook.transition == transition]


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
    done = latest(world, member.instance_id, "Launching")
    return Reaction((*more, serving, *finished(world, done)), (Later(0, GroupConsidered(member.group)),))


def _held(
    world: World, member: GroupInstance, hooks: list[LifecycleHook], state: Lifecycle, *more: Record
) -> Reaction:
    """The instance waits until someone completes each action, or the hook's time is over."""
    number = member.number + 1
    names = tuple(hook.name for hook in hooks)
    held = replace(member, lifecycle=state, hooks=names, number=number)
    doing = latest(world, member.instance_id, "Launching" if state is Lifecycle.PENDING_WAIT else "Term")
    shown = (replace(doing, status="MidLifecycleAction"),) if doing else ()
    waits = [
        Why(
            (member.instance_id, *container_instance(world, member)),
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
        f"{at(world)} an instance was taken out of service {member.because}.",
        instance=event.host,
    )
    hooks = hooks_of(world, member.group, TERMINATING)
    if not hooks:
        return _shut_down(world, member, activity, *fewer(world, member.group))
    held = _held(world, member, hooks, Lifecycle.TERMINATING_WAIT)
    waiting = replace(activity, status="MidLifecycleAction")
    changes = (*held.changes, waiting, *fewer(world, member.group))
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
        over = (Gone(GroupInstance, member.instance_id), *ended(world, member))
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
        changes = (Gone(GroupInstance, event.host), *ended(world, member))
        return Reaction(changes, (Later(0, GroupConsidered(member.group)),))
    unwell = replace(member, healthy=False)
    return Reaction((unwell,), (Later(GROUP_HEALTH_MS, GroupConsidered(member.group)),))


_STEPS: Mapping[type[Any], Callable[[World, Any], Reaction]] = {
    HostStarted: _started,
    HostLeft: _left,
    LifecycleContinued: _continued,
    HostTerminated: _terminated,
}
