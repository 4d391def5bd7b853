"""Whatever state the file is in: it is opened, or a sentence says why not and the file stays as it was."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import GOOD, answer
from trainer.errors import TrainerError
from trainer.store import connection, opening
from trainer.store.migrations import APPLICATION_ID, MIGRATIONS
from trainer.store.store import Store, open_store

if TYPE_CHECKING:
    from sqlite_utils import Database


def refused(path: Path) -> str:
    """The sentence with which opening is refused; the file and its neighbours are left as they were."""
    before = {entry.name: entry.read_bytes() for entry in path.parent.iterdir() if entry.is_file()}
    with pytest.raises(TrainerError) as told:
        open_store(path, "bakery")
    after = {entry.name: entry.read_bytes() for entry in path.parent.iterdir() if entry.is_file()}
    assert {name: after[name] for name in before} == before
    assert not [name for name in after if name.startswith(".")]
    sentence = str(told.value)
    assert "\n" not in sentence
    assert str(path) in sentence
    return sentence


def filled(path: Path, answers: int = 30) -> None:
    store = open_store(path, "bakery")
    for number in range(answers):
        store.answers.add(answer(number), GOOD)
    store.close()


def test_a_new_file_is_made_for_its_owner_alone_and_durable(path: Path, store: Store) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert store.path == path
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert raw.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    raw.close()
    (level,) = store._connection.read("PRAGMA synchronous")
    assert level[0] == 2, "FULL: NORMAL may lose the last commits in a power loss"
    assert [entry.name for entry in path.parent.iterdir() if entry.name.startswith(".")] == []


def test_opening_and_answering_import_no_sqlite_utils_when_the_file_is_there(path: Path) -> None:
    filled(path, 1)
    code = (
        "import sys; from pathlib import Path; from trainer.store.store import open_store;"
        " store = open_store(Path(sys.argv[1]), 'bakery'); store.settings.load(); store.memory.states();"
        " answer = store.answers.last(1)[0].answer; assert answer.item.item_id == 'item-0';"
        " store.settings.save(store.settings.load()); store.answers.add(answer); store.warm();"
        " sys.exit('sqlite_utils' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 0


def test_an_empty_file_holds_nothing_and_becomes_a_store(path: Path) -> None:
    path.touch()
    store = open_store(path, "bakery")
    store.answers.add(answer())
    assert len(store.answers.last(5)) == 1
    store.close()


def test_a_file_that_is_no_database(path: Path) -> None:
    path.write_bytes(b"these are my notes on ECS\n" * 200)
    assert "is no database of this program or is damaged; it was left as it is" in refused(path)


def test_a_database_of_another_program(path: Path) -> None:
    raw = sqlite3.connect(path)
    with raw:
        raw.execute("CREATE TABLE cards (front, back)")
    raw.close()
    assert "is a database of another program; it was left as it is" in refused(path)


def test_a_folder_in_the_way(path: Path) -> None:
    path.mkdir()
    with pytest.raises(TrainerError, match="cannot be opened"):
        open_store(path, "bakery")


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match=r"cannot make .*trainer\.db: No such file or directory; make"):
        open_store(tmp_path / "nowhere" / "trainer.db", "bakery")


def test_a_file_of_a_newer_version(path: Path) -> None:
    filled(path, 1)
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 999")
    raw.close()
    assert "was written by a newer version of trainer (format 999, this one knows" in refused(path)


@pytest.mark.parametrize("share", [0.1, 0.35, 0.6, 0.9])
def test_a_page_of_noise_anywhere_in_the_file(path: Path, share: float) -> None:
    filled(path)
    content = bytearray(path.read_bytes())
    at = max(4096, int(len(content) * share) // 4096 * 4096)
    content[at : at + 4096] = os.urandom(4096)
    path.write_bytes(content)
    assert "it was left as it is" in refused(path)


def test_a_file_that_was_cut_short(path: Path) -> None:
    filled(path)
    os.truncate(path, path.stat().st_size // 2)
    assert "it was left as it is" in refused(path)


def test_damage_met_while_reading_is_told_too(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A large file is not read through when it is opened."""
    filled(path)
    content = bytearray(path.read_bytes())
    content[-3 * 4096 :] = b"\xa5" * (3 * 4096)
    path.write_bytes(content)
    monkeypatch.setattr(opening, "CHECKED_BYTES_MAX", 0)
    store = open_store(path, "bakery")
    with pytest.raises(TrainerError, match="is damaged; it was left as it is"):
        store.answers.last(50)
    store.close()
    assert path.read_bytes() == bytes(content)


