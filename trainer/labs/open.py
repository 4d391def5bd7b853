"""From a lab file to a world as it is given."""

from collections.abc import Sequence

from trainer.aws.answer import answer
from trainer.aws.model import Call, Rejected
from trainer.content.model import Lab, Step
from trainer.labs.model import SEED, Work
from trainer.sim.start import new_world
from trainer.sim.world import World


class BadStart(ValueError):  # noqa: N818 - the lab's fault, told to its author
    """A step of the start was refused."""


def begin(lab: Lab) -> Work:
    """The lab as it is given. Raises BadStart when one of its own steps is refused."""
    return Work(lab, start_world(lab.start))


def start_world(steps: Sequence[Step]) -> World:
    """A fresh world after these steps."""
    world = new_world(SEED)
    for step in steps:
        result = answer(world, Call(step.service, step.operation, step.params))
        if isinstance(result, Rejected):
            raise BadStart(f"{step.source}: {step.service} {step.operation} is refused: {result.message}")
    return world
