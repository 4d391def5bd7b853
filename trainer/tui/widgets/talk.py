"""What was typed and answered in a lab: a log that wraps with the indent of each line."""

import re
from collections import deque
from collections.abc import Mapping

from rich.text import Text
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from trainer.labs.model import Said, Tone
from trainer.tui.themes import colour_in

TONES: Mapping[Tone, str] = {
    Tone.OUTPUT: "",
    Tone.ERROR: "error",
    Tone.NOTE: "secondary",
    Tone.GOOD: "success",
}
SIGNS: Mapping[Tone, str] = {Tone.ERROR: "✗ ", Tone.GOOD: "✓ "}
"""Never by colour alone."""
LINES_KEPT = 2000
_SOURCE = re.compile(r"\s+\[[^\]]+\]$")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class Talk(ScrollView):
    """Newest below; never takes the focus.

    Not Textual's RichLog, which keeps every line painted and loads what prints values, a megabyte.
    """

    DEFAULT_CSS = """
    Talk { background: $surface; color: $foreground; overflow-y: scroll; }
    """
    can_focus = False

    def __init__(self) -> None:
        super().__init__(id="talk")
        self.lines: list[Text] = []
        """The rows at the present width; none before there is one."""
        self._kept: deque[tuple[Text, int]] = deque(maxlen=LINES_KEPT)
        self._room = self._widest = 0

    def on_resize(self) -> None:
        """Another width wraps anew."""
        room = self.scrollable_content_region.width
        if room and room != self._room:
            self._room = room
            self.lines, self._widest = [], 0
            for text, indent in self._kept:
                self._show(text, indent)

    def render_line(self, y: int) -> Strip:
        """One row, drawn as it is seen."""
        number, left = y + self.scroll_offset.y, self.scroll_offset.x
        width = self.scrollable_content_region.width
        if number >= len(self.lines):
            return Strip.blank(width, self.rich_style)
        row = Strip(self.lines[number].render(self.app.console))
        return row.crop_extend(left, left + width, self.rich_style).apply_style(self.rich_style)

    def typed(self, at: str, line: str) -> None:
        """A line the learner entered."""
        accent = colour_in(self.app.theme_variables, "accent")
        self._add(Text.assemble((f"{at} $ ", self._muted), (line, f"bold {accent}")), 2)

    def said(self, said: Said) -> None:
        """What came of it."""
        for tone, words in said.parts:
            style = colour_in(self.app.theme_variables, TONES[tone])
            for number, line in enumerate(words.strip("\n").splitlines()):
                sign = SIGNS.get(tone, "") if number == 0 and not line.startswith(("✓", "✗")) else ""
                self._line(f"{sign}{line}", style)
        if said.request:
            self._add(Text(f"→ {said.request}", style=self._muted), 2)

    def told(self, text: Text, lead: str = "") -> None:
        """A paragraph of our own; what follows its first row stands under what comes after its lead."""
        self._add(text, len(lead) or len(text.plain) - len(text.plain.lstrip(" •")))

    def _line(self, line: str, style: str) -> None:
        clean = _CONTROL.sub("", line.expandtabs(4))
        indent = len(clean) - len(clean.lstrip())
        source = _SOURCE.search(clean)
        text = Text(clean, style=style)
        if source:
            text.stylize(self._muted, source.start())
        self._add(text, indent + 2)

    def _add(self, text: Text, indent: int) -> None:
        text = Text.assemble(text)  # a row of its own loses the text's colour unless it lies on its letters
        self._kept.append((text, indent))
        if self._room:
            self._show(text, indent)

    def _show(self, text: Text, indent: int) -> None:
        """The rows of a text below the others, the last of them in sight."""
        text.expand_tabs()
        room = max(20, self._room)
        for row in [text] if text.cell_len <= room else self._wrapped(text, room, indent):
            row.end = ""
            self._widest = max(self._widest, row.cell_len)
            self.lines.append(row)
        del self.lines[:-LINES_KEPT]
        self.virtual_size = Size(self._widest, len(self.lines))
        self.scroll_end(animate=False, immediate=False, x_axis=False)
        self.refresh()

    def _wrapped(self, text: Text, room: int, indent: int) -> list[Text]:
        """The text in rows, those after the first moved in."""
        indent = min(indent, room // 2)
        first = text.wrap(self.app.console, room, no_wrap=False)[0]
        rest = text[len(first.plain) :]
        rest = rest[len(rest.plain) - len(rest.plain.lstrip()) :]
        first.rstrip()
        lead = Text(" " * indent)
        return [
            first,
            *(Text.assemble(lead, row) for row in rest.wrap(self.app.console, room - indent) if row),
        ]

    @property
    def _muted(self) -> str:
        return colour_in(self.app.theme_variables, "muted")
