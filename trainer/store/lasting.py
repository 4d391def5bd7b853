"""What outlasts a version of the course and an exam: how facts read when learned, and how exams went."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import date, datetime

from trainer.content.model import ExamId, FactId
from trainer.store.connection import Connection, CourseNamed, moment, stamp
from trainer.store.model import ExamOutcome, Happened, Learned
from trainer.store.writing import Writing

TOLD = """
    INSERT INTO learned VALUES (?1, ?2, ?3, ?4) ON CONFLICT (course, fact_id)
    DO UPDATE SET says = excluded.says, seen_at = excluded.seen_at WHERE says != excluded.says
"""
FIRST = "INSERT OR IGNORE INTO learned VALUES (?1, ?2, ?3, ?4)"


class LearnedFacts:
    """How each fact of a course read when it was last answered, or first read."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def all(self) -> dict[FactId, Learned]:
        """The words that were learned, by fact."""
        rows = self._connection.read("SELECT * FROM learned WHERE course = ?", self._course())
        return {
            FactId(row["fact_id"]): Learned(FactId(row["fact_id"]), row["says"], moment(row["seen_at"]))
            for row in rows
        }

    def first_read(self, says: Mapping[FactId, str], at: datetime) -> None:
        """Keep how these facts read, where nothing was kept yet."""
        with self._connection.write() as writing:
            put_learned(writing, self._course(), says, at, only_first=True)


def put_learned(
    writing: Writing,
    course: str,
    says: Mapping[FactId, str],
    at: datetime,
    *,
    kept: Mapping[FactId, str] | None = None,
    only_first: bool = False,
) -> None:
    """Keep how facts read, within the caller's transaction; `kept`: what is known to stand there."""
    for fact, words in says.items():
        if kept is None or kept.get(fact) != words:
            writing.run(FIRST if only_first else TOLD, (course, fact, words, stamp(at)))


class ExamOutcomes:
    """What the learner told of real exams, beside the readiness at that time. Nothing here is edited."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def add(self, outcome: ExamOutcome) -> None:
        """Keep one outcome."""
        with self._connection.write() as writing:
            writing.add(
                "outcomes",
                {
                    "course": self._course(),
                    "exam": outcome.exam,
                    "happened": outcome.happened.value,
                    "exam_on": outcome.exam_on.isoformat(),
                    "told_at": stamp(outcome.told_at),
                    "figure": outcome.figure,
                    "chance": outcome.chance,
                    "weak": json.dumps(list(outcome.weak)),
                },
            )

    def all(self) -> list[ExamOutcome]:
        """Every outcome, in the order told."""
        return [
            _outcome(row)
            for row in self._connection.read(
                "SELECT * FROM outcomes WHERE course = ? ORDER BY id", self._course()
            )
        ]


def _outcome(row: sqlite3.Row) -> ExamOutcome:
    return ExamOutcome(
        exam=ExamId(row["exam"]) if row["exam"] else None,
        happened=Happened(row["happened"]),
        exam_on=date.fromisoformat(row["exam_on"]),
        told_at=moment(row["told_at"]),
        figure=row["figure"],
        chance=row["chance"],
        weak=tuple(json.loads(row["weak"])),
    )
