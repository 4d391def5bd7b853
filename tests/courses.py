"""The bundled course for the tests of all folders: compiled once a run, whichever process asks first.

Only the tests of the compiler itself compile it; that what is read back is what was compiled is one of them.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from trainer.content.cache import load_course
from trainer.content.model import Course
from trainer.graph.facts import FactGraph

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "content" / "ecs"
IMAGES = ROOT / "images" / "ecs"
SHARED = "TRAINER_TESTS_SHARED"
"""The variable that names the folder which all processes of one run share; tests/conftest.py makes it."""


def shared() -> Path | None:
    """The folder of compiled courses, made for one run and removed after it; none outside of a run."""
    folder = os.environ.get(SHARED)
    return Path(folder) if folder else None


@contextmanager
def in_turn(name: str) -> Iterator[Path | None]:
    """The shared folder, held under that name: what the first process leaves there the others need not make.

    Who has waited for two minutes goes on alone, since the one that held it may have been killed.
    """
    folder = shared()
    if folder is None:
        yield None
        return
    held = folder / f"{name}.held"
    for _ in range(2400):
        with suppress(FileExistsError):
            held.mkdir()
            break
        time.sleep(0.05)
    try:
        yield folder
    finally:
        with suppress(OSError):
            held.rmdir()


@cache
def ecs() -> Course:
    """The bundled course; CourseError when it has mistakes."""
    with in_turn("course") as folder:
        return load_course(CONTENT, IMAGES, folder)


@cache
def learners_ecs() -> Course:
    """What learners read of it."""
    with in_turn("course") as folder:
        return load_course(CONTENT, IMAGES, folder, whole=False)


@cache
def ecs_graph() -> FactGraph:
    """The facts about ECS on the course's own day."""
    return FactGraph(ecs())
