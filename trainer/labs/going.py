"""Letting time run in a lab: the run is written down as it goes, and can be stopped."""

import re

from trainer.labs.model import Halt, never
from trainer.labs.recording import Recorder
from trainer.labs.trace import Trace
from trainer.sim.kernel import Condition
from trainer.sim.run import run_until_condition
from trainer.sim.world import World

ASK_EVERY = 64
"""So many events lie between two questions whether to stop."""


_DURATION = re.compile(r"\s*(\d{1,9})\s*(min|ms|sec|m|s|h|d|(?=\s*$))(?![a-z])", re.ASCII)
_UNITS_MS = {
    "ms": 1,
    "s": 1000,
    "sec": 1000,
    "": 60_000,
    "m": 60_000,
    "min": 60_000,
    "h": 3_600_000,
    "d": 86_400_000,
}


def duration_ms(text: str) -> int:
    """A while as it is typed: 30s, 5m, 1h30m; minutes without a unit. 0 for what is none."""
    parts = list(_DURATION.finditer(text))
    whole = "".join(part[0] for part in parts) == text
    return sum(int(part[1]) * _UNITS_MS[part[2] or ""] for part in parts) if whole else 0


class Going:
    """Runs a world on and records it. `stopped`: whether somebody stopped it before its time."""

    def __init__(self, world: World, trace: Trace, halt: Halt = never) -> None:
        self.world = world
        self._recorder = Recorder(trace, world)
        self._halt = halt
        self.stopped = False

    def halt_by(self, halt: Halt) -> None:
        """From now on ask this one whether to stop."""
        self._halt = halt

    @property
    def trace(self) -> Trace:
        """The run so far, the present moment included."""
        self._recorder.see(self.world)
        return self._recorder.trace()

    def on(self, duration_ms: int, condition: Condition | None = None) -> bool:
        """Let so much time pass, or less if the condition comes true; returns whether it does."""
        if self.stopped:
            return False
        until_ms = self.world.now_ms + max(0, duration_ms)
        count = 0

        def stop(world: World) -> bool:
            nonlocal count
            self._recorder.see(world)
            count += 1
            if count % ASK_EVERY == 0 and self._halt(world.now_ms, until_ms):
                self.stopped = True
                return True
            return condition is not None and condition(world)

        came = run_until_condition(self.world, stop, until_ms)
        self._recorder.see(self.world)
        return came and not self.stopped
