"""Find anything by a few letters: an action, a place, a fact, or words in the text of any lesson."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Key
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from trainer.activities.desk import Desk
from trainer.activities.search import Statement, all_statements, by_name, excerpt, folded, found
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.page import Page
from trainer.tui.palette import Command
from trainer.tui.widgets.whole import Whole

SORT = 9
"""Columns for the sort of a find."""
WIDEST = 110
EDGES = 9
"""Columns at both edges, with a scrollbar."""


class FindScreen(Page):
    """The line keeps the keys, so that nothing typed is lost; up and down move in what was found."""

    place = "find"
    CSS_PATH = "find.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("find")

    def __init__(
        self, desk: Desk, commands: Sequence[Command], open_door: Callable[[Door], None], *, texts: bool
    ) -> None:
        super().__init__(desk)
        self.names = [(one, folded(one.title)) for one in commands]
        """All there is to find by name, each as names are compared; none once the screen was left."""
        self._open = open_door
        self._texts = all_statements(desk.course) if texts else []
        self._ahead = ""
        """Typed before the line stood."""
        self._found: list[Command] = []

    def heading(self) -> str:
        """What this is."""
        return "Find"

    def aside(self) -> str:
        """How many."""
        typed = self.query(Input) and self.query_one(Input).value.strip()
        return f"{len(self._found)} found" if typed else "anything by its name, lessons by their words"

    def body(self) -> ComposeResult:
        """The line, what was found, all of what is under the cursor."""
        yield Input(placeholder="a name, or words from a lesson", id="words")
        yield OptionList(id="found")
        yield Whole()

    def on_mount(self) -> None:
        """What was typed ahead is there already."""
        self.query_one(OptionList).can_focus = False
        line = self.query_one(Input)
        line.value = self._ahead
        line.cursor_position = len(line.value)
        line.focus()
        self._look()

    def on_unmount(self) -> None:
        """Left: Textual lets go of a screen some time after that, and these are thousands."""
        self.names, self._texts, self._found = [], [], []

    def on_key(self, event: Key) -> None:
        """Letters that come before the line stands are kept for it."""
        if self.focused is None and event.is_printable and event.character:
            event.stop()
            event.prevent_default()
            self._ahead += event.character

    def on_resize(self) -> None:
        """Excerpts depend on the width."""
        if self.has(Input, OptionList, Whole):
            self._look()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look anew."""
        event.stop()
        if self.has(Input, OptionList, Whole):
            self._look()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to what is under the cursor."""
        event.stop()
        self.action_open_found()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click."""
        event.stop()
        self._go_to(event.option_index)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What its line had no room for."""
        event.stop()
        if self.has(Whole) and event.option_index < len(self._found):
            one = self._found[event.option_index]
            self.query_one(Whole).of("" if one.sort == "text" else one.title, self._room)

    def action_open_found(self) -> None:
        """Go to what is under the cursor."""
        place = self.query_one(OptionList).highlighted if self.has(OptionList) else None
        if place is not None:
            self._go_to(place)

    def action_next_found(self) -> None:
        """One down."""
        self._move(1)

    def action_previous_found(self) -> None:
        """One up."""
        self._move(-1)

    def action_page_down_found(self) -> None:
        """A page down."""
        self._move(self._page)

    def action_page_up_found(self) -> None:
        """A page up."""
        self._move(-self._page)

    @property
    def _page(self) -> int:
        return max(1, self.query_one(OptionList).size.height - 1)

    def _move(self, by: int) -> None:
        if self._found:
            options = self.query_one(OptionList)
            options.highlighted = max(0, min(len(self._found) - 1, (options.highlighted or 0) + by))

    def _go_to(self, place: int) -> None:
        if place < len(self._found):
            do = self._found[place].do
            self.dismiss()
            self.app.call_later(do)

    def _look(self) -> None:
        """Names first: those that begin so, then the others; then the text of the lessons."""
        words = " ".join(self.query_one(Input).value.split())
        wanted = words.casefold().split()
        if wanted:
            names = by_name(self.names, words)
            self._found = [*names, *(self._text(one, words) for one in found(self._texts, words))]
        else:
            self._found = [one for one, _ in self.names if one.sort in ("key", "place")]
        options = self.query_one(OptionList)
        options.clear_options()
        if self._found:
            options.add_options([Option(self._line(one, wanted)) for one in self._found])
            options.highlighted = 0
        else:
            self.query_one(Whole).of("", 0)
            nothing = Text(f"Nothing has all of: {', '.join(wanted)}", style=self.colour("muted"))
            options.add_option(Option(nothing, disabled=True))
        self.retitle()

    def _text(self, one: Statement, words: str) -> Command:
        door = Door("lessons", one.lesson, section=one.section, words=one.says)
        return Command("text", excerpt(one.says, words, self._room), one.title, partial(self._open, door))

    @property
    def _room(self) -> int:
        """Columns of a title: without the sort, the edges and a scrollbar."""
        return max(20, min(WIDEST, self.size.width) - SORT - EDGES)

    def _line(self, one: Command, wanted: Sequence[str]) -> Text:
        muted = self.colour("muted")
        line = Text(f"{one.sort:<{SORT}}", style=muted)
        title = Text(one.title, style=self.colour("foreground"))
        for word in wanted:
            title.highlight_words([word], style=f"bold {self.colour('accent')}", case_sensitive=False)
        beside = Text(one.words, style=muted)
        if one.sort == "text":
            title.truncate(self._room, overflow="ellipsis")
            beside.truncate(self._room, overflow="ellipsis")
            return Text.assemble(line, title, "\n", " " * SORT, beside)
        line = Text.assemble(line, title, "   " if one.words else "", beside)
        line.truncate(self._room + SORT, overflow="ellipsis")
        return line
