"""Scaling policies of Auto Scaling groups: a person's own, and the one that managed scaling owns.

Stands for EC-2 (policies on CPU or reservation), EC-4 and EC-5 (managed scaling's size and steps, from zero),
EC-6 (spare room), EC-8 (alarm, warm-up), SS-2, SS-4 and TT-2 (the same arithmetic as for services). AWS:
"Dynamic scaling for Amazon EC2 Auto Scaling". The formulas are our model.
"""

from trainer.sim.capacity import sized, stepping
from trainer.sim.capacity_told import needed_and_there
from trainer.sim.events import AlarmTurned, GroupConsidered, GroupScalingConsidered, MinutePassed
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import (
    Alarm,
    AlarmState,
    AutoScalingGroup,
    CapacityProvider,
    GroupInstance,
    GroupPolicy,
    Lifecycle,
    TargetCapacity,
)
from trainer.sim.scaling import step_for, stepped, tracked
from trainer.sim.world import World
from trainer.value import dataclass, replace

MANAGED_TAG = "AmazonECSManaged"
"""The tag that ECS puts on the group of a capacity provider [EC-12]."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The size that a policy wants, why in words, and the rules."""

    size: int
    text: str
    rules: tuple[str, ...]


def react(world: World, event: GroupScalingConsidered | AlarmTurned | MinutePassed) -> Reaction:
    """Let a group's policies decide when an alarm of theirs turns, and each minute while it sounds."""
    if isinstance(event, GroupScalingConsidered):
        return _decide(world, event.group)
    if isinstance(event, AlarmTurned):
        names = {event.alarm} if event.state == AlarmState.ALARM else set()
    elif world.of(GroupPolicy):
        alarms = world.of(Alarm).values()
        names = {one.name for one in alarms if one.state is AlarmState.ALARM and one.turned_ms < world.now_ms}
    else:
        return NOTHING
    groups = dict.fromkeys(
        policy.group
        for policy in world.of(GroupPolicy).values()
        if any(alarm.name in names for alarm in _sounding(world, policy))
    )
    later = tuple(Later(0, GroupScalingConsidered(name)) for name in groups)
    return Reaction((), later) if later else NOTHING


def _sounding(world: World, policy: GroupPolicy) -> list[Alarm]:
    """The alarms that set a policy off now."""
    return [
        alarm
        for alarm in world.of(Alarm).values()
        if alarm.state is AlarmState.ALARM and alarm.actions_enabled and policy.arn in alarm.actions
    ]


def _decide(world: World, name: str) -> Reaction:
    """Of several policies the largest size wins, as with services."""
    group = world.get(AutoScalingGroup, name)
    if group is None or group.deleting or "AlarmNotification" in group.suspended:
        return NOTHING
    wishes = [
        (wish, policy)
        for policy in world.among(GroupPolicy, f"group policies:{name}")
        for alarm in (_sounding(world, policy) if policy.enabled else ())
        if (wish := (_managed if policy.provider else _own)(world, group, policy, alarm)) is not None
    ]
    if not wishes:
        return NOTHING
    wish, policy = max(wishes, key=lambda one: one[0].size)
    refused = _refused(world, group, policy, wish)
    return resized(world, group, policy, wish) if refused is None else _not_scaled(group, policy, refused)


def _managed(world: World, group: AutoScalingGroup, policy: GroupPolicy, alarm: Alarm) -> Wish | None:
    """What managed scaling wants [EC-4, EC-5]."""
    provider, count = world.get(CapacityProvider, policy.provider), world.get(TargetCapacity, policy.provider)
    if provider is None or count is None:
        return None
    wanted = sized(count.needed, count.there, provider)
    outwards = alarm.name == policy.high_alarm
    if (wanted <= group.desired) if outwards else (wanted >= group.desired):
        return None
    size = stepping(wanted, group.desired, provider)
    text = f"tasks need {needed_and_there(count)}, at a target capacity of {provider.target_capacity} %"
    rules = ("EC-3", "EC-4", "EC-5") if not count.there else ("EC-3", "EC-4")
    return Wish(size, text, rules)


