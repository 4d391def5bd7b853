"""The first run: a real question, its consequence on the simulator, exam and date, and ways on."""

from dataclasses import replace
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
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
from trainer.tui.card import WELCOME, drop_card
from trainer.tui.door import TODAY, Door
from trainer.tui.page import Go, Page
from trainer.tui.screens.question import QuestionScreen


class WelcomeScreen(QuestionScreen):
    """The very first screen: a question, nothing to fill in."""

    place = "welcome"
    BINDINGS: ClassVar[list[BindingType]] = bindings("welcome")

    def __init__(self, desk: Desk) -> None:
        super().__init__(start_opening(desk))

    @property
    def first_words(self) -> str:
        """What the next start may paint before anything is loaded."""
        return self._item.stem if self._item is not None else ""

    def heading(self) -> str:
        """A greeting."""
        return WELCOME

    def aside(self) -> str:
        """No counting yet."""
        return "not affiliated with AWS"

    def words_now(self) -> dict[str, str]:
        """There is nothing to go back to: the way past it leads to today's plan."""
        return {**super().words_now(), "back": "skip"}

    def closing(self) -> None:
        """Left by going back: the question is not asked again at the next start."""
        keep_settings(self.desk, replace(self.desk.store.settings.load(), first_run_done=True))
        drop_card(self.desk.home / "cache")

    def action_next(self) -> None:
        """After the answer the learner goes on."""
        if self._feedback is not None or self._item is None:
            self.finish()
        else:
            super().action_next()

    def action_skip_welcome(self) -> None:
        """Straight to today's plan."""
        self.closing()
        self.go(TODAY, instead=True)

    def finish(self) -> None:
        """Exam and date come next."""
        self.app.switch_screen(SetupScreen(self.desk))


class SetupScreen(Page):
    """Which exam and when: both may be skipped."""

    place = "setup"
    CSS_PATH = "welcome.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("setup")

    def heading(self) -> str:
        """What is asked."""
        return "Your exam"

    def aside(self) -> str:
        """Nothing has to be filled in."""
        return "both may be skipped"

    def body(self) -> ComposeResult:
        """Exam, date."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static("Which exam do you prepare for?", classes="ask")
            yield OptionList(
                *(
                    Option(Text(f"{exam.id}  {exam.title}"), id=exam.id)
                    for exam in self.desk.course.exams.values()
                ),
                Option("I don't know yet", id="none"),
                id="exam",
            )
            yield Static("On which day? As 2026-12-11; leave it empty if there is none yet.", classes="ask")
            yield Input(placeholder="year-month-day", id="date")
            yield Static(id="complaint")

    def on_mount(self) -> None:
        """The list first."""
        exams = self.query_one("#exam", OptionList)
        exams.highlighted = 0
        exams.focus()

    def action_keep_setup(self) -> None:
        """From the list to the date, from there on."""
        self.query_one("#date", Input).focus()

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

    def action_skip_setup(self) -> None:
        """Neither is needed."""
        self._keep(self.desk.store.settings.load())

    def _keep(self, settings: Settings) -> None:
        keep_settings(self.desk, replace(settings, first_run_done=True))
        drop_card(self.desk.home / "cache")
        self.app.switch_screen(WaysScreen(self.desk))


class WaysScreen(Page):
    """Ways on."""

    place = "ways"
    CSS_PATH = "welcome.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("ways")

    def heading(self) -> str:
        """The program."""
        return f"trainer · {self.desk.course.title}"

    def body(self) -> ComposeResult:
        """The ways as a list."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static("How would you like to begin?", classes="ask")
            yield OptionList(id="ways")
            yield Static("Today has them all, whenever you come back.", classes="hint")

    def on_mount(self) -> None:
        """Fill the list."""
        options = self.query_one("#ways", OptionList)
        for place, (words, minutes, _) in enumerate(self._ways()):
            line = Table.grid(expand=True)
            line.add_column(ratio=1)
            line.add_column(width=7, justify="right")
            line.add_row(Text(words), Text(minutes, style=self.colour("muted")))
            options.add_option(Option(line, id=str(place)))
        options.highlighted = 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Today lies under whatever is chosen."""
        event.stop()
        door = self._ways()[event.option_index][2]
        self.go(TODAY, instead=True)
        if door != TODAY:
            self.app.call_later(self.app.post_message, Go(door))

    def action_take_way(self) -> None:
        """Go on the way under the cursor."""
        self.query_one("#ways", OptionList).action_select()

    def _ways(self) -> list[tuple[str, str, Door]]:
        lesson = next_lesson(self.desk)
        lab = next(iter(self.desk.course.labs.values()), None)
        ways: list[tuple[str, str, Door]] = []
        if lesson is not None:
            ways.append((f"Read: {lesson.title}", f"{minutes_of(lesson)} min", Door("lessons", lesson.id)))
        ways.append(("Take a quick quiz of ten questions", "10 min", Door("quiz")))
        ways.append(("Find out what you know already", "10 min", Door("placement")))
        if lab is not None:
            ways.append((f"Try a lab: {lab.title}", f"{lab.minutes} min", Door("lab", lab.id)))
        return [*ways, ("Just show me today's plan", "", TODAY)]
