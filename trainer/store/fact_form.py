"""The step after which a fact has one row and an answer one: fewer pages again for a commit to flush.

When a fact was met, when it was last seen, under which topics and how it is remembered lay in four tables, of
which an answer touched a page each, and of exposures one for each of its facts. What an answer's facts were,
and what was believed before it, are columns of the answer. A review is found by its answer without an index.
"""

from typing import TYPE_CHECKING

from trainer.store.append_only import only_added_to

if TYPE_CHECKING:
    from sqlite_utils import Database

STATE = "stability, difficulty, due_at, reviewed_at, first_at, reps, lapses, algorithm"

FACTS = """
    CREATE TABLE facts (
        course TEXT, fact_id TEXT,
        met_part INTEGER, met_at INTEGER, met_place INTEGER,
        seen_at TEXT, topics TEXT NOT NULL DEFAULT '[]',
        stability REAL, difficulty REAL, due_at TEXT, reviewed_at TEXT, first_at TEXT, reps INTEGER,
        lapses INTEGER, algorithm TEXT,
        PRIMARY KEY (course, fact_id)
    ) WITHOUT ROWID"""
"""Met: where it was first read (part 0, the reading) or met in an answer only (part 1, the answer), and its
place there. Seen: when it was last read or asked. Topics: of all items that ever asked it, as JSON. The rest
is its memory state; each of the three parts is NULL where there is none."""

REVIEWS = """
    CREATE TABLE reviews_by_answer (
        answer_id INTEGER NOT NULL REFERENCES answers(id), fact_id TEXT NOT NULL, id INTEGER NOT NULL,
        course TEXT NOT NULL, rating INTEGER NOT NULL, retention REAL NOT NULL, reviewed_at TEXT NOT NULL,
        knew REAL,
        PRIMARY KEY (answer_id, fact_id)
    ) WITHOUT ROWID"""
"""`id` counts through all courses: answers of an exam are rated later, so their order is not the log's."""

TRIGGERS = (
    *("answers_summed", "answer_facts_met", "reading_facts_met", "practices_exposed"),
    *("cold_summed", "cold_taken_back", "withdrawals_summed"),
)
"""What follows from a row is written by whoever writes the row, who has read before how things stand."""


def by_fact(database: "Database") -> None:
    """One row a fact, one an answer, reviews in the order of their answers."""
    for trigger in TRIGGERS:
        database.execute(f"DROP TRIGGER {trigger}")
    _one_row_a_fact(database)
    _one_row_an_answer(database)
    _reviews(database)
    for table in ("exposures", "met", "topic_facts", "memory", "answer_facts", "cold"):
        database.execute(f"DROP TABLE {table}")


def _one_row_a_fact(database: "Database") -> None:
    database.execute(FACTS)
    database.execute(
        f"""
        INSERT INTO facts SELECT course, fact_id, part, met.at, place, exposures.at, coalesce(topics, '[]'),
            {STATE}
        FROM (SELECT course, fact_id FROM met UNION SELECT course, fact_id FROM exposures
              UNION SELECT course, fact_id FROM memory)
        LEFT JOIN met USING (course, fact_id)
        LEFT JOIN exposures USING (course, fact_id)
        LEFT JOIN memory USING (course, fact_id)
        LEFT JOIN (SELECT course, fact_id, json_group_array(topic) AS topics FROM topic_facts
                   GROUP BY course, fact_id) USING (course, fact_id)"""  # noqa: S608 - names of ours
    )
    database.execute(
        "CREATE INDEX idx_facts_course_first_at ON facts (course, first_at) WHERE first_at IS NOT NULL"
    )
    database.execute(
        "INSERT INTO sums SELECT course, 'facts', topic, count(*), 0, 0 FROM topic_facts"
        " GROUP BY course, topic"
    )


def _one_row_an_answer(database: "Database") -> None:
    """Facts as JSON; `cold`, and of cold answers the odds to guess, recall as believed, days and reps."""
    for column in (
        *("facts TEXT NOT NULL DEFAULT '[]'", "cold INTEGER NOT NULL DEFAULT 0"),
        *("odds REAL", "recall REAL", "days REAL", "reps INTEGER"),
    ):
        database.execute(f"ALTER TABLE answers ADD COLUMN {column}")
    database.execute("DROP TRIGGER answers_refuse_update")
    database.execute(
        "UPDATE answers SET facts = (SELECT json_group_array(fact_id) FROM"
        " (SELECT fact_id FROM answer_facts WHERE answer_id = answers.id ORDER BY place))"
    )
    database.execute(
        "UPDATE answers SET (cold, odds, recall, days, reps) = (SELECT 1, odds, recall, days, reps FROM cold"
        " WHERE cold.course = answers.course AND answer_id = answers.id)"
        " WHERE (course, id) IN (SELECT course, answer_id FROM cold)"
    )
    only_added_to(database, "answers", changes=("UPDATE",))


def _reviews(database: "Database") -> None:
    database.execute(REVIEWS)
    columns = "answer_id, fact_id, id, course, rating, retention, reviewed_at, knew"
    database.execute(
        f"INSERT INTO reviews_by_answer ({columns})"  # noqa: S608 - names of ours
        f" SELECT {columns} FROM reviews ORDER BY answer_id, fact_id"
    )
    database.execute("INSERT INTO sums SELECT '', 'reviews', '', coalesce(max(id), 0), 0, 0 FROM reviews")
    database.execute("DROP TABLE reviews")
    database.execute("ALTER TABLE reviews_by_answer RENAME TO reviews")
    only_added_to(database, "reviews")
