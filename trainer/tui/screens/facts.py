"""All facts of the course by topic, each with how well it is remembered; one key leads to its page."""

from functools import partial
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.activities.about import Listed, Which, listed
from trainer.activities.desk import Desk
from trainer.content.words import counted
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.page import Page
from trainer.tui.widgets.line import Line
from trainer.tui.widgets.strengths import COLOURS, sign_of
from trainer.tui.widgets.whole import Whole

NONE = {
    Which.WEAK: "No fact is weak now.",
    Which.MARKED: "Nothing is flagged or noted; after an answer i leads to its fact, f flags it there.",
    Which.LEFT_OUT: "Nothing is left out.",
}
CHOICES = tuple(Which)
SIGNS = 2
"""Columns before a line's sentence."""
WIDEST = 110
EDGES = 6


class FactsScreen(Page):
    """A list; the topics are headings in it."""

    place = "facts"
    CSS_PATH = "fact.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("facts")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._which = Which.ALL
        self._listed: tuple[Listed, ...] = ()

    def heading(self) -> str:
        """The screen's name and what is shown."""
        return "Facts" if self._which is Which.ALL else f"Facts · {self._which.value}"

    def aside(self) -> str:
        """How many."""
        return counted(sum(len(one.facts) for one in self._listed), "fact")

    def words_now(self) -> dict[str, str]:
        """Which facts the key shows next."""
        return {"which-facts": self._next.value}

    def body(self) -> ComposeResult:
        """The list; all of the line under the cursor."""
        yield OptionList(id="facts")
        yield Whole()

    def on_screen_resume(self) -> None:
        """What was answered or wanted meanwhile shows."""
        self._draw()

    def action_which_facts(self) -> None:
        """The next choice."""
        self._which = self._next
        self.query_one(OptionList).highlighted = None
        self._draw()

    def action_open_fact(self) -> None:
        """The page of the one under the cursor."""
        self.query_one(OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A key or a click."""
        event.stop()
        line = self._line_of(event.option_id)
        if line is not None:
            self.go(Door("fact", facts=line.facts))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """What its line had no room for."""
        event.stop()
        self._show_whole()

    def on_resize(self) -> None:
        """Another width has room for more or less."""
        self._show_whole()

    @property
    def _next(self) -> Which:
        return CHOICES[(CHOICES.index(self._which) + 1) % len(CHOICES)]

    def _draw(self) -> None:
        self._listed = listed(self.desk, self._which)
        options = self.query_one(OptionList)
        place = options.highlighted
        options.clear_options()
        lines: list[Option] = []
        topic = ""
        for one in self._listed:
            if one.topic != topic:
                topic = one.topic
                title = ("\n" if lines else "") + self.desk.course.topics[topic].title
                lines.append(Option(Text(title, style=f"bold {self.colour('accent')}"), disabled=True))
            lines.append(Option(Line(partial(self._line, one)), id=one.facts[0]))
        if not lines:
            lines.append(Option(Text(NONE.get(self._which, ""), style=self.colour("muted")), disabled=True))
        options.add_options(lines)
        options.highlighted = place if place is not None and place < len(lines) else min(1, len(lines) - 1)
        options.focus()
        self.retitle()

    def _show_whole(self) -> None:
        if self.has(OptionList, Whole):
            option = self.query_one(OptionList).highlighted_option
            line = self._line_of(option.id if option is not None else None)
            self.query_one(Whole).of(line.says if line is not None else "", self._room - SIGNS)

    def _line_of(self, name: str | None) -> Listed | None:
        """The line whose option has this id, its first fact's; None where it is shown no more: a choice of
        others came before the key was heard."""
        return next((one for one in self._listed if one.facts[0] == name), None)

    def _line(self, one: Listed) -> Text:
        line = Text(f"{sign_of(one.strength)} ", style=self.colour(COLOURS[one.strength]), no_wrap=True)
        line.append("⚑ " if one.flagged else "", style=self.colour("accent"))
        line.append("⏸ " if one.suspended else "", style=self.colour("muted"))
        line.append(one.says, style=self.colour("foreground"))
        line.truncate(self._room, overflow="ellipsis")
        return line

    @property
    def _room(self) -> int:
        """Columns of a line: without both edges and a scrollbar."""
        return max(10, min(WIDEST, self.size.width) - EDGES)
