"""Handing in is asked once, with what is still open."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.activities.exam import Exam
from trainer.content.words import counted
from trainer.exam.model import TimeLeft
from trainer.tui.pointed import Pointed
from trainer.tui.widgets.exam_words import left_words


class SubmitScreen(Pointed[bool], ModalScreen[bool]):
    """Gives back whether to hand in; going on is the answer of Enter."""

    CSS_PATH = "exam.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "hand in"),
        Binding("n,escape,backspace", "answer(False)", "go on"),
    ]

    def __init__(self, exam: Exam, left: TimeLeft) -> None:
        super().__init__()
        self._exam = exam
        self._left = left

    def compose(self) -> ComposeResult:
        """What is open, then the two answers."""
        places = self._exam.places
        unanswered = len(places) - self._exam.attempt.answered
        flagged = sum(place.flagged for place in places)
        lines = [
            f"{counted(unanswered, 'question')} open: open ones count as wrong."
            if unanswered
            else f"All {len(places)} questions are answered."
        ]
        lines += [f"{flagged} flagged."] if flagged else []
        lines += [f"{left_words(self._left.left_s).capitalize()}."]
        with Vertical(id="panel"):
            yield Static(Text("Hand in now?", style="bold"), id="counts")
            yield Static(Text("\n".join(lines)))
            yield OptionList(
                Option("n  go on with the exam", id="no"), Option("y  hand in", id="yes"), id="answers"
            )

    def on_mount(self) -> None:
        """The cursor on what does no harm."""
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """The line that was chosen."""
        event.stop()
        self.dismiss(event.option_id == "yes")

    def action_answer(self, yes: bool) -> None:
        """By key."""
        self.dismiss(yes)
