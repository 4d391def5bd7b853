"""How many words a reader meets in some blocks."""

from collections.abc import Iterable, Iterator

from trainer.content.prose import (
    Block,
    BulletList,
    Callout,
    Heading,
    Line,
    Paragraph,
    Quote,
    Table,
    plain_text,
)


def word_count(blocks: Iterable[Block]) -> int:
    """Words in running text, lists, tables and callouts; code and pictures are looked at, not read."""
    return sum(len(plain_text(line).split()) for block in blocks for line in lines_of(block))


def lines_of(block: Block) -> Iterator[Line]:
    """Every line of a block and of what is nested in it, in reading order."""
    match block:
        case Paragraph() | Heading():
            yield block.line
        case BulletList():
            for bullet in block.bullets:
                yield bullet.line
                for child in bullet.children:
                    yield from lines_of(child)
        case Table():
            yield from block.header
            for row in block.rows:
                yield from row
        case Callout() | Quote():
            for inner in block.blocks:
                yield from lines_of(inner)
        case _:
            return
