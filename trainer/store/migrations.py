"""What is kept, read from top to bottom: numbered steps that are appended and never edited.

`PRAGMA user_version` says how many of them a file has seen. Times are UTC in ISO form, lists are JSON.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from trainer.store.append_only import only_added_to
from trainer.store.fact_form import by_fact
from trainer.store.first_form import first
from trainer.store.lean_form import few_pages, looked_up

if TYPE_CHECKING:
    from sqlite_utils import Database

APPLICATION_ID = 0x74726E72
"""In the file's header, so that `file` and we know it from other SQLite files: "trnr"."""

BUNDLED = "ecs"
"""The course that comes with the program."""

Migration: TypeAlias = "Callable[[Database], None]"


def by_course(database: "Database") -> None:
    """Each course has its own answers, memory, readings, attempts, lab runs, reports and tallies.

    Ids of facts, topics and labs are unique within their course only. What a file held before belongs to the
    bundled course: it does not say which course it came from, and that one is where the program opened.
    """
    for table in ("reading_facts", "answer_facts", "answers"):
        database.execute(f"DROP TRIGGER {table}_tally")
    for table in ("answers", "reviews", "readings", "attempts", "lab_runs", "reports"):
        # a constant default: nothing is rewritten, however long the log
        database.execute(f"ALTER TABLE {table} ADD COLUMN course TEXT NOT NULL DEFAULT '{BUNDLED}'")
    database.table("answers").create_index(["course", "sitting_id"])
    database.table("reviews").create_index(["course", "fact_id"])
    database.table("readings").create_index(["course"])
    for table, key in (
        ("memory", ("course", "fact_id")),
        ("met", ("course", "fact_id")),
        ("topic_answers", ("course", "topic")),
        ("topic_facts", ("course", "topic", "fact_id")),
    ):
        _with_course(database, table, key)
    database.table("memory").create_index(["course", "due_at"])
    _tally_by_course(database)


def _with_course(database: "Database", table: str, key: tuple[str, ...]) -> None:
    """Make a table of what is derived anew, with the course in its key."""
    columns = database.table(table).columns_dict
    names = ", ".join(columns)
    database.table(f"{table}_by_course").create({"course": str, **columns}, pk=key)
    database.execute(
        f"INSERT INTO {table}_by_course (course, {names}) SELECT '{BUNDLED}', {names} FROM {table}"  # noqa: S608
    )
    database.table(table).drop()
    database.execute(f"ALTER TABLE {table}_by_course RENAME TO {table}")


def _tally_by_course(database: "Database") -> None:
    for table, work in (
        (
            "reading_facts",
            "INSERT INTO met SELECT course, new.fact_id, 0, new.reading_id, new.place FROM readings"
            " WHERE id = new.reading_id ON CONFLICT (course, fact_id)"
            " DO UPDATE SET part = 0, at = excluded.at, place = excluded.place WHERE part = 1",
        ),
        (
            "answer_facts",
            "INSERT OR IGNORE INTO met SELECT course, new.fact_id, 1, new.answer_id, new.place FROM answers"
            " WHERE id = new.answer_id;"
            " INSERT OR IGNORE INTO topic_facts"
            " SELECT course, topic, new.fact_id FROM answers WHERE id = new.answer_id",
        ),
        (
            "answers",
            "INSERT INTO topic_answers VALUES (new.course, new.topic, 1, new.verdict = 'right')"
            " ON CONFLICT (course, topic)"
            " DO UPDATE SET answers = answers + 1, rights = rights + (new.verdict = 'right')",
        ),
    ):
        database.execute(f"CREATE TRIGGER {table}_tally AFTER INSERT ON {table} BEGIN {work}; END")


