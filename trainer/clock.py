"""Where the time comes from: only shells and wiring choose a clock, everything below takes `now`."""

import time
from datetime import UTC, datetime
from typing import Protocol

SLEEPLESS: int | None = next(
    (getattr(time, name) for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC") if hasattr(time, name)), None
)
"""The clock that goes on while the machine sleeps: Linux's, macOS's; on Windows the usual one does."""


class Clock(Protocol):
    """Wall time for what is stored, monotonic time for what is measured."""

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        ...

    def monotonic(self) -> float:
        """Seconds that never jump."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware and in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds that never jump and go on while the machine sleeps.

        `time.monotonic` stands still under a closed lid on Linux and macOS, which would stop an exam's clock.
        """
        return time.monotonic() if SLEEPLESS is None else time.clock_gettime(SLEEPLESS)
