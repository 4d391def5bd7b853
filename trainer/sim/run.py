"""Running a world of ECS: the kernel with ECS's behaviours, which are loaded when something first happens."""

from functools import cache

from trainer.sim import kernel
from trainer.sim.kernel import Behaviours, Condition
from trainer.sim.world import Event, World


@cache
def behaviours() -> Behaviours:
    """All of them, in their order."""
    from trainer.sim.behaviours.order import BEHAVIOURS

    return BEHAVIOURS


def happen(world: World, event: Event) -> None:
    """Let something happen now: how commands enter the world. Changes the given world."""
    kernel.happen(world, event, behaviours())


def step(world: World) -> bool:
    """Handle the next event; False when nothing lies ahead."""
    return kernel.step(world, behaviours())


def run_until(world: World, at_ms: int) -> int:
    """Let time run to that millisecond (not before now); returns how many events there were."""
    return kernel.run_until(world, at_ms, behaviours())


def run_for(world: World, duration_ms: int) -> int:
    """Let that much time pass."""
    return run_until(world, world.now_ms + duration_ms)


def run_until_condition(world: World, condition: Condition, limit_ms: int) -> bool:
    """Let time run until the condition holds; False, standing at the limit, if it does not by then."""
    return kernel.run_until_condition(world, condition, limit_ms, behaviours())
