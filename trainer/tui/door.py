"""Where the TUI opens: the screen and what it needs to know."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Door:
    """The first screen. `name` is a lesson, blueprint or lab; empty means the screen's own choice."""

    screen: str = "today"
    """A name of `SCREENS` in `app.py`."""
    name: str = ""
    path: Path | None = None
    count: int | None = None
    seed: int | None = None
    topic: str | None = None
    facts: tuple[str, ...] = ()
    """check: ask on these facts instead of the whole lesson; fact: show these."""
    section: str = ""
    """lessons: the section to begin at, empty means the first unread one; test-out: the section."""
    words: str = ""
    """lessons: the statement of that section to begin at."""
    minutes: float | None = None
    """review: it ends on time; None asks all that was planned."""
    port: int | None = None
    """lab: serve its world to other tools at this port of 127.0.0.1, 0 for any free one."""
    time_factor: float | None = 1.0
    """exam: how the time is stretched; None is untimed."""


TODAY = Door()
