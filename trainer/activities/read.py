"""Reading: the lessons, how far one is with them and how well their facts are remembered."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from trainer.activities.desk import Desk
from trainer.content.model import FactId, Lesson, LessonId, Section
from trainer.errors import NotSo
from trainer.memory.fsrs import retrievability
from trainer.memory.model import MemoryState, Reviewed
from trainer.store.model import Reading
from trainer.value import dataclass


class Strength(StrEnum):
    """How well the facts of a paragraph are remembered; each has a sign of its own, never colour alone."""

    UNREAD = "unread"
    READ = "read"
    """Read, not asked yet."""
    WEAK = "weak"
    FAIR = "fair"
    STRONG = "strong"


SIGNS: Mapping[Strength, str] = {
    Strength.UNREAD: " ",
    Strength.READ: "·",
    Strength.WEAK: "▁",
    Strength.FAIR: "▄",
    Strength.STRONG: "▇",
}
WEAK_BELOW = 0.7
STRONG_FROM = 0.9


@dataclass(frozen=True, slots=True)
class LessonCard:
    """A line of the outline."""

    lesson: Lesson
    sections_read: int
    strength: Strength
    sections: tuple[Strength, ...]
    """The same for each of its sections, in reading order."""
    minutes: int
    """At 200 words a minute, at least one."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is known of the learner while lessons are shown: read sections and memory of facts."""

    read: frozenset[tuple[str, str]]
    recall: Mapping[FactId, float]
    """Chance of recall now, of facts asked before."""
    met: frozenset[FactId]

    def strength(self, facts: Sequence[FactId | str]) -> Strength:
        """How well these facts are remembered: as well as the weakest of those asked."""
        asked = [self.recall[FactId(fact)] for fact in facts if fact in self.recall]
        if not asked:
            return Strength.READ if any(fact in self.met for fact in facts) else Strength.UNREAD
        lowest = min(asked)
        if lowest < WEAK_BELOW:
            return Strength.WEAK
        return Strength.STRONG if lowest >= STRONG_FROM else Strength.FAIR


def shelf(desk: Desk) -> Shelf:
    """The learner's standing with all lessons."""
    readings = desk.store.readings.all()
    states = desk.store.memory.states()
    return Shelf(
        read=frozenset((reading.lesson_id, reading.section_id) for reading in readings),
        recall=_recall(desk, states) if states else {},
        met=frozenset(desk.store.readings.introduced()),
    )


def outline(desk: Desk) -> tuple[LessonCard, ...]:
    """All lessons in order."""
    standing = shelf(desk)
    return tuple(
        LessonCard(
            lesson,
            sum((lesson.id, section.id) in standing.read for section in lesson.sections),
            standing.strength(lesson.facts),
            tuple(standing.strength(section.facts) for section in lesson.sections),
            minutes_of(lesson),
        )
        for lesson in desk.course.lessons.values()
    )


def lesson_named(desk: Desk, name: str) -> Lesson:
    """The lesson of this id or title; NotSo with the names there are."""
    for lesson in desk.course.lessons.values():
        if name.casefold() in (lesson.id.casefold(), lesson.title.casefold()):
            return lesson
    known = ", ".join(desk.course.lessons)
    raise NotSo(f'there is no lesson "{name}"; the lessons are: {known}')


def section_named(lesson: Lesson, name: str) -> Section:
    """The section of this number (from 1), id or title; NotSo with those there are."""
    for number, section in enumerate(lesson.sections, 1):
        if name.casefold() in (str(number), section.id.casefold(), section.title.casefold()):
            return section
    known = "; ".join(f"{number} {section.title}" for number, section in enumerate(lesson.sections, 1))
    raise NotSo(f'{lesson.title} has no section "{name}"; its sections are: {known}')


def next_lesson(desk: Desk) -> Lesson | None:
    """The first lesson with an unread section."""
    standing = shelf(desk)
    for lesson in desk.course.lessons.values():
        if any((lesson.id, section.id) not in standing.read for section in lesson.sections):
            return lesson
    return None


def mark_read(desk: Desk, lesson: LessonId, section: Section) -> None:
    """Keep that a section was read: its facts may be asked from now on."""
    now = desk.now()
    desk.store.readings.add(Reading(lesson, section.id, section.facts, desk.course.version, now))
    desk.store.learned.first_read({fact: desk.course.facts[fact].says for fact in section.facts}, now)


def minutes_of(lesson: Lesson) -> int:
    """How long a lesson takes at 200 words a minute, at least one."""
    return max(1, round(words(lesson) / 200))


def words(lesson: Lesson) -> int:
    """How many words a lesson has."""
    from trainer.content.count import word_count

    return sum(word_count(section.blocks) for section in lesson.sections)


def section_of(lesson: Lesson, fact: FactId) -> Section | None:
    """The first section that teaches the fact."""
    return next((section for section in lesson.sections if fact in section.facts), None)


def where_taught(desk: Desk, fact: FactId) -> tuple[Lesson, Section] | None:
    """The paragraph's place for a fact: where a learner reads it up."""
    for lesson in desk.course.lessons.values():
        section = section_of(lesson, fact)
        if section is not None:
            return lesson, section
    return None


def _recall(desk: Desk, states: Mapping[FactId, MemoryState]) -> Mapping[FactId, float]:
    now = desk.now()
    return {fact: retrievability(state, now) for fact, state in states.items() if isinstance(state, Reviewed)}
