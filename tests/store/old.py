"""Databases as earlier programs wrote them: made by the first steps alone, with the rows of their day."""

import json
from datetime import timedelta
from pathlib import Path

from tests.exam.samples import attempt, item
from tests.fakes.clock import START
from trainer.exam.frozen import freeze_blueprint, freeze_event, freeze_item
from trainer.exam.model import Moment
from trainer.memory.fsrs import review
from trainer.memory.model import NEW, Rating, Review
from trainer.seed import digest
from trainer.store import opening
from trainer.store.connection import stamp
from trainer.store.migrations import MIGRATIONS

FACTS = ("fact-1", "fact-2", "fact-3")


def format_1(path: Path) -> None:
    """Work of a day before courses were kept apart: a reading, three answers, an exam, a lab."""
    connection = opening.open_file(path, MIGRATIONS[:1])
    with connection.form() as database:
        reading = {
            "lesson_id": "roles",
            "section_id": "one",
            "content_version": "v1",
            "read_at": stamp(START),
        }
        database.table("readings").insert(reading)
        database.table("reading_facts").insert({"reading_id": 1, "place": 0, "fact_id": FACTS[0]})
        for number, fact in enumerate(FACTS, 1):
            asked, at = item(f"item-{number}", facts=(fact,)), START + timedelta(minutes=number)
            text = freeze_item(asked)
            database.table("items").insert({"key": digest(text, length=24), "item": text})
            database.table("answers").insert(
                {
                    "sitting_id": "sitting-1",
                    "mode": "review",
                    "item_key": digest(text, length=24),
                    "item_id": asked.item_id,
                    "pattern": asked.pattern,
                    "kind": asked.kind,
                    "topic": asked.topic,
                    "reserved": 0,
                    "seed": asked.seed,
                    "option_order": json.dumps([option.id for option in asked.options]),
                    "chosen": json.dumps(list(asked.key)),
                    "typed": "",
                    "verdict": "right",
                    "confidence": None,
                    "taken_ms": 4200,
                    "content_version": "v1",
                    "answered_at": stamp(at),
                }
            )
            database.table("answer_facts").insert({"answer_id": number, "place": 0, "fact_id": fact})
            event = Review(asked.fact_ids[0], Rating.GOOD, at)
            database.table("reviews").insert(
                {
                    "answer_id": number,
                    "fact_id": fact,
                    "rating": 3,
                    "retention": 0.9,
                    "reviewed_at": stamp(at),
                }
            )
            state = review(NEW, event)
            database.table("memory").insert(
                {
                    "fact_id": fact,
                    "stability": state.stability,
                    "difficulty": state.difficulty,
                    "due_at": stamp(state.due_at),
                    "reviewed_at": stamp(at),
                    "first_at": stamp(at),
                    "reps": 1,
                    "lapses": 0,
                    "algorithm": state.algorithm,
                }
            )
        begun = attempt(Moment(START, 0.0))
        database.table("attempts").insert(
            {
                "id": begun.attempt_id,
                "form_id": begun.form.form_id,
                "blueprint": freeze_blueprint(begun.form.blueprint),
                "seed": 1,
                "content_version": "v1",
                "notes": "[]",
                "started_at": stamp(START),
                "limit_s": 2400,
                "answered": 0,
                "used_s": 0.0,
                "read_at": stamp(START),
                "ended_at": None,
            }
        )
        for position, place in enumerate(begun.form.items):
            text = freeze_item(place.item)
            key = digest(text, length=24)
            database.table("items").insert({"key": key, "item": text}, ignore=True)
            row = {"attempt_id": begun.attempt_id, "position": position, "domain": place.domain, "scored": 1}
            database.table("attempt_items").insert({**row, "item_key": key})
        for sequence, happened in enumerate(begun.events):
            database.table("attempt_events").insert(
                {"attempt_id": begun.attempt_id, "sequence": sequence, "event": freeze_event(happened)}
            )
        database.table("lab_runs").insert(
            {
                "lab_id": "first-service",
                "started_at": stamp(START),
                "saved_at": stamp(START),
                "stage": 2,
                "passed": 1,
                "world": "{}",
                "history": "[]",
            }
        )
        database.table("settings").insert({"name": "minutes_a_day", "value": "40"})
    connection.close()
