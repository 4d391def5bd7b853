"""How a lab stands, as plain values: what its shell shows, without the world and the simulator behind it."""

from datetime import datetime, timedelta

from trainer.content.lab import Guide
from trainer.labs.model import Practised, Said, Verdict
from trainer.labs.view import WorldView
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """A lab as it stands after a line."""

    now: datetime
    """The time in the simulated account."""
    now_ms: int
    region: str
    view: WorldView
    lines: tuple[str, ...] = ()
    """Every line that changed the world, from the start."""
    typed: tuple[str, ...] = ()
    """What was entered, whether or not it changed anything; the latest last."""
    stage: int = 0
    """Stages finished."""
    guided: int = 0
    """Steps of the present stage's guide that were done."""
    guide: Guide | None = None
    """The next of them."""
    verdicts: tuple[Verdict, ...] = ()
    """On the goals of the present stage."""

    def wall(self, at_ms: int) -> datetime:
        """The wall time of a moment of this world."""
        return self.now + timedelta(milliseconds=at_ms - self.now_ms)


@dataclass(frozen=True, slots=True)
class Kept:
    """A lab as text, to be taken up again from."""

    world: str
    history: str


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a line."""

    said: Said
    standing: Standing
    kept: Kept | None = None
    """None where nothing changed that has to be kept."""
    practised: tuple[Practised, ...] = ()
    """What the line tells memory."""
