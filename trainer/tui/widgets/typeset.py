"""Running text set in rows of a given width: headings, bullets, tables, callouts, figures."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from trainer.content.figure import Figure
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
from trainer.figures.boxes import draw_text
from trainer.tui.widgets.prompt import Colour, drawn

COLUMN = 76
"""Running text is never wider."""
GUTTER = 3
"""Columns at the left for marks."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `place` is the path of the block or bullet it belongs to, `first` whether it begins there."""

    text: Text
    place: tuple[int, ...]
    facts: tuple[str, ...] = ()
    first: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """What typesetting needs to know besides the text."""

    width: int
    colour: Colour
    figures: Mapping[str, Figure]
    names: Mapping[str, str]
    """Concept ids to names, for roles in figures."""
    picture: Callable[[str, int], Sequence[Text]]
    """What to show for a picture that is no figure of the course, by its name and the width there is."""

    def narrower(self, by: int) -> "Setting":
        """The same with less room: of the column, as what is nested stands within it."""
        return Setting(
            max(10, min(self.width, COLUMN) - by), self.colour, self.figures, self.names, self.picture
        )


_CONSOLE = Console(width=400, color_system=None)
"""Rich wants one for measuring; nothing is ever printed on it."""


def typeset(blocks: Sequence[Block], setting: Setting, under: tuple[int, ...] = ()) -> Iterator[Row]:
    """The rows of these blocks with an empty one between blocks."""
    for number, block in enumerate(blocks):
        place = (*under, number)
        if number:
            yield Row(Text(), place)
        yield from _block(block, setting, place)


def _block(block: Block, setting: Setting, place: tuple[int, ...]) -> Iterator[Row]:
    match block:
        case Paragraph():
            yield from wrapped(inline(block.line, setting), setting, place, block.facts)
        case Heading():
            text = inline(block.line, setting)
            text.stylize(f"bold {setting.colour('primary')}")
            yield from wrapped(text, setting, place)
        case BulletList():
            for number, bullet in enumerate(block.bullets):
                yield from _bullet(bullet, setting, (*place, number))
        case Table():
            yield from _table(block, setting, place)
        case Code():
            for number, line in enumerate(block.text.splitlines()):
                yield Row(
                    Text(f"  {line}", style=setting.colour("secondary"), no_wrap=True), place, (), number == 0
                )
        case Callout():
            yield from _callout(block, setting, place)
        case Quote():
            for row in typeset(block.blocks, setting.narrower(2), place):
                yield _led(row, Text("▏ ", style=setting.colour("muted")))
        case Embed():
            yield from _embed(block, setting, place)
        case Rule():
            yield Row(Text("─" * min(setting.width, COLUMN), style=setting.colour("muted")), place)


def inline(line: Line, setting: Setting) -> Text:
    """A line's spans in their styles; links underlined."""
    text = Text()
    styles = {
        Style.PLAIN: "",
        Style.STRONG: "bold",
        Style.EMPHASIS: "italic",
        Style.CODE: setting.colour("secondary"),
        Style.MARK: f"reverse {setting.colour('accent')}",
        Style.STRIKE: "strike",
    }
    for span in line:
        style = styles[span.style]
        text.append(span.text, style=f"{style} underline".strip() if span.target else style)
    return text


def wrapped(
    text: Text,
    setting: Setting,
    place: tuple[int, ...],
    facts: tuple[str, ...] = (),
    lead: Text | None = None,
) -> Iterator[Row]:
    """A text in rows of the column; `lead` stands before the first, its width before the others."""
    room = min(setting.width, COLUMN) - (cell_len(lead.plain) if lead else 0)
    for number, line in enumerate(text.wrap(_CONSOLE, max(8, room)) or [Text()]):
        line.rstrip()
        if lead is not None:
            head = lead.copy() if number == 0 else Text(" " * cell_len(lead.plain))
            line = Text.assemble(head, line)  # noqa: PLW2901 - the same row with its lead
        yield Row(line, place, facts, number == 0)


def _bullet(bullet: Bullet, setting: Setting, place: tuple[int, ...]) -> Iterator[Row]:
    sign = "• " if bullet.number is None else f"{bullet.number}. "
    lead = Text(sign, style=setting.colour("accent"))
    yield from wrapped(inline(bullet.line, setting), setting, place, bullet.facts, lead)
    for number, child in enumerate(bullet.children):
        for row in _block(child, setting.narrower(len(sign)), (*place, number)):
            yield _led(row, Text(" " * len(sign)))


def _callout(block: Callout, setting: Setting, place: tuple[int, ...]) -> Iterator[Row]:
    colour = setting.colour("warning" if block.kind in ("warning", "caution", "notes") else "primary")
    bar = Text("┃ ", style=colour)
    title = Text(block.title or block.kind.capitalize(), style=f"bold {colour}")
    yield from wrapped(title, setting, place, (), bar)
    for row in typeset(block.blocks, setting.narrower(2), place):
        yield _led(row, bar)


def _led(row: Row, lead: Text) -> Row:
    return Row(Text.assemble(lead, row.text), row.place, row.facts, row.first)


def _embed(block: Embed, setting: Setting, place: tuple[int, ...]) -> Iterator[Row]:
    figure = setting.figures.get(block.name)
    if figure is None:
        for line in setting.picture(block.name, min(setting.width, COLUMN)):
            yield from wrapped(line, setting, place)
        return
    yield Row(Text(figure.title, style="italic"), place, (), True)
    for line in drawn(draw_text(figure, setting.width, names=setting.names), setting.colour).split("\n"):
        yield Row(line, place)


def _table(block: Table, setting: Setting, place: tuple[int, ...]) -> Iterator[Row]:
    columns = max((len(row) for row in (block.header, *block.rows)), default=1)
    room = min(setting.width, COLUMN) - 3 * (columns - 1)
    widths = _widths(block, columns, room)
    header = [inline(cell, setting) for cell in block.header]
    for cell in header:
        cell.stylize("bold")
    yield from _table_row(header, widths, place, block.facts)
    yield Row(Text("─┼─".join("─" * width for width in widths), style=setting.colour("muted")), place)
    for row in block.rows:
        yield from _table_row([inline(cell, setting) for cell in row], widths, place, block.facts)


def _table_row(
    cells: list[Text], widths: list[int], place: tuple[int, ...], facts: tuple[str, ...]
) -> Iterator[Row]:
    wrapped = [list(cell.wrap(_CONSOLE, width)) for cell, width in zip(cells, widths, strict=False)]
    for number in range(max((len(lines) for lines in wrapped), default=0)):
        text = Text()
        for column, width in enumerate(widths):
            lines = wrapped[column] if column < len(wrapped) else []
            part = lines[number] if number < len(lines) else Text()
            part.rstrip()
            if column:
                text.append(" │ ", style="dim")
            text.append_text(part)
            if column < len(widths) - 1:
                text.append(" " * (width - cell_len(part.plain)))
        yield Row(text, place, facts, number == 0)


def _widths(block: Table, columns: int, room: int) -> list[int]:
    """Columns as wide as they need, the widest giving way until all fit."""
    needs = [1] * columns
    for row in (block.header, *block.rows):
        for place, cell in enumerate(row):
            needs[place] = max(needs[place], sum(cell_len(span.text) for span in cell))
    while sum(needs) > room and max(needs) > 8:
        needs[needs.index(max(needs))] -= 1
    return needs
