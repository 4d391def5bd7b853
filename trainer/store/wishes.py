"""What the learner wants of single facts: not asked, not today, flagged, with a note."""

import sqlite3
from datetime import datetime

from trainer.content.model import FactId
from trainer.store.connection import Connection, CourseNamed, moment, stamp
from trainer.store.model import Wish

NEWEST = """
    SELECT * FROM wishes WHERE id IN (
        SELECT max(id) FROM wishes WHERE course = ?1 AND (?2 IS NULL OR fact_id = ?2) GROUP BY fact_id)
    ORDER BY id
"""


class Wishes:
    """Wishes for facts of a course; each change is kept, the newest counts."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def keep(self, wish: Wish, at: datetime) -> None:
        """This is what is wanted of the fact from now on."""
        with self._connection.write() as writing:
            writing.add(
                "wishes",
                {
                    "course": self._course(),
                    "fact_id": wish.fact_id,
                    "suspended": int(wish.suspended),
                    "buried_until": stamp(wish.buried_until) if wish.buried_until else None,
                    "flagged": int(wish.flagged),
                    "note": wish.note,
                    "wished_at": stamp(at),
                },
            )

    def of(self, fact_id: FactId) -> Wish:
        """What is wanted of one fact; nothing special if nothing was said."""
        rows = self._connection.read(NEWEST, self._course(), fact_id)
        return _wish(rows[0]) if rows else Wish(fact_id)

    def all(self) -> dict[FactId, Wish]:
        """What is wanted of each fact that something was ever wanted of, oldest wish first."""
        rows = self._connection.read(NEWEST, self._course(), None)
        return {FactId(row["fact_id"]): _wish(row) for row in rows}


def _wish(row: sqlite3.Row) -> Wish:
    return Wish(
        fact_id=FactId(row["fact_id"]),
        suspended=bool(row["suspended"]),
        buried_until=moment(row["buried_until"]) if row["buried_until"] else None,
        flagged=bool(row["flagged"]),
        note=row["note"],
    )
