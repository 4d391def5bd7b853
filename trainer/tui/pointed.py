"""A screen that keys and clicks may reach at any moment: where a widget went, and after it was left."""

from typing import TypeVar

from textual.await_complete import AwaitComplete
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

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Leave with an answer while on top: a click that comes late would take another screen along."""
        return super().dismiss(result) if self.app.screen_stack[-1:] == [self] else AwaitComplete()
