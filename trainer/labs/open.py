"""From a lab file to a world as it is given."""

from collections.abc import Sequence

from trainer.content.model import Lab, Step
from trainer.labs.check import open_stage
from trainer.labs.going import Going
from trainer.labs.model import SEED, Work
from trainer.labs.steps import Refused, do_steps
from trainer.labs.trace import Trace
from trainer.sim.start import new_world
from trainer.value import replace


class BadStart(ValueError):  # noqa: N818 - the lab's fault, told to its author
    """A step of the start was refused."""


def begin(lab: Lab) -> Work:
    """The lab as it is given. Raises BadStart when one of its own steps is refused."""
    going = start(lab.start)
    work, fault = open_stage(Work(lab, going.world, going.trace))
    if fault:
        raise BadStart(fault)
    return work


def start(steps: Sequence[Step]) -> Going:
    """A fresh world after these steps, ready to run on."""
    going = Going(new_world(SEED), Trace())
    try:
        do_steps(going, steps)
    except Refused as error:
        raise BadStart(str(error)) from error
    return going


def scene(work: Work, steps: Sequence[Step]) -> Work:
    """The same lab on another account, made by these steps."""
    going = start(steps)
    world, trace = going.world, going.trace
    return replace(work, world=world, trace=trace, began=(world.now_ms, world.told))
