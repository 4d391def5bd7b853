"""Blocks as an indented text, for tests that read as documents."""

from collections.abc import Sequence

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
    Style,
    Table,
)

_SIGNS = {
    Style.PLAIN: ("", ""),
    Style.STRONG: ("**", "**"),
    Style.EMPHASIS: ("_", "_"),
    Style.CODE: ("`", "`"),
    Style.MARK: ("==", "=="),
    Style.STRIKE: ("~~", "~~"),
}


def outline(blocks: Sequence[Block | Bullet], depth: int = 0) -> str:
    """A line for each block: its line number, what it is, its words, its facts."""
    return "".join(_told(block, "  " * depth, depth) for block in blocks)


def words(line: Line) -> str:
    """A line with its styles as signs and its targets in angle brackets."""
    told = ""
    for span in line:
        opening, closing = _SIGNS[span.style]
        told += f"{opening}{span.text}{closing}" + (f"<{span.target}>" if span.target else "")
    return told.replace("\n", "⏎")


def _told(block: Block | Bullet, indent: str, depth: int) -> str:  # noqa: PLR0911 - a return for each block
    facts = (
        f" [{', '.join(block.facts)}]"
        if isinstance(block, Paragraph | Bullet | Table) and block.facts
        else ""
    )
    head = f"{block.source.line:>3} {indent}"
    match block:
        case Paragraph(line=line):
            return f"{head}{words(line)}{facts}\n"
        case Heading(level=level, line=line):
            return f"{head}{'#' * level} {words(line)}\n"
        case Bullet(line=line, children=children, number=number):
            sign = "-" if number is None else f"{number}."
            return f"{head}{sign} {words(line)}{facts}\n{outline(children, depth + 1)}"
        case BulletList(bullets=bullets):
            return outline(bullets, depth)
        case Table(header=header, rows=rows):
            lines = [" | ".join(words(cell) for cell in row) for row in (header, *rows)]
            return "".join(
                f"{head}| {line} |{facts if place == 0 else ''}\n" for place, line in enumerate(lines)
            )
        case Code(text=text, language=language):
            return f"{head}code {language}: {text!r}\n"
        case Callout(kind=kind, title=title, blocks=blocks):
            headline = f"{head}({kind}) {title}".rstrip()
            return f"{headline}\n{outline(blocks, depth + 1)}"
        case Quote(blocks=blocks):
            return f"{head}quote\n{outline(blocks, depth + 1)}"
        case Embed(name=name, caption=caption, width=width, height=height):
            return f"{head}picture {name} {caption!r} {width}x{height}\n"
        case Rule():
            return f"{head}rule\n"
