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
from trainer.tui.widgets.exam_reasons import explained
from trainer.tui.widgets.prompt import Prompt


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
        mark = self.entry.mark
        missing = "not complete" if mark.response.chosen else "not answered"
        word = "right" if mark.right else ("wrong" if self.entry.answered else missing)
        return f"Question {self.entry.position + 1} · {word}"

    def aside(self) -> str:
        """Where we are in the list."""
        order = ", wrong ones first" if self.app.size.width >= 60 else ""
        return f"{self.number + 1} of {len(self._entries)}{order}"

    def keys_now(self) -> Sequence[str]:
        """Without the simulator where it cannot play the question."""
        return [
            name for name in super().keys_now() if name != "watch-it" or self.entry.item.scene is not None
        ]

    def body(self) -> ComposeResult:
        """The question, the verdict, every option with its reason."""
        with VerticalScroll(id="page"):
            yield Prompt("", names=self.desk.course.concept_names())
            yield Static(id="verdict")
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
        prompt = self.query_one(Prompt)
        prompt.show(item.stem, item.exhibit, figure, item.picture.marked if item.picture else "")
        first = first_view(self.desk.graph, item, mark)
        prompt.mark(first.deciding)
        self.query_one("#verdict", Static).update(Text(first.verdict, style="bold"))
        view = full_view(self.desk.graph, item, mark)
        self.query_one("#reasons", Static).update(explained(view, self.colour))
        self.retitle()
        self.query_one("#page").scroll_home(animate=False)
