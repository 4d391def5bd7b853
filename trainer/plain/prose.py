"""Running text as lines for a screen reader: no box art, structure said in words and indents."""

from collections.abc import Sequence

from trainer.content.model import Course
from trainer.content.prose import (
    Block,
    Bullet,
    BulletList,
    Callout,
    Code,
    Embed,
    Heading,
    Line,
    Paragraph,
    Quote,
    Rule,
    Table,
    plain_text,
)
from trainer.figures.words import words
from trainer.plain.talk import indented, wrapped


def block_lines(course: Course, blocks: Sequence[Block], indent: str = "") -> list[str]:
    """The blocks, an empty line between them."""
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines += _block(course, block, indent)
    return lines


def _block(course: Course, block: Block, indent: str) -> list[str]:  # noqa: PLR0911 - one return a kind of block
    match block:
        case Paragraph(line=line):
            return wrapped(plain_text(line), indent)
        case BulletList(bullets=bullets):
            return [text for bullet in bullets for text in _bullet(course, bullet, indent)]
        case Table():
            return _table(block, indent)
        case Code(text=text):
            return indented(text.splitlines(), indent + "    ")
        case Callout(title=title, blocks=inner):
            return [
                *wrapped(f"{title or block.kind.capitalize()}:", indent),
                *block_lines(course, inner, indent + "  "),
            ]
        case Quote(blocks=inner):
            return block_lines(course, inner, indent + "  ")
        case Embed():
            return embed_lines(course, block, indent)
        case Heading(line=line):
            return wrapped(plain_text(line), indent)
        case Rule():
            return []


def _bullet(course: Course, bullet: Bullet, indent: str) -> list[str]:
    sign = "- " if bullet.number is None else f"{bullet.number}. "
    lines = wrapped(plain_text(bullet.line), indent + sign, indent + " " * len(sign))
    for child in bullet.children:
        lines += _block(course, child, indent + "  ")
    return lines


def _table(table: Table, indent: str) -> list[str]:
    """Each row as one sentence: column name, value."""
    lines: list[str] = []
    for row in table.rows:
        lines += wrapped(
            "; ".join(_cell(name, cell) for name, cell in zip(table.header, row, strict=False)), indent
        )
    return lines


def _cell(name: Line, cell: Line) -> str:
    heading = plain_text(name)
    return f"{heading}: {plain_text(cell)}" if heading else plain_text(cell)


def embed_lines(course: Course, embed: Embed, indent: str = "") -> list[str]:
    """A figure in words, or the name of a picture that cannot be shown here."""
    figure = course.figures.get(embed.name)
    if figure is not None:
        names = course.concept_names()
        parts = words(figure, names=names)
        return [
            *wrapped(f"Picture: {figure.title}", indent),
            *(x for part in parts for x in wrapped(part, indent + "  ")),
        ]
    if embed.name in course.missing_images:
        return wrapped(f"Picture {embed.name}: picture not supplied.", indent)
    return wrapped(f"Picture {embed.caption or embed.name}.", indent)
