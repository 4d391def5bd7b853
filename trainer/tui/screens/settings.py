"""Exam, date, minutes a day, theme."""

from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from trainer.activities.desk import Desk
from trainer.activities.today import exam_date, keep_settings
from trainer.content.model import ExamId
from trainer.errors import UsageError
from trainer.tui.actions import bindings
from trainer.tui.page import Page
from trainer.tui.themes import THEMES

MINUTES_MOST = 600


class SettingsScreen(Page):
    """A form; what is wrong is said beside it and nothing is lost."""

    place = "settings"
    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("settings")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._settings = desk.store.settings.load()

    def heading(self) -> str:
        """The screen's name."""
        return "Settings"

    def body(self) -> ComposeResult:
        """The fields."""
        settings = self._settings
        with VerticalScroll(id="page", can_focus=False):
            yield Label("Exam")
            yield OptionList(
                *(Option(f"{exam.id}  {exam.title}", id=exam.id) for exam in self.desk.course.exams.values()),
                Option("none of these", id="none"),
                id="exam",
            )
            yield Label("Date of the exam (year-month-day, empty if there is none yet)")
            yield Input(
                settings.exam_on.isoformat() if settings.exam_on else "", placeholder="2026-12-11", id="date"
            )
            yield Label("Minutes a day")
            yield Input(str(settings.minutes_a_day), id="minutes", type="integer")
            yield Label("Theme")
            yield OptionList(*(Option(name, id=name) for name in self._themes()), id="theme")
            with Horizontal():
                yield Button("Keep", variant="primary", id="keep")
                yield Button("Leave as it was", id="cancel")
            yield Static(id="complaint")

    def on_mount(self) -> None:
        """Put the cursors on what is set."""
        exams = self.query_one("#exam", OptionList)
        exams.highlighted = exams.get_option_index(self._settings.exam or "none")
        themes = self.query_one("#theme", OptionList)
        themes.highlighted = self._themes().index(self.app.theme) if self.app.theme in self._themes() else 0

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """A theme is shown at once."""
        if event.option_list.id == "theme" and event.option_id:
            self.app.theme = event.option_id

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Keep or leave."""
        if event.button.id == "keep":
            self._keep()
        else:
            self.app.pop_screen()

    def _keep(self) -> None:
        exams = self.query_one("#exam", OptionList)
        chosen = exams.get_option_at_index(exams.highlighted or 0).id
        minutes = self.query_one("#minutes", Input).value
        try:
            day = exam_date(self.query_one("#date", Input).value, self.desk.now().date())
            if not minutes.isdecimal() or not 1 <= int(minutes) <= MINUTES_MOST:
                raise UsageError(f"minutes a day must be a number from 1 to {MINUTES_MOST}")
        except UsageError as error:
            self.query_one("#complaint", Static).update(str(error))
            return
        exam = None if chosen in (None, "none") else ExamId(chosen)
        keep_settings(self.desk, replace(self._settings, exam=exam, exam_on=day, minutes_a_day=int(minutes)))
        self.app.pop_screen()

    def _themes(self) -> list[str]:
        return [*(theme.name for theme in THEMES), "textual-ansi"]
