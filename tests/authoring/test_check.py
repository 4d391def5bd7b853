"""`trainer check` as an author meets it: form, order, paths, end."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.content.cases import HERE, SAMPLE, laid_over_sample
from trainer.authoring.check import Report, check_course
from trainer.authoring.context import WIDTH, context_of
from trainer.errors import UsageError
from trainer.problem import Source

ROOT = Path(__file__).parents[2]
HEAD = re.compile(r"[^\s:][^:]*:\d+:\d+: [a-z-]+: \S.*")


def broken(tmp_path: Path) -> Path:
    return laid_over_sample(HERE / "invalid" / "misspelt", tmp_path)


def trainer(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "trainer", "check", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)


def test_a_problem_is_one_line_and_its_context_is_indented(tmp_path: Path) -> None:
    root = broken(tmp_path)
    for problem in check_course(root, tmp_path).problems:
        head, *context = str(problem).split("\n")
        assert HEAD.fullmatch(head)
        assert all(line.startswith("    ") for line in context)


def test_the_caret_stands_below_the_column(tmp_path: Path) -> None:
    root = broken(tmp_path)
    problem = next(one for one in check_course(root, tmp_path).problems if one.rule == "unknown-concept")
    _, code, caret = str(problem).split("\n")
    at = caret.index("^")
    assert code[at:].startswith("bigga")
    assert caret[at:] == '^ did you mean "biga"?'


def test_paths_are_told_from_where_the_author_stands(tmp_path: Path) -> None:
    root = broken(tmp_path)
    below = check_course(root, tmp_path).problems[0].source.path
    assert below == "course/exams/mini.yaml"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert check_course(root, elsewhere).problems[0].source.path == str(root / "exams" / "mini.yaml")


def test_problems_are_sorted_by_place_and_counted(tmp_path: Path) -> None:
    report = check_course(broken(tmp_path), tmp_path)
    places = [(one.source.path, one.source.line, one.source.column) for one in report.problems]
    assert places == sorted(places)
    assert report.summary.startswith("5 problems in 3 of 12 files. Not looked at until these are mended: ")
    assert Report((), 12).summary == "12 files, no problems."


def test_nothing_is_skipped_silently(tmp_path: Path) -> None:
    report = check_course(laid_over_sample(HERE / "invalid" / "weights", tmp_path), tmp_path)
    assert report.summary == "2 problems in 2 of 12 files. Nothing else was skipped."


def test_files_that_are_missing_are_counted_too(tmp_path: Path) -> None:
    (tmp_path / "course.yaml").write_text("id: messaging\n", encoding="utf-8")
    assert check_course(tmp_path, tmp_path).summary.startswith("3 problems in 3 of 3 files. ")


def test_the_report_for_programs(tmp_path: Path) -> None:
    told = check_course(broken(tmp_path), tmp_path).as_json()
    assert told["files"] == 12
    problems = told["problems"]
    assert isinstance(problems, list)
    assert problems[0] == {
        "file": "course/exams/mini.yaml",
        "line": 6,
        "column": 1,
        "rule": "unknown-key",
        "message": 'unknown key "minuets".',
        "mend": 'did you mean "minutes"?',
    }


def test_long_lines_are_cut_around_the_place(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(f"{'a' * 300}HERE{'b' * 300}\n", encoding="utf-8")
    code, caret = context_of(tmp_path, Source("x.yaml", 1, 301))
    assert len(code) <= WIDTH + 8
    assert code[caret.index("^") :].startswith("HERE")


def test_wide_letters_move_the_caret(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("面包: [x]\n", encoding="utf-8")
    code, caret = context_of(tmp_path, Source("x.yaml", 1, 5))
    assert (code, caret) == ("1 | 面包: [x]", "  |       ^")


def test_what_is_no_course_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        check_course(tmp_path)


def test_the_command_ends_with_the_status_that_was_agreed(tmp_path: Path) -> None:
    good = tmp_path / "good"
    shutil.copytree(SAMPLE, good)
    done = trainer(str(good), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    done = trainer(str(broken(tmp_path)), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.startswith('course/exams/mini.yaml:6:1: unknown-key: unknown key "minuets".\n    6 | ')
    (tmp_path / "empty").mkdir()
    done = trainer(str(tmp_path / "empty"), cwd=tmp_path)
    assert done.returncode == 2
    assert "is not a course" in done.stderr
