"""The folder: nothing lies in it that nobody reads."""

from collections.abc import Iterator
from pathlib import Path

from trainer.content.files import meant_by, strays
from trainer.content.model import Course
from trainer.graph.facts import FactGraph
from trainer.problem import Problem, Source


def no_strays(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """A file that no part of the program reads is a file in the wrong place."""
    for path in strays(Path(course.root)):
        if meant_by(path):
            continue  # told when the course was read
        mend = "Move it where it belongs, give it its proper ending, or remove it."
        yield Problem(Source(path), "stray-file", "no part of a course lies here.", mend)
