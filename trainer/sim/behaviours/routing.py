"""Event buses: which rules an event matches, and that their targets are called.

Stands for EB-1 (rules of the default bus and of own ones, at most five targets each), EB-2 (patterns), EV-6.
AWS: "Rules in Amazon EventBridge". That an event is routed in the same millisecond is our model.
"""

from trainer.sim.behaviours.counting import counted
from trainer.sim.kernel import NOTHING, Later, Reaction, Why
from trainer.sim.model import EventRule
from trainer.sim.neighbours import EventArrived, TargetInvoked
from trainer.sim.patterns import difference, read
from trainer.sim.world import Record, World
from trainer.value import replace

_KIND = ("source", "detail-type", "account", "region")
"""Fields that say what kind of event it is: a rule that wants another kind has not missed it."""
TALKATIVE = ("aws.ecs",)
"""Sources that say so much that it is no news when no rule wants it."""


def react(world: World, event: EventArrived) -> Reaction:
    """Hand an event to every rule of its bus."""
    return _routed(world, event)


def dimensions(rule: EventRule) -> tuple[tuple[str, str], ...]:
    """The dimensions of a rule's metrics."""
    own = (("RuleName", rule.name),)
    return own if rule.bus == "default" else (("EventBusName", rule.bus), *own)


def _routed(world: World, event: EventArrived) -> Reaction:
    changes: list[Record] = []
    later: list[Later] = []
    reasons: list[Why] = []
    kind, source = event.envelope["detail-type"], event.envelope["source"]
    for rule in world.among(EventRule, f"rules:{event.bus}"):
        if not rule.pattern:
            continue
        field, said = difference(read(rule.pattern), event.envelope)
        if not field and not rule.enabled:
            said = "the rule is DISABLED"
        if said:
            if field not in _KIND:
                changes.append(replace(rule, missed=said))
            continue
        changes.append(replace(rule, matched=rule.matched + 1, missed=""))
        changes.append(counted(world, "AWS/Events", "TriggeredRules", *dimensions(rule)))
        number = len(rule.targets)
        about = (rule.arn, event.about) if event.about else (rule.arn,)
        text = f"rule {rule.name} matched an event '{kind}' of {source}"
        reasons.append(Why(about, text if number else f"{text}, but it has no target", ("EB-2",)))
        later.extend(
            Later(0, TargetInvoked(rule.arn, target, event.envelope, world.now_ms), len(reasons) - 1)
            for target in rule.targets
        )
    if not reasons and event.about and source not in TALKATIVE:
        text = f"no rule of bus {event.bus} matched the event '{kind}' of {source}: nothing was called"
        reasons.append(Why((event.about,), text, ("EB-2",)))
    return Reaction(tuple(changes), tuple(later), tuple(reasons)) if changes or reasons else NOTHING
