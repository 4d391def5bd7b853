"""The statements in a note's blocks, each with the headings and points above it, and the embeds."""

import re
from collections.abc import Iterator, Sequence

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
    Style,
    Table,
    plain_text,
)
from trainer.importing.model import Statement
from trainer.value import dataclass

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\s\w]*[A-Z0-9])|\s*\n\s*")
"""Between two sentences, or at a line break, which notes use to begin a new thought."""

_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|incl|resp|ca|no)|\b[A-Za-z])\.$", re.IGNORECASE
)
_WORD = re.compile(r"\w")

_LABEL_WORDS = 4
"""A point with others under it that has no more words than these is taken as their label."""


@dataclass(frozen=True, slots=True)
class Found:
    """A statement in its place. A label is text that introduces what stands under it ("Modes:")."""

    statement: Statement
    label: bool = False


@dataclass(frozen=True, slots=True)
class FoundEmbed:
    """An embed in its place."""

    embed: Embed
    place: tuple[int, ...]


def find_statements(blocks: Sequence[Block], context: tuple[str, ...]) -> Iterator[Found | FoundEmbed]:
    """Statements and embeds in reading order; code, rules and headings state nothing."""
    yield from _in_blocks(blocks, context, ())


def _in_blocks(
    blocks: Sequence[Block], context: tuple[str, ...], place: tuple[int, ...]
) -> Iterator[Found | FoundEmbed]:
    introduced = context
    for index, block in enumerate(blocks):
        here = (*place, index)
        above, introduced = introduced, context
        match block:
            case Paragraph():
                follower = blocks[index + 1] if index + 1 < len(blocks) else None
                label = isinstance(follower, BulletList | Table) and _introduces(block.line)
                yield from _in_paragraph(block, context, here, label)
                if label:
                    introduced = (*context, plain_text(block.line))
            case BulletList():
                for number, bullet in enumerate(block.bullets):
                    yield from _in_bullet(bullet, above, (*here, number))
            case Table():
                yield from _in_table(block, above, here)
            case Callout():
                inside = (*context, block.title) if block.title else context
                yield from _in_blocks(block.blocks, inside, here)
            case Quote():
                yield from _in_blocks(block.blocks, context, here)
            case Heading():
                context = introduced = (*context, plain_text(block.line))
            case Embed():
                yield FoundEmbed(block, here)
            case _:
                pass


def _in_paragraph(
    paragraph: Paragraph, context: tuple[str, ...], place: tuple[int, ...], label: bool
) -> Iterator[Found]:
    text = plain_text(paragraph.line)
    for start, end in sentences(text):
        yield Found(Statement(text[start:end], context, place, start, end, paragraph.source), label)


def _in_bullet(
    bullet: Bullet, context: tuple[str, ...], place: tuple[int, ...]
) -> Iterator[Found | FoundEmbed]:
    text = plain_text(bullet.line)
    start, end = _trimmed(text, 0, len(text))
    if _WORD.search(text):
        short = len(text.split()) <= _LABEL_WORDS
        label = bool(bullet.children) and (short or _introduces(bullet.line))
        yield Found(Statement(text[start:end], context, place, start, end, bullet.source), label)
        context = (*context, text[start:end])
    yield from _in_blocks(bullet.children, context, place)


def _in_table(table: Table, context: tuple[str, ...], place: tuple[int, ...]) -> Iterator[Found]:
    header = " | ".join(plain_text(cell) for cell in table.header)
    for number, row in enumerate(table.rows):
        text = " | ".join(plain_text(cell) for cell in row)
        if _WORD.search(text):
            yield Found(Statement(text, (*context, header), (*place, number), 0, len(text), table.source))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a paragraph begins and ends; a line break ends one too."""
    start = 0
    for gap in _SENTENCE_END.finditer(text):
        if "\n" not in gap.group() and _ABBREVIATION.search(text[start : gap.start()]):
            continue
        yield from _worded(text, start, gap.start())
        start = gap.end()
    yield from _worded(text, start, len(text))


def _worded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _trimmed(text, start, end)
    if _WORD.search(text, start, end):
        yield start, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space and without a bullet that was typed as text."""
    while start < end and (text[start].isspace() or text[start] in "•·‣◦"):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _introduces(line: Line) -> bool:
    """Whether a line reads as a label: it ends with a colon or is set in bold as a whole."""
    worded = [span for span in line if span.text.strip()]
    bold = bool(worded) and all(span.style is Style.STRONG for span in worded)
    return bold or plain_text(line).rstrip().endswith(":")
