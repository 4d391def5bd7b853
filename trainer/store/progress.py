"""The numbers of `trainer progress`, read from tallies that are kept with every row of the log."""

from datetime import datetime

from trainer.content.model import TopicId
from trainer.store.connection import Connection, CourseNamed, moment, stamp
from trainer.store.model import Counts, OpenAttempt, TopicCount


class Progress:
    """Counts over all that is kept."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def counts(self, now: datetime) -> Counts:
        """How far the learner has come with the course."""
        course = self._course()
        (facts,) = self._connection.read(
            "SELECT count(met_part) AS seen, coalesce(sum(due_at <= ?2), 0) AS due FROM facts"
            " WHERE course = ?1",
            course,
            stamp(now),
        )
        return Counts(
            answers=self._connection.number(
                "SELECT coalesce(sum(answers), 0) FROM sums WHERE course = ? AND sort = 'topic'", course
            ),
            facts_seen=facts["seen"],
            due=facts["due"],
            open_attempt=self._open_attempt(now),
            topics=self._topics(),
        )

    def _open_attempt(self, now: datetime) -> OpenAttempt | None:
        rows = self._connection.read(
            "SELECT answered, used_s, read_at, limit_s FROM attempts WHERE course = ?"
            " AND ended_at IS NULL ORDER BY started_at DESC LIMIT 1",
            self._course(),
        )
        if not rows:
            return None
        row = rows[0]
        if row["limit_s"] is None:
            return OpenAttempt(row["answered"], None)
        since_s = max(0.0, (now - moment(row["read_at"])).total_seconds())
        return OpenAttempt(row["answered"], max(0, int(row["limit_s"] - row["used_s"] - since_s)))

    def _topics(self) -> dict[TopicId, TopicCount]:
        rows = self._connection.read(
            "SELECT name, answers, rights FROM sums WHERE course = ? AND sort = 'topic' ORDER BY name",
            self._course(),
        )
        seen = self._connection.read(
            "SELECT name, answers FROM sums WHERE course = ? AND sort = 'facts'", self._course()
        )
        facts = {row["name"]: row["answers"] for row in seen}
        return {
            TopicId(row["name"]): TopicCount(
                TopicId(row["name"]), row["answers"], row["rights"], facts.get(row["name"], 0)
            )
            for row in rows
        }
