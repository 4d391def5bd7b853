"""Somebody's notes, marked: each statement recognised by concepts and relation words, not by its sentence."""

from collections.abc import Collection, Iterator, Sequence

from trainer.content.model import Claim, Course, FactId
from trainer.content.prose import Block, Heading, plain_text
from trainer.importing.model import MarkedNote, NoteMark, NotePicture, NoteSection, Standing, Statement
from trainer.importing.notes_claims import Recogniser, sentences_of
from trainer.importing.notes_pictures import show_embed
from trainer.importing.notes_statements import FoundEmbed, find_statements


def mark_note(
    blocks: Sequence[Block], course: Course, title: str = "", path: str = "", supplied: Collection[str] = ()
) -> MarkedNote:
    """The note split by heading, its blocks untouched, with a mark for each statement.

    `title` (usually the file's name without its ending) counts as the outermost heading; `supplied` names
    the pictures that the reader has.
    """
    recogniser = Recogniser(course)
    sections = tuple(
        _mark_section(heading, inside, ((title, *above) if title else above), recogniser, supplied)
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
    supplied: Collection[str],
) -> NoteSection:
    marks: list[NoteMark] = []
    pictures: list[NotePicture] = []
    for found in find_statements(blocks, context):
        if isinstance(found, FoundEmbed):
            pictures.append(show_embed(found, context, recogniser.course, supplied))
            continue
        claim = recogniser.recognise(found.statement)
        if claim is not None or not found.label:
            marks.append(_mark(found.statement, claim, recogniser.course))
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
