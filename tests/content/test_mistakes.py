"""Each folder in `invalid` is a course with mistakes and what an author is told; each in `valid` has none."""

from pathlib import Path

import pytest

from tests.content.cases import SAMPLE, cases, laid_over_sample, told
from trainer.authoring.check import check_course


@pytest.mark.parametrize("case", cases("invalid"), ids=lambda case: case.name)
def test_mistakes_are_told(case: Path, tmp_path: Path) -> None:
    expected = (case / "expected.txt").read_text(encoding="utf-8")
    assert told(laid_over_sample(case, tmp_path)) == expected
    assert expected[0].isalpha(), "a case in invalid has a problem to tell"
    assert "problem" in expected.splitlines()[-1]


@pytest.mark.parametrize("case", cases("valid"), ids=lambda case: case.name)
def test_good_courses_pass(case: Path, tmp_path: Path) -> None:
    assert told(laid_over_sample(case, tmp_path)).endswith("files, no problems.\n")


def test_the_sample_course_is_without_a_problem() -> None:
    assert check_course(SAMPLE).problems == ()
