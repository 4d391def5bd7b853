"""What keeps a task from starting, as AWS says it and as a person understands it."""

from trainer.sim.latencies import SECOND_MS
from trainer.value import dataclass

TIMEOUT_MS = 120 * SECOND_MS
"""How long a connection is tried before a task gives up; our model."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """The first thing in a task's way."""

    container: str
    error: str
    """AWS's stoppedReason."""
    text: str
    """Why, in a plain sentence."""
    rules: tuple[str, ...]
    slow: bool = False
    """Whether a connection timed out, which takes its time."""
    about: tuple[str, ...] = ()
    """Other things that the reason is about: a role, a file system."""
