"""A course is compiled once; a cache that is anything but ours only costs the time to compile again."""

import os
import pickle
import shutil
import subprocess
import sys
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from tests.content.cases import SAMPLE
from trainer.content import cache
from trainer.content.cache import CourseError, load_course
from trainer.content.files import read_files
from trainer.content.model import Course
from trainer.content.stored import read_values, write_values
from trainer.value import replace

ROOT = Path(__file__).parents[2]


def load(folder: Path | None, root: Path = SAMPLE) -> Course:
    return load_course(root, root / "images", folder)


def stored(folder: Path) -> list[Path]:
    return sorted(folder.glob("whole-*.bin"))


def test_the_stored_course_is_the_compiled_one(tmp_path: Path) -> None:
    compiled = load(None)
    assert load(tmp_path) == compiled
    assert len(stored(tmp_path)) == 1
    assert load(tmp_path) == compiled


def test_the_second_time_nothing_is_compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load(tmp_path)
    monkeypatch.setattr(cache, "_compiled", lambda *_: pytest.fail("compiled again"))
    load(tmp_path)


def test_a_cached_course_needs_no_parser(tmp_path: Path) -> None:
    load(tmp_path)
    code = """
import sys
from pathlib import Path
from trainer.content.cache import load_course
course = load_course(Path(sys.argv[1]), Path(sys.argv[1]), Path(sys.argv[2]))
parsers = ("yaml", "pydantic", "markdown_it", "mdit_py_plugins")
print(course.title, [name for name in parsers if name in sys.modules])
"""
    command = [sys.executable, "-c", code, str(SAMPLE), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "Bread for beginners []\n"


def test_a_moved_course_finds_its_cache_and_knows_its_place(tmp_path: Path) -> None:
    load(tmp_path / "cache")
    shutil.copytree(SAMPLE, tmp_path / "moved")
    moved = load(tmp_path / "cache", tmp_path / "moved")
    assert len(stored(tmp_path / "cache")) == 1
    assert moved.root == str(tmp_path / "moved")


def test_a_changed_file_is_compiled_again(tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(SAMPLE, root)
    before = load(tmp_path / "cache", root)
    file = root / "course.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Bread for", "Rolls for"), encoding="utf-8")
    after = load(tmp_path / "cache", root)
    assert (before.title, after.title) == ("Bread for beginners", "Rolls for beginners")


def later(folder: Path) -> None:
    """As if what is noted of the files had been noted a while after their last change."""
    for note in folder.glob("files-*.txt"):
        os.utime(note, ns=(0, note.stat().st_mtime_ns + 60_000_000_000))


def test_files_that_stand_as_they_did_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = load(tmp_path)
    later(tmp_path)
    monkeypatch.setattr(cache, "read_files", lambda _: pytest.fail("read again"))
    assert load(tmp_path) == before


def test_files_are_read_again_when_they_changed_just_before_they_were_noted(tmp_path: Path) -> None:
    """The times of two versions may be the same then: only the bytes tell them apart."""
    root = tmp_path / "course"
    shutil.copytree(SAMPLE, root)
    load(tmp_path / "cache", root)
    with patch.object(cache, "read_files", side_effect=read_files) as reading:
        load(tmp_path / "cache", root)
    assert reading.call_count == 1


@pytest.mark.parametrize("how", ["same size", "another time", "one more", "one less"])
def test_a_change_is_seen_however_old_the_note_is(tmp_path: Path, how: str) -> None:
    root = tmp_path / "course"
    shutil.copytree(SAMPLE, root)
    before = load(tmp_path / "cache", root)
    later(tmp_path / "cache")
    file = root / "course.yaml"
    found = file.stat()
    match how:
        case "same size":
            text = file.read_text(encoding="utf-8").replace("Bread for", "Rolls for")
            file.write_text(text, encoding="utf-8")
            os.utime(file, ns=(found.st_atime_ns, found.st_mtime_ns))
        case "another time":
            os.utime(file, ns=(0, 1))
        case "one more":
            shutil.copy(next((root / "lessons").glob("*.md")), root / "lessons" / "zz.md")
        case "one less":
            next((root / "figures").glob("*.yaml")).unlink()
    with patch.object(cache, "read_files", side_effect=read_files) as reading, suppress(CourseError):
        after = load(tmp_path / "cache", root)
        assert (after == before) == (how == "another time")
    assert reading.call_count == 1