def second_thoughts(database: "Database") -> None:
    """Answers taken back, wishes for facts, and what readiness and plans rest on: cold answers and paces."""
    database.table("withdrawals").create(
        {"answer_id": int, "withdrawn_at": str},
        pk="answer_id",
        foreign_keys=[("answer_id", "answers", "id")],
        not_null={"withdrawn_at"},
    )
    # the newest row of a fact counts
    database.table("wishes").create(
        {
            "id": int,
            "course": str,
            "fact_id": str,
            "suspended": int,
            "buried_until": str,
            "flagged": int,
            "note": str,
            "wished_at": str,
        },
        pk="id",
        not_null={"course", "fact_id", "wished_at"},
    )
    database.table("wishes").create_index(["course", "fact_id"])
    only_added_to(database, "withdrawals", "wishes")
    _evidence(database)
    _tally_evidence(database)


def _evidence(database: "Database") -> None:
    """When a fact was last read or asked; answers given long after that; seconds that kinds of item take.

    Cold answers are kept with what was believed at that moment, so none are made of earlier logs.
    """
    database.table("exposures").create(
        {"course": str, "fact_id": str, "at": str}, pk=("course", "fact_id"), not_null={"at"}
    )
    database.execute(
        "INSERT INTO exposures SELECT course, fact_id, max(at) FROM ("
        "SELECT course, fact_id, answered_at AS at FROM answer_facts JOIN answers ON id = answer_id"
        " UNION ALL SELECT course, fact_id, read_at FROM reading_facts JOIN readings ON id = reading_id)"
        " GROUP BY course, fact_id"
    )
    database.table("cold").create(
        {
            "answer_id": int,
            "course": str,
            "topic": str,
            "right": int,
            "reserved": int,
            "odds": float,
            "recall": float,
            "answered_at": str,
        },
        pk="answer_id",
    )
    database.table("cold").create_index(["course", "answer_id"])
    database.table("cold_counts").create({"course": str, "answers": int}, pk="course")
    database.table("paces").create(
        {"course": str, "kind": str, "answers": int, "seconds": float}, pk=("course", "kind")
    )
    database.execute(
        "INSERT INTO paces SELECT course, kind, count(*), sum(min(taken_ms, 180000)) / 1000.0 FROM answers"
        " WHERE taken_ms > 0 AND mode != 'exam' GROUP BY course, kind"
    )


