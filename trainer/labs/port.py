"""Where a simulator is asked: in this process, or in another one."""

from collections.abc import Sequence
from typing import Any, Protocol

from trainer.labs.model import Halt, never
from trainer.labs.simulator import Simulator

DEEDS = frozenset(
    ("begin", "thaw", "do", "complete", "debrief", "hear", "compose", "warm", "play", "timeline")
)
"""What may be asked."""
HALTED = frozenset(("do",))
"""What lets time run, and can be stopped."""


def perform(simulator: Simulator, deed: str, given: Sequence[Any], halt: Halt) -> Any:
    """Have it done."""
    if deed not in DEEDS:
        raise AssertionError(f"nobody may ask for {deed}")
    more = {"halt": halt} if deed in HALTED else {}
    return getattr(simulator, deed)(*given, **more)


class Port(Protocol):
    """Where the simulator is asked: in this process or in another one."""

    @property
    def busy(self) -> bool:
        """Whether something is asked now, so that whoever asks would wait."""
        ...

    def ask(self, deed: str, *given: Any, halt: Halt = never) -> Any:
        """What a public method of `Simulator` returns, or raises; `halt` is asked now and then while it
        works. Gone, where nobody is there any more."""
        ...

    def close(self) -> None:
        """Nothing more is asked."""
        ...


class Gone(Exception):  # noqa: N818 - what happened, and no fault of whoever asks
    """The simulator's process ended before it answered."""


class Near:
    """The simulator in this process."""

    busy = False

    def __init__(self) -> None:
        self._simulator = Simulator()

    def ask(self, deed: str, *given: Any, halt: Halt = never) -> Any:
        """Do it at once."""
        return perform(self._simulator, deed, given, halt)

    def close(self) -> None:
        """Forget the lab."""
        self._simulator = Simulator()
