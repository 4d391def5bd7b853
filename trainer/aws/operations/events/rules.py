"""Rules: a pattern or a schedule; put, shown, switched, deleted [EB-1, EB-2, EB-7]."""

import re
from collections.abc import Mapping
from typing import Any

from trainer.aws.operations import arn_tags
from trainer.aws.operations.answering import Refusal, changes, reads
from trainer.aws.operations.events.find import bus_name, rule, wrong
from trainer.aws.operations.listing import listed
from trainer.sim.behaviours.scheduling import rule_planned
from trainer.sim.envelope import DEFAULT
from trainer.sim.kernel import Reaction, Why, absorb
from trainer.sim.model import EventRule
from trainer.sim.patterns import BadPattern, read
from trainer.sim.schedules import BadSchedule
from trainer.sim.world import Gone, World
from trainer.value import replace

_NAME = re.compile(r"[.\-_A-Za-z0-9]{1,64}")
_RATE = re.compile(r"rate\((\d+) (minute|hour|day)(s?)\)")


@changes
def put_rule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """PutRule: new, or instead of the one of that name; its targets stay."""
    name, on = params["Name"], bus_name(world, params.get("EventBusName"))
    if not _NAME.fullmatch(name):
        raise wrong(f"Rule name '{name}' may have up to 64 letters, digits and . - _ only.")
    pattern, schedule = params.get("EventPattern") or "", params.get("ScheduleExpression") or ""
    if not pattern and not schedule:
        raise wrong("Parameter(s) EventPattern or ScheduleExpression must be specified.")
    if schedule and on != DEFAULT:
        raise wrong("ScheduleExpression is supported only on the default event bus.")
    if pattern:
        try:
            read(pattern)
        except BadPattern as error:
            raise Refusal("InvalidEventPatternException", str(error)) from error
    old = world.get(EventRule, f"{on}/{name}")
    arn = world.arn(f"rule/{name}" if on == DEFAULT else f"rule/{on}/{name}", "events")
    made = EventRule(
        name=name,
        bus=on,
        arn=arn,
        pattern=pattern,
        schedule=schedule,
        enabled=params.get("State") != "DISABLED",
        description=params.get("Description") or "",
        role=params.get("RoleArn") or "",
        targets=old.targets if old else (),
        created_ms=world.now_ms,
        number=world.handling,
        matched=old.matched if old else 0,
    )
    _plan(world, made, f"rule {name} was put on bus {on}")
    arn_tags.put(world, arn, params.get("Tags"))
    return {"RuleArn": arn}


def _plan(world: World, made: EventRule, text: str) -> None:
    """Keep the rule and plan its next time; refuses a schedule that is none."""
    try:
        if (spelt := _RATE.fullmatch(made.schedule)) and (spelt[1] == "1") is bool(spelt[3]):
            raise BadSchedule(f"rate({spelt[1]} …) wants '{spelt[2]}{'' if spelt[1] == '1' else 's'}'")
        if made.schedule.startswith("at("):
            raise BadSchedule("at() is for EventBridge Scheduler")
        later = rule_planned(world, made)
    except BadSchedule as error:
        raise wrong(f"Parameter ScheduleExpression is not valid. Reason: {error}.") from error
    absorb(world, Reaction((made,), later, (Why((made.arn,), text, ("EB-1",)),)))


@reads
def describe_rule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DescribeRule."""
    found = rule(world, params["Name"], params.get("EventBusName"))
    return {**shown(found), "CreatedBy": world.account}


def shown(one: EventRule) -> dict[str, Any]:
    """A rule as AWS describes it."""
    data: dict[str, Any] = {
        "Name": one.name,
        "Arn": one.arn,
        "State": "ENABLED" if one.enabled else "DISABLED",
        "EventBusName": one.bus,
    }
    optional = {
        "EventPattern": one.pattern,
        "ScheduleExpression": one.schedule,
        "Description": one.description,
        "RoleArn": one.role,
    }
    data.update((name, value) for name, value in optional.items() if value)
    return data


@reads
def list_rules(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListRules."""
    on, prefix = bus_name(world, params.get("EventBusName")), params.get("NamePrefix") or ""
    rules = [one for one in world.among(EventRule, f"rules:{on}") if one.name.startswith(prefix)]
    found, more = listed(params, sorted(rules, key=lambda one: one.name))
    return {"Rules": [shown(one) for one in found], **more}


@reads
def list_rule_names_by_target(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """ListRuleNamesByTarget."""
    on = bus_name(world, params.get("EventBusName"))
    names = [
        one.name
        for one in world.among(EventRule, f"rules:{on}")
        if any(target["Arn"] == params["TargetArn"] for target in one.targets)
    ]
    found, more = listed(params, sorted(names))
    return {"RuleNames": found, **more}


@changes
def enable_rule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """EnableRule."""
    found = rule(world, params["Name"], params.get("EventBusName"))
    changed = replace(found, enabled=True, number=world.handling)
    _plan(world, changed, f"rule {found.name} was enabled")
    return {}


@changes
def disable_rule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DisableRule: it matches nothing and its schedule does not come."""
    found = rule(world, params["Name"], params.get("EventBusName"))
    changed = replace(found, enabled=False, number=world.handling)
    _plan(world, changed, f"rule {found.name} was disabled")
    return {}


@changes
def delete_rule(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """DeleteRule: its targets must have been removed."""
    on = bus_name(world, params.get("EventBusName"))
    found = world.get(EventRule, f"{on}/{params['Name']}")
    if found is not None:
        if found.targets:
            raise wrong("Rule can't be deleted since it has targets.")
        world.remove(Gone(EventRule, found.key))
    return {}


RULES = {
    "PutRule": put_rule,
    "DescribeRule": describe_rule,
    "ListRules": list_rules,
    "ListRuleNamesByTarget": list_rule_names_by_target,
    "EnableRule": enable_rule,
    "DisableRule": disable_rule,
    "DeleteRule": delete_rule,
}