def _tally_evidence(database: "Database") -> None:
    for name, table, event, work in (
        (
            "reading_facts_exposure",
            "reading_facts",
            "INSERT",
            "INSERT INTO exposures SELECT course, new.fact_id, read_at FROM readings"
            " WHERE id = new.reading_id"
            " ON CONFLICT (course, fact_id) DO UPDATE SET at = max(at, excluded.at)",
        ),
        (
            "answer_facts_exposure",
            "answer_facts",
            "INSERT",
            "INSERT INTO exposures SELECT course, new.fact_id, answered_at FROM answers"
            " WHERE id = new.answer_id"
            " ON CONFLICT (course, fact_id) DO UPDATE SET at = max(at, excluded.at)",
        ),
        (
            "answers_pace",
            "answers",
            "INSERT",
            "INSERT INTO paces SELECT new.course, new.kind, 1, min(new.taken_ms, 180000) / 1000.0"
            " WHERE new.taken_ms > 0 AND new.mode != 'exam' ON CONFLICT (course, kind)"
            " DO UPDATE SET answers = answers + 1, seconds = seconds + excluded.seconds",
        ),
        (
            "cold_counted",
            "cold",
            "INSERT",
            "INSERT INTO cold_counts VALUES (new.course, 1)"
            " ON CONFLICT (course) DO UPDATE SET answers = answers + 1",
        ),
        (
            "cold_uncounted",
            "cold",
            "DELETE",
            "UPDATE cold_counts SET answers = answers - 1 WHERE course = old.course",
        ),
        (
            "withdrawals_tally",
            "withdrawals",
            "INSERT",
            "UPDATE topic_answers SET answers = answers - 1, rights = rights"
            " - (SELECT verdict = 'right' FROM answers WHERE id = new.answer_id)"
            " WHERE (course, topic) = (SELECT course, topic FROM answers WHERE id = new.answer_id);"
            " DELETE FROM cold WHERE answer_id = new.answer_id",
        ),
    ):
        database.execute(f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {work}; END")


def confused_pairs(database: "Database") -> None:
    """What answers say of things that are taken for each other."""
    database.table("pairs").create(
        {
            "id": int,
            "course": str,
            "answer_id": int,
            "one": str,
            "other": str,
            "fact_id": str,
            "turn": str,
            "at": str,
        },
        pk="id",
        not_null={"course", "answer_id", "one", "other", "fact_id", "turn", "at"},
        foreign_keys=[("answer_id", "answers", "id")],
    )
    database.table("pairs").create_index(["course"])
    only_added_to(database, "pairs")


def hands_on(database: "Database") -> None:
    """What labs say of facts: reviews that come from no answer.

    `after_review` is the id of the last review at that time: it gives both logs one order.
    """
    database.table("practices").create(
        {
            "id": int,
            "course": str,
            "run_id": int,
            "fact_id": str,
            "rating": int,
            "retention": float,
            "reviewed_at": str,
            "after_review": int,
        },
        pk="id",
        not_null={"course", "run_id", "fact_id", "rating", "retention", "reviewed_at", "after_review"},
        foreign_keys=[("run_id", "lab_runs", "id")],
    )
    database.table("practices").create_index(["course", "fact_id"])
    only_added_to(database, "practices")
    database.execute(
        "CREATE TRIGGER practices_exposure AFTER INSERT ON practices BEGIN"
        " INSERT INTO exposures VALUES (new.course, new.fact_id, new.reviewed_at)"
        " ON CONFLICT (course, fact_id) DO UPDATE SET at = max(at, excluded.at); END"
    )


def weighed_reviews(database: "Database") -> None:
    """The chance that a fact was known, as an answer left it; earlier reviews count as their rating says."""
    database.execute("ALTER TABLE reviews ADD COLUMN knew REAL")


def believed(database: "Database") -> None:
    """What a cold answer's belief rested on: days since the fact was last rated, and how often it was."""
    database.execute("ALTER TABLE cold ADD COLUMN days REAL")
    database.execute("ALTER TABLE cold ADD COLUMN reps INTEGER")


def lasting(database: "Database") -> None:
    """How facts read when learned, how real exams went, results computed anew, attempts that may pause.

    Earlier versions kept no words of facts, so that a change before this one cannot be told.
    """
    database.table("learned").create(
        {"course": str, "fact_id": str, "says": str, "seen_at": str},
        pk=("course", "fact_id"),
        not_null={"says", "seen_at"},
    )
    database.table("outcomes").create(
        {
            "id": int,
            "course": str,
            "exam": str,
            "happened": str,
            "exam_on": str,
            "told_at": str,
            "figure": str,
            "chance": float,
            "weak": str,
        },
        pk="id",
        not_null={"course", "happened", "exam_on", "told_at", "weak"},
    )
    database.table("regrades").create(
        {
            "id": int,
            "attempt_id": str,
            "content_version": str,
            "graded_at": str,
            "right": int,
            "of": int,
            "changed": str,
        },
        pk="id",
        not_null={"attempt_id", "content_version", "graded_at", "right", "of", "changed"},
        foreign_keys=[("attempt_id", "attempts", "id")],
    )
    only_added_to(database, "outcomes", "regrades")
    database.execute("ALTER TABLE attempts ADD COLUMN practice INTEGER NOT NULL DEFAULT 0")


def fewer_indexes(database: "Database") -> None:
    """Without indexes that no query uses: each costs every answer pages to write."""
    for table, column in (
        ("answers", "sitting_id"),
        ("answer_facts", "fact_id"),
        ("reading_facts", "fact_id"),
    ):
        database.execute(f"DROP INDEX idx_{table}_{column}")


def first_answers(database: "Database") -> None:
    """How many facts were begun today is asked before every item: no look at all of memory for it."""
    database.table("memory").create_index(["course", "first_at"])


MIGRATIONS: Sequence[Migration] = (
    first,
    by_course,
    second_thoughts,
    confused_pairs,
    hands_on,
    weighed_reviews,
    believed,
    lasting,
    fewer_indexes,
    first_answers,
    few_pages,
    looked_up,
    by_fact,
)
