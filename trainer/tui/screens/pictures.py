"""The course's pictures and one's own by name: for notes, and to look things up."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.activities.images import at_hand
from trainer.content.clean import clean_line
from trainer.tui.actions import bindings
from trainer.tui.page import Page

OWN = "yours/"
"""Before the names of one's own pictures, which have no spec; ids of figures have no slash."""


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
            *(
                Option(Text(f"{clean_line(name)} · yours"), id=f"{OWN}{name}")
                for name in at_hand(self.desk.home)
            ),
            id="pictures",
        )

    def on_mount(self) -> None:
        """The first one."""
        options = self.query_one("#pictures", OptionList)
        options.highlighted = 0 if options.option_count else None
        options.focus()

    def action_open_picture(self) -> None:
        """Show the one under the cursor."""
        self.query_one("#pictures", OptionList).action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Show it large."""
        from trainer.tui.screens.figure import FigureScreen, OwnPictureScreen

        event.stop()
        name = event.option_id or ""
        own = name.startswith(OWN)
        screen = OwnPictureScreen(self.desk, name.removeprefix(OWN)) if own else FigureScreen(self.desk, name)
        self.app.push_screen(screen)
