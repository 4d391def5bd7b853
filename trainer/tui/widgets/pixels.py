"""A picture as pixels, by the extra `pictures`; nothing else knows textual-image."""

import os
import struct
import sys
from collections.abc import Callable
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import ScrollableContainer
from textual.widget import Widget
from textual.widgets import Static

from trainer.errors import TrainerError
from trainer.figures.thumbnail import on_paper
from trainer.store.model import Pictures
from trainer.tui.graphics import Graphics, Refused, graphics

if TYPE_CHECKING:
    from PIL.Image import Image

USUAL_CELL = (10, 20)
"""Pixels of a character cell where the terminal does not tell."""
COLUMNS_LEAST, COLUMNS_MOST, ROWS_MOST = 10, 160, 200
"""textual-image raises above 297 cells a side."""
CELL_NAMES = ("TEXTUAL_CELL_WIDTH", "TEXTUAL_CELL_HEIGHT")
"""What textual-image reads where it has no terminal to ask."""


def standing(wish: Pictures) -> Graphics | Refused:
    """What pixels would come by in this process's terminal, or why there are none."""
    installed = find_spec("textual_image") is not None
    return graphics(wish, os.environ, terminal=_on_terminal(), installed=installed)


def pixel_view(file: Path, wish: Pictures, told: str) -> "PixelView | None":
    """The picture with its words below; None where it is to be drawn, or cannot be read."""
    if wish is Pictures.DRAWN or not file.is_file():
        return None
    by = standing(wish)
    if isinstance(by, Refused):
        return None
    try:
        picture = on_paper(file)
    except TrainerError:
        return None
    return PixelView(picture, by, told)


class PixelView(ScrollableContainer, can_focus=True):
    """As large as there is room for at first; the arrows scroll it."""

    DEFAULT_CSS = """
    PixelView { height: 1fr; background: $background; }
    PixelView #told { height: auto; max-width: 82; padding: 1 3; color: $text-muted; }
    """

    def __init__(self, picture: "Image", by: Graphics, told: str) -> None:
        super().__init__(id="pixels")
        self._proportions = picture.size
        self._image = _widget(by)(picture)
        self._image.display = False  # before the room is known it would be sent for nothing
        self._told = told
        self._columns = 0
        """Chosen by the learner; 0: what there is room for."""

    def compose(self) -> ComposeResult:
        """The picture and its words."""
        yield self._image
        yield Static(Text(self._told), id="told")

    def on_resize(self) -> None:
        """Another room."""
        self._fit()

    def zoom(self, by: int) -> None:
        """So many columns more or fewer."""
        wanted = self._shape()[0] + by
        if COLUMNS_LEAST <= wanted <= COLUMNS_MOST:
            self._columns = wanted
            self._fit()

    def _fit(self) -> None:
        columns, rows = self._shape()
        self._image.styles.width = columns
        self._image.styles.height = rows
        self._image.display = True

    def _shape(self) -> tuple[int, int]:
        """Columns and rows with the picture's proportions."""
        width, height = self._proportions
        across, down = cell_size()
        rows_a_column = height / width * across / down
        room = self._columns or min(
            self.outer_size.width - 2, round(self.outer_size.height / rows_a_column), COLUMNS_MOST
        )
        columns = max(1, min(room, int(ROWS_MOST / rows_a_column)))
        return columns, max(1, round(columns * rows_a_column))


def cell_size() -> tuple[int, int]:
    """Pixels of a character cell, across and down, as the kernel knows them: the terminal is not asked."""
    try:
        import fcntl
        import termios

        answer = fcntl.ioctl(2, termios.TIOCGWINSZ, bytes(8))  # sys.stderr is Textual's while an app runs
    except (ImportError, OSError):
        return USUAL_CELL
    rows, columns, width, height = struct.unpack("HHHH", answer)
    across, down = (width // columns, height // rows) if rows and columns else (0, 0)
    return (across, down) if across and down else USUAL_CELL


def _on_terminal() -> bool:
    """Textual writes to the one of these, textual-image to the other."""
    return all(stream is not None and stream.isatty() for stream in (sys.__stdout__, sys.__stderr__))


def _widget(by: Graphics) -> Callable[["Image"], Widget]:
    """textual-image's widget for this way.

    While it is imported it asks the terminal what it can, and takes keys for the answer. It does not where
    its output is no terminal; the size of a cell it then reads from the environment.
    """
    stdout, before = sys.__stdout__, {name: os.environ.get(name) for name in CELL_NAMES}
    vars(sys)["__stdout__"] = StringIO()
    os.environ.update(zip(CELL_NAMES, map(str, cell_size()), strict=True))
    try:
        from textual_image.widget import SixelImage, TGPImage
    finally:
        vars(sys)["__stdout__"] = stdout
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
    widget: Callable[[Image], Widget] = TGPImage if by is Graphics.KITTY else SixelImage
    return widget
