"""A learner's desk on the small course, with a clock that stands still."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from tests.fakes.clock import FixedClock
from trainer.activities.desk import Desk
from trainer.content.model import Course
from trainer.wiring import desk as wired


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture(scope="session")
def course(other_course: Path, compiled: Path) -> Course:
    """The bakery course with questions, read once."""
    return wired(other_course, home=compiled.parent).course


@pytest.fixture
def desk(other_course: Path, course: Course, tmp_path: Path, clock: FixedClock) -> Iterator[Desk]:
    """A fresh learner on the bakery course."""
    chances = count(7)
    laid = wired(other_course, home=tmp_path, clock=clock)
    with closing(replace(laid, load_course=lambda: course, chance=chances.__next__)) as place:
        yield place
