"""Somebody's notes, marked: each statement recognised by concepts and relation words, not by its sentence."""

from collections.abc import Iterator, Sequence

from trainer.content.model import Claim, Course, FactId
from trainer.content.prose import Block, Heading, plain_text
from trainer.importing.model import MarkedNote, NoteMark, NotePicture, NoteSection, Standing, Statement
from trainer.importing.notes_claims import Recogniser, sentences_of
from trainer.importing.notes_statements import FoundEmbed, find_statements


def mark_note(blocks: Sequence[Block], course: Course, title: str = "", path: str = "") -> MarkedNote:
    """The note split by heading, its blocks untouched, with a mark for each statement.

    `title` (usually the file's name without its ending) counts as the outermost heading.
    """
    recogniser = Recogniser(course)
    sections = tuple(
        _mark_section(heading, inside, ((title, *above) if title else above), recogniser, course)
        for heading, inside, above in _sections(blocks)
    )
    return MarkedNote(title, sections, path)


def _sections(
    blocks: Sequence[Block],
) -> Iterator[tuple[Heading | None, tuple[Block, ...], tuple[str, ...]]]:
    """Each heading with the blocks down to the next one, and the trail of headings it stands in."""
    heading: Heading | None = None
    trail: list[Heading] = []
    inside: list[Block] = []
    for block in blocks:
        if not isinstance(block, Heading):
            inside.append(block)
            continue
        if heading is not None or inside:
            yield heading, tuple(inside), tuple(plain_text(above.line) for above in trail)
        trail = [above for above in trail if above.level < block.level] + [block]
        heading, inside = block, []
    if heading is not None or inside:
        yield heading, tuple(inside), tuple(plain_text(above.line) for above in trail)


def _mark_section(
    heading: Heading | None,
    blocks: tuple[Block, ...],
    context: tuple[str, ...],
    recogniser: Recogniser,
    course: Course,
) -> NoteSection:
    marks: list[NoteMark] = []
    pictures: list[NotePicture] = []
    for found in find_statements(blocks, context):
        if isinstance(found, FoundEmbed):
            pictures.append(_picture(found, course))
            continue
        claim = recogniser.recognise(found.statement)
        if claim is not None or not found.label:
            marks.append(_mark(found.statement, claim, course))
    return NoteSection(heading, blocks, tuple(marks), tuple(pictures))


def _mark(statement: Statement, claim: Claim | None, course: Course) -> NoteMark:
    if claim is None:
        return NoteMark(statement, Standing.UNMATCHED, why="The course knows no claim like this one.")
    known = sentences_of(claim, course)
    return NoteMark(
        statement=statement,
        standing=Standing(claim.verdict.value),
        claim=claim.id,
        why=claim.why,
        holds=tuple(known.values()),
        exam=claim.exam,
        facts=tuple(map(FactId, known)),
    )


def _picture(found: FoundEmbed, course: Course) -> NotePicture:
    """An embed of the course's own figure is supplied; a file that nobody has is not."""
    name = found.embed.name
    if name in course.figures:
        return NotePicture(name, found.place, True, (name,), found.embed.source)
    missing = name in course.missing_images
    return NotePicture(name, found.place, False, stand_ins(course) if missing else (), found.embed.source)


def stand_ins(course: Course) -> tuple[str, ...]:
    """Figures offered where a picture was never supplied: those that show an architecture.

    A figure shows one when its id is that of a concept of the course, as `upload-to-dynamodb` is; when none
    is, every figure is offered.
    """
    named = tuple(figure for figure in course.figures if figure in course.concepts)
    return named or tuple(course.figures)
