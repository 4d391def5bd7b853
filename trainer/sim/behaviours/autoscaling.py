"""Service auto scaling by alarms: target tracking and step policies decide together.

Stands for AS-2 (bounds), AS-3 (the running count is the start), AS-6 (no scale-in in a deployment), AS-7
(suspended), AS-8 (the largest capacity wins, all must agree on in), AS-9 (why not), TT-2 to TT-6, SS-2 to
SS-5 (steps, cooldowns). AWS: "Automatically scale your Amazon ECS service".
The formulas of TT-2 and TT-3 are our model.
"""

from collections.abc import Mapping
from typing import Any

from trainer.sim.events import ScalingConsidered, ServiceUpdated
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import SECOND_MS
from trainer.sim.load import running
from trainer.sim.model import (
    Activity,
    Alarm,
    AlarmState,
    ScalableTarget,
    ScalingPolicy,
    Service,
    StepAdjustment,
)
from trainer.sim.scaling import step_for, stepped, tracked
from trainer.sim.world import Record, World
from trainer.value import dataclass, replace


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a policy wants."""

    policy: ScalingPolicy
    alarm: Alarm
    capacity: int
    base: int
    """The capacity that it started from."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing is done: AWS's word and a sentence [AS-9]."""

    code: str
    text: str
    rules: tuple[str, ...]


def react(world: World, event: ScalingConsidered) -> Reaction:
    """Let the policies of a target whose alarms sound decide."""
    target = world.get(ScalableTarget, event.resource)
    service = service_of(world, event.resource)
    if target is None or service is None or service.status != "ACTIVE":
        return NOTHING
    out, inwards, quiet = _proposals(world, target, service)
    decision = _decide(world, target, service, out, inwards)
    if decision is None:
        return _not_scaled(world, target, service, quiet) if quiet else NOTHING
    if isinstance(decision, Refused):
        return _not_scaled(world, target, service, decision)
    proposal, capacity = decision
    return _scaled(world, target, service, proposal, capacity)


def service_of(world: World, resource: str) -> Service | None:
    """The service of a resource id `service/cluster/name`."""
    return world.get(Service, world.arn(resource))


def _proposals(
    world: World, target: ScalableTarget, service: Service
) -> tuple[list[Proposal], list[Proposal], Refused | None]:
    """What each policy whose alarm sounds wants: more, less; and why one that sounds wants nothing."""
    count = len(running(world, service))
    policies = world.among(ScalingPolicy, f"policies:{target.resource}")
    out: list[Proposal] = []
    inwards: list[Proposal] = []
    quiet: Refused | None = None
    for policy in policies:
        for name in dict.fromkeys((policy.high_alarm, policy.low_alarm, *_alarms_of(world, policy))):
            alarm = world.get(Alarm, name)
            if alarm is None or alarm.state is not AlarmState.ALARM or alarm.value is None:
                continue
            proposal = _proposal(policy, alarm, count)
            if proposal is None:
                quiet = _without_step(policy, alarm) or quiet
                continue
            wants_more = proposal.capacity > proposal.base
            if policy.type == "TargetTrackingScaling" and not wants_more and not _all_agree(world, policies):
                quiet = Refused("", "another target tracking policy does not want fewer tasks", ("AS-8",))
                continue
            (out if wants_more else inwards).append(proposal)
    return out, inwards, quiet


def _without_step(policy: ScalingPolicy, alarm: Alarm) -> Refused | None:
    """A step policy that is called for a breach in none of its steps does nothing [SS-1]; no number of the
    breach is told, so that the same is not told anew each minute."""
    if policy.type != "StepScaling" or step_for(policy.steps, (alarm.value or 0.0) - alarm.threshold):
        return None
    bounds = " and ".join(map(_bounds, policy.steps)) or "nowhere"
    text = (
        f"alarm {alarm.name} calls policy {policy.name}, which has no step for such a breach: its steps lie "
        f"{bounds}, counted from the alarm's threshold of {alarm.threshold:g}"
    )
    return Refused("", text, ("SS-1", "SS-2"))


def _bounds(step: StepAdjustment) -> str:
    if step.lower is None or step.upper is None:
        return f"up to {step.upper:g}" if step.upper is not None else f"from {step.lower:g} on"
    return f"from {step.lower:g} to {step.upper:g}"


def _alarms_of(world: World, policy: ScalingPolicy) -> list[str]:
    """The alarms that a step policy's owner made [SS-1]."""
    return [alarm.name for alarm in world.of(Alarm).values() if policy.arn in alarm.actions]


def _all_agree(world: World, policies: list[ScalingPolicy]) -> bool:
    """Whether every target tracking policy that may scale in has its low alarm in ALARM [AS-8]."""
    for policy in policies:
        if policy.type != "TargetTrackingScaling" or policy.disable_in:
            continue
        low = world.get(Alarm, policy.low_alarm)
        if low is None or low.state is not AlarmState.ALARM:
            return False
    return True


def _proposal(policy: ScalingPolicy, alarm: Alarm, count: int) -> Proposal | None:
    value = alarm.value or 0.0
    if policy.type == "TargetTrackingScaling":
        if alarm.name == policy.low_alarm and policy.disable_in:
            return None
        base = max(count, 1) if alarm.name == policy.high_alarm else count
        wanted = tracked(base, value, policy.target)
        if alarm.name == policy.high_alarm:
            return Proposal(policy, alarm, max(wanted, count + 1), count)
        return Proposal(policy, alarm, wanted, count) if wanted < count else None
    step = step_for(policy.steps, value - alarm.threshold)
    if step is None or (step.change == 0 and policy.adjustment != "ExactCapacity"):
        return None
    wanted = stepped(count, policy.adjustment, step.change, policy.least_change)
    return None if wanted == count else Proposal(policy, alarm, wanted, count)


