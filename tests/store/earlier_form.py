"""Files of the learner as earlier versions of the program wrote them."""

import sqlite3
from contextlib import closing
from pathlib import Path

from trainer.store.fact_form import STATE
from trainer.store.migrations import APPLICATION_ID, MIGRATIONS
from trainer.store.opening import open_file

STATES = (
    f"SELECT course, fact_id, {STATE} FROM {{}}"  # noqa: S608 - names of ours
    " WHERE stability IS NOT NULL ORDER BY course, fact_id"
)
"""All memory states of a file; they were in a table of their own up to format 12."""


def written(path: Path, form: int) -> Path:
    """A file of that format, at the path."""
    text = Path(__file__).with_name(f"format_{form}.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(text)
        raw.execute(f"PRAGMA user_version = {form}")
        raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    return path


def brought_to(path: Path, form: int) -> None:
    """The file after the steps that lead to that format, and no further one."""
    open_file(path, MIGRATIONS[:form]).close()


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """What the file answers, asked beside the program."""
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(sql).fetchall()
