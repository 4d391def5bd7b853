"""A run as it was written down: how many tasks ran when, how tasks ended, what was used for how long."""

from collections.abc import Iterator, Mapping

from trainer.value import dataclass, field


@dataclass(frozen=True, slots=True)
class Point:
    """How a service stood from a moment on."""

    at_ms: int
    running: int
    desired: int
    unplaced: int


@dataclass(frozen=True, slots=True)
class Trace:
    """A run so far."""

    services: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)
    """By the service's name, each point where something changed."""
    stops: Mapping[str, int] = field(default_factory=dict)
    """How often tasks ended, by "service stopCode" (the group's name for tasks of no service)."""
    used: Mapping[str, float] = field(default_factory=dict)
    """What is billed by the hour -> how many so far."""
    alive: frozenset[str] = frozenset()
    """ARNs of the tasks that were not STOPPED at the end."""
    at_ms: int = 0

    def points(self, service: str, since_ms: int = 0) -> Iterator[Point]:
        """How the service stood from that moment on, the state it began with first."""
        before: Point | None = None
        for point in self.services.get(service, ()):
            if point.at_ms >= since_ms:
                if before is not None:
                    yield before
                    before = None
                yield point
            else:
                before = point
        if before is not None:
            yield before
