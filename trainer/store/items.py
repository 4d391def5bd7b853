"""Items as they were shown, each kept once under a digest of its text, and ids of new rows."""

from typing import TYPE_CHECKING

from trainer.exam.frozen import freeze_item, thaw_item
from trainer.questions.model import Item
from trainer.seed import digest

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.db import Table


def put_item(database: "Database", item: Item) -> str:
    """Keep the item if it is not kept yet; returns its key."""
    text = freeze_item(item)
    key = digest(text, length=24)
    database.table("items").insert({"key": key, "item": text}, ignore=True)
    return key


def new_id(table: "Table") -> int:
    """The id of the row that was just inserted."""
    if not isinstance(table.last_pk, int):
        raise AssertionError("the table has whole numbers for ids")
    return table.last_pk


def got_item(text: str) -> Item:
    """The item of a kept text."""
    return thaw_item(text)
