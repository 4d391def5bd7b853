"""What would take long to count over a long log, kept up with every row of it; all on one page or two.

By sort: answers and right ones of a `topic`, `facts` of a topic that were asked, answers and seconds of a
`kind` of item, `cold` answers, and through all courses the `reviews`, of which each is numbered.
"""

from collections.abc import Iterable
from typing import NamedTuple

from trainer.store.connection import Connection
from trainer.store.writing import Writing

ADD = """
    INSERT INTO sums (course, sort, name, answers, rights, seconds) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (course, sort, name) DO UPDATE SET answers = answers + excluded.answers,
        rights = rights + excluded.rights, seconds = seconds + excluded.seconds"""
LONGEST_MS = 180_000
"""Of one answer at most so much counts as work: who went away is not slow."""


class More(NamedTuple):
    """What is added to a sum."""

    course: str
    sort: str
    name: str
    answers: int
    rights: int = 0
    seconds: float = 0.0


def add_to_sums(writing: Writing, more: Iterable[More]) -> None:
    """Add these, within the caller's transaction."""
    writing.run_each(ADD, more)


def counted_reviews(connection: Connection) -> int:
    """How many reviews there ever were, which is the number of the last one."""
    return connection.number(
        "SELECT coalesce(max(answers), 0) FROM sums WHERE course = '' AND sort = 'reviews'"
    )
