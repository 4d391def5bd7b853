"""The row of each fact: when it was met and last seen, and in which topics it was asked.

How it is remembered stands in the same row, as `memory.py` has it.
"""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from trainer.content.model import FactId, TopicId
from trainer.store.connection import Connection, stamp
from trainer.store.writing import Writing

ASKED = """
    INSERT INTO facts (course, fact_id, met_part, met_at, met_place, seen_at, topics)
    VALUES (?, ?, 1, ?, ?, ?, ?)
    ON CONFLICT (course, fact_id) DO UPDATE SET met_part = coalesce(met_part, 1),
        met_at = coalesce(met_at, excluded.met_at), met_place = coalesce(met_place, excluded.met_place),
        seen_at = max(coalesce(seen_at, ''), excluded.seen_at), topics = excluded.topics"""
READ = """
    INSERT INTO facts (course, fact_id, met_part, met_at, met_place, seen_at) VALUES (?, ?, 0, ?, ?, ?)
    ON CONFLICT (course, fact_id) DO UPDATE SET met_part = 0,
        met_at = CASE met_part WHEN 0 THEN met_at ELSE excluded.met_at END,
        met_place = CASE met_part WHEN 0 THEN met_place ELSE excluded.met_place END,
        seen_at = max(coalesce(seen_at, ''), excluded.seen_at)"""
"""A fact that was met in answers only is met anew when it is read."""
PRACTISED = """
    INSERT INTO facts (course, fact_id, seen_at) VALUES (?, ?, ?)
    ON CONFLICT (course, fact_id) DO UPDATE SET seen_at = max(coalesce(seen_at, ''), excluded.seen_at)"""


class Asked(NamedTuple):
    """A fact that is asked."""

    fact_id: FactId
    topics: str
    """All that it was asked in by then, as JSON."""
    new_to_topic: bool
    """Whether the topic it is asked in is new among them."""


def read_rows(connection: Connection, course: str, facts: Sequence[FactId]) -> dict[FactId, sqlite3.Row]:
    """The rows of those of these facts that were met or seen."""
    if not facts:
        return {}
    marks = ", ".join("?" * len(facts))
    sql = f"SELECT * FROM facts WHERE course = ? AND fact_id IN ({marks})"  # noqa: S608 - values are bound
    return {FactId(row["fact_id"]): row for row in connection.read(sql, course, *facts)}


def put_asked(writing: Writing, course: str, answer_id: int, facts: Sequence[Asked], at: datetime) -> None:
    """These facts were asked, in this order."""
    seen = stamp(at)
    rows = [(course, one.fact_id, answer_id, place, seen, one.topics) for place, one in enumerate(facts)]
    writing.run_each(ASKED, rows)


def put_read(writing: Writing, course: str, reading_id: int, facts: Sequence[FactId], at: datetime) -> None:
    """These facts were read."""
    seen = stamp(at)
    writing.run_each(READ, [(course, fact, reading_id, place, seen) for place, fact in enumerate(facts)])


def put_practised(writing: Writing, course: str, facts: Sequence[FactId], at: datetime) -> None:
    """A lab said something of these facts: they are in mind, though not met."""
    seen = stamp(at)
    writing.run_each(PRACTISED, [(course, fact, seen) for fact in facts])


def asked_in(fact_id: FactId, row: sqlite3.Row | None, topic: TopicId) -> Asked:
    """What becomes of a fact's topics when it is asked in this one; None: it has no row yet."""
    topics: list[str] = [] if row is None else json.loads(row["topics"])
    new = topic not in topics
    return Asked(fact_id, json.dumps([*topics, topic] if new else topics), new)
