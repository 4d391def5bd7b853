"""After the exam: how it went, kept beside the last readiness; the plan follows."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Label, OptionList, Static
from textual.widgets.option_list import Option

from trainer.activities.desk import Desk
from trainer.activities.last_week import failed, passed
from trainer.tui.actions import bindings
from trainer.tui.door import TODAY, Door
from trainer.tui.page import Page
from trainer.tui.widgets.yes_no import YesNo

WAYS = (
    ("passed", "Passed: keep what I know alive, with few reviews"),
    ("archive", "Passed: let it all rest"),
    ("failed", "Failed: plan for the earliest day of another try"),
    ("moved", "It takes place on another day"),
)


class OutcomeScreen(Page):
    """Four ways it can have gone; after a failure the score report's weak domains steer the plan."""

    place = "outcome"
    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("outcome")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        chosen = desk.store.settings.load().exam
        course = desk.course
        self._exam = course.exams.get(chosen) if chosen else next(iter(course.exams.values()), None)

    def heading(self) -> str:
        """What is asked."""
        return "How did the exam go?"

    def aside(self) -> str:
        """Where it stays."""
        return "kept on this machine alone"

    def body(self) -> ComposeResult:
        """The ways; the domains, which only a failure needs."""
        with VerticalScroll(id="page", can_focus=False):
            yield OptionList(*(Option(words, id=name) for name, words in WAYS), id="happened")
            yield Label("If it failed: the domains that your score report calls weak", id="weak")
            for name, title in self._exam.domains.items() if self._exam else ():
                yield YesNo(title, False, id=f"domain-{name}")
            yield Static(id="complaint")

    def on_mount(self) -> None:
        """The list first."""
        ways = self.query_one("#happened", OptionList)
        ways.highlighted = 0
        ways.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a way: keep it, or first say what was weak."""
        event.stop()
        marks = list(self.query(YesNo))
        if event.option_id == "failed" and marks:
            marks[0].focus()
        else:
            self.action_keep_outcome()

    def on_yes_no_entered(self, event: YesNo.Entered) -> None:
        """Enter among the domains keeps."""
        event.stop()
        self.action_keep_outcome()

    def action_keep_outcome(self) -> None:
        """Keep it and say what follows."""
        ways = self.query_one("#happened", OptionList)
        happened = WAYS[ways.highlighted or 0][0]
        if happened == "moved":
            self.go(Door("settings"), instead=True)
            return
        if happened == "failed":
            weak = tuple((mark.id or "").removeprefix("domain-") for mark in self.query(YesNo) if mark.value)
            _, again = failed(self.desk, weak)
            said = f"The plan now aims at {again:%d %b %Y}, the earliest day for another try."
        else:
            passed(self.desk, archive=happened == "archive")
            rests = "Nothing comes up any more." if happened == "archive" else "A few reviews keep it alive."
            said = f"Well done. {rests}"
        self.app.notify(Text(said).plain)
        self.go(TODAY, instead=True)