def _decide(
    world: World,
    target: ScalableTarget,
    service: Service,
    out: list[Proposal],
    inwards: list[Proposal],
) -> tuple[Proposal, int] | Refused | None:
    """The capacity to set, or why none is set; None when no policy wants anything."""
    if out:
        return _decide_out(world, target, service, max(out, key=lambda proposal: proposal.capacity))
    if inwards:
        return _decide_in(world, target, service, max(inwards, key=lambda proposal: proposal.capacity))
    return None


def _decide_out(
    world: World, target: ScalableTarget, service: Service, proposal: Proposal
) -> tuple[Proposal, int] | Refused:
    policy, desired = proposal.policy, service.desired_count
    if target.out_suspended:
        return Refused("", "scaling out is suspended", ("AS-7",))
    capacity = proposal.capacity
    cooling = policy.last_out_ms is not None and (
        world.now_ms < policy.last_out_ms + policy.cooldown_out_s * SECOND_MS
    )
    if cooling:
        if policy.type == "StepScaling":
            capacity = policy.last_from + (capacity - proposal.base)
        if capacity <= desired:
            return Refused("", "the cooldown of the last scale-out is not over", ("TT-4", "SS-5"))
    if desired < target.minimum:
        return proposal, max(target.minimum, min(capacity, target.maximum))
    if desired >= target.maximum:
        text = f"the maximum of {target.maximum} tasks is reached"
        return Refused("AlreadyAtMaxCapacity", text, ("AS-9", "AS-2"))
    capacity = min(capacity, target.maximum)
    if capacity <= desired:
        return Refused("AlreadyAtDesiredCapacity", f"{desired} tasks are wanted already", ("AS-9", "AS-3"))
    return proposal, capacity


def _decide_in(
    world: World, target: ScalableTarget, service: Service, proposal: Proposal
) -> tuple[Proposal, int] | Refused:
    policy, desired = proposal.policy, service.desired_count
    if target.in_suspended:
        return Refused("", "scaling in is suspended", ("AS-7",))
    if service.rolling:
        return Refused("", "scaling in is off while a deployment is under way", ("AS-6",))
    if policy.last_in_ms is not None and world.now_ms < policy.last_in_ms + policy.cooldown_in_s * SECOND_MS:
        return Refused("", "the cooldown of the last scale-in is not over", ("TT-4",))
    if desired <= target.minimum:
        text = f"the minimum of {target.minimum} tasks is reached"
        return Refused("AlreadyAtMinCapacity", text, ("AS-9", "AS-2"))
    capacity = max(target.minimum, min(proposal.capacity, target.maximum))
    if capacity >= desired:
        return Refused("AlreadyAtDesiredCapacity", f"{desired} tasks are wanted already", ("AS-9", "AS-3"))
    return proposal, capacity


def _scaled(
    world: World, target: ScalableTarget, service: Service, proposal: Proposal, capacity: int
) -> Reaction:
    policy, alarm, desired = proposal.policy, proposal.alarm, service.desired_count
    outwards = capacity > desired
    if outwards:
        policy = replace(policy, last_out_ms=world.now_ms, last_from=proposal.base)
    else:
        policy = replace(policy, last_in_ms=world.now_ms)
    cause = f"monitor alarm {alarm.name} in state ALARM triggered policy {policy.name}"
    rules = ("TT-2", "TT-3", "AS-8") if policy.type == "TargetTrackingScaling" else ("SS-2", "SS-3", "AS-8")
    text = (
        f"desired count went {desired} → {capacity}: policy {policy.name} with {proposal.base} running and "
        f"{_measured(alarm)}"
    )
    reaction = changed(
        world, target, service, capacity, cause=cause, why=Why((service.arn, policy.arn), text, rules)
    )
    return replace(reaction, changes=(*reaction.changes, policy))


def _measured(alarm: Alarm) -> str:
    return f"{alarm.metric.name} at {alarm.value:.1f} against {alarm.threshold:g}"


def changed(
    world: World, target: ScalableTarget, service: Service, capacity: int, *, cause: str, why: Why
) -> Reaction:
    """A new desired count, its activity and its reason."""
    activity = Activity(
        world.new_uuid("activity", target.resource),
        target.resource,
        world.now_ms,
        cause,
        f"Setting desired count to {capacity}.",
        f"Successfully set desired count to {capacity}. Change successfully fulfilled by ecs.",
    )
    records: tuple[Record, ...] = (
        replace(service, desired_count=capacity, steady=False),
        replace(target, not_scaled=""),
        activity,
    )
    return Reaction(records, (Later(0, ServiceUpdated(service.arn), 0),), (why,))


def _not_scaled(world: World, target: ScalableTarget, service: Service, refused: Refused) -> Reaction:
    """Told once until something else is the matter [AS-9]."""
    if target.not_scaled == refused.text:
        return NOTHING
    why = Why((service.arn,), f"the service was not scaled: {refused.text}", refused.rules)
    records: list[Record] = [replace(target, not_scaled=refused.text)]
    if refused.code:
        records.append(_no_activity(world, target, service, refused))
    return Reaction(tuple(records), (), (why,))


def _no_activity(world: World, target: ScalableTarget, service: Service, refused: Refused) -> Activity:
    reason: Mapping[str, Any] = {
        "Code": refused.code,
        "MaxCapacity": target.maximum,
        "MinCapacity": target.minimum,
        "CurrentCapacity": service.desired_count,
    }
    return Activity(
        world.new_uuid("activity", target.resource),
        target.resource,
        world.now_ms,
        "scaling policies were evaluated",
        "Attempting to scale due to alarm triggered",
        f"Unable to scale: {refused.text}",
        successful=False,
        not_scaled=reason,
    )
