"""What goes into a transaction: rows as mappings, written as plain SQL.

sqlite-utils makes and changes the form of the file; each row of every day would have it look at the table
first, and importing it costs a tenth of what the program holds in memory.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache

Row = Mapping[str, object]


class Writing:
    """An open transaction. Names of tables and columns are ours, values are bound."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, table: str, row: Row) -> int:
        """Append a row; returns its id."""
        number = self._connection.execute(_insert(table, tuple(row)), tuple(row.values())).lastrowid
        if number is None:
            raise AssertionError("a row that was inserted has an id")
        return number

    def change(self, table: str, row_id: int | str, row: Row) -> None:
        """Set these columns of the row with this id."""
        columns = ", ".join(f'"{name}" = :{name}' for name in row)
        self.run(f'UPDATE "{table}" SET {columns} WHERE id = :row_id', {**row, "row_id": row_id})  # noqa: S608

    def run(self, sql: str, values: Row | tuple[object, ...] = ()) -> None:
        """Execute one statement."""
        self._connection.execute(sql, values).close()

    def run_each(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Execute one statement with each of these values; none is fine."""
        self._connection.executemany(sql, rows).close()


@cache
def _insert(table: str, names: tuple[str, ...]) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    return f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'  # noqa: S608
