"""The labs; one opens where it was left."""

from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.content.model import Lab
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.page import Page

WIDE, WIDEST = 76, 90
"""Columns of the window from which the topic stands beside the title, and from which it is whole."""
CUT, TOPIC = 22, 30
"""Columns of the topic in either case: a title is longer and is read first."""
"""Columns from which the topic has room."""


class LabsScreen(Page):
    """The list, with what is done."""

    place = "labs"
    CSS_PATH = "lab.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("labs")

    def heading(self) -> str:
        """The screen's name."""
        return "Labs"

    def aside(self) -> str:
        """Never to be taken for a real account."""
        return "on a simulated account"

    def keys_now(self) -> list[str]:
        """Opening comes first."""
        return ["open-lab", "quick-quiz"]

    def body(self) -> ComposeResult:
        """The list."""
        yield OptionList(id="labs")

    def on_screen_resume(self) -> None:
        """What is done may have changed; what a lab needs begins to load while one chooses."""
        super().on_screen_resume()
        self._draw()
        self.call_after_refresh(self._prepare)

    def on_screen_suspend(self) -> None:
        """Nobody chooses any more."""
        self.desk.simulators.rest()

    def _prepare(self) -> None:
        if self.app.screen is self:  # who left at once needs nothing
            self.desk.simulators.ready()

    def on_resize(self) -> None:
        """Columns depend on the width."""
        if self.query("#labs"):
            self._draw()

    def _draw(self) -> None:
        options = self.query_one("#labs", OptionList)
        place = options.highlighted
        options.clear_options()
        passed = self.desk.store.labs.passed()
        for lab in self.desk.course.labs.values():
            options.add_option(Option(self._line(lab, done=lab.id in passed), id=lab.id))
        if not self.desk.course.labs:
            options.add_option(Option("This course has no labs.", disabled=True))
        options.highlighted = (place or 0) if self.desk.course.labs else None
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open it."""
        event.stop()
        self.go(Door("lab", event.option_id or ""))

    def action_open_lab(self) -> None:
        """Open the lab under the cursor."""
        self.query_one("#labs", OptionList).action_select()

    def _line(self, lab: Lab, *, done: bool) -> Table:
        begun = self.desk.store.labs.latest(lab.id)
        state = "done" if done else "begun" if begun is not None else ""
        grid = Table.grid(expand=True, padding=(0, 1))
        grid.add_column(width=1)
        grid.add_column(ratio=1)
        wide = self.size.width >= WIDE
        topic = TOPIC if self.size.width >= WIDEST else CUT
        if wide:
            grid.add_column(width=topic, no_wrap=True)
        grid.add_column(width=6, justify="right")
        muted = self.colour("muted")
        time = f"{lab.minutes} min"
        grid.add_row(
            Text("✓" if done else "", style=f"bold {self.colour('success')}"),
            Text(lab.title),
            *([Text(self._topic(lab), style=muted, overflow="ellipsis")] if wide else []),
            Text(state or time, style=muted),
        )
        return grid

    def _topic(self, lab: Lab) -> str:
        topic = self.desk.course.topics.get(lab.topic)
        return topic.title if topic else ""
