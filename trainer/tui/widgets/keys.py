"""The row at the bottom: the few keys that matter now, the most important first."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text
from textual.content import Content
from textual.style import Style
from textual.widget import Widget

GAP = 3
"""Columns between two keys."""
NEAR_LEAST = 2
"""So many of the screen's keys are worth more than the way back, which is always Escape."""


@dataclass(frozen=True, slots=True)
class KeyHint:
    """A key, what it does, and the action that a click on it runs."""

    key: str
    label: str
    action: str

    @property
    def width(self) -> int:
        """Columns it takes."""
        return cell_len(self.key) + 1 + cell_len(self.label)


def told_keys(hints: str, colour: Callable[[str], str]) -> Text:
    """Keys within an overlay, in the row's colours: each a key and what it does, two blanks apart."""
    text = Text(style=colour("muted"))
    for part in re.split(r"(\s{2,})", hints):
        key, blank, words = part.partition(" ")
        text.append(key, style=f"bold {colour('accent')}").append(f"{blank}{words}")
    return text


def fitting(hints: Sequence[KeyHint], room: int) -> list[KeyHint]:
    """As many as the room holds, in order."""
    shown: list[KeyHint] = []
    for hint in hints:
        room -= hint.width + (GAP if shown else 0)
        if room < 0:
            break
        shown.append(hint)
    return shown


class KeyRow(Widget):
    """The screen's keys at the left, those of everywhere at the right; a click runs them."""

    DEFAULT_CSS = """
    KeyRow { dock: bottom; height: 1; background: $footer-background; color: $footer-foreground; }
    """

    auto_links = False
    """The keys are to look like keys, not like links."""

    def __init__(self) -> None:
        super().__init__()
        self._near: Sequence[KeyHint] = ()
        self._far: Sequence[KeyHint] = ()

    def show(self, near: Sequence[KeyHint], far: Sequence[KeyHint]) -> None:
        """Show these from now on."""
        if (near, far) != (self._near, self._far):
            self._near, self._far = near, far
            self.refresh()

    def render(self) -> Content:
        """As many keys as fit; without room for two of the screen's only help stands at the right."""
        room = self.size.width - 2
        far = fitting(self._far, room)
        if len(self._beside(far, room)) < min(NEAR_LEAST, len(self._near)):
            far = fitting(self._far[-1:], room)
        left, right = self._words(self._beside(far, room)), self._words(far)
        between = max(0, room - left.cell_length - right.cell_length)
        return Content.assemble(" ", left, " " * between, right)

    def _beside(self, far: Sequence[KeyHint], room: int) -> list[KeyHint]:
        return fitting(self._near, room - sum(hint.width + GAP for hint in far))

    def _words(self, hints: Sequence[KeyHint]) -> Content:
        key_style = Style.parse("bold $footer-key-foreground")
        parts: list[Content] = []
        for hint in hints:
            click = Style.from_meta({"@click": hint.action})
            parts.append(Content.assemble((hint.key, key_style), f" {hint.label}").stylize(click))
        return Content(" " * GAP).join(parts)
