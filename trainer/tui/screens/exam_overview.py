"""All questions of an open exam: answered, begun, open, flagged; Enter goes there."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.activities.exam import Exam
from trainer.exam.attempt import open_item
from trainer.exam.model import Place
from trainer.tui.actions import bindings
from trainer.tui.pointed import Pointed
from trainer.tui.themes import colour_in
from trainer.tui.widgets.exam_words import place_state

PANEL, FRAME = 100, 6
"""The panel's width as its style sheet has it, and what frame, padding and scroll bar take of it."""
STEM_LEAST = 16
NARROW = 60
AROUND = 10
"""Rows of the window that the list leaves free."""


class OverviewScreen(Pointed[int], ModalScreen[int]):
    """Gives back the position that was chosen."""

    place = "exam-overview"
    CSS_PATH = "exam.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("exam-overview"),
        Binding("escape,backspace,v,q", "app.pop_screen", "close"),
        *(Binding(digit, f"type_number('{digit}')", show=False) for digit in "0123456789"),
    ]

    def __init__(self, exam: Exam) -> None:
        super().__init__()
        self.exam = exam
        self._open_only = False
        self._typed = ""

    def compose(self) -> ComposeResult:
        """Counts, the list, its keys."""
        with Vertical(id="panel") as panel:
            panel.border_title = "Overview"
            yield Static(id="counts")
            yield OptionList(id="places")
            yield Static(id="hint")

    def on_mount(self) -> None:
        """The cursor on the question one comes from."""
        self._draw(self.exam.attempt.position)
        self.query_one(OptionList).focus()

    def on_resize(self) -> None:
        """Stems are cut to the width, the list to the height."""
        self.query_one(OptionList).styles.max_height = max(3, self.app.size.height - AROUND)
        self._draw(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go there."""
        event.stop()
        self.dismiss(int(event.option_id or 0))

    def action_go_there(self) -> None:
        """Go to the question under the cursor."""
        self.query_one(OptionList).action_select()

    def action_open_only(self) -> None:
        """Those still open, or all."""
        self._open_only = not self._open_only
        self._draw(None)

    def action_type_number(self, digit: str) -> None:
        """Digits in a row name a question; the cursor goes there."""
        places = self.exam.places
        if int(self._typed + digit) > len(places):
            self._typed = ""
        self._typed += digit
        number = int(self._typed)
        if number:
            self._open_only = False
            self._draw(number - 1)

    @property
    def _muted(self) -> str:
        return colour_in(self.app.theme_variables, "muted")

    def _draw(self, position: int | None) -> None:
        """List them anew with the cursor on `position`, or where it was."""
        options = self.query_one(OptionList)
        if position is None:
            line = options.highlighted_option
            position = int(line.id or 0) if line else self.exam.attempt.position
        shown = [place for place in self.exam.places if not (self._open_only and place.answered)]
        options.clear_options()
        options.add_options([Option(self._line(place), id=str(place.position)) for place in shown])
        after = [number for number, place in enumerate(shown) if place.position >= position]
        options.highlighted = (after[0] if after else len(shown) - 1) if shown else None
        self.query_one("#counts", Static).update(self._counts())
        jump = " · a number jumps" if self.app.size.width >= NARROW else ""
        self.query_one("#hint", Static).update(Text(f"Enter go there{jump} · u open only", style=self._muted))

    def _line(self, place: Place) -> Text:
        sign, word = place_state(place)
        here = "▸" if place.here else " "
        text = Text(f"{here}{place.position + 1:3}  ", style="bold" if place.here else "")
        text.append(f"{sign} {word:8}  ", style=self._muted if place.answered else "")
        text.append(f"{'⚑' if place.flagged else '':1}  ")
        width = min(PANEL, self.app.size.width * 96 // 100) - FRAME
        if width - text.cell_len >= STEM_LEAST:
            text.append(open_item(self.exam.attempt, place.position).stem, style=f"not bold {self._muted}")
        text.truncate(width, overflow="ellipsis")
        return text

    def _counts(self) -> Text:
        places = self.exam.places
        answered = sum(place.answered for place in places)
        flagged = sum(place.flagged for place in places)
        text = Text(f"{answered} of {len(places)} answered", style="bold")
        rest = f" · {len(places) - answered} open · {flagged} flagged"
        text.append(rest if self.app.size.width >= NARROW else "", style="not bold")
        if self._open_only:
            text.append(" · only open ones", style="not bold italic")
        return text
