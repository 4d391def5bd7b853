"""Where the TUI opens: the screen and what it needs to know."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Door:
    """The first screen. `name` is a lesson, blueprint or lab; empty means the screen's own choice."""

    screen: str = "today"
    """today, lessons, notes, review, quiz, exam, lab, progress."""
    name: str = ""
    path: Path | None = None
    count: int | None = None
    seed: int | None = None
    topic: str | None = None


TODAY = Door()
