"""Labs in work and done."""

import sqlite3
from collections.abc import Mapping

from trainer.content.model import FactId, LabId
from trainer.memory.model import Rating
from trainer.store.connection import Connection, CourseNamed, moment, stamp
from trainer.store.memory import put_practices
from trainer.store.model import LabRun, RunId
from trainer.value import replace


class Labs:
    """Runs of a course's labs: one row a run, saved as it goes on."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def save(self, run: LabRun, ratings: Mapping[FactId, Rating] | None = None) -> LabRun:
        """Keep the run as it stands; returns it with its id.

        `ratings`: what it says of facts now; each counts as a review, in the same transaction.
        """
        row: dict[str, object] = {
            "course": self._course(),
            "lab_id": run.lab_id,
            "started_at": stamp(run.started_at),
            "saved_at": stamp(run.saved_at),
            "stage": run.stage,
            "passed": int(run.passed),
            "world": run.world,
            "history": run.history,
        }
        with self._connection.write() as writing:
            if run.run_id is not None:
                writing.change("lab_runs", run.run_id, row)
            else:
                run = replace(run, run_id=RunId(writing.add("lab_runs", row)))
            if ratings and run.run_id is not None:
                put_practices(
                    self._connection, writing, self._course(), run.run_id, ratings=ratings, at=run.saved_at
                )
        return run

    def latest(self, lab_id: LabId) -> LabRun | None:
        """The last run of the lab that was begun."""
        rows = self._connection.read(
            "SELECT * FROM lab_runs WHERE course = ? AND lab_id = ? ORDER BY id DESC LIMIT 1",
            self._course(),
            lab_id,
        )
        return _run(rows[0]) if rows else None

    def unfinished(self) -> tuple[LabId, ...]:
        """Labs whose last run has not passed, the one worked at last first."""
        rows = self._connection.read(
            "SELECT lab_id FROM lab_runs WHERE course = ?1 AND NOT passed AND id IN"
            " (SELECT max(id) FROM lab_runs WHERE course = ?1 GROUP BY lab_id) ORDER BY saved_at DESC",
            self._course(),
        )
        return tuple(LabId(row["lab_id"]) for row in rows)

    def passed(self) -> frozenset[LabId]:
        """Labs that were passed at least once."""
        rows = self._connection.read(
            "SELECT DISTINCT lab_id FROM lab_runs WHERE course = ? AND passed", self._course()
        )
        return frozenset(LabId(row["lab_id"]) for row in rows)


def _run(row: sqlite3.Row) -> LabRun:
    return LabRun(
        lab_id=LabId(row["lab_id"]),
        started_at=moment(row["started_at"]),
        saved_at=moment(row["saved_at"]),
        world=row["world"],
        history=row["history"],
        stage=row["stage"],
        passed=bool(row["passed"]),
        run_id=RunId(row["id"]),
    )
