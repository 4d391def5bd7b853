"""Health of targets, as their load balancer sees it.

Stands for TH-1 to TH-3 (states, thresholds), NM-2 (a security group that keeps checks out), LB-2 and
LB-8 (unused without a load balancer in the zone), 4.1. AWS: "Health checks for your target groups".
Only a change of state is an event; that checks come at whole intervals after the target group was made
is our model.
"""

from collections.abc import Iterable

from trainer.sim.applications import answering
from trainer.sim.checks import Answering, Rhythm, next_turn
from trainer.sim.events import (
    ContainerExited,
    HealthTold,
    NetworkChanged,
    TargetGroupChanged,
    TargetJudged,
    TargetsRegistered,
)
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.model import (
    LoadBalancer,
    Subnet,
    Target,
    TargetGroup,
    TargetState,
    Task,
)
from trainer.sim.paths import address_near_end, lets_in, place_of_task
from trainer.sim.world import World
from trainer.value import replace

OTHER_ZONE = "Target is in an Availability Zone that is not enabled for the load balancer"
NO_BALANCER = "Target group is not configured to receive traffic from the load balancer"
_DESCRIPTIONS = {
    "Target.ResponseCodeMismatch": "Health checks failed with these codes: [503]",
    "Target.Timeout": "Request timed out",
    "Target.FailedHealthChecks": "Health checks failed",
    "Target.DeregistrationInProgress": "Target deregistration is in progress",
    "Elb.RegistrationInProgress": "Target registration is in progress",
    "Elb.InitialHealthChecking": "Initial health checks in progress",
}
_GOOD = {TargetState.HEALTHY: True, TargetState.UNHEALTHY: False}


def react(
    world: World,
    event: TargetsRegistered
    | ContainerExited
    | TargetGroupChanged
    | TargetJudged
    | HealthTold
    | NetworkChanged,
) -> Reaction:
    """Keep the state of targets and plan when each next changes."""
    if isinstance(event, TargetsRegistered | ContainerExited):
        return _planned(world, world.among(Target, f"targets of:{event.task}"))
    if isinstance(event, TargetGroupChanged):
        return _planned(world, world.among(Target, f"targets:{event.group}"))
    if isinstance(event, TargetJudged):
        return _judged(world, event)
    if isinstance(event, HealthTold):
        return _planned(world, world.of(Target).values(), event)
    return _planned(world, world.of(Target).values())


def enabled_zones(world: World, group: TargetGroup) -> set[str]:
    """The zones in which a load balancer forwards to the group [LB-8]."""
    return {
        world.need(Subnet, subnet).availability_zone
        for arn in group.load_balancers
        if (balancer := world.get(LoadBalancer, arn)) is not None
        for subnet in balancer.subnets
    }


def description(group: TargetGroup, target: Target) -> str:
    """What DescribeTargetHealth and the service's message say of a reason."""
    if target.reason == "Target.NotInUse":
        return OTHER_ZONE if group.load_balancers else NO_BALANCER
    return _DESCRIPTIONS.get(target.reason, "")


def _judged(world: World, event: TargetJudged) -> Reaction:
    target = world.get(Target, event.target)
    if target is None or target.number != event.number or target.state is TargetState.DRAINING:
        return NOTHING
    group = world.need(TargetGroup, target.group)
    state = TargetState.HEALTHY if event.healthy else TargetState.UNHEALTHY
    changed = replace(target, state=state, reason="" if event.healthy else _reason(group, event.hangs))
    needed = group.check.healthy if target.state is TargetState.UNHEALTHY else 1
    count = needed if event.healthy else group.check.unhealthy
    text = (
        f"target {target.id}:{target.port} is {state} in target group {group.name}: "
        f"{count} {'check' if count == 1 else 'checks in a row'} {'passed' if event.healthy else 'failed'}"
    )
    if changed.reason:
        task = world.get(Task, target.task)
        kept_out = closed(world, group, target, task) if task is not None else ""
        text += f" ({description(group, changed)}{f': {kept_out}' if kept_out else ''})"
    planned = _planned(world, [changed])
    about = (target.group, target.task) if target.task else (target.group,)
    rules = ("TH-1", "TH-2") if event.healthy else ("TH-1", "TH-3")
    return Reaction(planned.changes, planned.later, (Why(about, text, rules),))


