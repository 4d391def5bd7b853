"""Living through simulated time with the invariants checked after every step."""

from collections.abc import Mapping
from typing import Any

from trainer.aws.conform import reply_faults
from trainer.aws.model import Call, Reply
from trainer.aws.operations import OPERATIONS, SERVICES, of_service
from trainer.sim.invariants import broken, illegal
from trainer.sim.run import run_until, step
from trainer.sim.world import World

PAUSES_S = (0, 0, 0, 0, 1, 7, 12, 35, 70, 300)
"""How long a random world rests between two steps: one of these."""


def live(world: World, duration_ms: int) -> None:
    """Let time pass, step by step."""
    end_ms = world.now_ms + duration_ms
    while world.agenda and world.agenda[0].at_ms <= end_ms:
        before = world.copy()
        step(world)
        sound(world, before)
    run_until(world, end_ms)


def sound(world: World, before: World) -> None:
    """Nothing is broken, and nothing changed that may not change."""
    faults = [*broken(world), *illegal(before, world)]
    assert not faults, "\n".join(faults)


def found(operation: str) -> tuple[str, str]:
    """The service of an operation: the first that has it, unless it is named as in `elbv2:AddTags`."""
    named, colon, name = operation.rpartition(":")
    if colon:
        return named, name
    return next((service, name) for service in ("ecs", *SERVICES) if name in of_service(service))


def do(world: World, operation: str, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Call an operation that must not be refused; its reply must have AWS's shape."""
    service, operation = found(operation)
    before = world.copy()
    answer = OPERATIONS[service, operation](world, params)
    assert isinstance(answer, Reply), answer
    sound(world, before)
    if service != "trainer":
        faults = reply_faults(Call(service, operation, params), answer.data)
        assert not faults, faults
    return answer.data
