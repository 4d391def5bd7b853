"""The outline of the lessons with how far one is."""

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.activities.read import LessonCard, outline
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.page import Page
from trainer.tui.widgets.strengths import legend, signs

ROOMY = 60
"""Columns from which each section has a sign of its own."""


class LessonsScreen(Page):
    """Lessons in order; Enter reads the one under the cursor."""

    place = "lessons"
    CSS_PATH = "lessons.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("lessons")

    def heading(self) -> str:
        """The course."""
        return "Lessons"

    def aside(self) -> str:
        """What the signs mean."""
        return legend(2) if self.app.size.width >= ROOMY else "▁ weak  ▄ fair  ▇ well"

    def keys_now(self) -> list[str]:
        """Reading comes first."""
        return ["open-lesson", "quick-quiz"]

    def body(self) -> ComposeResult:
        """The list."""
        yield OptionList(id="outline")

    def on_screen_resume(self) -> None:
        """Progress may have changed."""
        super().on_screen_resume()
        self._draw()

    def on_resize(self) -> None:
        """There is a sign for each section, or one for all."""
        if self.has("#outline") and self.is_current:
            self.retitle()
            self._draw()

    def _draw(self) -> None:
        options = self.query_one("#outline", OptionList)
        place = options.highlighted
        cards = outline(self.desk)
        options.clear_options()
        options.add_options(
            [Option(self._line(number, card), id=card.lesson.id) for number, card in enumerate(cards, 1)]
        )
        unread = next(
            (row for row, card in enumerate(cards) if card.sections_read < len(card.lesson.sections)), 0
        )
        options.highlighted = unread if place is None else place
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Read it."""
        event.stop()
        self.go(Door("lessons", event.option_id or ""))

    def action_open_lesson(self) -> None:
        """Read the lesson under the cursor."""
        self.query_one("#outline", OptionList).action_select()

    def _line(self, number: int, card: LessonCard) -> Table:
        total = len(card.lesson.sections)
        muted = self.colour("muted")
        roomy = self.size.width >= ROOMY
        read = "✓ read" if card.sections_read == total else f"{card.sections_read} of {total}"
        remembered = signs(card.sections if roomy else (card.strength,), self.colour)
        title = Text(card.lesson.title)
        grid = Table.grid(expand=True, padding=(0, 1))
        grid.add_column(width=3, justify="right")
        if roomy:
            grid.add_column(ratio=1)
            grid.add_column(width=max(len(one.sections) for one in self.desk.course.lessons.values()))
        else:
            grid.add_column(width=1)
            grid.add_column(ratio=1)
        grid.add_column(width=6, justify="right")
        grid.add_column(width=6, justify="right")
        grid.add_row(
            Text(f"{number}", style=muted),
            *((title, remembered) if roomy else (remembered, title)),
            Text(read if card.sections_read else "", style=muted),
            Text(f"{card.minutes} min", style=muted),
        )
        return grid
