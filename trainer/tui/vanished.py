"""A terminal that vanishes while we run: its window was closed, the connection was lost.

Textual writes in a thread that ends with its first error; whoever writes then waits for ever on a full queue,
even the way out. It reads what has ended again and again. Here what cannot be written is dropped, and a
terminal that hung up ends the program, whether or not a signal says so.
"""

import contextlib
import select
import signal
from threading import Thread
from typing import IO, Any

from textual.driver import Driver

ENDED = 128 + signal.SIGHUP if hasattr(signal, "SIGHUP") else 1
"""The status that a shell gives a program whose terminal hung up."""


class Dropping:
    """A file that takes everything; what its terminal does not take is dropped."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """Write it if there is still somebody to read it."""
        try:
            return self._file.write(text)
        except OSError:
            return len(text)

    def flush(self) -> None:
        """Flush what was written."""
        with contextlib.suppress(OSError):
            self._file.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def outliving(driver: type[Driver]) -> type[Driver]:
    """The driver of a terminal, which does not hang when the terminal vanishes; any other as it is."""
    if not hasattr(driver, "run_input_thread"):
        return driver

    class Outliving(driver):  # type: ignore[valid-type, misc]
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            file = getattr(self, "_file", None)
            if file is not None:
                self._file = Dropping(file)

        def run_input_thread(self) -> None:
            """Read keys until the program ends, as it does when nobody can type any more."""
            Thread(target=self._watch, daemon=True).start()
            with contextlib.suppress(OSError):  # the watcher tells
                super().run_input_thread()

        def _watch(self) -> None:
            """Wait for the hang-up, which costs nothing until it comes."""
            poll = select.poll()
            poll.register(self.fileno, 0)
            if any(happened & select.POLLHUP for _, happened in poll.poll()):
                self._app.call_later(self._app.exit, return_code=ENDED)

    return Outliving
