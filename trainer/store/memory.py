"""Reviews, and the memory states that follow from them."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import datetime

from trainer.content.model import FactId
from trainer.memory.fsrs import review
from trainer.memory.model import NEW, Credit, MemoryState, New, Rating, Review, Reviewed
from trainer.memory.replay import replay
from trainer.store.connection import Connection, CourseNamed, moment, stamp
from trainer.store.facts import put_practised, read_rows
from trainer.store.model import AnswerId, RunId
from trainer.store.settings import read_retention
from trainer.store.sums import More, add_to_sums, counted_reviews
from trainer.store.writing import Writing

REVIEWS = """
    SELECT fact_id, rating, reviewed_at, retention, knew, id AS place, 0 AS own FROM reviews
    WHERE course = ?1 AND answer_id NOT IN (SELECT answer_id FROM withdrawals)
    UNION ALL
    SELECT fact_id, rating, reviewed_at, retention, NULL, after_review, id FROM practices
    WHERE course = ?1
    ORDER BY place, own"""
"""The log of a course, what labs say of facts between."""

OF_AN_ANSWERS_FACTS = REVIEWS.replace(
    "course = ?1", "course = ?1 AND fact_id IN (SELECT fact_id FROM reviews WHERE answer_id = ?2)"
)
"""The same of some facts: one look through the log, which is rare, spares every answer an index."""

FIRST_STATE = """
    INSERT INTO facts (course, fact_id, first_at, stability, difficulty, due_at, reviewed_at, reps, lapses,
        algorithm)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
    ON CONFLICT (course, fact_id) DO UPDATE SET first_at = ?3, stability = ?4, difficulty = ?5, due_at = ?6,
        reviewed_at = ?7, reps = ?8, lapses = ?9, algorithm = ?10"""
NEXT_STATE = """
    UPDATE facts SET stability = ?4, difficulty = ?5, due_at = ?6, reviewed_at = ?7, reps = ?8, lapses = ?9,
        algorithm = ?10
    WHERE course = ?1 AND fact_id = ?2"""
"""The moment of a first answer stays, and so does its index."""
FORGET = """
    UPDATE facts SET stability = NULL, difficulty = NULL, due_at = NULL, reviewed_at = NULL, first_at = NULL,
        reps = NULL, lapses = NULL, algorithm = NULL
    WHERE course = ?1 AND (?2 IS NULL OR fact_id = ?2)"""


class Memory:
    """What is remembered of a course, fact by fact. The log counts; the states can be rebuilt from it."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def states(self) -> dict[FactId, MemoryState]:
        """The state of every reviewed fact; facts that are not in it are new."""
        rows = self._connection.read(
            "SELECT * FROM facts WHERE course = ? AND stability IS NOT NULL", self._course()
        )
        return {FactId(row["fact_id"]): _state(row) for row in rows}

    def state(self, fact_id: FactId) -> MemoryState:
        """The state of one fact."""
        return self.some((fact_id,))[fact_id]

    def some(self, facts: Sequence[FactId]) -> dict[FactId, MemoryState]:
        """The states of these facts."""
        return read_states(self._connection, self._course(), facts)

    def due(self, now: datetime, most: int = -1) -> dict[FactId, MemoryState]:
        """The states of the facts whose review has come; `most`: only so many, those most likely forgotten.

        FSRS's chance of recall falls with days gone by over stability, so SQL can order without the formula.
        """
        rows = self._connection.read(
            "SELECT * FROM facts WHERE course = ?1 AND due_at <= ?2"
            " ORDER BY (julianday(?2) - julianday(reviewed_at)) / stability DESC LIMIT ?3",
            self._course(),
            stamp(now),
            most,
        )
        return {FactId(row["fact_id"]): _state(row) for row in rows}

    def never_rated(self) -> tuple[FactId, ...]:
        """Facts that were read and never counted for the schedule, in reading order.

        One that was only met in a quick quiz waits until its paragraph is read: a quiz changes no schedule.
        """
        rows = self._connection.read(
            "SELECT fact_id FROM facts WHERE course = ? AND stability IS NULL AND met_part = 0"
            " ORDER BY met_at, met_place",
            self._course(),
        )
        return tuple(FactId(row["fact_id"]) for row in rows)

    def begun_since(self, at: datetime) -> int:
        """How many facts were rated for the first time since that moment."""
        return self._connection.number(
            "SELECT count(*) FROM facts WHERE course = ? AND first_at >= ?", self._course(), stamp(at)
        )

    def reviews(self) -> list[Review]:
        """The log in its order, without what was taken back."""
        return [_review(row) for row in self._connection.read(REVIEWS, self._course())]

    def rebuild(self) -> None:
        """Compute all states anew from the log; the same algorithm gives the same bits."""
        with self._connection.write() as writing:
            course = self._course()
            writing.run(FORGET, (course, None))
            writing.run_each(
                FIRST_STATE, [_row(course, fact, state) for fact, state in replay(self.reviews()).items()]
            )


