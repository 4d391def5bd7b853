"""A picture large: as boxes, or as pixels where that was chosen; the arrows scroll it; its words below."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType

from trainer.activities.desk import Desk
from trainer.content.clean import clean_line
from trainer.figures.boxes import draw_text
from trainer.figures.words import words
from trainer.store.model import Pictures
from trainer.tui.actions import bindings
from trainer.tui.outside import open_picture
from trainer.tui.page import Page
from trainer.tui.widgets.pictures import picture_rows
from trainer.tui.widgets.prompt import drawn
from trainer.tui.widgets.reader import Reader
from trainer.tui.widgets.typeset import COLUMN, Row

if TYPE_CHECKING:
    from trainer.tui.widgets.pixels import PixelView

WIDEST = 160
LEAST_WIDE = 30
STEP = 20
"""Columns that one key adds."""


class PictureScreen(Page):
    """One picture with all the width there is. Subclasses say what it is, how it is drawn, and its words."""

    place = "figure"
    BINDINGS: ClassVar[list[BindingType]] = bindings("figure")

    def __init__(self, desk: Desk, file: Path) -> None:
        super().__init__(desk)
        self._file = file
        self._more = 0
        self._pixels: PixelView | None = None

    def body(self) -> ComposeResult:
        """The pixels or the drawing."""
        wish = self.desk.store.settings.load().pictures
        if wish is not Pictures.DRAWN and self.whole():
            from trainer.tui.widgets.pixels import pixel_view

            self._pixels = pixel_view(self._file, wish, "\n".join(self.told()))
        if self._pixels is not None:
            yield self._pixels
        else:
            reader = Reader(self._rows, lambda _: Text())
            reader.add_class("wide")
            yield reader

    def on_mount(self) -> None:
        """Arrows scroll."""
        (self._pixels or self.query_one(Reader)).focus()

    def whole(self) -> bool:
        """Whether the PNG shows all that is to be seen."""
        return True

    def told(self) -> Sequence[str]:
        """The picture in words."""
        raise NotImplementedError

    def drawing(self, width: int) -> Iterable[Text]:
        """Its rows in characters, at most so wide."""
        raise NotImplementedError

    def action_wider(self) -> None:
        """Shown with more columns than the window has; the arrows move it."""
        self._zoom(STEP)

    def action_narrower(self) -> None:
        """Shown with fewer columns."""
        self._zoom(-STEP)

    def action_open_outside(self) -> None:
        """The PNG in the system's viewer."""
        if self._file.is_file():
            open_picture(self.app, self._file)
        else:
            self.notify("There is no PNG of this picture.")

    def _zoom(self, by: int) -> None:
        if self._pixels is not None:
            self._pixels.zoom(by)
            return
        reader = self.query_one(Reader)
        width = reader.size.width + self._more + by
        if LEAST_WIDE <= width <= WIDEST:
            self._more += by
            reader.refill()

    def _rows(self, width: int) -> list[Row]:
        told = [
            line
            for part in self.told()
            for line in Text(part, style=self.colour("muted")).wrap(self.app.console, min(width, COLUMN))
        ]
        drawing = self.drawing(min(width + self._more, WIDEST))
        return [Row(line, ()) for line in (Text(), *drawing, Text(), *told)]


class FigureScreen(PictureScreen):
    """A figure of the course, from its spec."""

    def __init__(self, desk: Desk, name: str, marked: str = "") -> None:
        self._figure = desk.course.figures[name]
        self._marked = marked
        super().__init__(desk, Path(desk.course.images) / f"{self._figure.id}.png")

    def heading(self) -> str:
        """The figure's title."""
        return self._figure.title

    def whole(self) -> bool:
        """A mark is only in the drawing."""
        return not self._marked

    def told(self) -> Sequence[str]:
        """From the spec."""
        return words(self._figure, self._marked or None, names=self.desk.course.concept_names())

    def drawing(self, width: int) -> Iterable[Text]:
        """As boxes."""
        names = self.desk.course.concept_names()
        boxes = draw_text(self._figure, width, self._marked or None, names=names)
        return drawn(boxes, self.colour).split("\n")


class OwnPictureScreen(PictureScreen):
    """A picture that the learner supplied: it has no spec."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk, desk.home / "images" / name)
        self._name_shown = clean_line(name)

    def heading(self) -> str:
        """The file's name."""
        return self._name_shown

    def told(self) -> Sequence[str]:
        """Nobody described it."""
        return [f"{self._name_shown} · yours; o opens it outside the terminal."]

    def drawing(self, width: int) -> Sequence[Text]:
        """Coarse; it is looked at, never read."""
        return picture_rows(self._file, width, self.colour, rows_most=WIDEST // 2, words="")
