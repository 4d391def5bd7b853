"""Items that a learner reported, with the item as it was shown."""

import json

from trainer.store.connection import Connection, CourseNamed, moment, stamp
from trainer.store.items import got_item, put_item, text_of
from trainer.store.model import Report


class Reports:
    """Reports on items of a course; they never change a mark."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def add(self, report: Report) -> None:
        """Keep one report."""
        with self._connection.write() as writing:
            writing.add(
                "reports",
                {
                    "course": self._course(),
                    "item_key": put_item(writing, text_of(report.item)),
                    "chosen": json.dumps(list(report.chosen)),
                    "words": report.words,
                    "content_version": report.content_version,
                    "reported_at": stamp(report.reported_at),
                },
            )

    def all(self) -> list[Report]:
        """Every report, in order."""
        rows = self._connection.read(
            "SELECT reports.*, item FROM reports JOIN items ON key = item_key WHERE course = ? ORDER BY id",
            self._course(),
        )
        return [
            Report(
                item=got_item(row["item"]),
                words=row["words"],
                content_version=row["content_version"],
                reported_at=moment(row["reported_at"]),
                chosen=tuple(json.loads(row["chosen"])),
            )
            for row in rows
        ]
