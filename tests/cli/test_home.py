"""The learner's folder: made private, the only place written to, and trouble with it told in a sentence."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.program import process, trainer


def tree(*folders: Path) -> set[str]:
    return {
        str(Path(where) / name) for folder in folders for where, _, names in os.walk(folder) for name in names
    }


def test_it_is_made_when_missing_and_nobody_else_may_look(
    tmp_path: Path, other_course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "new" / "home"
    monkeypatch.setenv("TRAINER_HOME", str(home))
    assert trainer("progress", "--json", "--course", str(other_course)).status == 0
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert {entry.name for entry in home.iterdir()} == {"trainer.db", "images", "cache", "log"}
    assert stat.S_IMODE((home / "trainer.db").stat().st_mode) == 0o600


def test_nothing_is_written_elsewhere(tmp_path: Path, other_course: Path) -> None:
    """Not by a first start either, which compiles the course."""
    home, elsewhere, user = tmp_path / "home", tmp_path / "elsewhere", tmp_path / "user"
    elsewhere.mkdir()
    user.mkdir()
    for line, typed in (
        (["quiz", "--plain", "--count", "1", "--seed", "1", "--course", other_course], "a\n"),
        (["exam", "--start", "baker-mini", "--plain", "--seed", "1", "--course", other_course], "a\n"),
        (["aws", "ecs", "create-cluster", "--cluster-name", "shop"], ""),
    ):
        places = {"TRAINER_HOME": str(home), "HOME": str(user), "TMPDIR": str(elsewhere)}
        ended = process(*line, typed=typed, **places)
        assert ended.status == 0, ended.err
    assert tree(elsewhere, user) == set()
    assert list((home / "cache").glob("course-*.bin"))
    assert (home / "trainer.db").is_file()


def test_cache_and_log_may_be_deleted(home: Path, other_course: Path) -> None:
    course = ("--course", str(other_course))
    trainer("quiz", "--plain", "--count", "1", "--seed", "1", *course, typed="?\n")
    for folder in ("cache", "log"):
        for file in (home / folder).iterdir():
            file.unlink()
        (home / folder).rmdir()
    assert '"answers": 1' in trainer("progress", "--json", *course).out


@pytest.mark.parametrize("junk", [b"", b"junk", b"trainer course 1\n" + b"\x80" * 500])
def test_a_spoilt_cache_costs_only_time(junk: bytes, home: Path, other_course: Path) -> None:
    for file in (home / "cache").iterdir():
        file.write_bytes(junk)
    assert trainer("items", "--count", "1", "--course", str(other_course)).status == 0


def test_a_home_that_cannot_be_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    for name in (tmp_path / "file", tmp_path / "file" / "home", "~no-such-user-here/home"):
        monkeypatch.setenv("TRAINER_HOME", str(name))
        ended = trainer("progress")
        assert (ended.status, ended.out) == (3, "")
        assert "a folder you can write to" in ended.sentence()


def test_a_home_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o500)
    if os.access(home, os.W_OK):
        pytest.skip("the superuser may write anywhere")
    monkeypatch.setenv("TRAINER_HOME", str(home))
    ended = trainer("quiz", "--plain", "--count", "1")
    assert ended.status == 3
    assert "a folder you can write to" in ended.sentence()


def damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096 : 4096 * 3] = b"\x5a" * 8192
    file.write_bytes(content)


def of_the_future(file: Path) -> None:
    raw = sqlite3.connect(file)
    raw.execute("PRAGMA user_version = 999")
    raw.close()


def foreign(file: Path) -> None:
    file.write_bytes(b"a shopping list: bread, butter\n" * 100)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [(damaged, "is damaged"), (of_the_future, "newer version"), (foreign, "no database of this program")],
)
def test_a_database_that_cannot_be_used_is_told_and_left_as_it_was(
    spoil: Callable[[Path], None], told: str, home: Path
) -> None:
    trainer("quiz", "--plain", "--count", "1", "--seed", "1", typed="a\n")
    spoil(home / "trainer.db")
    before = (home / "trainer.db").read_bytes()
    lines = (
        "progress",
        "review --plain",
        "quiz --plain --count 1",
        "aws ecs list-clusters",
        "exam --plain",
        "lab --list",
    )
    for line in lines:
        ended = trainer(*line.split(), typed="a\n")
        assert ended.status == 3, line
        assert told in ended.sentence()
        assert str(home / "trainer.db") in ended.err
        assert "Right" not in ended.out
        assert "Wrong" not in ended.out
    assert (home / "trainer.db").read_bytes() == before
