"""The steps of an order, to be put in order: picked up and moved, or named by letters one after the other."""

from collections.abc import Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Line

from trainer.tui.themes import colour_in


class Arranging(OptionList):
    """Posts `Confirmed` on Enter; `order` are the letters from the top."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", show=False),
        Binding("space", "hold", "pick up", show=False),
        Binding("shift+up,K", "carry(-1)", show=False),
        Binding("shift+down,J", "carry(1)", show=False),
    ]

    class Confirmed(Message):
        """The order stands, or is looked at no longer."""

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[str, str] = {}
        self._order: list[str] = []
        self._held = False
        self._named = 0
        """How many places from the top were given by letters so far."""
        self._right: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        """Letters from the top."""
        return tuple(self._order)

    def ask(self, steps: Sequence[tuple[str, str]]) -> None:
        """Show these (letter, words) as they come."""
        self._words = dict(steps)
        self._order = [letter for letter, _ in steps]
        self._held, self._named, self._right = False, 0, ()
        self._draw(0)

    def pick(self, letter: str) -> None:
        """This step comes next: the first letter goes to the top, the second under it, and so on."""
        if letter not in self._order or self._right:
            return
        place = self._named % len(self._order)
        self._order.remove(letter)
        self._order.insert(place, letter)
        self._named, self._held = place + 1, False
        self._draw(min(place + 1, len(self._order) - 1))

    def reveal(self, right: Sequence[str]) -> None:
        """Close, and show the right order with what stood in its place."""
        self._right = tuple(right)
        self._held = False
        self._draw(None)

    def action_confirm(self) -> None:
        """Enter."""
        self.post_message(self.Confirmed())

    def action_hold(self) -> None:
        """Space: pick the step up, or put it down."""
        if not self._right:
            self._held = not self._held
            self._draw(self.highlighted)

    def action_carry(self, by: int) -> None:
        """Move the step under the cursor."""
        place = self.highlighted
        if place is None or self._right or not 0 <= place + by < len(self._order):
            return
        self._order[place], self._order[place + by] = self._order[place + by], self._order[place]
        self._named = 0
        self._draw(place + by)

    def action_cursor_up(self) -> None:
        """Up: the cursor, or what it carries."""
        if self._held:
            self.action_carry(-1)
        else:
            super().action_cursor_up()

    def action_cursor_down(self) -> None:
        """Down: the cursor, or what it carries."""
        if self._held:
            self.action_carry(1)
        else:
            super().action_cursor_down()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click: picks a step up; the next click puts it there."""
        event.stop()
        if self._right:
            self.action_confirm()
            return
        taken = next((number for number, letter in enumerate(self._order) if letter == self._lifted), None)
        if not self._held or taken is None:
            self._held = True
        else:
            self._order.insert(event.option_index, self._order.pop(taken))
            self._held, self._named = False, 0
        self._draw(event.option_index)

    def _draw(self, highlighted: int | None) -> None:
        self._lifted = self._order[highlighted] if self._held and highlighted is not None else ""
        self.clear_options()
        for place, letter in enumerate(self._right or self._order):
            self.add_option(Line(self._line(place, letter), id=letter))
        self.highlighted = highlighted

    def _line(self, place: int, letter: str) -> Table:
        colours = self.app.theme_variables
        muted = colour_in(colours, "muted")
        if self._right:
            stood = self._order[place] == letter
            sign, colour = ("✓", "success") if stood else ("✗", "error")
            style = f"bold {colour_in(colours, colour)}"
            words = Text(self._words[letter], style="" if stood else "bold")
        else:
            sign, style = ("≡", "bold") if letter == self._lifted else (" ", muted)
            words = Text(self._words[letter], style="bold" if letter == self._lifted else "")
        line = Table.grid(padding=(0, 2, 0, 0))
        line.add_column(no_wrap=True)
        line.add_column()
        line.add_row(Text(f"{sign} {place + 1}. {letter.upper()}", style=style), words)
        return line
