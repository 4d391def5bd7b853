"""Exam, date, minutes a day, how well facts are to be remembered, how questions look, pictures, colours."""

from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from trainer.activities.desk import Desk
from trainer.activities.today import exam_date, keep_settings, minutes_a_day
from trainer.content.model import ExamId
from trainer.errors import UsageError
from trainer.store.model import Pictures
from trainer.tui.actions import bindings
from trainer.tui.graphics import Refused
from trainer.tui.page import Page
from trainer.tui.themes import CHOICES
from trainer.tui.widgets.yes_no import YesNo

RETENTION_LEAST, RETENTION_MOST = 70, 97
"""Percent; FSRS's own advice: below, facts are relearned, above, hardly anything else is done."""
KEYS_WORDS = "A file keys.toml in the trainer's home folder renames any key of the help. There are no sounds."
WAYS = {
    Pictures.DRAWN: "drawn from characters, in any terminal",
    Pictures.PIXELS: "pixels where the terminal is known to show them",
    Pictures.SIXEL: "pixels, as Sixel where the terminal is not known",
}


class SettingsScreen(Page):
    """A form; what is wrong is said beside it and nothing is lost."""

    place = "settings"
    CSS_PATH = "settings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("settings")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._settings = desk.store.settings.load()
        self._theme_before = ""

    def heading(self) -> str:
        """The screen's name."""
        return "Settings"

    def aside(self) -> str:
        """How to move."""
        return "tab moves on"

    def words_now(self) -> dict[str, str]:
        """Leaving keeps nothing."""
        return {"back": "leave as it was"}

    def body(self) -> ComposeResult:
        """The fields."""
        settings = self._settings
        with VerticalScroll(id="page", can_focus=False):
            yield Label("Exam")
            yield OptionList(
                *(
                    Option(Text(f"{exam.id}  {exam.title}"), id=exam.id)
                    for exam in self.desk.course.exams.values()
                ),
                Option("none of these", id="none"),
                id="exam",
            )
            yield Label("Date of the exam, as 2026-12-11; empty if there is none yet")
            yield Input(
                settings.exam_on.isoformat() if settings.exam_on else "",
                placeholder="year-month-day",
                id="date",
            )
            yield Label("Minutes a day")
            yield Input(str(settings.minutes_a_day), id="minutes", type="integer")
            yield Label("Recall to aim at, in percent: higher asks more often")
            yield Input(f"{settings.desired_retention * 100:.0f}", id="retention", type="integer")
            yield Label("With a date")
            yield YesNo(
                "few questions, most of them late: only what reaches that recall",
                settings.sparing,
                id="sparing",
            )
            yield Label("While studying")
            yield YesNo("options of known facts stay hidden until a key", settings.commit_first, id="commit")
            yield YesNo("scrolling glides (needs a fast terminal)", settings.motion, id="motion")
            yield Label("Pictures")
            yield OptionList(*(Option(words, id=way) for way, words in WAYS.items()), id="pictures")
            yield Static(id="pictures-words")
            yield Label("Colours")
            yield OptionList(*(Option(words, id=name) for name, words in CHOICES.items()), id="theme")
            yield Label("Keys, sounds")
            yield Static(KEYS_WORDS, id="keys-words")
            yield Static(id="complaint")

    def on_mount(self) -> None:
        """Put the cursors on what is set."""
        self._theme_before = self.app.theme
        exams = self.query_one("#exam", OptionList)
        ids = [*self.desk.course.exams, "none"]
        exams.highlighted = ids.index(self._settings.exam) if self._settings.exam in ids else len(ids) - 1
        self.query_one("#pictures", OptionList).highlighted = list(WAYS).index(self._settings.pictures)
        themes = self.query_one("#theme", OptionList)
        themes.highlighted = list(CHOICES).index(self.app.theme) if self.app.theme in CHOICES else None
        exams.focus(scroll_visible=False)
        self.call_after_refresh(self.query_one("#page").scroll_home, animate=False)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """A theme is shown at once; of pixels it is said whether they are to be had here."""
        if event.option_list.id == "pictures" and event.option_id:
            self.query_one("#pictures-words", Static).update(self._of_pixels(Pictures(event.option_id)))
        if event.option_list.id == "theme" and event.option_id:
            self.app.theme = event.option_id

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter on a choice goes on to the next field, after the last one keeps."""
        event.stop()
        if event.option_list.id == "theme":
            self.action_keep_settings()
        else:
            self.focus_next()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next field."""
        event.stop()
        self.focus_next()

    def on_yes_no_entered(self, event: YesNo.Entered) -> None:
        """Enter goes on to the next field."""
        event.stop()
        self.focus_next()

    def closing(self) -> None:
        """Left without keeping: the colours are as before."""
        self.app.theme = self._theme_before

    def action_keep_settings(self) -> None:
        """Keep what stands here, or say what is wrong with it."""
        exams = self.query_one("#exam", OptionList)
        chosen = exams.get_option_at_index(exams.highlighted or 0).id
        retention = self.query_one("#retention", Input).value
        try:
            day = exam_date(self.query_one("#date", Input).value, self.desk.now().date())
            minutes = minutes_a_day(self.query_one("#minutes", Input).value)
            if not retention.isdecimal() or not RETENTION_LEAST <= int(retention) <= RETENTION_MOST:
                raise UsageError(f"recall must be a number from {RETENTION_LEAST} to {RETENTION_MOST}")
        except UsageError as error:
            complaint = self.query_one("#complaint", Static)
            complaint.update(Text(f"✗ {error}"))
            complaint.scroll_visible(animate=False)
            return
        exam = None if chosen in (None, "none") else ExamId(chosen)
        theme = self.app.theme if self.app.theme in CHOICES else self._settings.theme
        keep_settings(
            self.desk,
            replace(
                self._settings,
                exam=exam,
                exam_on=day,
                minutes_a_day=minutes,
                desired_retention=int(retention) / 100,
                sparing=self.query_one("#sparing", YesNo).value,
                commit_first=self.query_one("#commit", YesNo).value,
                motion=self.query_one("#motion", YesNo).value,
                theme=theme,
                pictures=list(WAYS)[self.query_one("#pictures", OptionList).highlighted or 0],
            ),
        )
        self.app.animation_level = "full" if self.query_one("#motion", YesNo).value else "none"
        self._theme_before = self.app.theme
        self.leave()

    def _of_pixels(self, way: Pictures) -> Text:
        """Whether there are any in this terminal, and if not, what to do."""
        from trainer.tui.widgets.pixels import standing

        by = standing(way)
        return Text(by.words if isinstance(by, Refused) else f"Here pixels come by {by.value}.")
