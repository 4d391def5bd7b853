"""Names of a request -> buses and rules of the world, or EventBridge's refusal."""

from trainer.aws.operations.answering import Refusal
from trainer.sim.envelope import DEFAULT
from trainer.sim.model import EventBus, EventRule
from trainer.sim.world import World


def wrong(message: str) -> Refusal:
    """EventBridge's ValidationException."""
    return Refusal("ValidationException", message)


def missing(message: str) -> Refusal:
    """EventBridge's ResourceNotFoundException."""
    return Refusal("ResourceNotFoundException", message)


def bus_name(world: World, given: str | None) -> str:
    """The name of the bus of that name or ARN; refuses one that is not there. None given is `default`."""
    name = (given or DEFAULT).rpartition("/")[2]
    if name != DEFAULT and world.get(EventBus, name) is None:
        raise missing(f"Event bus {name} does not exist.")
    return name


def default_bus(world: World) -> EventBus:
    """The bus that every account has."""
    return EventBus(DEFAULT, world.arn(f"event-bus/{DEFAULT}", "events"))


def bus(world: World, given: str | None) -> EventBus:
    """The bus; refuses one that is not there."""
    name = bus_name(world, given)
    return world.get(EventBus, name) or default_bus(world)


def rule(world: World, name: str, given_bus: str | None) -> EventRule:
    """The rule of that name on that bus; refuses one that is not there."""
    on = bus_name(world, given_bus)
    found = world.get(EventRule, f"{on}/{name}")
    if found is None:
        raise missing(f"Rule {name} does not exist on EventBus {on}.")
    return found


def tagged(world: World, arn: str) -> None:
    """Refuses an ARN that is neither a rule's nor a bus's."""
    known = {default_bus(world).arn, *(one.arn for one in world.of(EventRule).values())}
    if arn not in known and not any(one.arn == arn for one in world.of(EventBus).values()):
        raise missing(f"{arn} does not exist.")
