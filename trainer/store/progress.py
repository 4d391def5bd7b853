"""The numbers of `trainer progress`, read from tallies that are kept with every row of the log."""

from collections.abc import Collection
from datetime import datetime

from trainer.content.model import FactId, TopicId
from trainer.store.connection import Connection, moment, stamp
from trainer.store.model import Counts, OpenAttempt, TopicCount


class Progress:
    """Counts over all that is kept."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def counts(self, now: datetime, among: Collection[FactId] | None = None) -> Counts:
        """How far the learner has come; `among`: only these facts can be due, those the course still has."""
        return Counts(
            answers=self._connection.number("SELECT coalesce(sum(answers), 0) FROM topic_answers"),
            facts_seen=self._connection.number("SELECT count(*) FROM met"),
            due=self._due(now, among),
            open_attempt=self._open_attempt(now),
            topics=self._topics(),
        )

    def _due(self, now: datetime, among: Collection[FactId] | None) -> int:
        rows = self._connection.read("SELECT fact_id FROM memory WHERE due_at <= ?", stamp(now))
        known = None if among is None else frozenset(among)
        return sum(known is None or row["fact_id"] in known for row in rows)

    def _open_attempt(self, now: datetime) -> OpenAttempt | None:
        rows = self._connection.read(
            "SELECT answered, used_s, read_at, limit_s FROM attempts WHERE ended_at IS NULL"
            " ORDER BY started_at DESC LIMIT 1"
        )
        if not rows:
            return None
        row = rows[0]
        if row["limit_s"] is None:
            return OpenAttempt(row["answered"], None)
        since_s = max(0.0, (now - moment(row["read_at"])).total_seconds())
        return OpenAttempt(row["answered"], max(0, int(row["limit_s"] - row["used_s"] - since_s)))

    def _topics(self) -> dict[TopicId, TopicCount]:
        rows = self._connection.read("SELECT topic, answers, rights FROM topic_answers ORDER BY topic")
        seen = self._connection.read("SELECT topic, count(*) AS facts FROM topic_facts GROUP BY topic")
        facts = {row["topic"]: row["facts"] for row in seen}
        return {
            TopicId(row["topic"]): TopicCount(
                TopicId(row["topic"]), row["answers"], row["rights"], facts.get(row["topic"], 0)
            )
            for row in rows
        }
