"""A picture large: as boxes, scrolled with the arrows; its words below."""

import webbrowser
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType

from trainer.activities.desk import Desk
from trainer.figures.boxes import draw_text
from trainer.figures.words import words
from trainer.tui.actions import bindings
from trainer.tui.page import Page
from trainer.tui.widgets.prompt import drawn
from trainer.tui.widgets.reader import Reader
from trainer.tui.widgets.typeset import COLUMN, Row

WIDEST = 160
LEAST_WIDE = 30
STEP = 20
"""Columns that one key adds."""


class FigureScreen(Page):
    """One figure with all the width there is, then the same in words."""

    place = "figure"
    BINDINGS: ClassVar[list[BindingType]] = bindings("figure")

    def __init__(self, desk: Desk, name: str, marked: str = "") -> None:
        super().__init__(desk)
        self._figure = desk.course.figures[name]
        self._marked = marked
        self._more = 0

    def heading(self) -> str:
        """The figure's title."""
        return self._figure.title

    def body(self) -> ComposeResult:
        """The drawing."""
        reader = Reader(self._rows, lambda _: Text())
        reader.add_class("wide")
        yield reader

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.query_one(Reader).focus()

    def action_wider(self) -> None:
        """Drawn with more columns than the window has; the arrows move it."""
        self._zoom(STEP)

    def action_narrower(self) -> None:
        """Drawn with fewer columns."""
        self._zoom(-STEP)

    def _zoom(self, by: int) -> None:
        reader = self.query_one(Reader)
        width = reader.size.width + self._more + by
        if LEAST_WIDE <= width <= WIDEST:
            self._more += by
            reader.refill()

    def action_open_outside(self) -> None:
        """The PNG in the system's viewer."""
        file = Path(self.desk.course.images) / f"{self._figure.id}.png"
        if file.is_file():
            webbrowser.open(file.as_uri())
        else:
            self.notify("There is no PNG of this picture.")

    def _rows(self, width: int) -> list[Row]:
        names = self.desk.course.concept_names()
        picture = drawn(
            draw_text(self._figure, min(width + self._more, WIDEST), self._marked or None, names=names),
            self.colour,
        )
        told = [
            line
            for part in words(self._figure, names=names)
            for line in Text(part, style=self.colour("muted")).wrap(self.app.console, min(width, COLUMN))
        ]
        return [
            Row(Text(), ()),
            *(Row(line, ()) for line in picture.split("\n")),
            Row(Text(), ()),
            *(Row(line, ()) for line in told),
        ]
