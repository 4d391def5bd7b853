"""The log in sums: answers by day, by how sure the learner was, and by week after a night or more."""

from datetime import UTC, date, datetime, time

from trainer.memory.model import Confidence
from trainer.store.connection import Connection, CourseNamed, stamp
from trainer.store.model import Tally

DAYS = (
    "SELECT substr(answered_at, 1, 10) AS day, count(*) AS answers, sum(verdict = 'right') AS rights"
    " FROM answers WHERE course = ? AND answered_at >= ?"
    " AND id NOT IN (SELECT answer_id FROM withdrawals) GROUP BY day ORDER BY day"
)
SURENESS = (
    "SELECT confidence, count(*) AS answers, sum(verdict = 'right') AS rights FROM answers"
    " WHERE course = ? AND confidence IS NOT NULL"
    " AND id NOT IN (SELECT answer_id FROM withdrawals) GROUP BY confidence"
)
COLD_DAYS = (
    "SELECT substr(answered_at, 1, 10) AS day, count(*) AS answers, sum(verdict = 'right') AS rights"
    " FROM answers WHERE course = ? AND cold AND answered_at >= ? AND recall IS NOT NULL"
    " AND id NOT IN (SELECT answer_id FROM withdrawals) GROUP BY day ORDER BY day"
)


class History:
    """Sums over the log of a course; days are UTC's, as everywhere."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def days(self, since: date) -> dict[date, Tally]:
        """Answers of each day from that one on; days without any are missing."""
        return self._by_day(DAYS, since)

    def cold_days(self, since: date) -> dict[date, Tally]:
        """Cold answers on facts asked before, by day: what was truly recalled."""
        return self._by_day(COLD_DAYS, since)

    def sureness(self) -> dict[Confidence, Tally]:
        """Answers by what the learner said of them before the verdict; those without a word are missing."""
        rows = self._connection.read(SURENESS, self._course())
        return {Confidence(row["confidence"]): Tally(row["answers"], row["rights"]) for row in rows}

    def _by_day(self, query: str, since: date) -> dict[date, Tally]:
        from_midnight = stamp(datetime.combine(since, time(), UTC))
        rows = self._connection.read(query, self._course(), from_midnight)
        return {date.fromisoformat(row["day"]): Tally(row["answers"], row["rights"]) for row in rows}
