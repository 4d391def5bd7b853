"""The two sides of a matching: each thing on the left gets the letter of what belongs to it."""

from collections.abc import Sequence
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option as Line

from trainer.tui.themes import colour_in

Row = tuple[str, str]


class Left(OptionList):
    """The numbered side, with what was chosen for each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "confirm", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
    ]

    class Turned(Message):
        """Another letter for the row under the cursor, `by` further."""

        def __init__(self, by: int) -> None:
            super().__init__()
            self.by = by

    class Entered(Message):
        """Enter."""

    def action_confirm(self) -> None:
        """Enter."""
        self.post_message(self.Entered())

    def action_turn(self, by: int) -> None:
        """An arrow: the next letter or the one before."""
        self.post_message(self.Turned(by))


class Pairing(Vertical):
    """Posts `Confirmed` on Enter; `pairs` are "1b" and so on, of those paired so far."""

    class Confirmed(Message):
        """The pairs stand, or are looked at no longer."""

    def __init__(self) -> None:
        super().__init__()
        self._lefts: Sequence[Row] = ()
        self._rights: Sequence[Row] = ()
        self._chosen: dict[str, str] = {}
        self._answer: dict[str, str] = {}

    @property
    def pairs(self) -> tuple[str, ...]:
        """ "1b", "2a" … in the order of the left side."""
        return tuple(f"{number}{self._chosen[number]}" for number, _ in self._lefts if number in self._chosen)

    @property
    def complete(self) -> bool:
        """Whether everything on the left has its letter."""
        return len(self._chosen) == len(self._lefts)

    def compose(self) -> ComposeResult:
        """Left above right: both need their whole width."""
        yield Left(id="lefts")
        rights = OptionList(id="rights")
        rights.can_focus = False
        yield rights

    def ask(self, lefts: Sequence[Row], rights: Sequence[Row]) -> None:
        """Show these (number, words) and (letter, words)."""
        self._lefts, self._rights = lefts, rights
        self._chosen, self._answer = {}, {}
        self._draw(0)

    def focus_rows(self) -> None:
        """The left side takes the keys."""
        self.query_one(Left).focus(scroll_visible=False)

    def pick(self, letter: str) -> None:
        """The row under the cursor gets this letter; again: gives it back. Then on to the next open row."""
        row = self.query_one(Left).highlighted
        if self._answer or row is None or letter not in dict(self._rights):
            return
        number = self._lefts[row][0]
        if self._chosen.get(number) == letter:
            del self._chosen[number]
            self._draw(row)
            return
        self._chosen = {one: other for one, other in self._chosen.items() if other != letter}
        self._chosen[number] = letter
        places = [*range(row + 1, len(self._lefts)), *range(row)]
        self._draw(next((place for place in places if self._lefts[place][0] not in self._chosen), row))

    def reveal(self, answer: Sequence[str]) -> None:
        """Close, and show what belongs to what."""
        self._answer = {pair[0]: pair[1:] for pair in answer}
        self._draw(None)

    def on_left_turned(self, event: Left.Turned) -> None:
        """Go round the letters without leaving the row."""
        event.stop()
        row = self.query_one(Left).highlighted
        if self._answer or row is None:
            return
        letters = [letter for letter, _ in self._rights]
        now = self._chosen.get(self._lefts[row][0])
        start = letters.index(now) + event.by if now else (0 if event.by > 0 else -1)
        wanted = letters[start % len(letters)]
        self._chosen = {one: other for one, other in self._chosen.items() if other != wanted}
        self._chosen[self._lefts[row][0]] = wanted
        self._draw(row)

    def on_left_entered(self, event: Left.Entered) -> None:
        """Enter on the left side."""
        event.stop()
        self.post_message(self.Confirmed())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click: on the left it chooses the row, on the right what belongs to it."""
        event.stop()
        if event.option_list.id == "rights" and event.option_id is not None:
            self.pick(event.option_id)

    def _draw(self, row: int | None) -> None:
        lefts, rights = self.query_one(Left), self.query_one("#rights", OptionList)
        lefts.clear_options()
        lefts.add_options([Line(self._left(*one), id=one[0]) for one in self._lefts])
        lefts.highlighted = row
        rights.clear_options()
        rights.add_options([Line(self._right(*one), id=one[0]) for one in self._rights])
        rights.highlighted = None

    def _left(self, number: str, words: str) -> Table:
        colours = self.app.theme_variables
        chosen, answer = self._chosen.get(number, ""), self._answer.get(number, "")
        if not self._answer:
            sign, style = f"→ {chosen.upper() or '…'}", "bold" if chosen else colour_in(colours, "muted")
        else:
            fits = chosen == answer
            colour = colour_in(colours, "success" if fits else "error")
            sign, style = f"{'✓' if fits else '✗'} {answer.upper()}", f"bold {colour}"
        longest = max(len(one) for _, one in self._lefts)
        line = Table.grid(padding=(0, 2, 0, 0))
        line.add_column(no_wrap=True, width=2)
        line.add_column()
        line.add_column(no_wrap=True, width=4)
        line.add_row(f"{number}.", Text(f"{words:{longest}}"), Text(sign, style=style))
        return line

    def _right(self, letter: str, words: str) -> Table:
        used = letter in self._chosen.values()
        style = colour_in(self.app.theme_variables, "muted") if used and not self._answer else ""
        line = Table.grid(padding=(0, 2, 0, 0))
        line.add_column(no_wrap=True)
        line.add_column()
        line.add_row(Text(letter.upper(), style="bold"), Text(words, style=style))
        return line
