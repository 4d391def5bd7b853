"""A simulator, or what makes questions, in a process of its own: what it loads and makes goes back to the
system when that ends.

Simulator, AWS's models and a lab's worlds take as much memory as all screens, and what an evening's questions
need at times is a third of that; Python keeps what it once had. Requests and answers go over the child's
standard streams as pickles: both ends are this program, and nobody else has the pipe. The other end is
`child.py`, which ends when its input does, whatever it is doing, so none is left behind.
"""

import pickle
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any

from trainer.activities.child import STOP, send
from trainer.labs.model import Halt, never
from trainer.labs.port import Gone, Near

CHILD = """import sys
what, count = sys.argv[1], int(sys.argv[2])
given, sys.path[:] = sys.argv[3 : 3 + count], sys.argv[3 + count :]
from trainer.activities.child import serve
serve(what, *given)"""
ENDS_S = 2.0
"""So long a child may take to end; then it is killed."""


class Far:
    """A child process, started at once and asked when it is needed."""

    def __init__(self, what: str = "simulator", *given: str) -> None:
        """`what` it answers for, and what it is told for that: see `child.SERVES`."""
        self._turn = threading.Lock()
        self._child = subprocess.Popen(  # noqa: S603 - this interpreter, our own module
            [sys.executable, "-P", "-c", CHILD, what, str(len(given)), *given, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # keys and signals of the terminal are for the screens alone
        )

    @property
    def busy(self) -> bool:
        """Whether something is asked now."""
        return self._turn.locked()

    @property
    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        requests, answers = self._child.stdin, self._child.stdout
        if requests is None or answers is None:
            raise AssertionError("the child was started with both")
        return requests, answers

    @property
    def process_id(self) -> int:
        """The child's."""
        return self._child.pid

    def ask(self, deed: str, *given: Any, halt: Halt = never) -> Any:
        """Ask the child and wait for its answer."""
        requests, answers = self._streams
        with self._turn:
            if requests.closed:
                raise Gone("the process was closed")
            stopped = False
            try:
                send(requests, (deed, given))
                while True:
                    kind, found = pickle.load(answers)  # noqa: S301 - our own child
                    if kind == "at":
                        if not stopped and halt(*found):
                            stopped = True
                            send(requests, (STOP, ()))
                    elif kind == "raised":
                        raise found
                    else:
                        return found
            except (OSError, EOFError, pickle.UnpicklingError) as trouble:
                raise Gone("the process ended") from trouble

    def close(self) -> None:
        """End the child, and wait until it has."""
        for stream in self._streams:
            with suppress(OSError):
                stream.close()
        try:
            self._child.wait(ENDS_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()


def started() -> Far | Near:
    """A simulator in a process of its own; in this one where no other can be had."""
    try:
        return Far()
    except OSError:
        return Near()
