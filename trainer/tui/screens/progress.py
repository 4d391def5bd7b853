"""Where the learner stands: evidence for a readiness figure, topics, what is done, the last sittings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.activities.desk import Desk
from trainer.activities.exam import ended
from trainer.activities.progress import Evidence, Standing, TopicStanding, standing
from trainer.exam.score import score
from trainer.store.model import Brief, Mode
from trainer.tui.actions import bindings
from trainer.tui.page import Page
from trainer.tui.widgets.exam_words import bar, left_words, percent

COLUMN = 96
ONE_LINE = 60
"""Columns that a topic needs to stand on one line."""
MET, RECALL, ANSWERS = 11, 11, 11
LAST = 5
MODES = {
    Mode.OPENING: "first question",
    Mode.LESSON: "on a lesson",
    Mode.REVIEW: "review",
    Mode.QUIZ: "quick quiz",
    Mode.EXAM: "exam",
}


@dataclass(frozen=True, slots=True)
class Sat:
    """The answers of one kind of sitting on one day."""

    day: date
    mode: Mode
    right: int
    of: int


def last_sittings(briefs: Sequence[Brief], count: int) -> list[Sat]:
    """The newest ones first; `briefs` in the order of the log. Exams stand on their own."""

    def kind(brief: Brief) -> tuple[date, Mode]:
        return brief.answered_at.astimezone().date(), brief.mode

    newest = (brief for brief in reversed(briefs) if brief.mode is not Mode.EXAM)
    found = []
    for (day, mode), group in islice(groupby(newest, kind), count):
        marks = [brief.right for brief in group]
        found.append(Sat(day, mode, sum(marks), len(marks)))
    return found


class ProgressScreen(Page):
    """One page of text that scrolls; every bar has its words beside it."""

    place = "progress"
    CSS_PATH = "progress.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("progress")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._standing: Standing | None = None
        self._sat: list[Sat] = []

    def heading(self) -> str:
        """The screen's name."""
        return "Progress"

    def aside(self) -> str:
        """How much there is to go by."""
        answers = self._standing.counts.answers if self._standing else 0
        return f"{answers:,} answers kept"

    def body(self) -> ComposeResult:
        """The page."""
        with VerticalScroll(id="page"):
            yield Static(id="report")

    def on_screen_resume(self) -> None:
        """Read the log anew."""
        self._standing = standing(self.desk)
        self._sat = last_sittings(self.desk.store.answers.briefs(), LAST)
        self._draw()
        self.retitle()
        self.query_one("#page").focus()

    def on_resize(self) -> None:
        """Columns depend on the width."""
        if self.is_mounted and self._standing is not None:
            self._draw()

    @property
    def _width(self) -> int:
        return max(30, min(COLUMN, self.size.width - 6))

    @property
    def _muted(self) -> str:
        return self.colour("muted")

    @property
    def _bar(self) -> int:
        return 20 if self._width >= 90 else 12

    def _draw(self) -> None:
        report = self._standing
        if report is None:
            return
        sections = [
            ("Ready?", self._ready(report.evidence)),
            ("Topics", self._topics(report.topics)),
            ("Done", self._done_so_far(report)),
            ("Exams", self._exams(report)),
            ("Last sittings", self._sittings()),
        ]
        text = Text()
        accent = self.colour("accent")
        for title, lines in sections:
            text.append(f"{title}\n", style=f"bold {accent}")
            for line in lines:
                text.append_text(line).append("\n")
            text.append("\n")
        text.rstrip()
        self.query_one("#report", Static).update(text)

    def _ready(self, evidence: Evidence) -> Iterator[Text]:
        """No number below the floors; what it would take, instead."""
        enough = evidence.answers >= evidence.wanted and evidence.core_met >= evidence.core_wanted
        yield Text("A figure comes with mock exams." if enough else "No figure yet: it would be a guess.")
        yield self._bar_line(
            "evidence",
            evidence.answers / evidence.wanted,
            f"{min(evidence.answers, evidence.wanted)} of {evidence.wanted} answers after a night or more",
        )
        yield self._bar_line(
            "core met",
            evidence.core_met,
            f"{percent(evidence.core_met)} of the core facts met, {percent(evidence.core_wanted)} wanted",
        )

    def _bar_line(self, name: str, share: float, words: str) -> Text:
        line = Text(f"{name:10}")
        if self._width >= ONE_LINE:
            line.append_text(bar(min(1.0, share), self._bar, self._primary)).append("  ")
        return line.append(words, style=self._muted)

    def _topics(self, topics: Sequence[TopicStanding]) -> Iterator[Text]:
        """Facts met as a bar; recall and answers in words."""
        room = self._width - self._bar - MET - RECALL - ANSWERS
        column = min(room, max((len(topic.title) for topic in topics), default=0) + 2)
        if self._width >= ONE_LINE:
            met, recall = f"{'core facts met':{self._bar + MET}}", f"{'recall now':>{RECALL}}"
            yield Text(f"{'':{column}}{met}{recall}{'right':>{ANSWERS}}", style=self._muted)
        for topic in topics:
            yield self._topic(topic, column)

    def _topic(self, topic: TopicStanding, column: int) -> Text:
        recall = "not yet" if topic.recall is None else percent(topic.recall)
        if self._width < ONE_LINE:
            line = Text(topic.title)
            line.truncate(self._width, overflow="ellipsis")
            return line.append(
                f"\n  {topic.met} of {topic.facts} core facts met · recall {recall}", style=self._muted
            )
        name = Text(topic.title)
        name.truncate(column - 1, overflow="ellipsis")
        name.append(" " * (column - name.cell_len))
        share = topic.met / topic.facts if topic.facts else 0.0
        met, right = f"{topic.met:3} of {topic.facts}", f"{topic.right} of {topic.answers}"
        name.append_text(bar(share, self._bar, self._primary)).append(f" {met:{MET - 1}}{recall:>{RECALL}}")
        return name.append(f"{right:>{ANSWERS}}" if topic.answers else "", style=self._muted)

    def _done_so_far(self, report: Standing) -> Iterator[Text]:
        yield Text(f"{report.lessons_read} of {report.lessons} lessons read")
        if report.labs:
            yield Text(f"{report.labs_passed} of {report.labs} labs done")
        counts = report.counts
        due = f"{counts.due} due for review now" if counts.due else "nothing due for review"
        yield Text(f"{counts.facts_seen} facts seen, {due}")

    def _exams(self, report: Standing) -> Iterator[Text]:
        waiting = report.counts.open_attempt
        if waiting is not None:
            yield Text(f"open: {waiting.answered} answered, {left_words(waiting.left_s)}")
        attempts = ended(self.desk)
        if not attempts and waiting is None:
            yield Text("None sat yet. A mini exam takes 40 minutes: e on Today.", style=self._muted)
        for attempt in attempts[:LAST]:
            result = score(attempt)
            side = "above" if result.passed else "below"
            numbers = f"{result.right:2} of {result.of} right, {side} our line"
            yield self._dated(attempt.started_at.astimezone().date(), attempt.form.blueprint.title, numbers)

    def _sittings(self) -> Iterator[Text]:
        if not self._sat:
            yield Text("None yet. A quick quiz takes ten minutes: q on Today.", style=self._muted)
        for sat in self._sat:
            yield self._dated(sat.day, MODES[sat.mode], f"{sat.right:2} of {sat.of} right")

    def _dated(self, day: date, what: str, numbers: str) -> Text:
        line = Text.assemble((f"{day:%d %b %Y}  ".replace(" 0", " "), self._muted))
        if self._width >= ONE_LINE:
            return line.append(f"{what:32}{numbers}")
        return line.append(f"{what}\n  {numbers}")

    @property
    def _primary(self) -> str:
        return self.colour("primary")
