"""The other end of `apart.py`: answers on the standard streams until the input ends."""

import os
import pickle
import queue
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from trainer.content.model import Plain, Step
    from trainer.labs.model import Halt

STOP = "stop"
"""Sent while a request is worked on: it is to halt."""
Perform: TypeAlias = "Callable[[str, tuple[Any, ...], Halt], Any]"
"""A deed, what is given with it, what is asked now and then whether to halt -> the answer."""


def serve(what: str, *given: str) -> None:
    """Answer until the input ends; what a child runs."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no answer
    waiting: queue.SimpleQueue[tuple[str, tuple[Any, ...]]] = queue.SimpleQueue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(requests, waiting, stop), daemon=True).start()
    perform = SERVES[what](*given)

    def halt(now_ms: int, until_ms: int) -> bool:
        send(answers, ("at", (now_ms, until_ms)))
        return stop.is_set()

    while True:
        deed, asked = waiting.get()
        try:
            answer: tuple[str, Any] = "done", perform(deed, asked, halt)
        except Exception as trouble:
            answer = "raised", _carried(trouble)
        send(answers, answer)


def send(stream: IO[bytes], value: Any) -> None:
    """Write a value at once."""
    stream.write(pickle.dumps(value, protocol=5))
    stream.flush()


def _simulator() -> Perform:
    """Loads what nearly every request needs, while the screens are busy with themselves."""
    import trainer.labs.check
    import trainer.labs.open
    import trainer.labs.viewing  # noqa: F401
    from trainer.labs.port import perform
    from trainer.labs.simulator import Simulator

    simulator = Simulator()
    return lambda deed, given, halt: perform(simulator, deed, given, halt)


def _questions(root: str, images: str, cache: str, version: str) -> Perform:
    """The maker of a learner's questions on this course; ends the process if it is another one by now."""
    from trainer.activities.derived import know_asks
    from trainer.content.cache import load_course
    from trainer.graph.facts import FactGraph
    from trainer.questions.bank import Bank
    from trainer.questions.maker import Maker

    course = load_course(Path(root), Path(images), Path(cache), whole=False)
    if course.version != version:
        os._exit(0)

    def played(steps: "Sequence[Step]", run_s: int, read: str) -> "Plain":
        from trainer.aws.play import play  # few items are answered by a run

        return play(steps, run_s, read)

    bank = Bank(FactGraph(course), played)
    know_asks(bank, Path(cache))
    maker = Maker(bank)
    return lambda deed, given, _: getattr(maker, deed)(*given)


SERVES: Mapping[str, Callable[..., Perform]] = {"simulator": _simulator, "questions": _questions}
"""What a child may answer for."""


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
