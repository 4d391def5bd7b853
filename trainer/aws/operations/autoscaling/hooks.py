"""Lifecycle hooks: instances wait for someone's word when they come or go [EC-10]."""

from collections.abc import Mapping
from heapq import heapify
from typing import Any

from trainer.aws.operations.answering import changes, reads
from trainer.aws.operations.autoscaling import find
from trainer.aws.operations.autoscaling.find import wrong
from trainer.sim.behaviours.lifecycle import LAUNCHING, TERMINATING
from trainer.sim.events import LifecycleContinued
from trainer.sim.kernel import Why, plan, tell
from trainer.sim.latencies import SECOND_MS
from trainer.sim.model import AutoScalingGroup, GroupInstance, LifecycleHook
from trainer.sim.run import happen
from trainer.sim.world import Gone, World

_KEPT = ("NotificationTargetARN", "RoleARN", "NotificationMetadata")
HEARTBEAT_S = (30, 7200)
GLOBAL_MAX_S = 48 * 3600


def check(params: Mapping[str, Any]) -> None:
    """Refuse a hook that AWS refuses."""
    if params.get("LifecycleTransition") not in (LAUNCHING, TERMINATING):
        raise wrong(f"Valid LifecycleTransition values: {LAUNCHING}, {TERMINATING}.")
    if params.get("DefaultResult") not in (None, "CONTINUE", "ABANDON"):
        raise wrong("Valid DefaultResult values: CONTINUE, ABANDON.")
    least, most = HEARTBEAT_S
    if not least <= (params.get("HeartbeatTimeout") or 3600) <= most:
        raise wrong(f"HeartbeatTimeout must be between {least} and {most} seconds.")


def put(world: World, group: AutoScalingGroup, params: Mapping[str, Any]) -> None:
    """A hook, new or all anew."""
    world.put(
        LifecycleHook(
            params["LifecycleHookName"],
            group.name,
            params["LifecycleTransition"],
            params.get("HeartbeatTimeout") or 3600,
            params.get("DefaultResult") or "ABANDON",
            {key: params[key] for key in _KEPT if key in params},
        )
    )


@changes
def put_lifecycle_hook(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutLifecycleHook."""
    group = find.group(world, params["AutoScalingGroupName"])
    old = world.get(LifecycleHook, f"{group.name} {params['LifecycleHookName']}")
    if old is not None:
        params = {"LifecycleTransition": old.transition, **params}
    check(params)
    put(world, group, params)
    text = f"PutLifecycleHook gave {group.name} the hook {params['LifecycleHookName']}"
    tell(world, Why((group.arn,), text, ("EC-10",)))
    return {}


@reads
def describe_lifecycle_hooks(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeLifecycleHooks."""
    group = find.group(world, params["AutoScalingGroupName"])
    names = params.get("LifecycleHookNames")
    found = world.among(LifecycleHook, f"hooks:{group.name}")
    return {"LifecycleHooks": [_shown(one) for one in found if not names or one.name in names]}


def _shown(one: LifecycleHook) -> dict[str, Any]:
    return {
        "LifecycleHookName": one.name,
        "AutoScalingGroupName": one.group,
        "LifecycleTransition": one.transition,
        "HeartbeatTimeout": one.timeout_s,
        "GlobalTimeout": max(GLOBAL_MAX_S, one.timeout_s),
        "DefaultResult": one.default_result,
        **(one.shown or {}),
    }


@reads
def describe_lifecycle_hook_types(_: World, __: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeLifecycleHookTypes."""
    return {"LifecycleHookTypes": [LAUNCHING, TERMINATING]}


@changes
def delete_lifecycle_hook(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteLifecycleHook: instances that wait for it go on, a launch abandoned or continued by default."""
    hook = _need(world, params)
    world.remove(Gone(LifecycleHook, hook.key))
    text = f"DeleteLifecycleHook took {hook.name} from {hook.group}"
    world.cause = tell(world, Why((find.group(world, hook.group).arn,), text, ("EC-10",)))
    for member in world.among(GroupInstance, f"members:{hook.group}"):
        if hook.name in member.hooks:
            over = LifecycleContinued(member.instance_id, hook.name, "CONTINUE", member.number)
            happen(world, over)
    return {}


def _need(world: World, params: Mapping[str, Any]) -> LifecycleHook:
    group = find.group(world, params["AutoScalingGroupName"])
    found = world.get(LifecycleHook, f"{group.name} {params['LifecycleHookName']}")
    if found is None:
        raise wrong(f"No Lifecycle Hook found with name: {params['LifecycleHookName']}")
    return found


def _waiting(world: World, params: Mapping[str, Any], hook: LifecycleHook) -> GroupInstance:
    """The instance that waits for the hook, by its id or by the token of its action."""
    for member in world.among(GroupInstance, f"members:{hook.group}"):
        named = member.instance_id == params.get("InstanceId") or params.get("LifecycleActionToken")
        if named and hook.name in member.hooks:
            return member
    raise wrong(
        f"No active Lifecycle Action found with instance ID {params.get('InstanceId') or 'of that token'}"
    )


@changes
def complete_lifecycle_action(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CompleteLifecycleAction: with CONTINUE or ABANDON; a termination goes on either way."""
    hook = _need(world, params)
    result = params["LifecycleActionResult"]
    if result not in ("CONTINUE", "ABANDON"):
        raise wrong("Valid LifecycleActionResult values: CONTINUE, ABANDON.")
    member = _waiting(world, params, hook)
    text = f"CompleteLifecycleAction said {result} for {member.instance_id}"
    world.cause = tell(world, Why((member.instance_id,), text, ("EC-10",)))
    happen(world, LifecycleContinued(member.instance_id, hook.name, result, member.number))
    return {}


@changes
def record_lifecycle_action_heartbeat(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """RecordLifecycleActionHeartbeat: the hook's time begins anew."""
    hook = _need(world, params)
    member = _waiting(world, params, hook)
    text = f"RecordLifecycleActionHeartbeat gave {member.instance_id} another {hook.timeout_s:,} s"
    cause = tell(world, Why((member.instance_id,), text, ("EC-10",)))
    world.agenda[:] = [entry for entry in world.agenda if not _ends(entry.event, member, hook)]
    heapify(world.agenda)
    over = LifecycleContinued(member.instance_id, hook.name, hook.default_result, member.number)
    plan(world, hook.timeout_s * SECOND_MS, over, cause)
    return {}


def _ends(event: object, member: GroupInstance, hook: LifecycleHook) -> bool:
    return (
        isinstance(event, LifecycleContinued)
        and event.host == member.instance_id
        and event.hook == hook.name
        and event.number == member.number
    )


HOOKS = {
    "PutLifecycleHook": put_lifecycle_hook,
    "DescribeLifecycleHooks": describe_lifecycle_hooks,
    "DescribeLifecycleHookTypes": describe_lifecycle_hook_types,
    "DeleteLifecycleHook": delete_lifecycle_hook,
    "CompleteLifecycleAction": complete_lifecycle_action,
    "RecordLifecycleActionHeartbeat": record_lifecycle_action_heartbeat,
}
