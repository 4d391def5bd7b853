"""The result of an exam: right answers against our line, by domain, then every question, wrong ones first."""

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.activities.attempts import take_in
from trainer.activities.exam import Exam
from trainer.exam.model import Ending, Reviewed, Score
from trainer.exam.score import by_need
from trainer.tui.actions import bindings
from trainer.tui.page import Page
from trainer.tui.screens.exam_review import ReviewScreen
from trainer.tui.widgets.exam_words import bar

ENDINGS = {Ending.SUBMITTED: "handed in", Ending.TIME_OUT: "time over"}
COLUMN = 104
BAR = 12
NAMED = 60
"""Columns that the exam's name needs beside the day."""
OURS = "Our own line on raw answers; AWS equates forms on a scale of its own."
RANGES = "Ranges hold your true share 4 times in 5; so few questions tell no more."


class ResultScreen(Page):
    """One list: the score as its head, the questions as its lines."""

    place = "exam-result"
    CSS_PATH = "exam.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("exam-result")

    def __init__(self, exam: Exam, *, just_now: bool = False) -> None:
        super().__init__(exam.desk)
        self.exam = exam
        self._just_now = just_now
        self._entries = by_need(exam.reviewed())
        self._answers = max(len(_answers(entry)) for entry in self._entries)

    def heading(self) -> str:
        """Which exam."""
        if self.app.size.width < NAMED:
            return "Result"
        return f"Result · {self.exam.attempt.form.blueprint.title}"

    def aside(self) -> str:
        """When."""
        return f"{self.exam.attempt.started_at.astimezone():%d %b %Y}".lstrip("0")

    def body(self) -> ComposeResult:
        """The list."""
        yield OptionList(id="result")

    def on_mount(self) -> None:
        """Say how it ended, if that was just now."""
        self._draw(None)
        if self._just_now and self.exam.result().ending is Ending.TIME_OUT:
            self.notify("The time is over. Everything answered counts.")

    def on_resize(self) -> None:
        """Columns depend on the width."""
        if self.is_mounted:
            self.retitle()
            self._draw(self.query_one(OptionList).highlighted)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """The head is seen again when the cursor is back at the first question."""
        event.stop()
        if event.option_id == "0":
            event.option_list.scroll_home(animate=False)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Explain it."""
        event.stop()
        number = int(event.option_id or 0)
        self.app.push_screen(ReviewScreen(self.desk, self._entries, number), self._after_review)

    def action_look_at(self) -> None:
        """Explain the question under the cursor."""
        self.query_one(OptionList).action_select()

    def _after_review(self, number: int | None) -> None:
        take_in(self.desk, self.exam.attempt)
        if number is not None:
            options = self.query_one(OptionList)
            options.highlighted = options.get_option_index(str(number))

    @property
    def _muted(self) -> str:
        return self.colour("muted")

    def _draw(self, cursor: int | None) -> None:
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_option(Option(self._head(self.exam.result()), disabled=True))
        options.add_options(
            Option(self._line(entry), id=str(number)) for number, entry in enumerate(self._entries)
        )
        options.highlighted = 1 if cursor is None else cursor
        options.focus()
        if options.highlighted == 1:
            self.call_after_refresh(options.scroll_home, animate=False)

    @property
    def _width(self) -> int:
        return max(30, min(COLUMN, self.size.width - 6))

    def _head(self, result: Score) -> Text:
        text = Text()
        sign, side = ("✓", "above") if result.passed else ("✗", "below")
        colour = self.colour("success" if result.passed else "error")
        text.append(f"{sign} {result.right} of {result.of} right", style=f"bold {colour}")
        text.append(f", {side} the line of {result.pass_right} ({result.pass_percent:g} %)")
        text.append(f"\n{OURS}", style=self._muted)
        text.append(f"\n{self._ending(result)}\n", style=self._muted)
        for line in self._domains(result):
            text.append("\n").append_text(line)
        text.append("\n")
        if self._width >= 60:
            text.append(f"{RANGES}\n", style=self._muted)
        text.append("\nQuestions, wrong ones first", style="bold")
        text.append("   your answer → right answer" if self._width >= 60 else "", style=self._muted)
        return text

    def _ending(self, result: Score) -> str:
        attempt = self.exam.attempt
        used = f"{round(attempt.used_s / 60)}"
        time = f"{used} min" if attempt.limit_s is None else f"{used} of {attempt.limit_s // 60} min"
        limit = ", untimed" if attempt.limit_s is None else ""
        return f"{result.answered} of {result.of} answered · {time}{limit} · {ENDINGS[result.ending]}"

    def _domains(self, result: Score) -> Iterator[Text]:
        exam = self.desk.course.exams.get(self.exam.attempt.form.blueprint.exam)
        titles = exam.domains if exam else {}
        colour = self.colour("primary")
        named = [(titles.get(domain.domain, domain.domain), domain) for domain in result.domains]
        column = max((len(title) for title, _ in named), default=0) + 2
        for title, domain in named:
            numbers = f"{domain.right:2} of {domain.of:2}"
            spread = f"{domain.low_percent:3.0f}–{domain.high_percent:.0f} %" if domain.of else ""
            tail = Text.assemble(f"  {numbers}", (f"  {spread:>9}", self._muted))
            if self._width >= column + BAR + tail.cell_len:
                share = domain.right / domain.of if domain.of else 0.0
                yield Text.assemble(f"{title:{column}}", bar(share, BAR, colour), tail)
            else:
                name = Text(title)
                name.truncate(self._width - tail.cell_len, overflow="ellipsis", pad=True)
                yield name.append_text(tail)

    def _line(self, entry: Reviewed) -> Text:
        right = entry.mark.right
        word = "right" if right else ("wrong" if entry.answered else "open")
        text = Text(no_wrap=True, overflow="ellipsis")
        colour = self.colour("success" if right else "error")
        text.append(f"{entry.position + 1:3}{'⚑' if entry.flagged else ' '} ")
        text.append(f"{'✓' if right else '✗'} {word:6}", style=colour)
        answers = _answers(entry)
        text.append(f"{answers:{self._answers}}  ")
        if self._width >= 50:
            text.append(entry.item.stem, style=self._muted)
            text.truncate(self._width, overflow="ellipsis")
        return text


def _answers(entry: Reviewed) -> str:
    """What was answered, and where that was wrong what is right: "B → A, C"."""
    given = " ".join(entry.mark.response.chosen).upper() or "–"
    return given if entry.mark.right else f"{given} → {' '.join(entry.item.key).upper()}"
