"""Opening a learner's file: made whole or not at all, checked before it is touched, copied before changes."""

import os
from collections.abc import Sequence
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from trainer.errors import TrainerError
from trainer.store.connection import DAMAGED, HOME, Connection
from trainer.store.migrations import APPLICATION_ID, MIGRATIONS, Migration

CHECKED_BYTES_MAX = 8 * 1024 * 1024
"""A file up to this size is checked page by page when it is opened; a larger one as it is read."""


def open_file(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> Connection:
    """The file, made or brought up to date; TrainerError in one sentence if that cannot be."""
    if _empty(path):
        _make(path, migrations)
    connection = Connection(path)
    try:
        version = _version(connection, len(migrations))
        _check_pages(connection)
        connection.prepare()
        if version < len(migrations):
            _back_up(connection, version)
            migrate(connection, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def _empty(path: Path) -> bool:
    """Whether there is nothing in it that could be lost."""
    try:
        return not path.exists() or path.stat().st_size == 0
    except OSError as error:
        raise TrainerError(
            f"{path} cannot be opened: {error.strerror}; make its folder yours, or {HOME}"
        ) from error


def migrate(connection: Connection, migrations: Sequence[Migration]) -> None:
    """Take the steps that the file has not seen, in one transaction; another process may have been faster."""
    with connection.form() as database:
        for migration in migrations[connection.number("PRAGMA user_version") :]:
            migration(database)
        database.conn.execute(f"PRAGMA user_version = {len(migrations)}")
        database.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _make(path: Path, migrations: Sequence[Migration]) -> None:
    """A new file under its name only when it is complete: nobody ever meets half of one."""
    made = _beside(path)
    try:
        connection = Connection(made, named=path)
        try:
            connection.prepare()
            migrate(connection, migrations)
        finally:
            connection.close()
        _give_name(made, path)
    finally:
        for name in (made.name, *(f"{made.name}-{part}" for part in ("wal", "shm", "journal"))):
            made.with_name(name).unlink(missing_ok=True)


def _give_name(made: Path, path: Path) -> None:
    """Put the new file in place unless another process has put one there meanwhile."""
    if path.exists():
        if path.stat().st_size == 0:
            made.replace(path)
        return
    try:
        path.hardlink_to(made)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        made.replace(path)
    with suppress(OSError):  # so that the name survives a power loss too; not every system lets one
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _version(connection: Connection, latest: int) -> int:
    """How many steps the file has seen; TrainerError if it is not ours or from a newer program."""
    version = connection.number("PRAGMA user_version")
    if connection.number("PRAGMA application_id") != APPLICATION_ID:
        raise TrainerError(
            f"{connection.path} is a database of another program; it was left as it is: move it away to start"
            " afresh"
        )
    if version > latest:
        raise TrainerError(
            f"{connection.path} was written by a newer version of trainer (format {version}, this one knows"
            f" {latest}); it was left as it is: update trainer"
        )
    return version


def _check_pages(connection: Connection) -> None:
    if connection.path.stat().st_size > CHECKED_BYTES_MAX:
        return
    found = connection.read("PRAGMA quick_check(1)")[0][0]
    if found != "ok":
        raise TrainerError(DAMAGED.format(path=connection.path))


def _back_up(connection: Connection, version: int) -> None:
    """A copy beside the file before its form changes: `trainer.db.format-1`. Earlier copies are kept."""
    more = chain(("",), (f".{number}" for number in count(2)))
    names = (f"{connection.path.name}.format-{version}{end}" for end in more)
    copy = next(path for name in names if not (path := connection.path.with_name(name)).exists())
    made = _beside(copy)
    try:
        connection.copy_to(made)
        made.replace(copy)
    finally:
        made.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """A new empty file in the same folder, readable by its owner alone."""
    import tempfile

    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise TrainerError(
            f"cannot make {path}: {error.strerror}; make its folder writable, or {HOME}"
        ) from error
    return Path(name)
