"""What all operations share: refusing in AWS's words, and leaving the world untouched when they do."""

from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, TypeAlias

from trainer.aws.model import Answer, Rejected, Reply
from trainer.sim.world import World

Operation: TypeAlias = Callable[[World, Mapping[str, Any]], Mapping[str, Any]]


class Refusal(Exception):  # noqa: N818 - an answer on its way out, not an error of ours
    """Ends an operation before it has changed anything."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.rejected = Rejected(code, message, status)


def invalid(message: str) -> Refusal:
    """AWS's InvalidParameterException."""
    return Refusal("InvalidParameterException", message)


def named(
    items: Sequence[Mapping[str, Any]] | None, what: str, member: str = "name"
) -> dict[str, Mapping[str, Any]]:
    """Items by the member that AWS's model calls optional and its service does not; refuses one without."""
    for item in items or ():
        if not item.get(member):
            raise invalid(f"{what} must have a {member}.")
    return {item[member]: item for item in items or ()}


def client(message: str) -> Refusal:
    """AWS's ClientException."""
    return Refusal("ClientException", message)


def reads(operation: Operation) -> Callable[[World, Mapping[str, Any]], Answer]:
    """An operation that leaves the world as it is."""

    @wraps(operation)
    def handler(world: World, params: Mapping[str, Any]) -> Answer:
        try:
            return Reply(operation(world, params))
        except Refusal as refusal:
            return refusal.rejected

    return handler


def apart(
    answered: Callable[[World, Mapping[str, Any]], Answer],
) -> Callable[[World, Mapping[str, Any]], Answer]:
    """For operations whose replies are made for their caller alone: a client gets them uncopied."""

    @wraps(answered)
    def handler(world: World, params: Mapping[str, Any]) -> Answer:
        answer = answered(world, params)
        return Reply(answer.data, apart=True) if isinstance(answer, Reply) else answer

    return handler


def changes(operation: Operation) -> Callable[[World, Mapping[str, Any]], Answer]:
    """An operation that changes the world: it gets a number of its own, given back when it refuses."""

    @wraps(operation)
    def handler(world: World, params: Mapping[str, Any]) -> Answer:
        before = (world.sequence, world.handling, world.cause)
        world.begin()
        try:
            return Reply(operation(world, params))
        except Refusal as refusal:
            world.sequence, world.handling, world.cause = before
            return refusal.rejected

    return handler
