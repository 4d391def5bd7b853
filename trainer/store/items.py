"""Items as they were shown, each kept once under a digest of its text, and ids of new rows."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from trainer.exam.frozen import freeze_item, thaw_item
from trainer.questions.model import Item
from trainer.seed import digest
from trainer.value import dataclass

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.db import Table


@dataclass(frozen=True, slots=True)
class Text:
    """An item as it is kept."""

    item: Item
    key: str
    text: str


def text_of(item: Item) -> Text:
    """The item's text, with the digest that is its key."""
    text = freeze_item(item)
    return Text(item, digest(text, length=24), text)


def put_item(database: "Database", item: Item, ready: Text | None = None) -> str:
    """Keep the item if it is not kept yet; returns its key. `ready`: its text, if that was made before."""
    kept = ready if ready is not None and ready.item is item else text_of(item)
    database.conn.execute("INSERT OR IGNORE INTO items (key, item) VALUES (?, ?)", (kept.key, kept.text))
    return kept.key


def put_row(database: "Database", table: str, row: Mapping[str, object]) -> int:
    """Append a row; returns its id. For what each answer writes: sqlite-utils would look at it first."""
    columns = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({marks})"  # noqa: S608 - names are ours, values are bound
    number = database.conn.execute(sql, dict(row)).lastrowid
    if number is None:
        raise AssertionError("a row that was inserted has an id")
    return number


def new_id(table: "Table") -> int:
    """The id of the row that was just inserted."""
    if not isinstance(table.last_pk, int):
        raise AssertionError("the table has whole numbers for ids")
    return table.last_pk


def got_item(text: str) -> Item:
    """The item of a kept text."""
    return thaw_item(text)
