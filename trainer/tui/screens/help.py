"""All keys of a screen, made from the one table of actions."""

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from trainer.tui.actions import Action, actions_of

SHOWN = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "escape": "esc",
    "left": "←",
    "right": "→",
}


class HelpScreen(ModalScreen[None]):
    """A list of keys over the screen it explains."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,h,f1,q", "app.pop_screen", "close"),
    ]

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place

    def compose(self) -> ComposeResult:
        """The keys, then how to read them."""
        with VerticalScroll(id="keys"):
            yield Static(Text(f"Keys: {self._place or 'this screen'}", style="bold"))
            yield Static(self._table())
            yield Static(Text("\nArrows, Tab and mouse work everywhere. Esc closes.", style="dim"))

    def _table(self) -> Table:
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style="bold")
        table.add_column()
        for action in actions_of(self._place):
            table.add_row(keys_of(action), action.words)
        return table


def keys_of(action: Action) -> str:
    """The keys as they stand on a keyboard."""
    return " ".join(SHOWN.get(key, key) for key in action.keys.split(","))
