"""The bundled course for the tests of all folders: compiled once a run, whichever process asks first.

Only the tests of the compiler itself compile it; that what is read back is what was compiled is one of them.
"""

import os
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


@cache
def ecs() -> Course:
    """The bundled course; CourseError when it has mistakes."""
    return load_course(CONTENT, IMAGES, shared())


@cache
def learners_ecs() -> Course:
    """What learners read of it."""
    return load_course(CONTENT, IMAGES, shared(), whole=False)


@cache
def ecs_graph() -> FactGraph:
    """The facts about ECS on the course's own day."""
    return FactGraph(ecs())
