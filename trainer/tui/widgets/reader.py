"""Rows of text in one scrolling widget that draws only what is seen."""

from collections.abc import Callable, Sequence

from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from trainer.tui.widgets.typeset import GUTTER, Row

Gutter = Callable[[Row], Text]
"""What stands before a row: a mark of at most two columns."""


class Reader(ScrollView, can_focus=True):
    """Shows rows; `compose_rows` is asked anew when the width changes."""

    DEFAULT_CSS = "Reader { height: 1fr; padding: 0 1; }"
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
        self._width = self.scrollable_content_region.width or self.size.width
        self._rows = self._compose_rows(max(20, self._width - GUTTER)) if self._width else ()
        self._strips.clear()
        self.virtual_size = Size(self._width, len(self._rows))
        self.refresh()

    def on_resize(self) -> None:
        """Another width needs other rows."""
        if (self.scrollable_content_region.width or self.size.width) != self._width:
            self.refill()

    def watch_cursor(self) -> None:
        """The marked statement changed."""
        self._strips.clear()
        self.refresh()

    def show_row(self, row: int) -> None:
        """Bring a row into view with some context above."""
        self.scroll_to(y=max(0, row - 3), animate=False)

    def reveal(self, row: int) -> None:
        """Scroll only as far as needed."""
        self.scroll_to_region(Region(0, row, 1, 3), animate=False)

    def render_line(self, y: int) -> Strip:
        """One row, from the cache where it was drawn before."""
        number = y + self.scroll_offset.y
        if number >= len(self._rows):
            return Strip.blank(self.size.width, self.rich_style)
        if number not in self._strips:
            self._strips[number] = self._strip(number)
        return self._strips[number]

    def _strip(self, number: int) -> Strip:
        row = self._rows[number]
        text = Text(no_wrap=True, end="")
        mark = self._gutter(row) if row.first else Text()
        text.append_text(mark)
        text.append(" " * (GUTTER - mark.cell_len))
        text.append_text(row.text)
        style = self.rich_style
        if self.cursor is not None and number == self.cursor:
            style += Style(bold=True, underline=True)
        segments = [
            Segment(segment.text, style + segment.style if segment.style else style)
            for segment in text.render(self.app.console)
        ]
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)
