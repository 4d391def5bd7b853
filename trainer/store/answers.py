"""The append-only log of answers, and the reviews they count as."""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from trainer.content.model import FactId, TopicId
from trainer.errors import NotSo
from trainer.memory.fsrs import foresee
from trainer.memory.misconceptions import PairEvent
from trainer.memory.model import Confidence, Credit, Rating
from trainer.questions.model import Item, Mark, MarkKind, Response
from trainer.store.ahead import Ahead, keep_ahead, look_ahead
from trainer.store.connection import Connection, CourseNamed, moment, stamp
from trainer.store.evidence import believed, is_cold
from trainer.store.facts import put_asked
from trainer.store.items import got_item, put_item
from trainer.store.lasting import put_learned
from trainer.store.memory import forget_reviews, put_reviews
from trainer.store.model import Answer, AnswerId, Brief, KeptAnswer, Mode
from trainer.store.pairs import put_pairs
from trainer.store.sums import LONGEST_MS, More, add_to_sums
from trainer.store.writing import Writing

Weighed: TypeAlias = tuple[Mapping[FactId, Rating | Credit], Sequence[PairEvent]]
"""What an answer counts for, and what it says of confused pairs."""

LAST = """
    SELECT answers.*, item, EXISTS (SELECT 1 FROM reviews WHERE answer_id = answers.id) AS scheduled
    FROM answers JOIN items ON key = item_key
    WHERE id NOT IN (SELECT answer_id FROM withdrawals) AND course = ?1 AND (?2 IS NULL OR sitting_id = ?2)
    ORDER BY id DESC LIMIT ?3
"""
OF_EXAM = """
    SELECT answers.*, item, EXISTS (SELECT 1 FROM reviews WHERE answer_id = answers.id) AS scheduled
    FROM answers JOIN items ON key = item_key
    WHERE sitting_id = ? AND mode = 'exam' AND course = ? ORDER BY id
"""
BRIEF = """
    SELECT answers.*, EXISTS (SELECT 1 FROM reviews WHERE answer_id = answers.id) AS scheduled
    FROM answers
    WHERE course = ? AND id > ? AND id NOT IN (SELECT answer_id FROM withdrawals) ORDER BY id
"""


class Answers:
    """Answers ever given in a course. Nothing here is ever edited."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course
        self._ahead: Ahead | None = None

    def expect(self, item: Item, now: datetime) -> None:
        """This item is shown now: keep, read and reckon what can be by the time it is answered."""
        text = keep_ahead(self._connection, item)
        kept = text is not None
        self._ahead = ahead = look_ahead(self._connection, self._course(), item, text, kept=kept)
        foresee(ahead.states, now)

    def ahead(self, item: Item) -> Ahead:
        """How things stand before an answer to this item: as read when it was shown if that still holds."""
        kept = self._ahead
        if kept is None or kept.text.item is not item or kept.written != self._connection.written():
            ready = kept.text if kept is not None else None
            kept = self._ahead = look_ahead(self._connection, self._course(), item, ready)
        return kept

    def add(
        self,
        answer: Answer,
        ratings: Mapping[FactId, Rating | Credit] | None = None,
        pairs: Sequence[PairEvent] = (),
        says: Mapping[FactId, str] | None = None,
    ) -> AnswerId:
        """Keep one answer; when this returns it is on the disk.

        With `ratings` it counts for the schedule: each rated fact gets a review at `answered_at` and its new
        memory state, in the same transaction. `pairs`: what it says of confused pairs. `says`: how the facts
        read now, so that a change can be told one day.
        """
        return self.add_weighed(answer, lambda _: (ratings or {}, pairs), says)

    def add_weighed(
        self, answer: Answer, weigh: Callable[[Ahead], Weighed], says: Mapping[FactId, str] | None = None
    ) -> AnswerId:
        """The same; `weigh` tells ratings and pairs by how things stand within the answer's transaction."""
        with self._connection.write() as writing:
            course = self._course()
            ahead = self.ahead(answer.item)
            ratings, pairs = weigh(ahead)
            answer_id = put_answer(writing, course, answer, ahead)
            put_reviews(
                self._connection,
                writing,
                course,
                answer_id,
                ratings=ratings,
                at=answer.answered_at,
                states=ahead.states,
                retention=ahead.retention,
                reviews=ahead.reviews,
            )
            put_pairs(writing, course, answer_id, pairs)
            put_learned(writing, course, says or {}, answer.answered_at, kept=ahead.learned)
        return answer_id

    def rate(self, answer_id: AnswerId, ratings: Mapping[FactId, Rating | Credit]) -> None:
        """Let an answer kept before count for the schedule (a mock exam's, after its review).

        A fact that this answer was rated on before is left alone: doing it twice changes nothing.
        """
        with self._connection.write() as writing:
            rows = self._connection.read(
                "SELECT answered_at FROM answers WHERE id = ? AND course = ?", answer_id, self._course()
            )
            if not rows:
                raise NotSo(f"there is no answer {answer_id}")
            rated = self._connection.read("SELECT fact_id FROM reviews WHERE answer_id = ?", answer_id)
            before = {row["fact_id"] for row in rated}
            fresh = {fact: rating for fact, rating in ratings.items() if fact not in before}
            at = moment(rows[0]["answered_at"])
            put_reviews(self._connection, writing, self._course(), answer_id, ratings=fresh, at=at)

    def withdraw(self, answer_id: AnswerId, at: datetime) -> None:
        """Take the last answer back: it counts for nothing, its facts are as they were before it.

        The answer stays in the log, and that its item was seen stays true. NotSo for any but the last answer,
        and for answers of an exam.
        """
        with self._connection.write() as writing:
            course = self._course()
            last = self.last(1)
            if not last or last[0].answer_id != answer_id:
                raise NotSo("only the last answer can be taken back")
            if last[0].answer.mode is Mode.EXAM:
                raise NotSo("answers of an exam cannot be taken back once it was handed in")
            writing.add("withdrawals", {"answer_id": answer_id, "withdrawn_at": stamp(at)})
            right, topic = int(last[0].answer.mark.right), last[0].answer.item.topic
            cold = self._connection.number("SELECT cold FROM answers WHERE id = ?", answer_id)
            less = (More(course, "topic", topic, -1, -right), More(course, "cold", "", -cold))
            add_to_sums(writing, less)
            forget_reviews(self._connection, writing, course, answer_id)

    def last(self, count: int, sitting_id: str | None = None) -> list[KeptAnswer]:
        """The last answers (of one sitting, or of all), newest first."""
        return [_kept(row) for row in self._connection.read(LAST, self._course(), sitting_id, count)]

    def of_exam(self, attempt_id: str) -> list[KeptAnswer]:
        """The answers of an attempt that has ended, in the order of the log."""
        return [_kept(row) for row in self._connection.read(OF_EXAM, attempt_id, self._course())]

    def briefs(self, after: AnswerId | None = None) -> list[Brief]:
        """All answers (after that one) in the order of the log, without their items."""
        return [_brief(row) for row in self._connection.read(BRIEF, self._course(), after or 0)]


