"""Where simulators are had from: one for each lab, one for all runs that questions ask for."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from trainer.content.model import Plain, Step
    from trainer.labs.port import Port
    from trainer.labs.timeline import Happening


def near() -> "Port":
    """A simulator in this process."""
    from trainer.labs.port import Near

    return Near()


def apart() -> "Port":
    """One in a process of its own."""
    from trainer.activities.apart import started

    return started()


class Simulators:
    """Starts simulators and ends them. Until `move_out` they work in this process, which suits a command
    that ends soon; screens stay for an evening and have them elsewhere."""

    def __init__(self) -> None:
        self._start: Callable[[], Port] = near
        self._spare: Port | None = None
        self._runs: Port | None = None
        self._labs: list[Port] = []

    def move_out(self) -> None:
        """From now on each works in a process of its own."""
        self._start = apart

    def ready(self) -> None:
        """Begin to start one: a lab may be opened soon."""
        if self._start is not near and self._spare is None:
            self._spare = self._start()

    def for_lab(self) -> "Port":
        """One for a lab; `end` it with the lab."""
        port, self._spare = self._spare or self._start(), None
        self._labs.append(port)
        return port

    def end(self, port: "Port") -> None:
        """A lab was left."""
        if port in self._labs:
            self._labs.remove(port)
            port.close()

    def play(self, steps: "Sequence[Step]", run_s: int, read: str) -> "Plain":
        """Run a described world and read its end, as `aws.play` says."""
        return cast("Plain", self._asked("play", steps, run_s, read))

    def timeline(self, steps: "Sequence[Step]", run_s: int) -> "tuple[Happening, ...]":
        """Run a described world and tell all that happens."""
        return cast("tuple[Happening, ...]", self._asked("timeline", steps, run_s))

    def rest(self) -> None:
        """End those that nobody works with: a spare one, and the one for questions."""
        for port in (self._spare, self._runs):
            if port is not None:
                port.close()
        self._spare = self._runs = None

    def close(self) -> None:
        """End all."""
        self.rest()
        for port in list(self._labs):
            self.end(port)

    def _asked(self, deed: str, *given: object) -> object:
        from trainer.labs.port import Gone

        if self._runs is None:
            self._runs = self._start()
        try:
            return self._runs.ask(deed, *given)
        except Gone:  # a run depends on nothing but what is given: a fresh process tells the same
            self._runs.close()
            self._runs = self._start()
            return self._runs.ask(deed, *given)
