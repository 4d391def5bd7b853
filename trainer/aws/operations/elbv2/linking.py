"""Which load balancers forward to which target groups, and the actions that say so [LB-2]."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal
from trainer.aws.operations.elbv2 import find
from trainer.sim.events import TargetGroupChanged
from trainer.sim.model import Listener, ListenerRule, LoadBalancer, TargetGroup
from trainer.sim.run import happen
from trainer.sim.world import World
from trainer.value import replace

PROTOCOLS = {
    "application": ("HTTP", "HTTPS"),
    "network": ("UDP", "TCP", "TLS", "TCP_UDP"),
    "gateway": ("GENEVE",),
}
"""What a load balancer's listeners and target groups speak [LB-5]."""
CONTENT_TYPES = ("text/plain", "text/css", "text/html", "application/javascript", "application/json")
"""What a fixed response may be."""


def forwarded(actions: Sequence[Mapping[str, Any]]) -> list[str]:
    """The target groups that actions forward to."""
    arns = [action["TargetGroupArn"] for action in actions if action.get("TargetGroupArn")]
    arns += [
        item["TargetGroupArn"]
        for action in actions
        for item in (action.get("ForwardConfig") or {}).get("TargetGroups") or ()
        if item.get("TargetGroupArn")
    ]
    return list(dict.fromkeys(arns))


def check_actions(
    world: World, balancer: LoadBalancer, actions: Sequence[Mapping[str, Any]]
) -> tuple[Mapping[str, Any], ...]:
    """Actions as they are kept: their target groups exist, fit, and belong to no other load balancer."""
    if not actions:
        raise find.refused("Actions must be specified")
    for action in actions:
        _check_fixed(action.get("FixedResponseConfig") or {})
        if action["Type"] == "forward" and not forwarded([action]):
            raise find.refused("A target group must be specified for a forward action")
    for arn in forwarded(actions):
        group = find.group(world, arn)
        if group.protocol not in PROTOCOLS[balancer.type]:
            raise Refusal(
                "IncompatibleProtocols",
                f"The protocol of target group '{arn}' is {group.protocol}, which is incompatible with "
                f"a load balancer of type {balancer.type}",
            )
        if group.vpc_id != balancer.vpc_id:
            raise Refusal(
                "InvalidConfigurationRequest",
                "The target group and the load balancer must be in the same VPC",
            )
        if group.load_balancers and group.load_balancers != (balancer.arn,):
            raise Refusal(
                "TargetGroupAssociationLimit",
                f"The following target groups cannot be associated with more than one load balancer: {arn}",
            )
    return tuple(_ordered(action, place) for place, action in enumerate(actions, 1))


def _check_fixed(response: Mapping[str, Any]) -> None:
    code, kind = response.get("StatusCode"), response.get("ContentType")
    if code is not None and not re.fullmatch(r"[245]\d\d", code):
        raise find.refused(f"The status code '{code}' of a fixed response must be 2XX, 4XX or 5XX")
    if kind is not None and kind not in CONTENT_TYPES:
        raise Refusal(
            "InvalidLoadBalancerAction", f"The ContentType must be one of:'{', '.join(CONTENT_TYPES)}'"
        )


def _ordered(action: Mapping[str, Any], place: int) -> dict[str, Any]:
    """An action with what AWS adds: its order, and both ways of naming a single target group."""
    data = {**action}
    if place > 1 or "Order" in action:
        data.setdefault("Order", place)
    groups = forwarded([action])
    if action["Type"] == "forward" and len(groups) == 1:
        data.setdefault("TargetGroupArn", groups[0])
        stickiness = {"TargetGroupStickinessConfig": {"Enabled": False}}
        single = {"TargetGroups": [{"TargetGroupArn": groups[0], "Weight": 1}], **stickiness}
        data.setdefault("ForwardConfig", single)
    return data


def relink(world: World) -> None:
    """Bring every target group's load balancers up to date and let its targets be checked anew."""
    links: dict[str, dict[str, None]] = {}
    for listener in world.of(Listener).values():
        rules = world.among(ListenerRule, f"rules:{listener.arn}")
        for actions in (listener.actions, *(rule.actions for rule in rules)):
            for arn in forwarded(actions):
                links.setdefault(arn, {})[listener.load_balancer] = None
    for group in list(world.of(TargetGroup).values()):
        linked = tuple(links.get(group.arn, ()))
        if linked != group.load_balancers:
            world.put(replace(group, load_balancers=linked))
            happen(world, TargetGroupChanged(group.arn))


def touch(world: World, balancer: str) -> None:
    """Let the targets behind a load balancer be checked anew."""
    for group in list(world.of(TargetGroup).values()):
        if balancer in group.load_balancers:
            happen(world, TargetGroupChanged(group.arn))