def put_answer(writing: Writing, course: str, answer: Answer, ahead: Ahead) -> AnswerId:
    """Append one answer within the caller's transaction."""
    item, mark = answer.item, answer.mark
    cold = is_cold(answer, ahead.seen_at)
    number = writing.add(
        "answers",
        {
            "course": course,
            "sitting_id": answer.sitting_id,
            "mode": answer.mode.value,
            "item_key": ahead.text.key if ahead.item_is_kept else put_item(writing, ahead.text),
            "item_id": item.item_id,
            "pattern": item.pattern,
            "kind": item.kind,
            "topic": item.topic,
            "reserved": int(item.reserved),
            "seed": item.seed,
            "option_order": ahead.text.order,
            "chosen": json.dumps(list(mark.response.chosen)),
            "typed": mark.response.typed,
            "verdict": mark.kind.value,
            "confidence": answer.confidence.value if answer.confidence else None,
            "taken_ms": answer.taken_ms,
            "content_version": answer.content_version,
            "answered_at": stamp(answer.answered_at),
            "facts": ahead.text.facts,
            **(believed(answer, ahead.states) if cold else {}),
        },
    )
    put_asked(writing, course, number, ahead.asked, answer.answered_at)
    new = sum(fact.new_to_topic for fact in ahead.asked)
    add_to_sums(writing, _more(course, answer, cold=cold, facts=new))
    return AnswerId(number)


def _more(course: str, answer: Answer, *, cold: bool, facts: int) -> list[More]:
    """What an answer adds to the sums; `facts`: that were asked in its topic for the first time."""
    topic = answer.item.topic
    more = [More(course, "topic", topic, 1, int(answer.mark.right))]
    if answer.taken_ms > 0 and answer.mode is not Mode.EXAM:
        seconds = min(answer.taken_ms, LONGEST_MS) / 1000
        more.append(More(course, "kind", answer.item.kind, 1, seconds=seconds))
    if cold:
        more.append(More(course, "cold", "", 1))
    if facts:
        more.append(More(course, "facts", topic, facts))
    return more


def _kept(row: sqlite3.Row) -> KeptAnswer:
    return KeptAnswer(AnswerId(row["id"]), _answer(row), bool(row["scheduled"]))


def _answer(row: sqlite3.Row) -> Answer:
    verdict = MarkKind(row["verdict"])
    response = Response(tuple(json.loads(row["chosen"])), row["typed"], verdict is not MarkKind.NOT_KNOWN)
    return Answer(
        item=got_item(row["item"]),
        mark=Mark(verdict, response),
        mode=Mode(row["mode"]),
        sitting_id=row["sitting_id"],
        content_version=row["content_version"],
        answered_at=moment(row["answered_at"]),
        taken_ms=row["taken_ms"],
        confidence=_confidence(row),
    )


def _brief(row: sqlite3.Row) -> Brief:
    return Brief(
        answer_id=AnswerId(row["id"]),
        item_id=row["item_id"],
        fact_ids=tuple(json.loads(row["facts"])),
        pattern=row["pattern"],
        kind=row["kind"],
        topic=TopicId(row["topic"]),
        mode=Mode(row["mode"]),
        right=row["verdict"] == MarkKind.RIGHT,
        known=row["verdict"] != MarkKind.NOT_KNOWN,
        confidence=_confidence(row),
        reserved=bool(row["reserved"]),
        scheduled=bool(row["scheduled"]),
        taken_ms=row["taken_ms"],
        answered_at=moment(row["answered_at"]),
    )


def _confidence(row: sqlite3.Row) -> Confidence | None:
    return Confidence(row["confidence"]) if row["confidence"] else None
