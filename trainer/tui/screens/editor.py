"""Long commands over several lines: edited as a text, put back at the prompt as one command or several."""

import textwrap
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from trainer.tui.pointed import Pointed
from trainer.tui.themes import colour_in
from trainer.tui.widgets.keys import told_keys

WIDTH = 90


class EditorScreen(Pointed[str | None], ModalScreen[str | None]):
    """A text of commands; ctrl+s gives it back."""

    CSS_PATH = "compose.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", "close", priority=True),
        Binding("ctrl+s", "keep", "keep", priority=True),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text if "\n" in text else folded(text)

    def compose(self) -> ComposeResult:
        """The text and the keys."""
        with Vertical(id="editor"):
            yield TextArea(self._text, soft_wrap=True, tab_behavior="indent")
            yield Static(
                told_keys(
                    "ctrl+s enter it   esc leave it as it was   \\ ends a line that goes on",
                    partial(colour_in, self.app.theme_variables),
                ),
                id="keys",
            )

    def on_mount(self) -> None:
        """Where one types."""
        self.query_one("#editor").border_title = "The command"
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    def action_close(self) -> None:
        """Leave the prompt as it was."""
        self.dismiss(None)

    def action_keep(self) -> None:
        """Give the text back."""
        self.dismiss(self.query_one(TextArea).text)


def folded(line: str) -> str:
    """A long command with each option on a line of its own."""
    if len(line) <= WIDTH or not line.startswith("aws "):
        return line
    parts = line.replace(" --", "\n--").split("\n")
    if any(part.count("'") % 2 or part.count('"') % 2 for part in parts):
        return line  # an option's name within quotes is no option
    return textwrap.indent(" \\\n".join(parts), "  ").strip()
