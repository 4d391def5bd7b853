"""One SQLite file: opened with care, written in whole transactions, its troubles told in a sentence."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias

from trainer.errors import TrainerError
from trainer.store.writing import Writing

if TYPE_CHECKING:
    from sqlite_utils import Database

BUSY_TIMEOUT_S = 5.0
"""How long to wait for another process that writes."""

Value: TypeAlias = str | int | float | bytes | None

CourseNamed: TypeAlias = Callable[[], str]
"""Names the course whose rows are meant; asked only when such rows are, so that settings load no course."""

HOME = "set TRAINER_HOME to another folder"

HELD = "{path} is in use by another program; close that one and try again"
DAMAGED = (
    "{path} is damaged; it was left as it is: put a backup in its place, or move it away to start afresh"
)

TROUBLES: tuple[tuple[str, str], ...] = (
    (
        "SQLITE_FULL",
        "there is no room left for {path}; nothing kept before was lost: free some space and try again",
    ),
    ("SQLITE_READONLY", "{path} cannot be written; make file and folder writable, or " + HOME),
    ("SQLITE_NOTADB", DAMAGED.replace("is damaged", "is no database of this program or is damaged")),
    ("SQLITE_CORRUPT", DAMAGED),
    ("SQLITE_BUSY", HELD),
    ("SQLITE_LOCKED", HELD),
    ("SQLITE_CANTOPEN", "{path} cannot be opened; make file and folder readable and writable, or " + HOME),
    ("SQLITE_PERM", "{path} may not be opened; make it readable and writable for you, or " + HOME),
    (
        "SQLITE_IOERR",
        "{path} cannot be read or written just now; check the disk and its free space and try again",
    ),
)
"""The beginning of SQLite's result code -> what the learner is told."""


class Connection:
    """A connection to the learner's file. Rows go straight to SQLite, its form is sqlite-utils' work.

    sqlite-utils takes longer to import and holds more memory than all else here, so it is imported only when
    a file is made or brought up to date.
    """

    def __init__(self, path: Path, named: Path | None = None) -> None:
        self.path = named or path
        """What messages name; another than the file only while a new file is being made."""
        self._lock = RLock()
        with telling(self.path):
            self._sqlite = sqlite3.connect(
                path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
            )

    def prepare(self) -> None:
        """Make commits durable through power loss; WAL with NORMAL could lose the last ones."""
        with telling(self.path):
            self._sqlite.execute("PRAGMA journal_mode = WAL").close()
            self._sqlite.execute("PRAGMA foreign_keys = ON").close()
        self._flushing("FULL")

    def read(self, sql: str, *values: Value) -> list[sqlite3.Row]:
        """The rows of a query."""
        with self._lock, telling(self.path):
            cursor = self._sqlite.cursor()
            cursor.row_factory = sqlite3.Row
            return cursor.execute(sql, values).fetchall()

    def number(self, sql: str, *values: Value) -> int:
        """The one whole number a query asks for."""
        return int(self.read(sql, *values)[0][0])

    def written(self) -> tuple[int, int]:
        """Tells whether something was written meanwhile, by whomever: as long as it is equal, nothing was."""
        with self._lock, telling(self.path):
            (by_others,) = self._sqlite.execute("PRAGMA data_version").fetchone()
            return by_others, self._sqlite.total_changes

    def rest(self) -> None:
        """Let go of the pages that were read, up to two megabytes of them: nobody asks for a while."""
        with self._lock, telling(self.path):
            self._sqlite.execute("PRAGMA shrink_memory").close()

    def write(self) -> "Transaction":
        """One transaction for rows."""
        return Transaction(self._sqlite, self._lock, self.path)

    @contextmanager
    def write_ahead(self) -> Iterator[Writing]:
        """One transaction that is not flushed: the next one is flushed with it, or both are lost."""
        with self._lock:
            self._flushing("NORMAL")
            try:
                with self.write() as writing:
                    yield writing
            finally:
                self._flushing("FULL")

    def _flushing(self, how: str) -> None:
        with telling(self.path):
            self._sqlite.execute(f"PRAGMA synchronous = {how}").close()

    @contextmanager
    def form(self) -> Iterator["Database"]:
        """One transaction for tables, as sqlite-utils has them."""
        from sqlite_utils import Database

        with self._lock:
            with telling(self.path):
                database = Database(self._sqlite, execute_plugins=False)
            with self.write():
                yield database

    def copy_to(self, path: Path) -> None:
        """A whole copy of the file as it stands, also while others write."""
        with self._lock, telling(self.path):
            copy = sqlite3.connect(path)
            try:
                self._sqlite.backup(copy)
            finally:
                copy.close()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        with self._lock:
            self._sqlite.close()


class Transaction:
    """One transaction: committed and on the disk when its block ends, undone if that raises.

    The write lock is taken at once, so that what the block reads is what it changes. A class, because every
    answer waits for it: three generators within each other take three times as long.
    """

    __slots__ = ("_lock", "_path", "_sqlite")

    def __init__(self, connection: sqlite3.Connection, lock: RLock, path: Path) -> None:
        self._sqlite = connection
        self._lock = lock
        self._path = path

    def __enter__(self) -> Writing:
        self._lock.acquire()
        try:
            self._sqlite.execute("BEGIN IMMEDIATE")
        except BaseException as error:
            self._lock.release()
            tell(error, self._path)
            raise
        return Writing(self._sqlite)

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self._commit()
            else:
                self._undo()
                tell(error, self._path)
        finally:
            self._lock.release()

    def _commit(self) -> None:
        try:
            self._sqlite.execute("COMMIT")
        except BaseException as error:
            self._undo()
            tell(error, self._path)
            raise

    def _undo(self) -> None:
        with suppress(sqlite3.Error):  # a full disk has undone it already
            self._sqlite.execute("ROLLBACK")


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """SQLite's troubles from outside as a TrainerError; mistakes of ours stay what they are."""
    try:
        yield
    except sqlite3.Error as error:
        tell(error, path)
        raise


def tell(error: BaseException, path: Path) -> None:
    """Raise the TrainerError that tells of SQLite's trouble, if it is one of those that come from outside."""
    code = getattr(error, "sqlite_errorname", "")
    for start, words in TROUBLES:
        if code.startswith(start):
            raise TrainerError(words.format(path=path)) from error


@lru_cache(maxsize=16)
def stamp(at: datetime) -> str:
    """A moment as it is stored: UTC, always of the same length, so that texts sort as moments do."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """A stored moment; aware, UTC."""
    return datetime.fromisoformat(text)
