"""Where items are had from: made in this process, or under the screens in one of its own.

What makes them needs tables, patterns and code that no screen shows, a dozen megabytes and at times more. The
process begins with a sitting, and ends when nobody asks for a while.
"""

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from trainer.content.model import Course, FactId
    from trainer.labs.port import Port
    from trainer.questions.maker import Maker
    from trainer.questions.model import Item, ItemId, Source


class Questions:
    """Items of a course. Until `move_out` they are made in this process, which suits a command that ends
    soon; screens stay for an evening and have them made elsewhere."""

    def __init__(self, near: "Callable[[], Maker]") -> None:
        self._make = near
        self._maker: Maker | None = None
        self._start: Callable[[], Port] | None = None
        self._port: Port | None = None

    def move_out(self, course: "Callable[[], Course]", cache: str) -> None:
        """From now on they are made in a process of its own, on the same course, compiled in `cache`."""

        def start() -> "Port":
            from trainer.activities.apart import Far

            there = course()
            return Far("questions", there.root, there.images, cache, there.version)

        self._start = start

    def ready(self) -> None:
        """Begin to start the process: something is asked at once."""
        if self._start is not None and self._port is None:
            try:
                self._port = self._start()
            except OSError:  # no process can be had
                self._start = None

    def items(self, source: "Source") -> "Iterator[Item]":
        """The items of a source, in order; each is made when it is asked for."""
        number = 0
        while (item := self._asked("item", source, number)) is not None:
            yield item
            number += 1

    def on_fact(
        self,
        fact: "FactId",
        names: tuple[object, ...],
        avoid: "Collection[ItemId]" = (),
        *,
        else_any: bool = False,
    ) -> "Item | None":
        """A fresh item on a fact, see `Maker.on_fact`."""
        found: Item | None = self._asked("on_fact", fact, names, frozenset(avoid), else_any)
        return found

    def opening(self) -> "Item | None":
        """The question that a newcomer meets first; None where the course names no pattern for it."""
        found: Item | None = self._asked("opening")
        return found

    def kinds(self) -> dict[str, list[str]]:
        """The facts that some pattern open to study can ask about, each with the kinds of item that can."""
        found: dict[str, list[str]] = self._asked("kinds")
        return found

    def rest(self) -> None:
        """Nobody asks for a while: what is soon made again is let go, a process ends."""
        if self._port is not None:
            self._port.close()
            self._port = None
        if self._maker is not None:
            self._maker.forget()

    def _asked(self, deed: str, *given: Any) -> Any:
        """Twice, where the process was killed: an item depends on nothing but what is given. Where none can
        be had, or the course's files are others by now, in this one."""
        for _ in range(2):
            self.ready()
            if self._port is None:
                break
            from trainer.labs.port import Gone

            try:
                return self._port.ask(deed, *given)
            except Gone:
                self._port.close()
                self._port = None
        else:
            self._start = None
        if self._maker is None:
            self._maker = self._make()
        return getattr(self._maker, deed)(*given)
