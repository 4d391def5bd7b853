"""Exams: the open one first, those that can be begun and how, and earlier results."""

from collections.abc import Iterator
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from trainer.activities.attempts import Past, history
from trainer.activities.desk import Desk
from trainer.activities.exam import Exam, blueprint_named, resume, waiting
from trainer.activities.manner import Manner, begin, minutes, shaped
from trainer.content.model import Blueprint, TopicId
from trainer.errors import NotSo, TrainerError
from trainer.exam.attempt import time_left
from trainer.exam.model import Attempt, Moment
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.page import Page
from trainer.tui.screens.exam_result import ResultScreen
from trainer.tui.screens.exam_sitting import SittingScreen
from trainer.tui.widgets.exam_manner import manner_lines, turned
from trainer.tui.widgets.exam_score import day
from trainer.tui.widgets.exam_words import factor_words, left_words
from trainer.tui.widgets.title import TitleBar

TITLE_WIDTH = 39
AROUND = 6
"""Columns that padding and scroll bar take."""
MANNERS = "No feedback before the end. Every answer is kept at once; you may leave."


def exam_screen(desk: Desk, door: Door) -> Screen[None]:
    """The choice of exams; a door with a name begins that one at once."""
    return ExamsScreen(desk, door.name, door.seed, door.time_factor)


