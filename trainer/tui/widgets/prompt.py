"""An item's stem with its exhibit and picture, and after the answer the words that decided."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text
from textual.widget import Widget

from trainer.tui.themes import colour_in

if TYPE_CHECKING:
    from trainer.content.figure import Figure
    from trainer.figures.model import Line

Colour: TypeAlias = Callable[[str], str]
"""A theme variable's colour by its name."""

_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z(])")

LOOKS: Mapping[str, tuple[str, str]] = {
    "role": ("italic", "accent"),
    "marked": ("bold reverse", "accent"),
    "title": ("bold", ""),
    "compute": ("", "primary"),
    "service": ("", "primary"),
    "storage": ("", "success"),
    "queue": ("", "success"),
    "event": ("", "secondary"),
    "network": ("", "secondary"),
}
"""Style and theme colour by kind of piece; what is not here is plain."""


class Prompt(Widget):
    """What is asked. Grows with its text; the figure is drawn for the width it gets."""

    DEFAULT_CSS = "Prompt { height: auto; padding: 1 2 0 2; }"

    def __init__(
        self,
        stem: str,
        exhibit: str = "",
        figure: "Figure | None" = None,
        marked: str = "",
        names: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._stem, self._exhibit = stem, exhibit
        self._figure, self._marked, self._names = figure, marked, names or {}
        self._deciding: tuple[str, ...] = ()

    def show(self, stem: str, exhibit: str = "", figure: "Figure | None" = None, marked: str = "") -> None:
        """Ask something else from now on."""
        self._stem, self._exhibit, self._figure, self._marked = stem, exhibit, figure, marked
        self._deciding = ()
        self.refresh(layout=True)

    def mark(self, deciding: Sequence[str]) -> None:
        """Mark these words of the stem."""
        self._deciding = tuple(deciding)
        self.refresh(layout=True)

    def render(self) -> RenderableType:
        """Stem, exhibit, figure."""
        scenario, ask = split_ask(self._stem)
        parts: list[RenderableType] = []
        for words, style in ((scenario, ""), (ask, "bold" if scenario else "")):
            if words:
                parts += [Text("")] if parts else []
                parts.append(self._marked_text(words, style))
        if self._exhibit:
            parts += [Text(""), Padding(Text(self._exhibit, style=self._colour("secondary")), (0, 0, 0, 2))]
        if self._figure is not None:
            width = max(30, self.size.width - 1)
            from trainer.figures.boxes import draw_text

            lines = draw_text(self._figure, width, self._marked or None, names=self._names)
            parts += [Text(""), drawn(lines, self._colour)]
        return Group(*parts)

    def _marked_text(self, words: str, style: str) -> Text:
        text = Text(words, style=style)
        accent = f"bold underline {self._colour('accent')}"
        for deciding in self._deciding:
            text.highlight_words([deciding], style=accent, case_sensitive=True)
        return text

    def _colour(self, name: str) -> str:
        return colour_in(self.app.theme_variables, name)


def split_ask(stem: str) -> tuple[str, str]:
    """The scenario, and the sentence that asks; "(Choose two.)" stays with it."""
    sentences = _SENTENCE_END.split(stem.strip())
    asks = 2 if len(sentences) > 1 and sentences[-1].lstrip("(").startswith(("Choose ", "Select ")) else 1
    return " ".join(sentences[:-asks]), " ".join(sentences[-asks:])


def drawn(lines: "Sequence[Line]", colour: Colour) -> Text:
    """A figure's lines in the theme's colours."""
    text = Text(no_wrap=True)
    for number, line in enumerate(lines):
        if number:
            text.append("\n")
        for piece in line:
            text.append(piece.text, style=figure_style(piece.kind, colour))
    return text


def figure_style(kind: str, colour: Colour) -> str:
    """How a kind of piece looks: boxes by what they are, roles to be seen at once."""
    if kind in ("frame", "edge"):
        return colour("muted")
    plain, variable = LOOKS.get(kind, ("", ""))
    return f"{plain} {colour(variable)}".strip() if variable else plain
