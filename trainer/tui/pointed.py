"""A screen that may be clicked at any moment, also where a widget went that is painted still."""

from typing import TypeVar

from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget

Answer = TypeVar("Answer")


class Pointed(Screen[Answer]):
    """Under every screen and overlay of ours."""

    def get_widget_and_offset_at(self, x: int, y: int) -> tuple[Widget | None, Offset | None]:
        """What lies there; nothing where a notice has just gone: Textual would ask for its parent."""
        widget, offset = super().get_widget_and_offset_at(x, y)
        return (None, None) if widget is not None and widget.parent is None else (widget, offset)
