"""What was read, and so which facts may be asked."""

from trainer.content.model import FactId, LessonId
from trainer.store.connection import Connection, CourseNamed, moment, stamp
from trainer.store.facts import put_read
from trainer.store.model import Reading

FACTS = """
    SELECT reading_facts.* FROM reading_facts JOIN readings ON id = reading_id
    WHERE course = ? ORDER BY reading_id, place
"""


class Readings:
    """Sections of a course's lessons that were read."""

    def __init__(self, connection: Connection, course: CourseNamed) -> None:
        self._connection = connection
        self._course = course

    def add(self, reading: Reading) -> None:
        """Keep that a section was read; reading it again is kept too."""
        with self._connection.write() as writing:
            reading_id = writing.add(
                "readings",
                {
                    "course": self._course(),
                    "lesson_id": reading.lesson_id,
                    "section_id": reading.section_id,
                    "content_version": reading.content_version,
                    "read_at": stamp(reading.read_at),
                },
            )
            for place, fact in enumerate(reading.fact_ids):
                row = {"reading_id": reading_id, "place": place, "fact_id": fact}
                writing.add("reading_facts", row)
            put_read(writing, self._course(), reading_id, reading.fact_ids, reading.read_at)

    def all(self) -> list[Reading]:
        """Every reading, in order."""
        facts: dict[int, list[FactId]] = {}
        for row in self._connection.read(FACTS, self._course()):
            facts.setdefault(row["reading_id"], []).append(FactId(row["fact_id"]))
        return [
            Reading(
                lesson_id=LessonId(row["lesson_id"]),
                section_id=row["section_id"],
                fact_ids=tuple(facts.get(row["id"], ())),
                content_version=row["content_version"],
                read_at=moment(row["read_at"]),
            )
            for row in self._connection.read(
                "SELECT * FROM readings WHERE course = ? ORDER BY id", self._course()
            )
        ]

    def introduced(self) -> tuple[FactId, ...]:
        """Facts that were read, in reading order, then those met in answers only."""
        rows = self._connection.read(
            "SELECT fact_id FROM facts WHERE course = ? AND met_part IS NOT NULL"
            " ORDER BY met_part, met_at, met_place",
            self._course(),
        )
        return tuple(FactId(row["fact_id"]) for row in rows)
