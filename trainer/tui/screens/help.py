"""All keys of a screen, made from the one table of actions."""

from collections.abc import Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from trainer.tui.actions import EVERYWHERES, Action, Keymap, own_actions, reachable
from trainer.tui.pointed import Pointed
from trainer.tui.themes import colour_in

KEYS = 14
"""Columns that the keys take at least."""


class HelpScreen(Pointed[None], ModalScreen[None]):
    """A list of keys over the screen it explains."""

    place = "help"
    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,h,f1,q,backspace", "app.pop_screen", "close"),
    ]

    def __init__(self, place: str, keymap: Keymap) -> None:
        super().__init__()
        self._place = place
        self._keymap = keymap

    def compose(self) -> ComposeResult:
        """The keys, those of this screen first."""
        with VerticalScroll(id="keys") as panel:
            panel.border_title = "Keys"
            own = own_actions(self._place)
            if own:
                yield Static(Text("On this screen", style="bold"))
                yield Static(self._table(own))
                yield Static(Text())
            yield Static(Text("Everywhere", style="bold"))
            yield Static(self._table(EVERYWHERES))
            yield Static(
                Text(
                    "\nArrows, Tab and the mouse work everywhere, the keys below can be clicked."
                    " Esc closes this.",
                    style=colour_in(self.app.theme_variables, "muted"),
                )
            )

    def _table(self, actions: Sequence[Action]) -> Table:
        accent = colour_in(self.app.theme_variables, "accent")
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, style=f"bold {accent}", min_width=KEYS)
        table.add_column()
        for action in actions:
            table.add_row("  ".join(reachable(action, self._place, self._keymap)), action.words)
        return table
