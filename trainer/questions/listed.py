"""What an order or a matching lists under its stem, as rows: letters and numbers apart from their words."""

import re

from trainer.questions.model import Item

_ROW = re.compile(r"(\w)\. (.+)")

Row = tuple[str, str]
"""A letter or number, and its words."""


def steps_of(item: Item) -> tuple[Row, ...]:
    """The steps of an order in the jumble that is shown; empty for any other kind."""
    return _rows(item) if item.kind == "order" else ()


def sides_of(item: Item) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """The numbered and the lettered side of a matching; both empty for any other kind."""
    rows = _rows(item) if item.kind == "match" else ()
    numbered = tuple(row for row in rows if row[0].isdigit())
    return numbered, tuple(row for row in rows if not row[0].isdigit())


def _rows(item: Item) -> tuple[Row, ...]:
    found = (_ROW.fullmatch(line) for line in item.exhibit.splitlines())
    return tuple((row[1], row[2]) for row in found if row)
