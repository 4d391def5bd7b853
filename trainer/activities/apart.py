"""The simulator in a process of its own: what it loads and makes goes back to the system when that ends.

Simulator, AWS's models and a lab's worlds take as much memory as all screens, and Python keeps what it once
had. Requests and answers go over the child's standard streams as pickles: both ends are this program, and
nobody else has the pipe. The child ends when its input does, whatever it is doing, so none is left behind.
"""

import os
import pickle
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from typing import IO, Any

from trainer.labs.model import Halt, never
from trainer.labs.port import Gone, Near, perform
from trainer.labs.simulator import Simulator

CHILD = "import sys; sys.path[:] = sys.argv[1:]; from trainer.activities.apart import serve; serve()"
ENDS_S = 2.0
"""So long a child may take to end; then it is killed."""
STOP = "stop"


class Far:
    """The simulator in a child process, started at once and asked when it is needed."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._child = subprocess.Popen(  # noqa: S603 - this interpreter, our own module
            [sys.executable, "-P", "-c", CHILD, *sys.path],
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
                raise Gone("the simulator was closed")
            stopped = False
            try:
                _send(requests, (deed, given))
                while True:
                    kind, found = pickle.load(answers)  # noqa: S301 - our own child
                    if kind == "at":
                        if not stopped and halt(*found):
                            stopped = True
                            _send(requests, (STOP, ()))
                    elif kind == "raised":
                        raise found
                    else:
                        return found
            except (OSError, EOFError, pickle.UnpicklingError) as trouble:
                raise Gone("the simulator's process ended") from trouble

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


def serve() -> None:
    """Answer on the standard streams until the input ends; what a child runs."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no answer
    waiting: queue.SimpleQueue[tuple[str, tuple[Any, ...]]] = queue.SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(requests, waiting, stop), daemon=True).start()
    simulator = Simulator()
    _load()

    def halt(now_ms: int, until_ms: int) -> bool:
        _send(answers, ("at", (now_ms, until_ms)))
        return stop.is_set()

    while True:
        deed, given = waiting.get()
        try:
            answer: tuple[str, Any] = "done", perform(simulator, deed, given, halt)
        except Exception as trouble:
            answer = "raised", _carried(trouble)
        _send(answers, answer)


def _load() -> None:
    """What nearly every request needs, while the screens are busy with themselves."""
    import trainer.labs.check
    import trainer.labs.open
    import trainer.labs.viewing  # noqa: F401


def _listen(requests: IO[bytes], waiting: "queue.SimpleQueue[Any]", stop: threading.Event) -> None:
    """Take requests while one is worked on, so that it can be stopped; the end of all ends the process."""
    while True:
        try:
            deed, given = pickle.load(requests)  # noqa: S301 - our own parent
        except (EOFError, OSError, pickle.UnpicklingError):
            os._exit(0)
        if deed == STOP:
            stop.set()
        else:
            stop.clear()
            waiting.put((deed, given))


def _carried(trouble: Exception) -> Exception:
    """The exception itself where it can travel, else one that tells it."""
    import traceback

    told = "".join(traceback.format_exception(trouble))
    with suppress(Exception):  # an exception may refuse to travel in any way
        if type(pickle.loads(pickle.dumps(trouble))) is type(trouble):  # noqa: S301 - our own
            trouble.add_note(told)
            return trouble
    return RuntimeError(told)


def _send(stream: IO[bytes], value: Any) -> None:
    stream.write(pickle.dumps(value, protocol=5))
    stream.flush()
