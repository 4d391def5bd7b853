"""The log of what answers say about confused pairs."""

from collections.abc import Sequence

from trainer.content.model import FactId
from trainer.memory.misconceptions import PairEvent, Turn
from trainer.store.connection import Connection, CourseNamed, moment, stamp
from trainer.store.model import AnswerId
from trainer.store.writing import Writing


class Pairs:
    """Pairs that were confused in a course, and told apart."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def all(self) -> list[PairEvent]:
        """The log in its order, without answers that were taken back."""
        return read_pairs(self._connection, self._course())


def read_pairs(connection: Connection, course: str) -> list[PairEvent]:
    """The log of a course in its order, without answers that were taken back."""
    rows = connection.read(
        "SELECT * FROM pairs WHERE course = ? AND answer_id NOT IN (SELECT answer_id FROM withdrawals)"
        " ORDER BY id",
        course,
    )
    return [
        PairEvent(
            one=row["one"],
            other=row["other"],
            fact_id=FactId(row["fact_id"]),
            turn=Turn(row["turn"]),
            at=moment(row["at"]),
        )
        for row in rows
    ]


def put_pairs(writing: Writing, course: str, answer_id: AnswerId, pairs: Sequence[PairEvent]) -> None:
    """Append what an answer says of pairs, within the caller's transaction."""
    for event in pairs:
        row = {
            "course": course,
            "answer_id": answer_id,
            "one": event.one,
            "other": event.other,
            "fact_id": event.fact_id,
            "turn": event.turn.value,
            "at": stamp(event.at),
        }
        writing.add("pairs", row)
