"""Rules of listeners: conditions, priorities, actions [LB-5]."""

from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.elbv2 import find, tags
from trainer.aws.operations.elbv2.conditions import checked
from trainer.aws.operations.elbv2.linking import check_actions, relink
from trainer.sim.kernel import Why, tell
from trainer.sim.model import Listener, ListenerRule, Tags
from trainer.sim.world import Gone, World
from trainer.value import replace

PRIORITY_MAX = 50_000


@changes
def create_rule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """CreateRule: a priority of its own among the listener's rules."""
    listener = find.listener(world, params["ListenerArn"])
    priority = params["Priority"]
    _check_priority(world, listener.arn, priority)
    conditions = checked(params["Conditions"])
    balancer = find.balancer(world, listener.load_balancer)
    actions = check_actions(world, balancer, params["Actions"])
    path = listener.arn.partition(":listener/")[2]
    arn = world.arn(
        f"listener-rule/{path}/{world.new_id('rule', path, priority, length=16)}", "elasticloadbalancing"
    )
    tags.put(world, arn, params.get("Tags"))
    rule = ListenerRule(arn, listener.arn, priority, conditions, actions)
    world.put(rule)
    text = f"CreateRule put a rule of priority {priority} on {balancer.name}"
    world.cause = tell(world, Why((arn, balancer.arn), text, ("LB-5",)))
    relink(world)
    return {"Rules": [shown(rule)]}


def _check_priority(world: World, listener: str, priority: int, moving: Sequence[str] = ()) -> None:
    if not 1 <= priority <= PRIORITY_MAX:
        raise find.refused(f"Priority must be between 1 and {PRIORITY_MAX}")
    for rule in world.among(ListenerRule, f"rules:{listener}"):
        if rule.priority == priority and rule.arn not in moving:
            raise Refusal("PriorityInUse", f"Priority '{priority}' is currently in use")


def shown(rule: ListenerRule) -> dict[str, Any]:
    """A rule as AWS describes it."""
    return {
        "RuleArn": rule.arn,
        "Priority": str(rule.priority),
        "Conditions": [dict(condition) for condition in rule.conditions],
        "Actions": [dict(action) for action in rule.actions],
        "IsDefault": False,
    }


def default_shown(listener: Listener) -> dict[str, Any]:
    """The default rule of a listener."""
    path = listener.arn.replace(":listener/", ":listener-rule/")
    return {
        "RuleArn": f"{path}/{listener.arn[-16:][::-1]}",
        "Priority": "default",
        "Conditions": [],
        "Actions": [dict(action) for action in listener.actions],
        "IsDefault": True,
    }


@reads
def describe_rules(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeRules of a listener, by priority with the default one last; or by ARN."""
    arns, listener = params.get("RuleArns"), params.get("ListenerArn")
    if bool(arns) == bool(listener):
        raise find.refused("You must specify either listener rule ARNs or a listener ARN")
    if listener:
        found = find.listener(world, listener)
        rules = sorted(world.among(ListenerRule, f"rules:{found.arn}"), key=lambda rule: rule.priority)
        return find.paged(params, "Rules", [*map(shown, rules), default_shown(found)])
    defaults = {rule["RuleArn"]: rule for rule in map(default_shown, world.of(Listener).values())}
    named = [defaults.get(arn) or shown(find.rule(world, arn)) for arn in dict.fromkeys(arns or ())]
    return find.paged(params, "Rules", named)


def _own(world: World, arn: str, verb: str) -> ListenerRule:
    """A rule that is not a listener's default one."""
    for listener in world.of(Listener).values():
        if default_shown(listener)["RuleArn"] == arn:
            raise Refusal("OperationNotPermitted", f"Default rule '{arn}' cannot be {verb}")
    return find.rule(world, arn)


@changes
def modify_rule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ModifyRule: conditions and actions."""
    found = _own(world, params["RuleArn"], "modified")
    balancer = find.balancer(world, find.listener(world, found.listener).load_balancer)
    conditions, actions = found.conditions, found.actions
    if params.get("Conditions"):
        conditions = checked(params["Conditions"])
    if params.get("Actions"):
        actions = check_actions(world, balancer, params["Actions"])
    changed = replace(found, conditions=conditions, actions=actions)
    world.put(changed)
    text = f"ModifyRule changed the rule of priority {found.priority} on {balancer.name}"
    world.cause = tell(world, Why((found.arn, balancer.arn), text, ("LB-5",)))
    relink(world)
    return {"Rules": [shown(changed)]}


@changes
def set_rule_priorities(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """SetRulePriorities."""
    wanted = {item.get("RuleArn") or "": item.get("Priority") or 0 for item in params["RulePriorities"]}
    rules = [find.rule(world, arn) for arn in wanted]
    if len({(rule.listener, wanted[rule.arn]) for rule in rules}) != len(rules):
        raise find.refused("A priority cannot be given twice")
    for rule in rules:
        _check_priority(world, rule.listener, wanted[rule.arn], list(wanted))
    changed = [replace(rule, priority=wanted[rule.arn]) for rule in rules]
    for rule in changed:
        world.put(rule)
    return {"Rules": [shown(rule) for rule in changed]}


@changes
def delete_rule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteRule."""
    found = _own(world, params["RuleArn"], "deleted")
    world.remove(Gone(ListenerRule, found.arn))
    world.remove(Gone(Tags, found.arn))
    text = f"DeleteRule took the rule of priority {found.priority} away"
    world.cause = tell(world, Why((found.arn,), text, ("LB-5",)))
    relink(world)
    return {}


RULES = {
    "CreateRule": create_rule,
    "DescribeRules": describe_rules,
    "ModifyRule": modify_rule,
    "SetRulePriorities": set_rule_priorities,
    "DeleteRule": delete_rule,
}
