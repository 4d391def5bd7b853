"""The course's pictures by name: for notes whose own pictures did not come along, and to look things up."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.tui.actions import bindings
from trainer.tui.page import Page


class PicturesScreen(Page):
    """The list; Enter shows one large."""

    place = "pictures"
    CSS_PATH = "lab.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("pictures")

    def heading(self) -> str:
        """The screen's name."""
        return "Pictures, redrawn"

    def aside(self) -> str:
        """Whose they are."""
        return self.desk.course.title

    def body(self) -> ComposeResult:
        """The list."""
        yield OptionList(
            *(Option(Text(figure.title), id=name) for name, figure in self.desk.course.figures.items()),
            id="pictures",
        )

    def on_mount(self) -> None:
        """The first one."""
        options = self.query_one("#pictures", OptionList)
        options.highlighted = 0 if self.desk.course.figures else None
        options.focus()

    def action_open_picture(self) -> None:
        """Show the one under the cursor."""
        self.query_one("#pictures", OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show it large."""
        from trainer.tui.screens.figure import FigureScreen

        event.stop()
        self.app.push_screen(FigureScreen(self.desk, event.option_id or ""))
