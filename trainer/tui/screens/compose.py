"""A command put together by choosing: a thing, a deed, its values. It lands at the prompt, not run."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from trainer.activities.composing import Composing
from trainer.tui.pointed import Pointed
from trainer.tui.themes import colour_in
from trainer.tui.widgets.keys import told_keys

HINTS = (
    "enter chooses   type to narrow   esc closes",
    "enter chooses   type to narrow   esc goes back",
    "tab next choice   enter next field   ctrl+s to the prompt   esc back",
)
IN_LIST = "tab choice  enter next  ctrl+n one more  ctrl+r remove  ctrl+s done"
"""Keys where the field lies in a list."""
TITLES = ("What is it about?", "What shall be done with it?", "With which values?")
MOVES: Mapping[str, str] = {
    "up": "cursor_up",
    "down": "cursor_down",
    "pageup": "page_up",
    "pagedown": "page_down",
}
LABEL = 46
"""Columns of a field's name."""


def shortened(label: str) -> str:
    """A field's name with its beginning left out where there is no room: its end tells fields apart."""
    parts = label.split(" › ")
    while len(label) > LABEL and len(parts) > 1:
        parts = parts[1:]
        label = "  … › " + " › ".join(parts)
    return label if len(label) <= LABEL else f"{label[: LABEL - 1]}…"


class ComposeScreen(Pointed[str | None], ModalScreen[str | None]):
    """Three lists one after the other; the line above them narrows, or takes the value of the field."""

    CSS_PATH = "compose.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "earlier", "back", priority=True),
        Binding("ctrl+s", "write", "write", priority=True),
        Binding("tab", "choice(1)", "choice", priority=True),
        Binding("ctrl+n", "another", "one more", priority=True),
        Binding("ctrl+r", "remove", "remove", priority=True),
        Binding("shift+tab", "choice(-1)", "choice", priority=True),
    ]

    def __init__(self, composing: Composing) -> None:
        super().__init__()
        self._composing = composing
        self._rows: list[int] = []
        """Which entry each row of the list shows."""

    def compose(self) -> ComposeResult:
        """The line, the list, what comes of it, the keys."""
        with Vertical(id="compose"):
            yield Static(id="composed")
            yield Input(id="value", select_on_focus=False, highlighter=None)
            yield OptionList(id="entries")
            yield Static(id="choices")
            yield Static(id="keys")

    def on_mount(self) -> None:
        """The line takes the keys."""
        self.query_one(OptionList).can_focus = False
        self.query_one(Input).focus()
        self._show()

    def on_key(self, event: Key) -> None:
        """The list is moved in while the line keeps the focus."""
        if event.key in MOVES:
            event.stop()
            event.prevent_default()
            entries = self.query_one(OptionList)
            getattr(entries, f"action_{MOVES[event.key]}")()
            self._turned()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Choose, or go on to the next field."""
        event.stop()
        place = self._place
        if place is None:
            return
        if self._composing.level < 2:
            self._composing.choose(place)
            self._show()
        else:
            row = self._rows.index(self._composing.next_field(place))
            self.query_one(OptionList).highlighted = row
            self._turned()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list, or take the value."""
        event.stop()
        if self._composing.level < 2:
            self._list(event.value)
        elif self._place is not None:
            self._composing.put(self._place, event.value)
            self._list_row(self._place)
            self._preview()

    def action_earlier(self) -> None:
        """A step back; from the first one out."""
        if self._composing.back():
            self._show()
        else:
            self.dismiss(None)

    def action_choice(self, by: int) -> None:
        """The next of the values that the field may have."""
        if self._composing.level == 2 and self._place is not None:
            line = self.query_one(Input)
            line.value = self._composing.choice(self._place, by)
            line.cursor_position = len(line.value)

    def action_another(self) -> None:
        """One more entry in the list that the field lies in."""
        if self._in_list and self._place is not None:
            self._relist(self._composing.add(self._place))

    def action_remove(self) -> None:
        """Take the entry that the field lies in out of its list."""
        if self._in_list and self._place is not None:
            self._relist(self._composing.remove(self._place))

    @property
    def _in_list(self) -> bool:
        return self._composing.level == 2 and self._place is not None and self._composing.in_list(self._place)

    def _relist(self, place: int) -> None:
        """The fields are others: show them, with that one under the cursor."""
        self._list("")
        self.query_one(OptionList).highlighted = place
        self._turned()

    def action_write(self) -> None:
        """Close, and put the command at the prompt."""
        line, trouble = self._composing.line()
        if self._composing.level == 2 and line:
            self.dismiss(line)
        else:
            self.notify(trouble or "Choose what to do first.")

    @property
    def _place(self) -> int | None:
        row = self.query_one(OptionList).highlighted
        return None if row is None or row >= len(self._rows) else self._rows[row]

    def _show(self) -> None:
        level = self._composing.level
        self.query_one("#compose").border_title = f"{TITLES[level]}  {self._composing.so_far}".rstrip()
        self.query_one("#keys", Static).update(told_keys(HINTS[level], self._colour))
        line = self.query_one(Input)
        with self.prevent(Input.Changed):
            line.value = ""
        self._list("")
        if level == 2:
            self.query_one(OptionList).highlighted = self._composing.first_empty()
            self._turned()
        self._preview()

    def _list(self, narrowed: str) -> None:
        entries = self.query_one(OptionList)
        entries.clear_options()
        told = self._composing.entries()
        words = narrowed.casefold().split()
        self._rows = [
            place
            for place, parts in enumerate(told)
            if all(word in " ".join(parts).casefold() for word in words)
        ]
        entries.add_options([Option(self._row(told[place])) for place in self._rows])
        entries.highlighted = 0 if self._rows else None

    def _list_row(self, place: int) -> None:
        row = self._rows.index(place)
        self.query_one(OptionList).replace_option_prompt_at_index(
            row, self._row(self._composing.entries()[place])
        )

    def _row(self, parts: Sequence[str]) -> Text:
        first, second = parts
        text = Text(no_wrap=True)
        if self._composing.level == 2:
            text.append(f"{shortened(first):{LABEL}} ")
            text.append(second, style=f"bold {self._colour('accent')}")
        else:
            text.append(f"{first:22} ", style=self._colour("muted"))
            text.append(second, style="bold")
        return text

    def _turned(self) -> None:
        """Another field is under the cursor: its value stands in the line."""
        if self._composing.level < 2 or self._place is None:
            return
        line = self.query_one(Input)
        with self.prevent(Input.Changed):
            line.value = self._composing.value(self._place)
        line.cursor_position = len(line.value)
        self._preview()

    def _preview(self) -> None:
        composed, choices = self.query_one("#composed", Static), self.query_one("#choices", Static)
        if self._composing.level < 2:
            composed.update(Text(""))
            choices.update(Text(""))
            return
        line, trouble = self._composing.line()
        told = (
            Text(line, style=self._colour("success")) if line else Text(trouble, style=self._colour("muted"))
        )
        composed.update(told)
        hint = IN_LIST if self._in_list else HINTS[2]
        self.query_one("#keys", Static).update(told_keys(hint, self._colour))
        offered = self._composing.choices(self._place) if self._place is not None else ()
        choices.update(
            Text("  ".join(offered), style=self._colour("muted"), no_wrap=True, overflow="ellipsis")
        )

    def _colour(self, name: str) -> str:
        return colour_in(self.app.theme_variables, name)