def test_a_course_of_links_is_always_read(tmp_path: Path) -> None:
    """A link's state says nothing of what it leads to."""
    root = tmp_path / "course"
    shutil.copytree(SAMPLE, root)
    (root / "real").mkdir()
    file = (root / "course.yaml").rename(root / "real" / "course.yaml")
    (root / "course.yaml").symlink_to(file)
    load(tmp_path / "cache", root)
    assert not list((tmp_path / "cache").glob("files-*.txt"))


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"a b c", b"0 ../../elsewhere"])
def test_a_damaged_note_costs_only_the_time_to_read(tmp_path: Path, damage: bytes) -> None:
    before = load(tmp_path)
    (note,) = tmp_path.glob("files-*.txt")
    note.write_bytes(damage)
    later(tmp_path)
    assert load(tmp_path) == before


@pytest.mark.parametrize("damage", ["empty", "short", "flipped", "foreign", "code"])
def test_a_damaged_cache_is_written_anew(tmp_path: Path, damage: str) -> None:
    good = load(tmp_path)
    file = stored(tmp_path)[0]
    data = file.read_bytes()
    file.write_bytes(
        {
            "empty": b"",
            "short": data[: len(data) // 2],
            "flipped": data[:-9] + bytes([data[-9] ^ 255]) + data[-8:],
            "foreign": b"SQLite format 3\x00",
            "code": pickle.dumps(os.getcwd),
        }[damage]
    )
    assert load(tmp_path) == good
    assert file.read_bytes() == data


def test_a_cache_never_runs_code(tmp_path: Path) -> None:
    class Evil:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.mkdir, (str(tmp_path / "made"),)

    assert read_values(pickle.dumps(Evil())) is None
    assert not (tmp_path / "made").exists()
    assert read_values(pickle.dumps({"a": 1})) is None


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    assert load(in_the_way / "cache") == load(None)


@pytest.mark.parametrize("name", ["course", "whole"])
def test_old_courses_leave_the_cache(tmp_path: Path, name: str) -> None:
    for number in range(12):
        (tmp_path / f"{name}-{number}.bin").write_bytes(b"old")
        os.utime(tmp_path / f"{name}-{number}.bin", (number, number))
    load(tmp_path)
    assert len(list(tmp_path.glob(f"{name}-*.bin"))) == 8
    assert not (tmp_path / f"{name}-0.bin").exists()


def test_the_same_course_is_stored_as_the_same_bytes() -> None:
    assert write_values(load(None)) == write_values(load(None))


def test_it_reads_alike_where_python_names_members_of_an_enum_otherwise(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Up to 3.11.3 it pickles them as "getattr" of their name, which no reader of ours runs."""
    course = load(None)
    monkeypatch.setattr(Enum, "__reduce_ex__", lambda member, _: (getattr, (type(member), member.name)))
    assert read_values(write_values(course)) == course


def test_equal_texts_are_one_after_reading_and_likeness_is_not_sameness(tmp_path: Path) -> None:
    course = read_values(write_values(load(tmp_path)))
    assert course is not None
    for fact in course.facts.values():
        assert fact.relation is course.relations[fact.relation].id
        assert fact.topic is course.topics[fact.topic].id
    mixed: Any = {"a": (1, True, 1.0, "x"), "b": ("x",), "c": [(True,), (1,)]}
    again = read_values(write_values(replace(course, documents=mixed)))
    assert again is not None
    assert repr(again.documents) == repr(mixed)


def test_a_broken_course_tells_all_and_is_not_stored(tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(SAMPLE, root)
    (root / "pages.yaml").write_text("format_version: 1\npages: [a, b]\n", encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        load(tmp_path / "cache", root)
    assert len(caught.value.problems) == 2
    assert "has 2 mistakes" in str(caught.value)
    assert "pages.yaml:2:9" in str(caught.value)
    assert not stored(tmp_path / "cache")
