"""Service "trainer": what only a simulator can do: machines, faults, time."""

from collections.abc import Callable, Mapping
from typing import Any

from trainer.aws.model import Answer
from trainer.aws.operations.answering import changes, invalid
from trainer.sim.latencies import SECOND_MS
from trainer.sim.run import run_for
from trainer.sim.world import World

WAIT_MAX_S = 30 * 86400


@changes
def wait(world: World, params: Mapping[str, Any]) -> Mapping[str, Any]:
    """Wait {seconds}: let time pass."""
    seconds = params.get("seconds")
    if not isinstance(seconds, int) or not 0 <= seconds <= WAIT_MAX_S:
        raise invalid(f"Wait wants whole seconds between 0 and {WAIT_MAX_S}.")
    run_for(world, seconds * SECOND_MS)
    return {"now": world.wall()}


TRAINER: Mapping[str, Callable[[World, Mapping[str, Any]], Answer]] = {
    "Wait": wait,
}
