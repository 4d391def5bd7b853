"""The first run: a real question, its consequence on the simulator, exam and date, three ways on."""

from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from trainer.activities.desk import Desk
from trainer.activities.read import minutes_of, next_lesson
from trainer.activities.study import start_opening
from trainer.activities.today import exam_date, keep_settings
from trainer.content.model import ExamId
from trainer.errors import UsageError
from trainer.store.model import Settings
from trainer.tui.actions import bindings
from trainer.tui.card import WELCOME, drop_card, keep_card
from trainer.tui.door import TODAY, Door
from trainer.tui.page import Page
from trainer.tui.screens.question import QuestionScreen


class WelcomeScreen(QuestionScreen):
    """The very first screen: a question, nothing to fill in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings("question"),
        Binding("q", "skip", "skip to today", id="skip-welcome"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(start_opening(desk))

    def on_mount(self) -> None:
        """Once the question stands, keep its words for the next start's first paint."""
        self.call_after_refresh(self._keep_card)

    def _keep_card(self) -> None:
        if self._item is not None:
            keep_card(self.desk.course_root, self.desk.home / "cache", self._item.stem)

    def heading(self) -> str:
        """A greeting."""
        return WELCOME

    def aside(self) -> str:
        """No counting yet."""
        return "not affiliated with AWS · all simulated"

    def action_next(self) -> None:
        """After the answer the learner goes on."""
        if self._feedback is not None or self._item is None:
            self.finish()
        else:
            super().action_next()

    def action_skip(self) -> None:
        """Straight to today's plan."""
        self.finish()

    def finish(self) -> None:
        """Exam and date come next."""
        self.app.switch_screen(SetupScreen(self.desk))


class SetupScreen(Page):
    """Which exam and when: both may be skipped."""

    place = "setup"
    CSS_PATH = "welcome.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "skip", "skip")]

    def heading(self) -> str:
        """What is asked."""
        return "Two things help to plan; both may be skipped"

    def body(self) -> ComposeResult:
        """Exam, date."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static("Which exam?", classes="ask")
            yield OptionList(
                *(Option(f"{exam.id}  {exam.title}", id=exam.id) for exam in self.desk.course.exams.values()),
                Option("I don't know yet", id="none"),
                id="exam",
            )
            yield Static("When? (year-month-day; Enter skips)", classes="ask")
            yield Input(placeholder="2026-12-11", id="date")
            yield Static(id="complaint")

    def on_mount(self) -> None:
        """The list first."""
        self.query_one("#exam", OptionList).focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """On to the date."""
        event.stop()
        self.query_one("#date", Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep both and go on; a wrong date is said and stays."""
        event.stop()
        exams = self.query_one("#exam", OptionList)
        chosen = exams.get_option_at_index(exams.highlighted or 0).id
        try:
            day = exam_date(event.value, self.desk.now().date())
        except UsageError as error:
            self.query_one("#complaint", Static).update(str(error))
            return
        exam = None if chosen in (None, "none") else ExamId(chosen)
        self._keep(replace(self.desk.store.settings.load(), exam=exam, exam_on=day))

    def action_skip(self) -> None:
        """Neither is needed."""
        self._keep(self.desk.store.settings.load())

    def _keep(self, settings: Settings) -> None:
        keep_settings(self.desk, replace(settings, first_run_done=True))
        drop_card(self.desk.home / "cache")
        self.app.switch_screen(WaysScreen(self.desk))


class WaysScreen(Page):
    """Three ways on."""

    place = "ways"
    CSS_PATH = "welcome.tcss"

    def heading(self) -> str:
        """The question."""
        return "How would you like to go on?"

    def body(self) -> ComposeResult:
        """The ways as a list."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static("Three ways on; Today has them all, later.", classes="ask")
            yield OptionList(id="ways")

    def on_mount(self) -> None:
        """Fill the list."""
        options = self.query_one("#ways", OptionList)
        options.add_options(
            [Option(Text(f" {words}"), id=str(place)) for place, (words, _) in enumerate(self._ways())]
        )
        options.highlighted = 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Today lies under whatever is chosen."""
        event.stop()
        door = self._ways()[event.option_index][1]
        self.go(TODAY, instead=True)
        if door != TODAY:
            self.go(door)

    def _ways(self) -> list[tuple[str, Door]]:
        lesson = next_lesson(self.desk)
        lab = next(iter(self.desk.course.labs.values()), None)
        ways: list[tuple[str, Door]] = []
        if lesson is not None:
            ways.append((f"Read {minutes_of(lesson)} minutes: {lesson.title}", Door("lessons", lesson.id)))
        ways.append(("A quick quiz of 10", Door("quiz")))
        if lab is not None:
            ways.append((f"Try a lab: {lab.title}", Door("lab", lab.id)))
        return [*ways, ("Just today's plan", TODAY)]
