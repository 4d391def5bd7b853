"""What stands where a note embeds a picture: the picture, or its name and what the course drew instead."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from trainer.content.model import ConceptId, Course, Lesson
from trainer.content.prose import Block, BulletList, Callout, Embed, Quote
from trainer.importing.model import NotePicture
from trainer.importing.notes_claims import stem
from trainer.importing.notes_statements import FoundEmbed
from trainer.judge.mentions import words


def show_embed(
    found: FoundEmbed, context: Sequence[str], course: Course, supplied: Collection[str]
) -> NotePicture:
    """A figure of the course by its id, or a picture by its name, supplied or not."""
    name, source = found.embed.name, found.embed.source
    if name in course.figures:
        return NotePicture(name, found.place, True, (name,), source)
    figures = stand_ins(course, context) if name in course.missing_images else ()
    return NotePicture(name, found.place, name in supplied, figures, source)


def stand_ins(course: Course, context: Sequence[str]) -> tuple[str, ...]:
    """Figures offered for a picture of which nobody knows what it shows, under these headings.

    They are the figures of the lesson that is named as the nearest heading is, by its title or its topic's.
    Where there is no such lesson, the figures named after concepts of one kind (the architectures of a
    course, as long as most such figures are of that kind); failing that, all figures.
    """
    for heading in reversed(context):
        lessons = [lesson for lesson in course.lessons.values() if _named(lesson, heading, course)]
        figures = dict.fromkeys(name for lesson in lessons for name in _figures(lesson, course))
        if figures:
            return tuple(figures)
    kinds = {
        figure: course.concepts[ConceptId(figure)].kind
        for figure in course.figures
        if figure in course.concepts
    }
    if not kinds:
        return tuple(course.figures)
    commonest = Counter(kinds.values()).most_common(1)[0][0]
    return tuple(figure for figure, kind in kinds.items() if kind == commonest)


def _named(lesson: Lesson, heading: str, course: Course) -> bool:
    topic = course.topics.get(lesson.topic)
    titles = (lesson.title, topic.title if topic else "")
    return _stems(heading) in map(_stems, titles)


def _stems(text: str) -> tuple[str, ...]:
    return tuple(map(stem, words(text)))


def _figures(lesson: Lesson, course: Course) -> Iterator[str]:
    for section in lesson.sections:
        for embed in _embeds(section.blocks):
            if embed.name in course.figures:
                yield embed.name


def _embeds(blocks: Sequence[Block]) -> Iterator[Embed]:
    for block in blocks:
        if isinstance(block, Embed):
            yield block
        elif isinstance(block, Callout | Quote):
            yield from _embeds(block.blocks)
        elif isinstance(block, BulletList):
            for bullet in block.bullets:
                yield from _embeds(bullet.children)
