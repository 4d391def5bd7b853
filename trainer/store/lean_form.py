"""The step after which an answer touches half as many pages of a file.

Every page that a commit touches is written whole and flushed before the answer counts as kept.
"""

from typing import TYPE_CHECKING

from trainer.store.append_only import only_added_to

if TYPE_CHECKING:
    from sqlite_utils import Database

KEYED = {
    "answer_facts": (
        "answer_id INTEGER REFERENCES answers(id), place INTEGER, fact_id TEXT NOT NULL",
        "answer_id, place",
    ),
    "memory": (
        "course TEXT, fact_id TEXT, stability REAL, difficulty REAL, due_at TEXT, reviewed_at TEXT,"
        " first_at TEXT, reps INTEGER, lapses INTEGER, algorithm TEXT",
        "course, fact_id",
    ),
    "met": ("course TEXT, fact_id TEXT, part INTEGER, at INTEGER, place INTEGER", "course, fact_id"),
    "topic_facts": ("course TEXT, topic TEXT, fact_id TEXT", "course, topic, fact_id"),
    "exposures": ("course TEXT, fact_id TEXT, at TEXT NOT NULL", "course, fact_id"),
    "learned": (
        "course TEXT, fact_id TEXT, says TEXT NOT NULL, seen_at TEXT NOT NULL",
        "course, fact_id",
    ),
    "cold": (
        'course TEXT, answer_id INTEGER, topic TEXT, "right" INTEGER, reserved INTEGER, odds REAL,'
        " recall REAL, answered_at TEXT, days REAL, reps INTEGER",
        "course, answer_id",
    ),
}
"""Tables whose key says which row is meant: they are kept in its order, without an index beside them."""

TRIGGERS = (
    *("answers_tally", "answers_pace", "answer_facts_tally", "answer_facts_exposure", "cold_counted"),
    *("cold_uncounted", "withdrawals_tally", "reading_facts_tally", "reading_facts_exposure"),
    "practices_exposure",
)


def few_pages(database: "Database") -> None:
    """Rows in the order of their keys, all sums on one page, and no index that a look at the rows spares.

    A few thousand facts are looked through for what is due in a millisecond or two; an index on due dates
    costs each answer two pages and more. Of the log of answers, courses are kept apart, sittings are not.
    """
    for trigger in TRIGGERS:
        database.execute(f"DROP TRIGGER {trigger}")
    for table, (columns, key) in KEYED.items():
        _in_order_of_its_key(database, table, columns, key)
    only_added_to(database, "answer_facts")
    database.execute("CREATE INDEX idx_memory_course_first_at ON memory (course, first_at)")
    database.execute("DROP INDEX idx_answers_course_sitting_id")
    database.execute("CREATE INDEX idx_answers_course ON answers (course)")
    _sums(database)
    _kept_up(database)


def looked_up(database: "Database") -> None:
    """An index of reviews by fact, in which no query looked anything up, gives way to one of exams' answers.

    Answers of study are not in it: they are never asked for by their sitting.
    """
    database.execute("DROP INDEX idx_reviews_course_fact_id")
    database.execute("CREATE INDEX idx_answers_exam ON answers (sitting_id) WHERE mode = 'exam'")


def _in_order_of_its_key(database: "Database", table: str, columns: str, key: str) -> None:
    names = ", ".join(column.split()[0] for column in columns.split(", "))
    database.execute(f"CREATE TABLE {table}_lean ({columns}, PRIMARY KEY ({key})) WITHOUT ROWID")
    database.execute(
        f"INSERT INTO {table}_lean ({names}) SELECT {names} FROM {table} ORDER BY {key}"  # noqa: S608
    )
    database.execute(f"DROP TABLE {table}")
    database.execute(f"ALTER TABLE {table}_lean RENAME TO {table}")