def _reason(group: TargetGroup, hangs: bool) -> str:
    if group.check.protocol in ("HTTP", "HTTPS"):
        return "Target.Timeout" if hangs else "Target.ResponseCodeMismatch"
    return "Target.FailedHealthChecks"


def _planned(world: World, targets: Iterable[Target], told: HealthTold | None = None) -> Reaction:
    changes: list[Target] = []
    later: list[Later] = []
    for target in list(targets):
        if target.state is TargetState.DRAINING or (told and not _touches(world, target, told)):
            continue
        changed, planned = _plan(world, target)
        changes.append(changed)
        later.extend(planned)
    return Reaction(tuple(changes), tuple(later)) if changes else NOTHING


def _touches(world: World, target: Target, told: HealthTold) -> bool:
    task = world.get(Task, target.task)
    if task is None:
        return False
    images = [container.image for container in task.containers]
    return told.subject in (task.arn, task.service, *images)


def _plan(world: World, target: Target) -> tuple[Target, tuple[Later, ...]]:
    """The target as it is now, and the event of its next change."""
    group = world.need(TargetGroup, target.group)
    number = target.number + 1
    if target.availability_zone not in enabled_zones(world, group):
        unused = replace(target, state=TargetState.UNUSED, reason="Target.NotInUse", number=number)
        return unused, ()
    if target.state is TargetState.UNUSED or target.reason == "Elb.RegistrationInProgress":
        target = replace(
            target,
            state=TargetState.INITIAL,
            reason="Elb.InitialHealthChecking",
            registered_ms=world.now_ms,
        )
    target = replace(target, number=number)
    check = group.check
    rhythm = Rhythm(
        group.created_ms,
        check.interval_s,
        check.timeout_s,
        check.healthy,
        check.unhealthy,
        target.registered_ms,
        target.registered_ms,
    )
    turn = next_turn(_GOOD.get(target.state), rhythm, _answering(world, group, target))
    if turn is None:
        return target, ()
    judged = TargetJudged(target.key, turn.good, turn.hangs, number)
    return target, (Later(max(0, turn.at_ms - world.now_ms), judged),)


def _answering(world: World, group: TargetGroup, target: Target) -> Answering:
    """How the application behind a target answers; where no task listens, nothing does."""
    task = world.get(Task, target.task)
    if task is None:
        return Answering(False, target.registered_ms, hangs=True)
    if closed(world, group, target, task):
        return Answering(False, max(target.registered_ms, world.now_ms), hangs=True)
    path = group.check.path if group.check.protocol in ("HTTP", "HTTPS") else "tcp"
    return answering(world, task, task.container(_container(task, target)), path)


def closed(world: World, group: TargetGroup, target: Target, task: Task) -> str:
    """Which security group keeps the load balancer's checks out; empty if none does [NM-2]."""
    place = place_of_task(world, task)
    if place is None:
        return ""
    for arn in group.load_balancers:
        balancer = world.get(LoadBalancer, arn)
        if balancer is None:
            continue
        ips = [address_near_end(found) for name in balancer.subnets if (found := world.get(Subnet, name))]
        if not lets_in(world, place, target.port, balancer.security_groups, ips):
            names = ", ".join(place.groups)
            return f"security group {names} of the task lets port {target.port} in from no load balancer"
    return ""


def _container(task: Task, target: Target) -> str:
    """The container behind a target of a task."""
    own = [balanced.container for balanced in task.balanced if balanced.group == target.group]
    return own[0] if own else task.containers[0].name
