"""What the learner chose, as name and JSON value; names that this version does not know are left alone."""

import json
from datetime import date

from trainer.store.connection import Connection
from trainer.store.model import Pictures, Settings

DEFAULTS = Settings()
PUT = (
    "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
)


class SettingsTable:
    """The learner's settings."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def load(self) -> Settings:
        """What was chosen, with the usual value for the rest."""
        return read_settings(self._connection)

    def save(self, settings: Settings) -> None:
        """Keep these settings."""
        values = {
            "exam": settings.exam,
            "exam_on": settings.exam_on.isoformat() if settings.exam_on else None,
            "minutes_a_day": settings.minutes_a_day,
            "new_a_day": settings.new_a_day,
            "desired_retention": settings.desired_retention,
            "commit_first": settings.commit_first,
            "first_run_done": settings.first_run_done,
            "theme": settings.theme,
            "archived": settings.archived,
            "sparing": settings.sparing,
            "motion": settings.motion,
            "pictures": settings.pictures,
        }
        with self._connection.write() as writing:
            for name, value in values.items():
                writing.run(PUT, (name, json.dumps(value)))


def read_retention(connection: Connection) -> float:
    """The desired retention (0-1) alone: every answer asks for it."""
    rows = connection.read("SELECT value FROM settings WHERE name = 'desired_retention'")
    return float(json.loads(rows[0]["value"])) if rows else DEFAULTS.desired_retention


def read_settings(connection: Connection) -> Settings:
    """The settings as they stand."""
    rows = connection.read("SELECT name, value FROM settings")
    values = {row["name"]: json.loads(row["value"]) for row in rows}
    exam_on = values.get("exam_on")
    return Settings(
        exam=values.get("exam") or None,
        exam_on=date.fromisoformat(exam_on) if exam_on else None,
        minutes_a_day=values.get("minutes_a_day", DEFAULTS.minutes_a_day),
        new_a_day=values.get("new_a_day", DEFAULTS.new_a_day),
        desired_retention=values.get("desired_retention", DEFAULTS.desired_retention),
        commit_first=values.get("commit_first", DEFAULTS.commit_first),
        first_run_done=values.get("first_run_done", DEFAULTS.first_run_done),
        theme=values.get("theme", DEFAULTS.theme),
        archived=values.get("archived", DEFAULTS.archived),
        sparing=values.get("sparing", DEFAULTS.sparing),
        motion=values.get("motion", DEFAULTS.motion),
        pictures=_pictures(values.get("pictures")),
    )


def _pictures(kept: object) -> Pictures:
    """A way that only a newer version knows is the usual one here."""
    return next((way for way in Pictures if way == kept), DEFAULTS.pictures)
