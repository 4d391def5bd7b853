"""clientToken: a call repeated with its token makes nothing new and answers as before."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from trainer.aws.operations.answering import Refusal
from trainer.seed import digest
from trainer.sim.model import Token
from trainer.sim.world import World


def made_before(world: World, operation: str, params: Mapping[str, Any], code: str) -> tuple[str, ...] | None:
    """What this very call made before, None if it is new; refuses with `code` if the token was another's."""
    token = params.get("clientToken")
    found = world.get(Token, f"{operation} {token}") if token else None
    if found is None:
        return None
    if found.asked != _asked(params):
        message = "The provided client token was already used with different parameters."
        raise Refusal(code, message)
    return found.made


def remember(world: World, operation: str, params: Mapping[str, Any], made: Sequence[str]) -> None:
    """Keep what the call made under its token, if it has one."""
    token = params.get("clientToken")
    if token:
        world.put(Token(f"{operation} {token}", _asked(params), tuple(made)))


def _asked(params: Mapping[str, Any]) -> str:
    return digest(repr(sorted(params.items(), key=itemgetter(0))))
