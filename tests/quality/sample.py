"""Three hundred items of the bundled course that all tests of quality look at, made once a run."""

import pickle
from functools import cache

from tests.courses import in_turn
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
    with in_turn("sample") as folder:
        file = folder / "sample.pickle" if folder else None
        if file is not None and file.is_file():
            return tuple(pickle.loads(file.read_bytes()))  # noqa: S301 - this run wrote it
        bank = Bank(ecs_bank().graph, play)
        made = tuple(generate(bank, Request(count=COUNT, seed=2026, reserved=True)))
        if file is not None:
            file.write_bytes(pickle.dumps(made))
        return made


@cache
def ground() -> Ground:
    """The course that they are held against."""
    return Ground(ecs_bank().graph, play)
