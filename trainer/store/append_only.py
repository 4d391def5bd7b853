"""Logs are only added to, whoever tries: triggers that refuse all else."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def only_added_to(database: "Database", *logs: str, changes: Sequence[str] = ("UPDATE", "DELETE")) -> None:
    """Refuse these changes of the rows of these tables."""
    for log in logs:
        for change in changes:
            database.execute(
                f"CREATE TRIGGER {log}_refuse_{change.lower()} BEFORE {change} ON {log}"
                f" BEGIN SELECT RAISE(ABORT, '{log} is a log: it is only added to'); END"
            )