class ExamsScreen(Page):
    """One list: Enter goes on, begins, or opens a result."""

    place = "exams"
    CSS_PATH = "exam.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("exams")

    def __init__(
        self, desk: Desk, begin: str = "", seed: int | None = None, time_factor: float | None = 1.0
    ) -> None:
        super().__init__(desk)
        self._begin_with = begin
        self._seed = seed
        self._manner = Manner(time_factor)
        self._attempt: Attempt | None = None
        self._ended: tuple[Past, ...] = ()

    def heading(self) -> str:
        """The screen's name."""
        return "Exams"

    def aside(self) -> str:
        """How much time the next one gets."""
        more = f" + {self._manner.extra_minutes} min" if self._manner.extra_minutes else ""
        return f"time: {factor_words(self._manner.time_factor)}{more}"

    def body(self) -> ComposeResult:
        """The list."""
        yield OptionList(id="exams")

    def on_screen_resume(self) -> None:
        """What is open or done may have changed."""
        self._attempt = waiting(self.desk)
        self._ended = history(self.desk)
        self._draw()
        if self._begin_with:
            name, self._begin_with = self._begin_with, ""
            self._assemble(blueprint_named(self.desk, name))

    def on_resize(self) -> None:
        """Columns depend on the width."""
        if self.is_mounted and self.is_current:
            self._draw()

    def action_sit_exam(self) -> None:
        """What the line under the cursor says."""
        self.query_one(OptionList).action_select()

    def action_time_factor(self) -> None:
        """The exam's time, half as much again, double, none."""
        self._turn("time")

    def _turn(self, line: str) -> None:
        self._manner = turned(self._manner, line, self._topics())
        self.retitle()
        self._draw()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go on, begin, choose how, or look back."""
        event.stop()
        what, _, name = (event.option_id or "").partition(" ")
        if what == "open":
            self._open(resume(self.desk))
        elif what == "begin":
            self._assemble(blueprint_named(self.desk, name))
        elif what == "set":
            self._turn(name)
        elif what == "ended":
            attempt = next(one.attempt for one in self._ended if one.attempt.attempt_id == name)
            self.app.push_screen(ResultScreen(Exam(self.desk, attempt)))

    def _assemble(self, blueprint: Blueprint) -> None:
        """Say what takes a moment, then do it."""
        if self._attempt is not None:
            self.notify("An exam is still open: go on with it or hand it in first.", severity="warning")
            return
        options = self.query_one("#exams", OptionList)
        options.disabled = True
        self.query_one(TitleBar).show(self.heading(), "choosing the questions …")
        self.call_after_refresh(self._begin, blueprint)

    def _begin(self, blueprint: Blueprint) -> None:
        if not self.has("#exams"):  # left meanwhile: no clock is to start behind anybody's back
            return
        try:
            exam = begin(self.desk, blueprint, self._seed, self._manner)
        except TrainerError as error:
            self.notify(str(error), severity="error", timeout=12)
        else:
            self._open(exam)
        self.query_one("#exams", OptionList).disabled = False
        self.retitle()

    def _open(self, exam: Exam) -> None:
        self.app.push_screen(ResultScreen(exam) if exam.over else SittingScreen(exam))

    @property
    def _muted(self) -> str:
        return self.colour("muted")

    def _draw(self) -> None:
        if not self.has("#exams"):
            return
        options = self.query_one("#exams", OptionList)
        place = options.highlighted_option.id if options.highlighted_option else None
        options.clear_options()
        options.add_options(list(self._lines()))
        names = [option.id for option in options.options]
        enabled = [number for number, option in enumerate(options.options) if not option.disabled]
        kept = names.index(place) if place in names else None
        options.highlighted = kept if kept in enabled else next(iter(enabled), None)
        options.focus()
        if options.highlighted == next(iter(enabled), None):
            options.scroll_home(animate=False)

    def _lines(self) -> Iterator[Option]:
        if self._attempt is not None:
            yield self._head("Open")
            yield Option(self._open_line(self._attempt), id=f"open {self._attempt.attempt_id}")
            yield self._head("")
        busy = self._attempt is not None
        yield self._head("Begin (hand the open one in first)" if busy else "Begin")
        for blueprint in self._blueprints():
            yield self._begin_line(blueprint, busy=busy)
        if not busy:
            yield self._head("")
            yield self._head("How (Enter takes the next choice)")
            topic = self._manner.topic
            title = self.desk.course.topics[topic].title if topic else ""
            for name, (about, chosen) in manner_lines(self._manner, title).items():
                yield Option(self._row(about, chosen), id=f"set {name}")
        if self._ended:
            yield self._head("")
            yield self._head("Earlier")
        for past in self._ended:
            yield Option(self._ended_line(past), id=f"ended {past.attempt.attempt_id}")
        yield self._head("")
        yield Option(Text(MANNERS), disabled=True)

    def _blueprints(self) -> list[Blueprint]:
        """The course's, those of the learner's own exam first."""
        own = self.desk.store.settings.load().exam
        return sorted(self.desk.course.blueprints.values(), key=lambda blueprint: blueprint.exam != own)

    def _open_line(self, attempt: Attempt) -> Text:
        left = time_left(attempt, Moment(self.desk.now(), self.desk.clock.monotonic()))
        clock = "time is over, Enter shows the result" if left.out else left_words(left.left_s)
        done = f"{attempt.answered} of {len(attempt.form.items)} answered"
        return self._row(f"Go on: {attempt.form.blueprint.title}", f"{done} · {clock}")

    def _topics(self) -> list[TopicId]:
        """Those that some exam asks about."""
        exams = {blueprint.exam for blueprint in self.desk.course.blueprints.values()}
        return [topic.id for topic in self.desk.course.topics.values() if exams & topic.domains.keys()]

    def _begin_line(self, blueprint: Blueprint, *, busy: bool) -> Option:
        try:
            found = shaped(self.desk, blueprint, self._manner)
        except NotSo:
            words, without = self._row(blueprint.title, "does not ask about it"), True
        else:
            limit = minutes(found, self._manner)
            time = "no limit" if limit is None else f"{limit} min"
            words, without = self._row(blueprint.title, f"{found.items:3} questions   {time:>8}"), False
        return Option(words, id=f"begin {blueprint.id}", disabled=busy or without)

    def _ended_line(self, past: Past) -> Text:
        result, attempt = past.score, past.attempt
        side = "above" if result.passed else "below"
        again = f"   graded anew {past.regrades[-1].right}" if past.regrades else ""
        return self._row(
            attempt.form.blueprint.title,
            f"{result.right:3} of {result.of}, {side} line   {day(attempt.started_at):>11}{again}",
        )

    def _row(self, left: str, right: str) -> Text:
        """Two columns where there is room for them, else two lines."""
        room = min(self.size.width, 100) - AROUND
        if room >= TITLE_WIDTH + len(right):
            return Text(f"{left:{TITLE_WIDTH}}").append(right, style=self._muted)
        text = Text(left)
        text.truncate(room, overflow="ellipsis")
        return text.append(f"\n  {right.strip()}", style=self._muted)

    def _head(self, words: str) -> Option:
        return Option(Text(words, style=f"bold {self.colour('accent')}"), disabled=True)
