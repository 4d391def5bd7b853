"""Finding words in the lessons: every statement that has them all, whole phrases first."""

import re
from collections.abc import Iterator

from trainer.content.model import Course, LessonId
from trainer.content.prose import statements
from trainer.value import dataclass

MOST = 40
"""Finds that are handed out."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a lesson, and the same in the form in which words are compared."""

    lesson: LessonId
    section: str
    title: str
    """Lesson and section."""
    says: str
    folded: str


def all_statements(course: Course) -> list[Statement]:
    """Every statement of every lesson, in reading order."""
    return list(_statements(course))


def found(among: list[Statement], words: str, most: int = MOST) -> list[Statement]:
    """Those that have all these words: the whole phrase first, then words that begin so, then the rest."""
    wanted = words.casefold().split()
    if not wanted:
        return []
    phrase = " ".join(wanted)
    starts = [re.compile(rf"\b{re.escape(word)}") for word in wanted]
    ranked: tuple[list[Statement], ...] = ([], [], [])
    for one in among:
        if all(word in one.folded for word in wanted):
            exact = len(wanted) > 1 and phrase in one.folded
            rank = 0 if exact else 1 if all(start.search(one.folded) for start in starts) else 2
            ranked[rank].append(one)
    return [one for rank in ranked for one in rank][:most]


def excerpt(says: str, words: str, room: int) -> str:
    """As much of a statement as there is room for, around the first of the words."""
    if len(says) <= room:
        return says
    folded = says.casefold()
    at = min((place for word in words.casefold().split() if (place := folded.find(word)) >= 0), default=0)
    begin = max(0, min(at - room // 3, len(says) - room + 1))
    if begin:
        begin = says.find(" ", begin, at) + 1 or begin
    part = says[begin : begin + room - bool(begin) - 1]
    more = begin + len(part) < len(says)
    return f"{'…' if begin else ''}{part.rstrip() if more else part}{'…' if more else ''}"


def _statements(course: Course) -> Iterator[Statement]:
    for lesson in course.lessons.values():
        for section in lesson.sections:
            title = f"{lesson.title} · {section.title}"
            for says in statements(section.blocks):
                folded = " ".join(says.casefold().split())
                if folded:
                    yield Statement(lesson.id, section.id, title, " ".join(says.split()), folded)
