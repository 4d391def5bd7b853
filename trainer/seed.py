"""Chance by name: each use draws from its own stream, so one more draw here changes nothing elsewhere."""

import random
from collections.abc import MutableSequence, Sequence
from typing import TypeVar

from trainer.sha import sha256

T = TypeVar("T")


class Stream:
    """A named stream of chance.

    Everything is built on `random()`, the one method of `random.Random` whose values Python keeps
    stable across versions.
    """

    def __init__(self, *names: object) -> None:
        key = "\x1f".join(str(name) for name in names).encode()
        self._random = random.Random(int.from_bytes(sha256(key).digest()[:8], "big"))

    def random(self) -> float:
        """A float in [0, 1)."""
        return self._random.random()

    def below(self, limit: int) -> int:
        """A whole number in [0, limit)."""
        if limit < 1:
            raise ValueError(f"limit must be at least 1, got {limit}")
        return int(self._random.random() * limit)

    def choice(self, options: Sequence[T]) -> T:
        """One of the options."""
        return options[self.below(len(options))]

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """The options in a random order (Fisher-Yates); the argument is left alone."""
        result = list(options)
        self._shuffle(result)
        return result

    def sample(self, options: Sequence[T], count: int) -> list[T]:
        """`count` different places of `options`, in random order."""
        if count > len(options):
            raise ValueError(f"cannot draw {count} of {len(options)}")
        return self.shuffled(options)[:count]

    def _shuffle(self, items: MutableSequence[T]) -> None:
        for last in range(len(items) - 1, 0, -1):
            other = self.below(last + 1)
            items[last], items[other] = items[other], items[last]


def stream(*names: object) -> Stream:
    """The stream of these names: `stream("distractors", seed, item_id)`."""
    return Stream(*names)


def digest(*names: object, length: int = 10) -> str:
    """A short stable name for these values: lower-case hexadecimal digits."""
    return sha256("\x1f".join(map(str, names)).encode()).hexdigest()[:length]
