"""Which program this is, for what is kept beside a course: its version and the state of its own sources."""

import contextlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import trainer
from trainer.sha import sha256


@cache
def program(*packages: str) -> str:
    """Names the version and, in a working copy, every source file of these packages: twelve hex digits.

    By size and time of change, each package read once a process: a start waits for it.
    """
    found = "\n".join([trainer.__version__, *map(_state, packages)])
    return sha256(found.encode()).hexdigest()[:12]


@cache
def _state(package: str) -> str:
    return "".join(sorted(_states(Path(trainer.__file__).parent / package, package)))


def _states(folder: Path, name: str) -> Iterator[str]:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _states(folder / entry.name, f"{name}/{entry.name}")
            elif entry.name.endswith(".py"):
                state = entry.stat()
                yield f"{name}/{entry.name}:{state.st_size}:{state.st_mtime_ns}\n"
