"""A described world as it is told moment by moment, as values."""

from datetime import datetime
from enum import StrEnum

from trainer.value import dataclass


class Kind(StrEnum):
    """What a line of the timeline tells."""

    COMMAND = "command"
    REFUSED = "refused"
    TASK = "task"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the timeline; `running` and `wanted` count all tasks after it, loose ones included."""

    at: datetime
    kind: Kind
    text: str
    running: int
    wanted: int
