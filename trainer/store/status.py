"""The line for a prompt: what is due, how long it takes, days to the exam; it imports next to nothing."""

import json
import sqlite3
from contextlib import closing
from datetime import date, datetime
from math import ceil
from pathlib import Path

from trainer.errors import TrainerError
from trainer.store.connection import stamp, telling
from trainer.store.migrations import MIGRATIONS

FIRST_S, TRUSTED_AFTER = 57.0, 10
"""Seconds of an answer before the log tells, and how many answers that guess counts for."""

DUE = """
    SELECT count(*) FROM facts WHERE course = ?1 AND due_at <= ?2 AND fact_id NOT IN (
        SELECT fact_id FROM wishes WHERE id IN (
            SELECT max(id) FROM wishes WHERE course = ?1 GROUP BY fact_id)
        AND (suspended OR buried_until > ?2))
"""


def status_line(path: Path, now: datetime) -> str:
    """ "14 due · 24 min · 19 d" for the course that was last worked on; the file is only read.

    The days are left out without an exam date ahead. TrainerError if the file is damaged or of another format
    (opening the trainer once brings it up to date).
    """
    if not path.exists():
        return "0 due"
    with telling(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        if file.execute("PRAGMA user_version").fetchone()[0] != len(MIGRATIONS):
            raise TrainerError(
                f"{path} is of another version of trainer; start trainer once to see it updated"
            )
        last = file.execute("SELECT course FROM answers ORDER BY id DESC LIMIT 1").fetchone()
        due = file.execute(DUE, (last[0], stamp(now))).fetchone()[0] if last else 0
        paces = "SELECT coalesce(sum(answers), 0), coalesce(sum(seconds), 0) FROM sums WHERE sort = 'kind'"
        answers, seconds = file.execute(paces).fetchone()
        kept = file.execute("SELECT value FROM settings WHERE name = 'exam_on'").fetchone()
    parts = [f"{due} due"]
    if due:
        pace_s = (TRUSTED_AFTER * FIRST_S + seconds) / (TRUSTED_AFTER + answers)
        parts.append(f"{ceil(due * pace_s / 60)} min")
    exam_on = json.loads(kept[0]) if kept else None
    if exam_on and date.fromisoformat(exam_on) >= now.date():
        parts.append(f"{(date.fromisoformat(exam_on) - now.date()).days} d")
    return " · ".join(parts)