def put_reviews(
    connection: Connection,
    writing: Writing,
    course: str,
    answer_id: AnswerId,
    *,
    ratings: Mapping[FactId, Rating | Credit],
    at: datetime,
    states: Mapping[FactId, MemoryState] | None = None,
    retention: float | None = None,
    reviews: int | None = None,
) -> None:
    """Append a review a fact and bring its state up to date, within the caller's transaction.

    If that was read before: `states`, how some facts stand within it, the `retention` desired, and how many
    `reviews` there were.
    """
    if not ratings:
        return
    reviews = counted_reviews(connection) if reviews is None else reviews
    add_to_sums(writing, (More("", "reviews", "", len(ratings)),))
    retention = read_retention(connection) if retention is None else retention
    before = read_states(connection, course, tuple(fact for fact in ratings if fact not in (states or {})))
    before |= states or {}
    for number, (fact_id, earned) in enumerate(ratings.items(), reviews + 1):
        credit = earned if isinstance(earned, Credit) else Credit(earned)
        event = Review(fact_id, credit.rating, at, retention, credit.knew)
        writing.add(
            "reviews",
            {
                "course": course,
                "answer_id": answer_id,
                "fact_id": fact_id,
                "id": number,
                "rating": int(credit.rating),
                "retention": retention,
                "knew": credit.knew,
                "reviewed_at": stamp(at),
            },
        )
        _follow(writing, course, before[fact_id], event)


def put_practices(
    connection: Connection,
    writing: Writing,
    course: str,
    run_id: RunId,
    *,
    ratings: Mapping[FactId, Rating],
    at: datetime,
) -> None:
    """Append what a lab says of facts and bring their states up to date, within the caller's transaction."""
    retention = read_retention(connection)
    put_practised(writing, course, tuple(ratings), at)
    for fact_id, rating in ratings.items():
        event = Review(fact_id, rating, at, retention)
        writing.add(
            "practices",
            {
                "course": course,
                "run_id": run_id,
                "fact_id": fact_id,
                "rating": int(rating),
                "retention": retention,
                "reviewed_at": stamp(at),
                "after_review": counted_reviews(connection),
            },
        )
        _follow(writing, course, read_states(connection, course, (fact_id,))[fact_id], event)


def _follow(writing: Writing, course: str, before: MemoryState, event: Review) -> None:
    """Bring the state of a fact up to date after a review of it."""
    put = FIRST_STATE if isinstance(before, New) else NEXT_STATE
    writing.run(put, _row(course, event.fact_id, review(before, event)))


def forget_reviews(connection: Connection, writing: Writing, course: str, answer_id: AnswerId) -> None:
    """Compute the facts of a withdrawn answer anew from what is left of the log."""
    states = replay(_review(kept) for kept in connection.read(OF_AN_ANSWERS_FACTS, course, answer_id))
    for row in connection.read("SELECT fact_id FROM reviews WHERE answer_id = ? ORDER BY id", answer_id):
        fact_id = FactId(row["fact_id"])
        state = states.get(fact_id)
        writing.run(FORGET, (course, fact_id))
        if state is not None:
            writing.run(FIRST_STATE, _row(course, fact_id, state))


def read_states(connection: Connection, course: str, facts: Sequence[FactId]) -> dict[FactId, MemoryState]:
    """The states of these facts as they stand."""
    rows = read_rows(connection, course, facts)
    return {fact: state_in(rows.get(fact)) for fact in facts}


def state_in(row: sqlite3.Row | None) -> MemoryState:
    """The state in a fact's row, if it has one."""
    return NEW if row is None or row["stability"] is None else _state(row)


def _review(row: sqlite3.Row) -> Review:
    return Review(
        FactId(row["fact_id"]),
        Rating(row["rating"]),
        moment(row["reviewed_at"]),
        row["retention"],
        row["knew"],
    )


def _state(row: sqlite3.Row) -> Reviewed:
    return Reviewed(
        stability=row["stability"],
        difficulty=row["difficulty"],
        due_at=moment(row["due_at"]),
        reviewed_at=moment(row["reviewed_at"]),
        first_at=moment(row["first_at"]),
        reps=row["reps"],
        lapses=row["lapses"],
        algorithm=row["algorithm"],
    )


def _row(course: str, fact_id: FactId, state: Reviewed) -> tuple[object, ...]:
    return (
        course,
        fact_id,
        stamp(state.first_at),
        state.stability,
        state.difficulty,
        stamp(state.due_at),
        stamp(state.reviewed_at),
        state.reps,
        state.lapses,
        state.algorithm,
    )
