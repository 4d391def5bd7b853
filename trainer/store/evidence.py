"""What readiness and plans rest on: cold answers, and how long items take."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import comb, prod

from trainer.content.model import FactId, TopicId
from trainer.memory.fsrs import DAY, retrievability
from trainer.memory.model import NEW, MemoryState, New
from trainer.questions.model import MarkKind
from trainer.store.connection import Connection, CourseNamed, moment, stamp
from trainer.store.model import Answer, ColdAnswer, Mode, Pace

COLD_AFTER = timedelta(hours=20)
"""An answer is cold if none of its facts was read or asked for this long: a night at least lies between."""


class Evidence:
    """Cold answers and paces of a course, kept up with every answer."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def cold_count(self) -> int:
        """How many cold answers there are."""
        rows = self._connection.read(
            "SELECT answers FROM sums WHERE course = ? AND sort = 'cold'", self._course()
        )
        return int(rows[0]["answers"]) if rows else 0

    def cold(self, count: int) -> list[ColdAnswer]:
        """The last cold answers, newest first."""
        rows = self._connection.read(
            "SELECT * FROM answers WHERE course = ? AND cold"
            " AND id NOT IN (SELECT answer_id FROM withdrawals) ORDER BY id DESC LIMIT ?",
            self._course(),
            count,
        )
        return [
            ColdAnswer(
                topic=TopicId(row["topic"]),
                right=row["verdict"] == MarkKind.RIGHT,
                reserved=bool(row["reserved"]),
                odds=row["odds"],
                recall=row["recall"],
                days=row["days"],
                reps=row["reps"] or 0,
                answered_at=moment(row["answered_at"]),
            )
            for row in rows
        ]

    def spent_s(self, since: datetime) -> float:
        """Seconds spent on answers since that moment, of the last five hundred at most."""
        rows = self._connection.read(
            "SELECT coalesce(sum(min(taken_ms, 180000)), 0) / 1000.0 FROM (SELECT taken_ms, answered_at FROM"
            " answers WHERE course = ? AND mode != 'exam' ORDER BY id DESC LIMIT 500) WHERE answered_at >= ?",
            self._course(),
            stamp(since),
        )
        return float(rows[0][0])

    def paces(self) -> dict[str, Pace]:
        """How long answers took, by kind of item; a pause counts as three minutes at most."""
        rows = self._connection.read(
            "SELECT * FROM sums WHERE course = ? AND sort = 'kind' ORDER BY name", self._course()
        )
        return {row["name"]: Pace(row["answers"], row["seconds"]) for row in rows}


def is_cold(answer: Answer, seen_at: datetime | None) -> bool:
    """Whether none of its facts was seen in the last twenty hours; `seen_at`: when one last was."""
    if answer.mode is Mode.OPENING:
        return False
    return seen_at is None or seen_at <= answer.answered_at - COLD_AFTER


def believed(answer: Answer, states: Mapping[FactId, MemoryState]) -> dict[str, object]:
    """What was believed before a cold answer, as it is kept with it; `states`: of its facts, then."""
    item = answer.item
    before = [states[fact] for fact in item.fact_ids]
    known = not any(isinstance(state, New) for state in before)
    asked = next(iter(before), NEW)
    gone = None if isinstance(asked, New) else (answer.answered_at - asked.reviewed_at) / DAY
    return {
        "cold": 1,
        "odds": 1 / comb(len(item.options), item.select) if item.options else 0.0,
        "recall": prod(retrievability(state, answer.answered_at) for state in before) if known else None,
        "days": gone,
        "reps": 0 if isinstance(asked, New) else asked.reps,
    }
