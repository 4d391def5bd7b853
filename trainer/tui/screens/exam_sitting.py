"""Sitting an exam: one question at a time, a quiet clock, no word of what is right."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.activities.exam import Exam
from trainer.errors import NotSo, TrainerError
from trainer.exam.model import TimeLeft
from trainer.tui.actions import bindings
from trainer.tui.page import Page
from trainer.tui.screens.exam_overview import OverviewScreen
from trainer.tui.screens.exam_result import ResultScreen
from trainer.tui.screens.exam_submit import SubmitScreen
from trainer.tui.widgets.exam_strip import ExamStrip
from trainer.tui.widgets.exam_words import left_words, passed_warning, span_words
from trainer.tui.widgets.options import Options
from trainer.tui.widgets.prompt import Prompt
from trainer.tui.widgets.sureness import after, scale

TICK_S = 1.0
NAMED = 70
"""Columns that the exam's name needs beside place, flag and clock."""
STRUCK = "  (struck out)"
"""Said in words too: not every terminal draws a line through text."""


class SittingScreen(Page):
    """The question turned to; each change is kept before it is shown."""

    place = "exam"
    CSS_PATH = "exam.tcss"
    AUTO_FOCUS = ""
    """The options are focused here: focused by themselves they would scroll the stem out of sight."""
    BINDINGS: ClassVar[list[BindingType]] = bindings("exam")

    def __init__(self, exam: Exam) -> None:
        super().__init__(exam.desk)
        self.exam = exam
        self._clock_shown = False
        self._left: TimeLeft = exam.tick()
        self._since = 0.0

    def heading(self) -> str:
        """The exam's name, where it leaves room for where we are."""
        return self.exam.attempt.form.blueprint.title if self.app.size.width >= NAMED else "Exam"

    def aside(self) -> str:
        """Where we are; the clock only for those who asked for it."""
        item = self.exam.item
        parts = [f"{item.position + 1} of {item.of}"]
        flag = "⚑ flagged" if self.app.size.width >= NAMED else "⚑"
        parts += [flag] if item.flagged else []
        parts += [left_words(self._left.left_s)] if self._clock_shown else []
        return " · ".join(parts)

    def keys_now(self) -> Sequence[str]:
        """Those without which nobody gets through come first."""
        first = ("choose-a", "next-item", "flag", "navigator", "submit", "leave-exam")
        return (*first, *(name for name in super().keys_now() if name not in first))

    def body(self) -> ComposeResult:
        """Question and options, then all questions in a row."""
        with VerticalScroll(id="page", can_focus=False):
            yield Prompt("", names=self.desk.course.concept_names())
            yield Options()
            yield Static(id="count")
        yield ExamStrip()

    def on_mount(self) -> None:
        """Show the question where it was left."""
        self.set_interval(TICK_S, self.look_at_clock)
        self._show_item()
        for note in self.exam.attempt.form.notes:
            self.notify(note, timeout=12)

    def on_resize(self) -> None:
        """The title line depends on the width."""
        if self.is_mounted:
            self.retitle()

    def on_screen_resume(self) -> None:
        """Back from an overlay: the options take the keys again."""
        self.query_one(Options).focus(scroll_visible=False)

    # --- keys -----------------------------------------------------------------------------------

    def action_choose_a(self) -> None:
        """Option A."""
        self.query_one(Options).pick("a")

    def action_choose_b(self) -> None:
        """Option B."""
        self.query_one(Options).pick("b")

    def action_choose_c(self) -> None:
        """Option C."""
        self.query_one(Options).pick("c")

    def action_choose_d(self) -> None:
        """Option D."""
        self.query_one(Options).pick("d")

    def action_choose_e(self) -> None:
        """Option E."""
        self.query_one(Options).pick("e")

    def action_choose_f(self) -> None:
        """Option F."""
        self.query_one(Options).pick("f")

    def action_next_item(self) -> None:
        """The next question; after the last one, all of them at a glance."""
        if self.exam.attempt.position + 1 < len(self.exam.places):
            self._turn_to(self.exam.attempt.position + 1)
        else:
            self.action_navigator()

    def action_previous_item(self) -> None:
        """The question before."""
        self._turn_to(self.exam.attempt.position - 1)

    def action_flag(self) -> None:
        """Flag it for later, or no longer."""
        if self._done(self.exam.flag):
            self._show_marks()

    def action_strike(self) -> None:
        """Strike out the option under the cursor, or no longer."""
        options = self.query_one(Options)
        line = options.highlighted_option
        if line is not None and line.id is not None:
            name = line.id
            if self._done(lambda: self.exam.strike(name)):
                self._show_options(options.highlighted)

    def action_exam_confidence(self) -> None:
        """The next word on how sure the answer is; after the last one none."""
        said = after(self.exam.item.confidence)
        if self._done(lambda: self.exam.how_sure(said)):
            self._show_marks()

    def action_clock(self) -> None:
        """Show or hide the clock."""
        self._clock_shown = not self._clock_shown
        self.look_at_clock()

    def action_pause(self) -> None:
        """Stop the clock until something is done; only in practice."""
        if self._done(self.exam.pause):
            self.notify("The clock stands still until you do something.")

    def action_navigator(self) -> None:
        """All questions."""
        self.app.push_screen(OverviewScreen(self.exam), self._after_overview)

    def action_submit(self) -> None:
        """Ask once, then hand in."""
        self.app.push_screen(SubmitScreen(self.exam, self._left), self._after_asking)

    async def action_leave_exam(self) -> None:
        """Leave without a question; say what happens meanwhile."""
        self.notify(self._waits())
        await self.app.run_action("back")

    def action_leave_trainer(self) -> None:
        """Quit; the terminal says what happens meanwhile."""
        self.app.exit(message=f"{self._waits()} Go on with: trainer exam")

    def on_options_chosen(self, event: Options.Chosen) -> None:
        """Keep the choice; one option too many is not taken."""
        event.stop()
        item = self.exam.item
        if event.chosen == item.chosen:
            return
        if len(event.chosen) > item.select:
            self.notify(f"This question takes {item.select}: take one back first.")
            self._show_options(self.query_one(Options).highlighted)
            return
        now = self.desk.clock.monotonic()
        taken_ms, self._since = round((now - self._since) * 1000), now
        if self._done(lambda: self.exam.answer(event.chosen, taken_ms, item.confidence)):
            self._show_marks()

    def on_options_confirmed(self, event: Options.Confirmed) -> None:
        """Enter on what is chosen already."""
        event.stop()
        item = self.exam.item
        if len(item.chosen) < item.select:
            self.notify(f"{len(item.chosen)} of {item.select} chosen; n goes on all the same.")
        else:
            self.action_next_item()

    def on_exam_strip_jump(self, event: ExamStrip.Jump) -> None:
        """A click on a sign."""
        event.stop()
        self._turn_to(event.position)

    # --- the flow -------------------------------------------------------------------------------

    def look_at_clock(self) -> None:
        """Every second: end when time is over, speak at the thresholds, tell of a clock that was set."""
        if self.exam.over:
            return
        before = self._left.left_s
        if not self._done(self._tick):
            return
        left = self._left
        if left.jump_s:
            self.notify(f"The computer's clock was set by {span_words(left.jump_s)}; your exam time was not.")
        if before is not None and left.left_s is not None:
            words = passed_warning(before, left.left_s)
            if words:
                self.notify(words)
        self.retitle()

    def _tick(self) -> None:
        self._left = self.exam.tick()

    def _done(self, change: Callable[[], None]) -> bool:
        """Do it; True if the exam goes on. A time that is over ends it, another window's work leaves it."""
        try:
            change()
        except NotSo as error:
            self.notify(str(error), severity="warning")
            return not self.exam.over
        except TrainerError as error:
            self._uncover()
            self.notify(str(error), severity="error", timeout=12)
            self.call_later(self.app.run_action, "back")
            return False
        if self.exam.over:
            self._end()
        return not self.exam.over

    def _end(self) -> None:
        self._uncover()
        self.app.switch_screen(ResultScreen(self.exam, just_now=True))

    def _uncover(self) -> None:
        """Close what lies over this screen."""
        while self in self.app.screen_stack and self.app.screen is not self:
            self.app.pop_screen()

    def _turn_to(self, position: int) -> None:
        if self._done(lambda: self.exam.move(position)):
            self._show_item()

    def _after_overview(self, position: int | None) -> None:
        if position is not None and not self.exam.over:
            self._turn_to(position)

    def _after_asking(self, yes: bool | None) -> None:
        if yes and not self.exam.over:
            self._done(self.exam.submit)

    def _waits(self) -> str:
        attempt = self.exam.attempt
        kept = f"{attempt.answered} of {len(attempt.form.items)} answered, all is kept."
        left = self.exam.tick().left_s
        if left is None:
            return f"The exam waits: {kept}"
        return f"The exam waits: {kept} Its clock goes on, {left_words(left)}."

    def _show_item(self) -> None:
        item = self.exam.item
        figure = self.desk.course.figures.get(item.picture.figure) if item.picture else None
        marked = item.picture.marked if item.picture else ""
        self.query_one(Prompt).show(item.stem, item.exhibit, figure, marked)
        self._since = self.desk.clock.monotonic()
        self._show_options(None)
        self._show_marks()
        self.query_one(Options).focus(scroll_visible=False)
        self.call_after_refresh(self.query_one("#page").scroll_home, animate=False)

    def _show_options(self, cursor: int | None) -> None:
        item, options = self.exam.item, self.query_one(Options)
        struck = frozenset(option.id for option in item.options if option.struck)
        texts = [(one.id, f"{one.text}{STRUCK if one.struck else ''}") for one in item.options]
        options.ask(texts, item.select, item.chosen, struck)
        if cursor is not None:
            options.highlighted = cursor

    def _show_marks(self) -> None:
        item = self.exam.item
        text = Text()
        if item.select > 1:
            text.append(f"{len(item.chosen)} of {item.select} chosen   ", style="bold")
        if item.chosen:
            text.append_text(scale(item.confidence, self.colour))
        self.query_one("#count", Static).update(text)
        self.query_one(ExamStrip).show(self.exam.places)
        self.retitle()
