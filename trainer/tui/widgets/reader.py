"""Rows of text in one scrolling widget that draws only what is seen."""

from collections.abc import Callable, Sequence
from itertools import takewhile

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from trainer.tui.themes import colour_in
from trainer.tui.widgets.typeset import GUTTER, Row

Gutter = Callable[[Row], Text]
"""What stands before a row: a mark of at most two columns."""


class Reader(ScrollView, can_focus=True):
    """Shows rows; `compose_rows` is asked anew when the width changes."""

    DEFAULT_CSS = """
    Reader { height: 1fr; overflow-x: hidden; background: $background; }
    Reader.wide { overflow-x: auto; }
    """
    cursor: reactive[int | None] = reactive(None)

    def __init__(
        self, compose_rows: Callable[[int], Sequence[Row]], gutter: Gutter, widget_id: str = "reader"
    ) -> None:
        super().__init__(id=widget_id)
        self._compose_rows = compose_rows
        self._gutter = gutter
        self._rows: Sequence[Row] = ()
        self._strips: dict[int, Strip] = {}
        self._width = 0

    @property
    def rows(self) -> Sequence[Row]:
        """The rows at the present width."""
        return self._rows

    def refill(self) -> None:
        """Set the text anew: it, its marks or the width changed."""
        marked = None if self.cursor is None else self._rows[self.cursor].place
        self._width = self._room()
        self._rows = self._compose_rows(max(20, self._width - GUTTER)) if self._width else ()
        self.cursor = next(
            (number for number, row in enumerate(self._rows) if row.first and row.place == marked), None
        )
        self._strips.clear()
        widest = max((row.text.cell_len + GUTTER for row in self._rows), default=0)
        across = max(self._width, widest) if self.has_class("wide") else self._width
        self.virtual_size = Size(across, len(self._rows))
        self.refresh()

    def remark(self) -> None:
        """Only the marks in the gutter changed."""
        self._strips.clear()
        self.refresh()

    def on_resize(self) -> None:
        """Another width needs other rows."""
        if self._room() != self._width:
            self.refill()

    def _room(self) -> int:
        """Columns for text; one at the right is kept free for the scrollbar, so that it moves nothing."""
        return max(0, self.outer_size.width - self.gutter.width - 2)

    def watch_cursor(self) -> None:
        """The marked statement changed."""
        self._strips.clear()
        self.refresh()

    def said(self, number: int) -> str:
        """All words of the statement that begins in this row."""
        place = self._rows[number].place
        rows = self._rows[number:]
        return " ".join(row.text.plain for row in takewhile(lambda row: row.place == place, rows))

    def show_row(self, row: int) -> None:
        """Bring a row into view with some context above."""
        self.scroll_to(y=max(0, row - 3), animate=False)

    def reveal(self, row: int, rows: int = 3) -> None:
        """Scroll only as far as needed to see this row and some below it."""
        self.scroll_to_region(Region(0, row, 1, rows), animate=False)

    def render_line(self, y: int) -> Strip:
        """One row, from the cache where it was drawn before."""
        number = y + self.scroll_offset.y
        if number >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        if number not in self._strips:
            self._strips[number] = self._strip(number)
        left = self.scroll_offset.x
        return self._strips[number].crop_extend(left, left + self.size.width, self.rich_style)

    def _under_cursor(self, row: Row, number: int) -> bool:
        """All rows of the statement that begins at the cursor."""
        return (
            self.cursor is not None and number >= self.cursor and row.place == self._rows[self.cursor].place
        )

    def _strip(self, number: int) -> Strip:
        row = self._rows[number]
        text = Text(no_wrap=True, end="")
        mark = self._gutter(row) if row.first else Text()
        text.append_text(mark)
        text.append(" " * (GUTTER - mark.cell_len))
        text.append_text(row.text)
        style = self.rich_style
        if self._under_cursor(row, number):
            ground = colour_in(self.app.theme_variables, "block-cursor-background")
            style += Style(bold=True, bgcolor=ground) if ground else Style(bold=True, reverse=True)
            text.append(" " * max(0, self._width - text.cell_len))
        segments = [
            Segment(segment.text, style + segment.style if segment.style else style)
            for segment in text.render(self.app.console)
        ]
        return Strip(segments)