def _sums(database: "Database") -> None:
    """Of topics how many answers and how many right, of kinds how long they took, and how many were cold."""
    database.execute(
        "CREATE TABLE sums (course TEXT, sort TEXT, name TEXT, answers INTEGER NOT NULL,"
        " rights INTEGER NOT NULL, seconds REAL NOT NULL, PRIMARY KEY (course, sort, name)) WITHOUT ROWID"
    )
    for rows in (
        "SELECT course, 'topic', topic, answers, rights, 0 FROM topic_answers",
        "SELECT course, 'kind', kind, answers, 0, seconds FROM paces",
        "SELECT course, 'cold', '', answers, 0, 0 FROM cold_counts",
    ):
        database.execute(f"INSERT INTO sums {rows}")
    for table in ("topic_answers", "paces", "cold_counts"):
        database.execute(f"DROP TABLE {table}")


def _kept_up(database: "Database") -> None:
    """The same as before, in one table less each."""
    for name, event, work in (
        (
            "answers_summed",
            "INSERT ON answers",
            "INSERT INTO sums VALUES (new.course, 'topic', new.topic, 1, new.verdict = 'right', 0)"
            " ON CONFLICT (course, sort, name)"
            " DO UPDATE SET answers = answers + 1, rights = rights + excluded.rights;"
            " INSERT INTO sums SELECT new.course, 'kind', new.kind, 1, 0, min(new.taken_ms, 180000) / 1000.0"
            " WHERE new.taken_ms > 0 AND new.mode != 'exam' ON CONFLICT (course, sort, name)"
            " DO UPDATE SET answers = answers + 1, seconds = seconds + excluded.seconds",
        ),
        (
            "answer_facts_met",
            "INSERT ON answer_facts",
            "INSERT OR IGNORE INTO met SELECT course, new.fact_id, 1, new.answer_id, new.place FROM answers"
            " WHERE id = new.answer_id;"
            " INSERT OR IGNORE INTO topic_facts"
            " SELECT course, topic, new.fact_id FROM answers WHERE id = new.answer_id;"
            " INSERT INTO exposures SELECT course, new.fact_id, answered_at FROM answers"
            " WHERE id = new.answer_id"
            " ON CONFLICT (course, fact_id) DO UPDATE SET at = excluded.at WHERE excluded.at > at",
        ),
        (
            "reading_facts_met",
            "INSERT ON reading_facts",
            "INSERT INTO met SELECT course, new.fact_id, 0, new.reading_id, new.place FROM readings"
            " WHERE id = new.reading_id ON CONFLICT (course, fact_id)"
            " DO UPDATE SET part = 0, at = excluded.at, place = excluded.place WHERE part = 1;"
            " INSERT INTO exposures SELECT course, new.fact_id, read_at FROM readings"
            " WHERE id = new.reading_id"
            " ON CONFLICT (course, fact_id) DO UPDATE SET at = excluded.at WHERE excluded.at > at",
        ),
        (
            "practices_exposed",
            "INSERT ON practices",
            "INSERT INTO exposures VALUES (new.course, new.fact_id, new.reviewed_at)"
            " ON CONFLICT (course, fact_id) DO UPDATE SET at = excluded.at WHERE excluded.at > at",
        ),
        (
            "cold_summed",
            "INSERT ON cold",
            "INSERT INTO sums VALUES (new.course, 'cold', '', 1, 0, 0)"
            " ON CONFLICT (course, sort, name) DO UPDATE SET answers = answers + 1",
        ),
        (
            "cold_taken_back",
            "DELETE ON cold",
            "UPDATE sums SET answers = answers - 1 WHERE course = old.course AND sort = 'cold'",
        ),
        (
            "withdrawals_summed",
            "INSERT ON withdrawals",
            "UPDATE sums SET answers = answers - 1, rights = rights"
            " - (SELECT verdict = 'right' FROM answers WHERE id = new.answer_id) WHERE (course, sort, name)"
            " = (SELECT course, 'topic', topic FROM answers WHERE id = new.answer_id);"
            " DELETE FROM cold WHERE (course, answer_id)"
            " = (SELECT course, id FROM answers WHERE id = new.answer_id)",
        ),
    ):
        database.execute(f"CREATE TRIGGER {name} AFTER {event} BEGIN {work}; END")