def _own(world: World, group: AutoScalingGroup, policy: GroupPolicy, alarm: Alarm) -> Wish | None:
    """What a person's policy wants."""
    if alarm.value is None:
        return None
    serving = [
        one
        for one in world.among(GroupInstance, f"members:{group.name}")
        if one.counts and one.lifecycle is Lifecycle.IN_SERVICE
    ]
    text = f"{alarm.metric.name} is {alarm.value:.1f} against {alarm.threshold:g}"
    if policy.type == "TargetTrackingScaling":
        outwards = alarm.name == policy.high_alarm
        if not outwards and policy.disable_in:
            return None
        size = tracked(max(len(serving), 1) if outwards else len(serving), alarm.value, policy.target)
        size = max(size, group.desired + 1) if outwards else size
        return Wish(size, text, ("EC-2",)) if outwards or size < group.desired else None
    change = policy.steps[0].change if policy.type == "SimpleScaling" else None
    if change is None:
        step = step_for(policy.steps, alarm.value - alarm.threshold)
        if step is None:
            return None
        change = step.change
    size = stepped(group.desired, policy.adjustment, change, policy.least_change)
    return Wish(size, text, ("EC-2",)) if size != group.desired else None


def _refused(
    world: World, group: AutoScalingGroup, policy: GroupPolicy, wish: Wish
) -> tuple[str, tuple[str, ...]] | None:
    """Why the size stays: the group's bounds, a warm-up, a cooldown."""
    outwards = wish.size > group.desired
    if policy.provider and not any(tag["Key"] == MANAGED_TAG for tag in group.tags):
        return f"its tag {MANAGED_TAG} is gone", ("EC-12",)
    if outwards and group.desired >= group.maximum:
        return f"its maximum of {group.maximum} instances is reached", ("EC-5",)
    if not outwards and group.desired <= group.minimum:
        return f"its minimum of {group.minimum} instances is reached", ("EC-5",)
    until_ms = -1
    if policy.type == "SimpleScaling":
        until_ms = group.scaled_ms + policy.cooldown_s * SECOND_MS if group.scaled_ms is not None else -1
        word = "the cooldown of its last activity"
    else:
        until_ms = policy.last_out_ms + policy.warmup_s * SECOND_MS if policy.last_out_ms is not None else -1
        word = "the warm-up of its last instances"
    if world.now_ms < until_ms:
        until = world.wall(until_ms).strftime("%H:%M:%S")
        return f"{word} ends at {until}", ("EC-8",)
    return None


def _not_scaled(
    group: AutoScalingGroup, policy: GroupPolicy, refused: tuple[str, tuple[str, ...]]
) -> Reaction:
    text, rules = refused
    if policy.not_scaled == text:
        return NOTHING
    why = Why((group.arn, policy.arn), f"{group.name} stays at {group.desired} instances: {text}", rules)
    return Reaction((replace(policy, not_scaled=text),), (), (why,))


def resized(world: World, group: AutoScalingGroup, policy: GroupPolicy, wish: Wish) -> Reaction:
    """The group with another desired capacity, inside its bounds."""
    size = max(group.minimum, min(wish.size, group.maximum))
    outwards = size > group.desired
    if outwards:
        policy = replace(policy, last_out_ms=world.now_ms)
    else:
        policy = replace(policy, last_in_ms=world.now_ms)
    who = f"capacity provider {policy.provider}" if policy.provider else f"policy {policy.name}"
    text = f"desired capacity of {group.name} went {group.desired} → {size} by {who}: {wish.text}"
    bound = group.maximum if outwards else group.minimum
    if size != wish.size:
        text += f" (it wants {wish.size}, {'at most' if outwards else 'at least'} {bound})"
    changed = replace(group, desired=size, scaled_ms=world.now_ms)
    about = (group.arn, policy.arn, *((policy.provider,) if policy.provider else ()))
    return Reaction(
        (changed, replace(policy, not_scaled="")),
        (Later(0, GroupConsidered(group.name)),),
        (Why(about, text, wish.rules),),
    )
