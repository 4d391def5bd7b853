"""Today's plan: what is due and why, what comes next, one key to start the right thing."""

from dataclasses import dataclass
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.activities.progress import standing
from trainer.activities.read import minutes_of
from trainer.activities.today import Today, today
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.page import Page


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line of the plan: what, how long, why, and where it leads."""

    name: str
    words: str
    minutes: str
    why: str
    door: Door


class TodayScreen(Page):
    """The agenda as a short list; Enter starts the line under the cursor, the first one is the right one."""

    place = "today"
    CSS_PATH = "today.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("today")

    def heading(self) -> str:
        """The program and the exam."""
        plan = self._plan()
        return f"trainer · {self.desk.course.title}" + (f" for {plan.exam.id}" if plan.exam else "")

    def aside(self) -> str:
        """Days to the exam."""
        plan = self._plan()
        if plan.days_left is None or plan.exam_on is None:
            return ""
        day = f"{plan.exam_on:%d %b %Y}".lstrip("0")
        if plan.days_left < 0:
            return f"exam was on {day}"
        return f"exam today ({day})" if plan.days_left == 0 else f"exam in {plan.days_left} days ({day})"

    def body(self) -> ComposeResult:
        """The plan, then where one stands."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static("Today", id="title")
            yield OptionList(id="plan")
            yield Static(id="standing")

    def on_screen_resume(self) -> None:
        """Whatever was done meanwhile changes the plan."""
        self._today: Today | None = None
        self._draw()
        self.retitle()

    def on_resize(self) -> None:
        """Columns depend on the width."""
        if self.is_mounted:
            self._draw()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Start the line that was chosen."""
        event.stop()
        self.go(self._proposals()[event.option_index].door)

    def action_start(self) -> None:
        """Start the line under the cursor."""
        self.query_one("#plan", OptionList).action_select()

    def action_quick_quiz(self) -> None:
        """Ten questions."""
        self.go(Door("quiz"))

    def action_review(self) -> None:
        """What slips first."""
        self.go(Door("review"))

    def action_lessons(self) -> None:
        """The outline."""
        self.go(Door("lessons"))

    def action_exam(self) -> None:
        """Exams."""
        self.go(Door("exam"))

    def action_labs(self) -> None:
        """Labs."""
        self.go(Door("lab"))

    def action_progress(self) -> None:
        """Where one stands."""
        self.go(Door("progress"))

    def action_settings(self) -> None:
        """Exam, date, minutes."""
        self.go(Door("settings"))

    def _plan(self) -> Today:
        plan: Today | None = getattr(self, "_today", None)
        if plan is None:
            plan = self._today = today(self.desk)
        return plan

    def _proposals(self) -> list[Proposal]:
        plan = self._plan()
        lines: list[Proposal] = []
        if plan.attempt is not None:
            done = f"{plan.attempt.answered} of {len(plan.attempt.form.items)} answered"
            lines.append(Proposal("attempt", "Go on with the exam", "", done, Door("exam")))
        if plan.due or plan.new:
            what = (
                f"{plan.due + plan.new} facts, those that slip first"
                if plan.due
                else f"{plan.new} facts you read"
            )
            why = plan.slipping or "asked for the first time"
            lines.append(Proposal("review", what, f"{plan.review_minutes} min", why, Door("review")))
        if plan.lesson is not None:
            minutes = f"{minutes_of(plan.lesson)} min"
            why = "the next lesson" if plan.due or plan.new else "a good start"
            lines.append(
                Proposal(
                    "lesson", f"Read: {plan.lesson.title}", minutes, why, Door("lessons", plan.lesson.id)
                )
            )
        if plan.lab is not None:
            why = "you began it" if plan.lab_begun else "on a simulated account"
            lines.append(
                Proposal(
                    "lab", f"Lab: {plan.lab.title}", f"{plan.lab.minutes} min", why, Door("lab", plan.lab.id)
                )
            )
        lines.append(Proposal("quiz", "Quick quiz", "10 min", "ten questions, changes no plan", Door("quiz")))
        return lines

    def _draw(self) -> None:
        options = self.query_one("#plan", OptionList)
        options.clear_options()
        options.add_options([Option(self._line(line), id=line.name) for line in self._proposals()])
        options.highlighted = 0
        options.focus()
        self.query_one("#standing", Static).update(self._standing())

    def _line(self, line: Proposal) -> Table:
        wide = self.size.width >= 76
        grid = Table.grid(expand=True, padding=(0, 1))
        grid.add_column(ratio=5, no_wrap=not wide)
        grid.add_column(width=7, justify="right")
        if wide:
            grid.add_column(ratio=5, no_wrap=True)
        cells = [Text(f" {line.words}"), Text(line.minutes)]
        grid.add_row(
            *cells, *([Text(line.why, style="dim", overflow="ellipsis", no_wrap=True)] if wide else [])
        )
        return grid

    def _standing(self) -> Text:
        report = standing(self.desk)
        text = Text()
        text.append("Ready?  ", style="bold")
        text.append(f"no figure yet · {report.evidence.words}\n")
        text.append(f"        {report.lessons_read} of {report.lessons} lessons read", style="dim")
        text.append(f" · {report.labs_passed} of {report.labs} labs done", style="dim")
        text.append(f" · {report.counts.answers} answers kept", style="dim")
        return text
