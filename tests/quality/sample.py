"""Three hundred items of the bundled course that all tests of quality look at."""

from functools import cache

from tests.quality.gates import Ground
from tests.questions.banks import ecs_bank
from trainer.aws.play import play
from trainer.questions.bank import Bank
from trainer.questions.generate import generate
from trainer.questions.model import Item, Request

COUNT = 300


@cache
def sample() -> tuple[Item, ...]:
    """Items of every kind with options, reserved patterns included, the simulator asked."""
    return tuple(generate(Bank(ecs_bank().graph, play), Request(count=COUNT, seed=2026, reserved=True)))


@cache
def ground() -> Ground:
    """The course that they are held against."""
    return Ground(ecs_bank().graph, play)
