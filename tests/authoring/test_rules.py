"""Each rule has a sample that breaks it, and the sample course breaks none."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.content.cases import SAMPLE, cases, laid_over_sample
from trainer.authoring.rules import NEED_ALL, RULES, Rule
from trainer.content.compile import compile_course
from trainer.content.model import Course
from trainer.graph.facts import FactGraph


def course_at(root: Path) -> Course:
    course = compile_course(root, root / "images").course
    assert course is not None
    return course


@cache
def broken_by() -> dict[Rule, str]:
    """For each rule the first sample course in which it finds something."""
    return dict(reversed(list(findings())))


def findings() -> Iterator[tuple[Rule, str]]:
    for case in cases("invalid"):
        with TemporaryDirectory() as scratch:
            root = laid_over_sample(case, Path(scratch))
            course = compile_course(root, root / "images").course
            if course is None:
                continue
            graph = FactGraph(course, course.as_of)
            for rule in RULES:
                if any(True for _ in rule(course, graph)):
                    yield rule, case.name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sample_breaks_the_rule(rule: Rule) -> None:
    assert rule in broken_by()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_sample_course_keeps_the_rule(rule: Rule) -> None:
    course = course_at(SAMPLE)
    assert list(rule(course, FactGraph(course, course.as_of))) == []


def test_every_rule_that_can_wait_is_in_the_table() -> None:
    assert set(NEED_ALL) <= set(RULES)
    assert len(set(RULES)) == len(RULES)
