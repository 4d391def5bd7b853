"""`trainer check`: clean, not clean, not a course; every problem on a line that an editor can follow."""

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.cli.program import SAMPLE, process, trainer

LINE = re.compile(r"(?P<file>[^:]+):(?P<line>\d+):(?P<column>\d+): (?P<rule>[a-z-]+): (?P<message>.+)")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of the sample course, to be broken."""
    folder = tmp_path / "my bread course"
    shutil.copytree(SAMPLE, folder)
    return folder


def replace(file: Path, old: str, new: str) -> int:
    """Plant a fault; returns the line it stands in."""
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))
    return text[: text.index(old)].count("\n") + 1


def test_a_clean_course_is_clean(course: Path, home: Path) -> None:
    ended = trainer("check", course)
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.endswith(" files, no problems.\n")


def test_every_mistake_is_told_in_one_run(course: Path, home: Path) -> None:
    wanted = {
        ("flours.yaml", replace(course / "facts/flours.yaml", "olive oil", "olive oyl")),
        ("baking.yaml", replace(course / "facts/baking.yaml", "ciabatta:\n", "chiabatta:\n")),
        ("mini.yaml", replace(course / "exams/mini.yaml", "items: 10", "items: ten")),
        ("flours.md", replace(course / "lessons/flours.md", "id: flours", "idd: flours")),
    }
    ended = trainer("check", course)
    assert ended.status == 1
    heads = [line for line in ended.lines if not line.startswith("    ")]
    found = [LINE.fullmatch(line) for line in heads]
    assert all(found), heads
    told = {(Path(one["file"]).name, int(one["line"])) for one in found if one}
    for file, line in wanted:
        assert any(name == file and abs(at - line) <= 1 for name, at in told), (file, line, told)
    assert re.match(rf"{len(heads)} problems in \d+ of \d+ files\. ", ended.err)


def test_each_problem_tells_what_to_do_and_points_at_a_file_that_opens(course: Path, home: Path) -> None:
    replace(course / "facts/flours.yaml", "olive oil", "olive oyl")
    ended = trainer("check", "--json", course)
    assert ended.status == 1
    for problem in json.loads(ended.out)["problems"]:
        assert Path(problem["file"]).is_file()
        assert problem["mend"]
    plain = trainer("check", course)
    assert any(line.startswith("    ") and "olive oyl" in line for line in plain.lines)


def test_what_is_no_course_is_wrong_use(tmp_path: Path, home: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (tmp_path, file, tmp_path / "nowhere"):
        ended = trainer("check", folder)
        assert (ended.status, ended.out) == (2, "")
        assert str(folder) in ended.sentence()


def test_a_broken_course_is_not_opened_and_the_way_to_mend_it_is_named(course: Path, home: Path) -> None:
    replace(course / "facts/flours.yaml", "olive oil", "olive oyl")
    ended = trainer("quiz", "--plain", "--course", course)
    assert (ended.status, ended.out) == (3, "")
    assert f"trainer check {course}" in ended.sentence()


def test_the_course_may_be_named_either_way(course: Path, home: Path) -> None:
    replace(course / "facts/flours.yaml", "olive oil", "olive oyl")
    named = (("check", course), ("--course", course, "check"), ("check", "--course", course))
    one, two, three = (trainer(*words) for words in named)
    assert one == two == three
    assert one.status == 1


@pytest.mark.parametrize(
    "broken", [b"\x00\xff\xfe\x00", b"%PDF-1.7\n\xe2\xe3", b"[" * 3000, b"a: &a [*a, *a]", b""]
)
def test_files_that_are_no_course_files_are_problems_not_tracebacks(
    broken: bytes, course: Path, home: Path
) -> None:
    for name in ("facts/flours.yaml", "vocabulary.yaml", "lessons/flours.md", "course.yaml"):
        (course / name).write_bytes(broken)
    ended = trainer("check", course)
    assert ended.status == 1
    heads = [line for line in ended.lines if not line.startswith("    ")]
    assert heads
    assert all(LINE.fullmatch(line) for line in heads), heads


def test_names_of_files_cannot_play_with_the_terminal(course: Path, home: Path) -> None:
    (course / "facts" / "a\x1b[31m\x9b.yaml").write_text("x: [")
    ended = trainer("check", course)
    assert ended.status == 1
    assert "\x1b" not in ended.out + ended.err
    assert "\x9b" not in ended.out + ended.err
    assert "\x1b" not in trainer("--course", course, "items").err


def test_as_a_process_with_a_space_in_the_path(course: Path, home: Path) -> None:
    replace(course / "facts/flours.yaml", "olive oil", "olive oyl")
    ended = process("check", course)
    assert ended.status == 1
    assert ended.lines[0].startswith(f"{course}/facts/flours.yaml:")
