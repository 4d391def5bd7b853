"""The first form of a learner's file: the step that every file has seen."""

from typing import TYPE_CHECKING

from trainer.store.append_only import only_added_to

if TYPE_CHECKING:
    from sqlite_utils import Database

LOGS = ("items", "answers", "answer_facts", "reviews", "attempt_items", "attempt_events")


def first(database: "Database") -> None:
    """Answers and what follows from them, readings, attempts, labs, worlds, settings, reports."""
    _answers(database)
    _reviews(database)
    _readings(database)
    _attempts(database)
    _labs_settings_reports(database)
    _tallies(database)
    only_added_to(database, *LOGS)


def _answers(database: "Database") -> None:
    """The log: one row an answer, never edited."""
    # items as they were shown, each once, named by a digest of their text
    database.table("items").create({"key": str, "item": str}, pk="key", not_null={"item"})

    database.table("answers").create(
        {
            "id": int,
            "sitting_id": str,
            "mode": str,
            "item_key": str,
            "item_id": str,
            "pattern": str,
            "kind": str,
            "topic": str,
            "reserved": int,
            "seed": int,
            "option_order": str,
            "chosen": str,
            "typed": str,
            "verdict": str,
            "confidence": str,
            "taken_ms": int,
            "content_version": str,
            "answered_at": str,
        },
        pk="id",
        not_null={"sitting_id", "mode", "item_key", "item_id", "verdict", "content_version", "answered_at"},
        foreign_keys=[("item_key", "items", "key")],
    )
    database.table("answers").create_index(["sitting_id"])
    database.table("answer_facts").create(
        {"answer_id": int, "place": int, "fact_id": str},
        pk=("answer_id", "place"),
        foreign_keys=[("answer_id", "answers", "id")],
    )
    database.table("answer_facts").create_index(["fact_id"])


def _reviews(database: "Database") -> None:
    """The log of recalls, fact by fact: answers that count for the schedule; and what follows from it."""
    database.table("reviews").create(
        {"id": int, "answer_id": int, "fact_id": str, "rating": int, "retention": float, "reviewed_at": str},
        pk="id",
        not_null={"answer_id", "fact_id", "rating", "retention", "reviewed_at"},
        foreign_keys=[("answer_id", "answers", "id")],
    )
    database.table("reviews").create_index(["answer_id", "fact_id"], unique=True)
    # derived from the reviews by replay
    database.table("memory").create(
        {
            "fact_id": str,
            "stability": float,
            "difficulty": float,
            "due_at": str,
            "reviewed_at": str,
            "first_at": str,
            "reps": int,
            "lapses": int,
            "algorithm": str,
        },
        pk="fact_id",
    )
    database.table("memory").create_index(["due_at"])


def _readings(database: "Database") -> None:
    """Sections of lessons that were read, and the facts in them."""
    database.table("readings").create(
        {"id": int, "lesson_id": str, "section_id": str, "content_version": str, "read_at": str},
        pk="id",
        not_null={"lesson_id", "section_id", "read_at"},
    )
    database.table("reading_facts").create(
        {"reading_id": int, "place": int, "fact_id": str},
        pk=("reading_id", "place"),
        foreign_keys=[("reading_id", "readings", "id")],
    )
    database.table("reading_facts").create_index(["fact_id"])


def _attempts(database: "Database") -> None:
    """An exam: what was settled at the start; the columns from `answered` on follow from the events."""
    database.table("attempts").create(
        {
            "id": str,
            "form_id": str,
            "blueprint": str,
            "seed": int,
            "content_version": str,
            "notes": str,
            "started_at": str,
            "limit_s": int,
            "answered": int,
            "used_s": float,
            "read_at": str,
            "ended_at": str,
        },
        pk="id",
        not_null={"form_id", "blueprint", "content_version", "started_at"},
    )
    database.table("attempt_items").create(
        {"attempt_id": str, "position": int, "domain": str, "scored": int, "item_key": str},
        pk=("attempt_id", "position"),
        foreign_keys=[("attempt_id", "attempts", "id"), ("item_key", "items", "key")],
    )
    database.table("attempt_events").create(
        {"attempt_id": str, "sequence": int, "event": str},
        pk=("attempt_id", "sequence"),
        foreign_keys=[("attempt_id", "attempts", "id")],
    )


def _labs_settings_reports(database: "Database") -> None:
    """Labs in work and done, worlds by name, what the learner chose and reported."""
    database.table("lab_runs").create(
        {
            "id": int,
            "lab_id": str,
            "started_at": str,
            "saved_at": str,
            "stage": int,
            "passed": int,
            "world": str,
            "history": str,
        },
        pk="id",
        not_null={"lab_id", "world", "history"},
    )
    database.table("lab_runs").create_index(["lab_id"])
    database.table("worlds").create({"name": str, "world": str}, pk="name", not_null={"world"})
    database.table("settings").create({"name": str, "value": str}, pk="name", not_null={"value"})
    database.table("reports").create(
        {
            "id": int,
            "item_key": str,
            "chosen": str,
            "words": str,
            "content_version": str,
            "reported_at": str,
        },
        pk="id",
        foreign_keys=[("item_key", "items", "key")],
    )


def _tallies(database: "Database") -> None:
    """What would take long to count over a long log, kept up with every row of it."""
    # facts that were read (part 0) or met in an answer only (part 1), with the first time
    database.table("met").create({"fact_id": str, "part": int, "at": int, "place": int}, pk="fact_id")
    database.table("topic_answers").create({"topic": str, "answers": int, "rights": int}, pk="topic")
    database.table("topic_facts").create({"topic": str, "fact_id": str}, pk=("topic", "fact_id"))
    for table, work in (
        (
            "reading_facts",
            "INSERT INTO met VALUES (new.fact_id, 0, new.reading_id, new.place) ON CONFLICT (fact_id)"
            " DO UPDATE SET part = 0, at = new.reading_id, place = new.place WHERE part = 1",
        ),
        (
            "answer_facts",
            "INSERT OR IGNORE INTO met VALUES (new.fact_id, 1, new.answer_id, new.place);"
            " INSERT OR IGNORE INTO topic_facts"
            " SELECT topic, new.fact_id FROM answers WHERE id = new.answer_id",
        ),
        (
            "answers",
            "INSERT INTO topic_answers VALUES (new.topic, 1, new.verdict = 'right') ON CONFLICT (topic)"
            " DO UPDATE SET answers = answers + 1, rights = rights + (new.verdict = 'right')",
        ),
    ):
        database.execute(f"CREATE TRIGGER {table}_tally AFTER INSERT ON {table} BEGIN {work}; END")
