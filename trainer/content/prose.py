"""Running text as values: blocks of a lesson or a note, and the spans in their lines."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import TypeAlias

from trainer.problem import NOWHERE, Source
from trainer.value import dataclass


class Style(StrEnum):
    """How a span is set."""

    PLAIN = "plain"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    CODE = "code"
    MARK = "mark"
    STRIKE = "strike"


@dataclass(frozen=True, slots=True)
class Span:
    """Some text in one style; `target` is set for links: a URL, or a lesson, heading or fact id."""

    text: str
    style: Style = Style.PLAIN
    target: str = ""


Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and the ids of the facts that it states."""

    line: Line
    facts: tuple[str, ...] = ()
    source: Source = NOWHERE

    def all_facts(self) -> Iterator[str]:
        """Ids of the facts stated here and below."""
        yield from self.facts


@dataclass(frozen=True, slots=True)
class Bullet:
    """One point of a list with what is nested under it. `number` is set in ordered lists."""

    line: Line
    children: tuple["Block", ...] = ()
    facts: tuple[str, ...] = ()
    number: int | None = None
    source: Source = NOWHERE

    def all_facts(self) -> Iterator[str]:
        """Ids of the facts stated here and below."""
        yield from self.facts
        for child in self.children:
            yield from child.all_facts()


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list."""

    bullets: tuple[Bullet, ...]
    source: Source = NOWHERE

    def all_facts(self) -> Iterator[str]:
        """Ids of the facts stated here and below."""
        for bullet in self.bullets:
            yield from bullet.all_facts()


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `facts` belong to the table as a whole."""

    header: tuple[Line, ...]
    rows: tuple[tuple[Line, ...], ...]
    facts: tuple[str, ...] = ()
    source: Source = NOWHERE

    def all_facts(self) -> Iterator[str]:
        """Ids of the facts stated here and below."""
        yield from self.facts


@dataclass(frozen=True, slots=True)
class Code:
    """A fenced block, shown as it is."""

    text: str
    language: str = ""
    source: Source = NOWHERE

    def all_facts(self) -> Iterator[str]:
        """Code states no facts."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Callout:
    """A boxed remark such as `> [!warning] Title`."""

    kind: str
    title: str
    blocks: tuple["Block", ...]
    source: Source = NOWHERE

    def all_facts(self) -> Iterator[str]:
        """Ids of the facts stated here and below."""
        for block in self.blocks:
            yield from block.all_facts()


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation without a kind."""

    blocks: tuple["Block", ...]
    source: Source = NOWHERE

    def all_facts(self) -> Iterator[str]:
        """Ids of the facts stated here and below."""
        for block in self.blocks:
            yield from block.all_facts()


@dataclass(frozen=True, slots=True)
class Embed:
    """`![[name]]`: a figure of the course by its id, or a picture file by its name."""

    name: str
    caption: str = ""
    width: int | None = None
    height: int | None = None
    source: Source = NOWHERE

    def all_facts(self) -> Iterator[str]:
        """An embed states no facts."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside running text; lessons are split at level 2, notes at every level."""

    level: int
    line: Line
    source: Source = NOWHERE

    def all_facts(self) -> Iterator[str]:
        """A heading states no facts."""
        yield from ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal rule."""

    source: Source = NOWHERE

    def all_facts(self) -> Iterator[str]:
        """A rule states no facts."""
        yield from ()


Block: TypeAlias = Paragraph | BulletList | Table | Code | Callout | Quote | Embed | Heading | Rule


def plain_text(line: Line) -> str:
    """The words of a line without their styles."""
    return "".join(span.text for span in line)


def statements(blocks: Iterable[Block]) -> Iterator[str]:
    """The words of each paragraph, bullet, row of a table and line of code, in reading order."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield plain_text(block.line)
            case BulletList():
                for bullet in block.bullets:
                    yield plain_text(bullet.line)
                    yield from statements(bullet.children)
            case Table():
                for row in (block.header, *block.rows):
                    yield " · ".join(plain_text(cell) for cell in row)
            case Code():
                yield from block.text.splitlines()
            case Callout() | Quote():
                yield from statements(block.blocks)
            case Embed() | Rule():
                pass
