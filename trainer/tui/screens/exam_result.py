"""The result of an exam: right answers against our line, by domain, then every question, wrong ones first."""

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.activities.attempts import Past, compared, history, regrade, start_drill, take_in, weakest_topic
from trainer.activities.exam import Exam
from trainer.exam.model import Ending, Reviewed
from trainer.exam.score import by_need
from trainer.tui.actions import bindings
from trainer.tui.page import Page
from trainer.tui.screens.exam_review import ReviewScreen
from trainer.tui.widgets.exam_score import ScoreHead, day
from trainer.tui.widgets.title import TitleBar

COLUMN = 104
NAMED = 60
"""Columns that the exam's name needs beside the day."""


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
        self._weakest = weakest_topic(exam.attempt)
        exam_id = exam.attempt.form.blueprint.exam
        done = history(exam.desk)
        self._own = next((one for one in done if one.attempt.attempt_id == exam.attempt.attempt_id), None)
        self._others: tuple[Past, ...] = tuple(
            one for one in done if one is not self._own and one.attempt.form.blueprint.exam == exam_id
        )
        self._beside: int | None = None
        """Which of the others it is compared with."""

    def heading(self) -> str:
        """Which exam."""
        if self.app.size.width < NAMED:
            return "Result"
        return f"Result · {self.exam.attempt.form.blueprint.title}"

    def aside(self) -> str:
        """When."""
        return day(self.exam.attempt.started_at)

    def keys_now(self) -> Sequence[str]:
        """What can be done here: each needs something."""
        other = ["compare"] if self._others else []
        weak = ["drill"] if self._weakest else []
        mended = self.exam.attempt.form.content_version != self.desk.course.version
        return ["look-at", *weak, *other, *(["grade-anew"] if mended else [])]

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

    def action_compare(self) -> None:
        """Beside the next of the other exams; after the last one none."""
        if not self._others:
            self.notify("There is no other result of this exam yet.")
            return
        turns = (None, *range(len(self._others)))
        self._beside = turns[(turns.index(self._beside) + 1) % len(turns)]
        self._redraw()

    def action_grade_anew(self) -> None:
        """By the keys that hold in the course now; say first what takes a moment."""
        self.query_one(TitleBar).show(self.heading(), "grading anew …")
        self.call_after_refresh(self._grade_anew)

    def action_drill(self) -> None:
        """Ten questions on the topic that went worst."""
        if self._weakest is None:
            self.notify("Nothing was wrong here.")
            return
        from trainer.tui.screens.question import QuestionScreen

        self.app.push_screen(QuestionScreen(start_drill(self.desk, self.exam.attempt)))

    def _grade_anew(self) -> None:
        if not self.has(OptionList):  # left meanwhile
            return
        regrade(self.desk, self.exam.attempt)
        own = self.exam.attempt.attempt_id
        self._own = next((one for one in history(self.desk) if one.attempt.attempt_id == own), None)
        self._redraw()

    def _redraw(self) -> None:
        self.retitle()
        options = self.query_one(OptionList)
        self._draw(options.highlighted)
        options.scroll_home(animate=False)

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
        options.add_option(Option(self._head(), disabled=True))
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

    def _head(self) -> Text:
        attempt = self.exam.attempt
        known = self.desk.course.exams.get(attempt.form.blueprint.exam)
        beside = None if self._beside is None else self._others[self._beside].attempt
        head = ScoreHead(
            attempt,
            self.exam.result(),
            known.domains if known else {},
            again=self._own.regrades[-1] if self._own and self._own.regrades else None,
            beside=beside,
            compared=compared(attempt, beside) if beside else None,
        )
        text = head.text(self._width, self.colour)
        text.append("\nQuestions, wrong ones first", style="bold")
        text.append("   your answer → right answer" if self._width >= NAMED else "", style=self._muted)
        return text

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
