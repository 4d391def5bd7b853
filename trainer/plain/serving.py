"""A lab served to other tools while its prompt goes on: their calls are shown as if they had been typed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from trainer.activities.lab import LabWork
from trainer.activities.serving import environment, opened
from trainer.aws.model import Answer, Call
from trainer.plain.talk import Talk


@contextmanager
def serving(
    talk: Talk,
    lab_work: LabWork,
    port: int,
    enter: Callable[[str], None],
    turn: AbstractContextManager[object],
) -> Iterator[None]:
    """Say where the lab listens and serve it until the block ends.

    `enter` does a line and shows it; `turn` is held from a call to its answer.
    """

    def ask(call: Call, seconds: int) -> Answer:
        with turn:
            if seconds:
                enter(f"wait {seconds}s")
            line, answer = lab_work.heard(call)
            if line:
                talk.say("", f"{lab_work.now:%H:%M:%S} < {line}")
                enter(line)
            return answer

    region = lab_work.standing.region
    endpoint = opened(port, region, ask, lab_work.desk.clock.monotonic)
    begin, end = environment(endpoint.url, region)
    talk.say("For your own tools, in another terminal:", f"    {begin}", "To end it there:", f"    {end}", "")
    thread = threading.Thread(target=endpoint.serve_forever, args=(0.1,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        endpoint.shutdown()
        endpoint.server_close()
