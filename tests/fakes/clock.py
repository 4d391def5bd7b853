"""A clock that stands still until a test moves it; named like the real thing in `trainer.clock`."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


class FixedClock:
    """Fulfils `trainer.clock.Clock`: both clocks move only when told to."""

    def __init__(self, at: datetime = START, monotonic: float = 1000.0) -> None:
        self.at = at
        self.seconds = monotonic

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return self.seconds

    def advance(
        self, seconds: float = 0.0, *, minutes: float = 0.0, hours: float = 0.0, days: float = 0.0
    ) -> None:
        """Time passes: both clocks go on."""
        span = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        self.at += span
        self.seconds += span.total_seconds()

    def jump(self, seconds: float) -> None:
        """Somebody sets the wall clock; no time passes."""
        self.at += timedelta(seconds=seconds)
