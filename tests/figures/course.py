"""The shipped course, read once for the tests of its figures."""

from functools import cache
from pathlib import Path

from trainer.content.compile import compile_course
from trainer.content.model import Course

ROOT = Path(__file__).parents[2]
CONTENT, IMAGES = ROOT / "content" / "ecs", ROOT / "images" / "ecs"
FIGURES = tuple(path.stem for path in sorted((CONTENT / "figures").glob("*.yaml")))


@cache
def course() -> Course:
    """The course as its files say."""
    compiled = compile_course(CONTENT, IMAGES)
    assert compiled.course is not None
    assert not [problem for problem in compiled.problems if "figures/" in problem.source.path]
    return compiled.course
