"""A question of an ended exam with every option explained, step by step through the list."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.activities.desk import Desk
from trainer.exam.model import Reviewed
from trainer.questions.explain import first_view, full_view
from trainer.tui.actions import bindings
from trainer.tui.page import Page
from trainer.tui.widgets.options import Options
from trainer.tui.widgets.prompt import Prompt
from trainer.tui.widgets.reasons import append_full


class ReviewScreen(Page):
    """Arrows scroll the page; n and p step through the entries."""

    place = "exam-review"
    CSS_PATH = "exam.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("exam-review")

    def __init__(self, desk: Desk, entries: Sequence[Reviewed], number: int) -> None:
        super().__init__(desk)
        self._entries = entries
        self.number = number

    @property
    def entry(self) -> Reviewed:
        """The one shown."""
        return self._entries[self.number]

    def heading(self) -> str:
        """Which question, and how it went."""
        word = "right" if self.entry.mark.right else ("wrong" if self.entry.answered else "left open")
        return f"Question {self.entry.position + 1} · {word}"

    def aside(self) -> str:
        """Where we are in the list."""
        return f"{self.number + 1} of {len(self._entries)}, wrong ones first"

    def body(self) -> ComposeResult:
        """The question, its options with the verdict, the reasons."""
        with VerticalScroll(id="page"):
            yield Prompt("", names=self.desk.course.concept_names())
            options = Options()
            options.can_focus = False
            yield options
            yield Static(id="reasons")

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.query_one("#page").focus()
        self._show()

    def action_next_reviewed(self) -> None:
        """The next of the list."""
        self._step(1)

    def action_previous_reviewed(self) -> None:
        """The one before."""
        self._step(-1)

    def action_watch_it(self) -> None:
        """Watch the described world run."""
        if self.entry.item.scene is None:
            self.notify("The simulator cannot play this question.")
            return
        from trainer.tui.screens.watch import WatchScreen

        self.app.push_screen(WatchScreen(self.desk, self.entry.item))

    def _step(self, by: int) -> None:
        number = self.number + by
        if 0 <= number < len(self._entries):
            self.number = number
            self._show()
        else:
            self.notify("That was the last question." if by > 0 else "This is the first question.")

    def _show(self) -> None:
        item, mark = self.entry.item, self.entry.mark
        figure = self.desk.course.figures.get(item.picture.figure) if item.picture else None
        prompt, options = self.query_one(Prompt), self.query_one(Options)
        prompt.show(item.stem, item.exhibit, figure, item.picture.marked if item.picture else "")
        first = first_view(self.desk.graph, item, mark)
        prompt.mark(first.deciding)
        options.ask([(option.id, option.text) for option in item.options], item.select, mark.response.chosen)
        options.highlighted = None
        options.reveal(item.key)
        text = Text(first.verdict, style="bold")
        append_full(text, full_view(self.desk.graph, item, mark))
        self.query_one("#reasons", Static).update(text)
        self.retitle()
        self.query_one("#page").scroll_home(animate=False)
