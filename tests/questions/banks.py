"""The courses that tests draw from: bread, with patterns given as text, and the bundled one."""

from dataclasses import replace
from functools import cache

import yaml

from tests.courses import ROOT, ecs_graph
from trainer.content.compile import compile_course
from trainer.content.model import Course, Pattern, PatternId, TopicId
from trainer.questions.bank import Bank


@cache
def bread() -> Course:
    """The sample course, which has no patterns of its own."""
    folder = ROOT / "tests" / "sample_course"
    course = compile_course(folder, folder / "images").course
    assert course is not None
    return course


@cache
def ecs_bank() -> Bank:
    """The bundled course without a simulator."""
    return Bank(ecs_graph())


def pattern(text: str) -> Pattern:
    """A pattern as an author writes it in YAML."""
    value = yaml.safe_load(text)
    return Pattern(
        id=PatternId(value["id"]),
        kind=value["kind"],
        topic=TopicId(value["topic"]),
        level=value["level"],
        slots=value["slots"],
        exams=tuple(value.get("exams", ())),
    )


def with_patterns(course: Course, *patterns: Pattern) -> Course:
    """The course with these patterns instead of its own."""
    return replace(course, patterns={one.id: one for one in patterns})
