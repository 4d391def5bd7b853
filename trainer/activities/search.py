"""Finding anything by its name, and words in the lessons: what has them all, the closest first."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from trainer.content.model import Course, LessonId
from trainer.content.prose import statements
from trainer.value import dataclass

MOST = 40
"""Finds that are handed out."""
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Name:
    """Something of the course that has a name."""

    sort: str
    """lesson, section, lab, exam or fact."""
    title: str
    """A fact's is its sentence."""
    beside: str
    """What tells it apart: a section's lesson, a lab's minutes."""
    place: str
    """Its id; a section's is that of its lesson."""
    section: str = ""


def all_names(course: Course) -> Iterator[Name]:
    """Every lesson with its sections, then labs, exams and facts; of facts with one sentence the first."""
    for lesson in course.lessons.values():
        yield Name("lesson", lesson.title, "", lesson.id)
        for section in lesson.sections:
            yield Name("section", section.title, lesson.title, lesson.id, section.id)
    for lab in course.labs.values():
        yield Name("lab", lab.title, f"{lab.minutes} min", lab.id)
    for exam in course.blueprints.values():
        yield Name("exam", exam.title, f"{exam.items} questions", exam.id)
    told = set()
    for fact in course.facts.values():
        if fact.says not in told:
            told.add(fact.says)
            yield Name("fact", fact.says, "", fact.id)


def folded(title: str) -> tuple[str, str]:
    """A title in the two forms in which names are compared: small letters, and letters and digits alone."""
    small = title.casefold()
    return small, "".join(letter for letter in small if letter.isalnum())


def by_name(among: Iterable[tuple[Thing, tuple[str, str]]], words: str, most: int = MOST) -> list[Thing]:
    """Those, each beside its title `folded`, that have all these words, or the letters in a row.

    First whose title begins with the words; "iamroles" finds IAM roles. Nothing is found by no words.
    """
    wanted, (_, close) = words.casefold().split(), folded(words)
    if not wanted:
        return []
    begins: list[Thing] = []
    others: list[Thing] = []
    phrase = " ".join(wanted)
    for one, (small, letters) in among:
        if all(word in small for word in wanted) or (close and close in letters):
            (begins if small.startswith(phrase) else others).append(one)
    return [*begins, *others][:most]


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