def test_a_file_that_another_program_holds(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path, 1)
    monkeypatch.setattr(connection, "BUSY_TIMEOUT_S", 0.1)
    store = open_store(path, "bakery")
    raw = sqlite3.connect(path, isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(TrainerError, match="is in use by another program; close that one and try again"):
        store.answers.add(answer(5))
    raw.execute("ROLLBACK")
    store.answers.add(answer(5))
    raw.execute("PRAGMA locking_mode = EXCLUSIVE")
    raw.close()
    store.close()


class TestFullDisk:
    """A full disk refuses what is new and keeps what is there."""

    def test_no_page_left(self, store: Store) -> None:
        store.answers.add(answer(0), GOOD)
        pages = store._connection.number("PRAGMA page_count")
        store._connection.read(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(TrainerError, match=r"there is no room left for .*; nothing kept before was lost"):
            for number in range(1, 500):
                store.answers.add(answer(number), GOOD)
        kept = len(store.answers.briefs())
        assert 1 <= kept < 500
        assert len(store.memory.reviews()) == kept
        store._connection.read("PRAGMA max_page_count = 1000000")
        store.answers.add(answer(500), GOOD)
        assert len(store.answers.briefs()) == kept + 1

    def test_the_system_refuses_to_write_on(self, path: Path) -> None:
        """A real limit of the system, in a process of its own: what was acknowledged is there afterwards."""
        code = """
import resource, sys
from pathlib import Path
from tests.store.samples import GOOD, answer
from trainer.errors import TrainerError
from trainer.store.store import open_store
store = open_store(Path(sys.argv[1]), "bakery")
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
for number in range(1000):
    try:
        store.answers.add(answer(number), GOOD)
    except TrainerError as error:
        print(error)
        break
    print("saved", number)
"""
        run = subprocess.run(
            [sys.executable, "-c", code, str(path)],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path.cwd(),
        )
        *saved, sentence = run.stdout.splitlines()
        assert "cannot be read or written just now" in sentence or "there is no room left" in sentence
        assert 1 < len(saved) < 999
        store = open_store(path, "bakery")
        assert [f"saved {brief.item_id.removeprefix('item-')}" for brief in store.answers.briefs()] == saved
        store.close()

    def test_a_new_file_on_a_full_disk_is_not_left_half_made(self, path: Path) -> None:
        code = """
import resource, sys
from pathlib import Path
from trainer.errors import TrainerError
from trainer.store.store import open_store
import sqlite_utils
resource.setrlimit(resource.RLIMIT_FSIZE, (9_000, 9_000))
try:
    open_store(Path(sys.argv[1]), "bakery")
except TrainerError as error:
    sys.exit(f"told: {error}")
"""
        run = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
        )
        assert run.stderr.startswith("told: ")
        assert str(path) in run.stderr
        assert list(path.parent.iterdir()) == []


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that a user without rights may enter; pytest's own are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="trainer-store-"))
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


READ_ONLY = """
import os, sys
from pathlib import Path
from tests.store.samples import answer
from trainer.errors import TrainerError
from trainer.store.store import open_store
import sqlite_utils, tempfile  # this user may not read where they lie
if os.getuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    open_store(Path(sys.argv[1]), "bakery").answers.add(answer(99))
except TrainerError as error:
    sys.exit(f"told: {error}")
"""


@pytest.mark.parametrize("there", [True, False], ids=["a file is there", "no file yet"])
def test_a_folder_that_may_not_be_written(open_folder: Path, there: bool) -> None:
    path = open_folder / "trainer.db"
    if there:
        filled(path, 1)
        path.chmod(0o444)
    open_folder.chmod(0o555)
    before = {entry.name: entry.read_bytes() for entry in open_folder.iterdir()}
    run = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(path)], capture_output=True, text=True, check=False
    )
    assert run.stderr.startswith("told: ")
    assert run.stderr.count("\n") == 1
    assert "TRAINER_HOME" in run.stderr
    assert {entry.name: entry.read_bytes() for entry in open_folder.iterdir()} == before


def test_a_folder_that_may_not_be_entered(open_folder: Path) -> None:
    filled(open_folder / "trainer.db", 1)
    open_folder.chmod(0o000)
    run = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(open_folder / "trainer.db")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.stderr.startswith("told: ")
    assert "Permission denied; make its folder yours, or set TRAINER_HOME" in run.stderr


class TestMigrations:
    """An older file is copied, then brought up to date in one go."""

    @staticmethod
    def second(database: "Database") -> None:
        database.table("settings").add_column("changed_at", str)

    @staticmethod
    def broken(database: "Database") -> None:
        database.table("extra").create({"id": int}, pk="id")
        raise ValueError("a step that fails")

    def test_an_older_file_is_copied_before_it_is_changed(self, path: Path) -> None:
        filled(path, 3)
        opened = Store(opening.open_file(path, (*MIGRATIONS, self.second)), lambda: "bakery")
        assert len(opened.answers.briefs()) == 3
        opened.settings.save(opened.settings.load())
        opened.close()
        copy = path.with_name(f"trainer.db.format-{len(MIGRATIONS)}")
        old = open_store(copy, "bakery")
        assert len(old.answers.briefs()) == 3
        old.close()
        assert "was written by a newer version" in refused(path)

    def test_an_earlier_copy_is_never_overwritten(self, path: Path) -> None:
        filled(path, 1)
        copy = path.with_name(f"trainer.db.format-{len(MIGRATIONS)}")
        copy.write_text("an earlier copy")
        opening.open_file(path, (*MIGRATIONS, self.second)).close()
        assert copy.read_text() == "an earlier copy"
        assert copy.with_name(copy.name + ".2").exists()

    def test_a_step_that_fails_leaves_the_file_as_it_was(self, path: Path) -> None:
        filled(path, 2)
        with pytest.raises(ValueError, match="a step that fails"):
            opening.open_file(path, (*MIGRATIONS, self.second, self.broken))
        store = open_store(path, "bakery")
        assert len(store.answers.briefs()) == 2
        columns = [
            row["name"] for row in store._connection.read("SELECT name FROM pragma_table_info('settings')")
        ]
        assert columns == ["name", "value"]
        store.close()

    def test_an_up_to_date_file_is_not_copied(self, path: Path) -> None:
        filled(path, 1)
        open_store(path, "bakery").close()
        assert [entry.name for entry in path.parent.iterdir()] == ["trainer.db"]
