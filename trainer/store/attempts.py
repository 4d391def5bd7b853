"""Attempts at exams: what was settled at the start, and the append-only log of what was done."""

import json
import sqlite3

from trainer.errors import NotSo, TrainerError, UsageError
from trainer.exam.attempt import begin, resume
from trainer.exam.frozen import freeze_blueprint, freeze_event, thaw_blueprint, thaw_event
from trainer.exam.model import Answered, Attempt, Form, FormItem, Moment
from trainer.exam.score import review
from trainer.store.ahead import look_ahead
from trainer.store.answers import put_answer
from trainer.store.connection import Connection, CourseNamed, moment, stamp
from trainer.store.items import got_item, put_item, text_of
from trainer.store.model import Answer, Mode, Regrade
from trainer.store.writing import Writing

LAST_EVENT = "SELECT sequence, event FROM attempt_events WHERE attempt_id = ? ORDER BY sequence DESC LIMIT 1"


class Attempts:
    """Exams of a course, begun and ended."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def start(self, attempt: Attempt) -> None:
        """Keep form, order and start of a new attempt; UsageError if another one is still open."""
        with self._connection.write() as writing:
            course = self._course()
            if self._connection.read("SELECT id FROM attempts WHERE course = ? AND ended_at IS NULL", course):
                raise UsageError("an exam is still open; resume it or submit it first")
            form = attempt.form
            writing.add(
                "attempts",
                {
                    "id": attempt.attempt_id,
                    "course": course,
                    "form_id": form.form_id,
                    "blueprint": freeze_blueprint(form.blueprint),
                    "seed": form.seed,
                    "content_version": form.content_version,
                    "notes": json.dumps(form.notes, ensure_ascii=False),
                    "started_at": stamp(attempt.started_at),
                    "limit_s": attempt.limit_s,
                    "practice": int(attempt.practice),
                    **_standing(attempt),
                },
            )
            for position, place in enumerate(form.items):
                row = {
                    "attempt_id": attempt.attempt_id,
                    "position": position,
                    "domain": place.domain,
                    "scored": int(place.scored),
                    "item_key": put_item(writing, text_of(place.item)),
                }
                writing.add("attempt_items", row)
            _append(writing, attempt, 0)

    def keep(self, attempt: Attempt) -> None:
        """Append what was done since it was last kept; when this returns it is on the disk.

        When the attempt has ended, its answers enter the log of answers in the same transaction.
        TrainerError if another process has gone on with the attempt meanwhile.
        """
        with self._connection.write() as writing:
            rows = self._connection.read(LAST_EVENT, attempt.attempt_id)
            kept = rows[0]["sequence"] + 1 if rows else 0
            if kept > len(attempt.events) or (
                kept and freeze_event(attempt.events[kept - 1]) != rows[0]["event"]
            ):
                raise TrainerError("this exam went on in another window; close this one and go on there")
            if kept == len(attempt.events):
                return
            _append(writing, attempt, kept)
            writing.change("attempts", attempt.attempt_id, _standing(attempt))
            if attempt.ended is not None:
                for answer in _answers(attempt):
                    course = self._course()
                    put_answer(writing, course, answer, look_ahead(self._connection, course, answer.item))

    def open(self) -> Attempt | None:
        """The attempt that was begun and has not ended; its time may be over, see `check_clock`."""
        rows = self._connection.read(
            "SELECT * FROM attempts WHERE course = ? AND ended_at IS NULL ORDER BY started_at DESC LIMIT 1",
            self._course(),
        )
        return self._attempt(rows[0]) if rows else None

    def load(self, attempt_id: str) -> Attempt:
        """The attempt of this id, with its form and all that was done; NotSo if there is none."""
        rows = self._connection.read(
            "SELECT * FROM attempts WHERE id = ? AND course = ?", attempt_id, self._course()
        )
        if not rows:
            raise NotSo(f'there is no exam "{attempt_id}"')
        return self._attempt(rows[0])

    def ended(self) -> list[Attempt]:
        """Attempts that have ended, newest first."""
        rows = self._connection.read(
            "SELECT * FROM attempts WHERE course = ? AND ended_at IS NOT NULL"
            " ORDER BY started_at DESC, id DESC",
            self._course(),
        )
        return [self._attempt(row) for row in rows]

    def add_regrade(self, regrade: Regrade) -> None:
        """Keep a result computed anew; the attempt and earlier results stay as they are."""
        with self._connection.write() as writing:
            writing.add(
                "regrades",
                {
                    "attempt_id": regrade.attempt_id,
                    "content_version": regrade.content_version,
                    "graded_at": stamp(regrade.graded_at),
                    "right": regrade.right,
                    "of": regrade.of,
                    "changed": json.dumps(list(regrade.changed)),
                },
            )

    def regrades(self, attempt_id: str) -> list[Regrade]:
        """Results of an attempt computed anew, in their order."""
        return [
            Regrade(
                attempt_id=attempt_id,
                content_version=row["content_version"],
                graded_at=moment(row["graded_at"]),
                right=row["right"],
                of=row["of"],
                changed=tuple(json.loads(row["changed"])),
            )
            for row in self._connection.read(
                "SELECT * FROM regrades WHERE attempt_id = ? ORDER BY id", attempt_id
            )
        ]

    def _attempt(self, row: sqlite3.Row) -> Attempt:
        places = self._connection.read(
            "SELECT domain, scored, item FROM attempt_items JOIN items ON key = item_key"
            " WHERE attempt_id = ? ORDER BY position",
            row["id"],
        )
        events = self._connection.read(
            "SELECT event FROM attempt_events WHERE attempt_id = ? ORDER BY sequence", row["id"]
        )
        form = Form(
            form_id=row["form_id"],
            blueprint=thaw_blueprint(row["blueprint"]),
            seed=row["seed"],
            content_version=row["content_version"],
            items=tuple(
                FormItem(got_item(place["item"]), place["domain"], bool(place["scored"])) for place in places
            ),
            notes=tuple(json.loads(row["notes"])),
        )
        # the monotonic clock of the process that began it means nothing here, and `resume` forgets it
        start = Moment(moment(row["started_at"]), 0.0)
        begun = begin(form, row["id"], start, row["limit_s"], practice=bool(row["practice"]))
        return resume(begun, (thaw_event(text["event"]) for text in events))


def _append(writing: Writing, attempt: Attempt, kept: int) -> None:
    for sequence, event in enumerate(attempt.events[kept:], kept):
        row = {"attempt_id": attempt.attempt_id, "sequence": sequence, "event": freeze_event(event)}
        writing.add("attempt_events", row)


def _standing(attempt: Attempt) -> dict[str, object]:
    """How it stands, so that counting needs no replay."""
    return {
        "answered": attempt.answered,
        "used_s": attempt.used_s,
        "read_at": stamp(attempt.read_at),
        "ended_at": stamp(attempt.ended.at) if attempt.ended else None,
    }


def _answers(attempt: Attempt) -> list[Answer]:
    """The answered items of an ended attempt for the log of answers; they count for no schedule yet."""
    answered_at = {event.position: event.at for event in attempt.events if isinstance(event, Answered)}
    return [
        Answer(
            item=entry.item,
            mark=entry.mark,
            mode=Mode.EXAM,
            sitting_id=attempt.attempt_id,
            content_version=attempt.form.content_version,
            answered_at=answered_at[entry.position],
            taken_ms=entry.taken_ms,
            confidence=entry.confidence,
        )
        for entry in review(attempt)
        if entry.answered
    ]
