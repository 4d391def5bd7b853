"""Lessons: short, tied to facts, and nothing in them that leads nowhere."""

import re
from collections.abc import Iterator, Sequence

from trainer.content.model import Course, Section
from trainer.content.prose import (
    Block,
    Bullet,
    BulletList,
    Callout,
    Embed,
    Heading,
    Line,
    Paragraph,
    Quote,
    Span,
    Table,
    plain_text,
)
from trainer.graph.facts import FactGraph
from trainer.problem import Problem, Source

LESSON_WORDS_MAX = 700
SECTION_WORDS_MAX = 120
DECIDES_FROM = 4
"""Sections from which a lesson is more than a page and owes its reader a summary to choose by."""

_WORD = re.compile(r"[^\W_]+(?:['’.,/&-][^\W_]+)*")


def lesson_lengths(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """A lesson takes a few minutes, a section is one idea."""
    for lesson in course.lessons.values():
        counts = [(section, sum(words(block) for block in section.blocks)) for section in lesson.sections]
        total = sum(count for _, count in counts)
        if total > LESSON_WORDS_MAX:
            message = f"the lesson has {total} words, {LESSON_WORDS_MAX} are enough."
            yield Problem(lesson.source, "lesson-length", message, "Make it two lessons.")
        for section, count in counts:
            if count > SECTION_WORDS_MAX:
                message = f'section "{section.title}" has {count} words, {SECTION_WORDS_MAX} are enough.'
                yield Problem(section.source, "section-length", message, "Shorten it, or split it in two.")
            if not section.blocks:
                message = f'section "{section.title}" is empty.'
                yield Problem(section.source, "empty-section", message, "Write it, or remove the heading.")


def ends_with_choices(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - a rule's shape
    """A lesson of some length ends with what an exam asks of it: what is wanted, and what to choose."""
    for lesson in course.lessons.values():
        if len(lesson.sections) < DECIDES_FROM:
            continue
        last = lesson.sections[-1]
        if not any(isinstance(block, Table) and len(block.header) == 2 for block in last.blocks):
            message = f'the last section, "{last.title}", has no table of two columns to choose by.'
            mend = "End the lesson with a table: what is wanted, what to choose."
            yield Problem(last.source, "no-choices", message, mend)


def words(block: Block | Bullet) -> int:
    """How many words a learner reads there; code and pictures do not count."""
    own = sum(len(_WORD.findall(plain_text(line))) for line in _lines(block))
    title = len(_WORD.findall(block.title)) if isinstance(block, Callout) else 0
    below = sum(words(child) for child in _below(block))
    return own + title + below


def statements_tied(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """What a lesson states can be looked up: every statement names the facts behind it."""
    for lesson in course.lessons.values():
        for section in lesson.sections:
            for source in _untied(section.blocks):
                mend = "End it with %%facts: fact-id%%."
                yield Problem(source, "untied", "this statement names no facts.", mend)


def _untied(blocks: Sequence[Block]) -> Iterator[Source]:
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            follows = blocks[place + 1] if place + 1 < len(blocks) else None
            announces = plain_text(block.line).rstrip().endswith(":") and follows is not None
            if not block.facts and not (announces and any(follows.all_facts() if follows else ())):
                yield block.source
        elif isinstance(block, Table):
            if not block.facts:
                yield block.source
        elif isinstance(block, BulletList):
            for bullet in block.bullets:
                if not any(bullet.all_facts()):
                    yield bullet.source
        elif isinstance(block, Callout | Quote) and not any(block.all_facts()):
            yield block.source


def links_lead_somewhere(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """A link names a lesson, a section of one, or a fact; or it is a web address."""
    targets = _targets(course)
    for lesson in course.lessons.values():
        for section in lesson.sections:
            for block in section.blocks:
                for source, span in _links(block):
                    target = " ".join(span.target.casefold().split())
                    if target.startswith("#"):
                        target = f"{lesson.id}{target}"
                    if not target.startswith(("http://", "https://")) and target not in targets:
                        message = f'the link "{span.target}" leads nowhere.'
                        mend = "Link a lesson, lesson#section or a fact."
                        yield Problem(source, "broken-link", message, mend)


def embeds_found(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """An embed names a figure of the course or a picture among its images."""
    from pathlib import Path

    images = Path(course.images)
    for embed in _embeds(course):
        name = embed.name
        if name in course.figures or name in course.missing_images:
            continue
        inside = not name.startswith(("/", "\\")) and ".." not in Path(name).parts
        if not (inside and course.images and (images / name).is_file()):
            message = f'"{name}" is no figure of this course and no picture in its images.'
            mend = "Correct the name, add the file, or list it under missing_images in course.yaml."
            yield Problem(embed.source, "unknown-embed", message, mend)
        elif not embed.caption:
            message = f'the picture "{name}" has no words for people who cannot see it.'
            yield Problem(embed.source, "wordless-picture", message, f"Write ![[{name}|what it shows]].")


def nothing_left_over(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """Nothing that a learner would see as markup is left in the text of a lesson."""
    for lesson in course.lessons.values():
        for section in lesson.sections:
            for source, text in _texts(section):
                for sign in ("%%", "<!--"):
                    if sign in text:
                        message = f'a "{sign}" stands here as text.'
                        mend = "Close the comment, or write the sign otherwise."
                        yield Problem(source, "open-comment", message, mend)


def _targets(course: Course) -> set[str]:
    found = {str(fact) for fact in course.facts} | set(course.figures)
    for lesson in course.lessons.values():
        for name in (str(lesson.id), lesson.title.casefold()):
            found.add(name)
            for section in lesson.sections:
                found |= {f"{name}#{section.id}", f"{name}#{section.title.casefold()}"}
    return {" ".join(name.split()) for name in found}


def _embeds(course: Course) -> Iterator[Embed]:
    for lesson in course.lessons.values():
        for section in lesson.sections:
            for block in _all(section.blocks):
                if isinstance(block, Embed):
                    yield block


def _links(block: Block | Bullet) -> Iterator[tuple[Source, Span]]:
    for line in _lines(block):
        for span in line:
            if span.target:
                yield block.source, span
    for child in _below(block):
        yield from _links(child)


def _texts(section: Section) -> Iterator[tuple[Source, str]]:
    for block in _all(section.blocks):
        for line in _lines(block):
            for span in line:
                if span.style != "code":
                    yield block.source, span.text


def _all(blocks: Sequence[Block | Bullet]) -> Iterator[Block | Bullet]:
    for block in blocks:
        yield block
        yield from _all(_below(block))


def _lines(block: Block | Bullet) -> tuple[Line, ...]:
    if isinstance(block, Paragraph | Heading | Bullet):
        return (block.line,)
    if isinstance(block, Table):
        return (*block.header, *(cell for row in block.rows for cell in row))
    return ()


def _below(block: Block | Bullet) -> tuple[Block | Bullet, ...]:
    if isinstance(block, BulletList):
        return block.bullets
    if isinstance(block, Bullet):
        return block.children
    return block.blocks if isinstance(block, Callout | Quote) else ()
