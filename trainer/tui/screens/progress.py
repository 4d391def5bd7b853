"""Where the learner stands: readiness, what is remembered, what comes back, how the days went."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from textwrap import fill
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from trainer.activities.desk import Desk
from trainer.activities.exam import ended
from trainer.activities.progress import Evidence, Standing, TopicStanding, memory_map, standing
from trainer.activities.read import Strength
from trainer.activities.readiness import ready
from trainer.activities.trouble import leech_facts, misconceptions
from trainer.content.model import TopicId
from trainer.content.words import percent
from trainer.exam.score import score
from trainer.store.model import Brief, Mode
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.page import Page
from trainer.tui.widgets.exam_words import bar, left_words
from trainer.tui.widgets.insight_words import Insights, Part
from trainer.tui.widgets.strengths import legend, signs

COLUMN = 66
"""Columns of a section; two stand side by side where there is room."""
BESIDE = 4
ONE_LINE = 60
"""Columns that a topic needs to stand on one line."""
MET, RECALL = 11, 8
MAP = "core facts"
"""The words above the signs of a topic's facts."""
LAST = 5
TROUBLES = 4
MODES = {
    Mode.OPENING: "first question",
    Mode.LESSON: "on a lesson",
    Mode.REVIEW: "review",
    Mode.QUIZ: "quick quiz",
    Mode.EXAM: "exam",
    Mode.PLACEMENT: "placement",
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
    """One page of text that scrolls; every bar and plot has its words beside it."""

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

    def action_facts(self) -> None:
        """Every fact, by topic."""
        self.go(Door("facts"))

    @property
    def _room(self) -> int:
        """Columns between the margins."""
        return max(30, self.size.width - 6)

    @property
    def _wide(self) -> bool:
        return self._room >= 2 * 50 + BESIDE

    @property
    def _width(self) -> int:
        """Columns of the first column."""
        return min(COLUMN, self._room - 44 - BESIDE) if self._wide else min(COLUMN + 10, self._room)

    @property
    def _muted(self) -> str:
        return self.colour("muted")

    @property
    def _bar(self) -> int:
        return 20 if self._width >= ONE_LINE else 12

    def _draw(self) -> None:
        report = self._standing
        if report is None:
            return
        beside = min(COLUMN, self._room - self._width - BESIDE) if self._wide else self._width
        insights = Insights(self.desk, beside, self.colour)
        first = [
            ("Ready?", self._ready(report.evidence)),
            ("Topics", self._topics(report.topics)),
            ("What gives trouble", self._trouble()),
            ("Done", self._done_so_far(report)),
            ("Exams", self._exams(report)),
            ("Last sittings", self._sittings()),
        ]
        columns = [self._column(first), self._column(insights.parts())]
        if self._wide:
            page = Table.grid(padding=(0, BESIDE, 0, 0))
            page.add_column(width=self._width)
            page.add_column(width=beside)
            page.add_row(*columns)
        else:
            page = Table.grid()
            page.add_column(width=self._width)
            for column in columns:
                page.add_row(column)
        self.query_one("#report", Static).update(page)

    def _column(self, parts: Sequence[Part]) -> Text:
        text = Text()
        for title, lines in parts:
            told = list(lines)
            if told:
                text.append(f"{title}\n", style=f"bold {self.colour('accent')}")
                for line in told:
                    text.append_text(line).append("\n")
                text.append("\n")
        return text

    def _ready(self, evidence: Evidence) -> Iterator[Text]:
        """The figure with its range; below the floors what it would take, instead."""
        found = ready(self.desk, evidence)
        if found is None:
            yield Text("No figure yet: it would be a guess.")
        else:
            yield Text(f"{found.words} today", style="bold")
            if found.at_exam is not None:
                later = found.at_exam
                yield Text(f"{later.low}–{later.high} on the exam date, if nothing more is studied")
            yield Text(f"in this course's {found.blueprint.title}; not AWS's own exam", style=self._muted)
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
        room = self._width - 12 - len(words)
        if room >= 8:
            line.append_text(bar(min(1.0, share), min(self._bar, room), self._primary)).append("  ")
        return line.append(words, style=self._muted)

    def _topics(self, topics: Sequence[TopicStanding]) -> Iterator[Text]:
        """A sign for each core fact; how many were met and their recall in words."""
        known = memory_map(self.desk)
        widest = max(len(MAP), *(len(one) for one in known.values()))
        column = self._width - min(widest, self._width // 3) - MET - RECALL - 1
        if self._width >= ONE_LINE:
            head = f"{'':{column}}{MAP:{self._width - column - MET - RECALL}}"
            yield Text(f"{head}{'met':>{MET}}{'recall':>{RECALL}}", style=self._muted)
        for topic in topics:
            if topic.facts:
                yield self._topic(topic, column, known[TopicId(topic.topic)])
        yield Text(legend(), style=self._muted)

    def _topic(self, topic: TopicStanding, column: int, known: Sequence[Strength]) -> Text:
        recall = "not yet" if topic.recall is None else percent(topic.recall)
        if self._width < ONE_LINE:
            line = Text(topic.title)
            line.truncate(self._width, overflow="ellipsis")
            words = f"\n  {topic.met} of {topic.facts} core facts met · recall {recall}"
            return line.append(words, style=self._muted)
        name = Text(topic.title)
        name.truncate(column - 1, overflow="ellipsis")
        name.append(" " * (column - name.cell_len))
        room = self._width - column - MET - RECALL
        name.append_text(signs(known[:room], self.colour)).append(" " * max(0, room - len(known)))
        met = f"{topic.met} of {topic.facts}"
        return name.append(f"{met:>{MET}}").append(f"{recall:>{RECALL}}", style=self._muted)

    def _trouble(self) -> Iterator[Text]:
        """Pairs that were confused with certainty, facts that will not stay."""
        shown = (*misconceptions(self.desk), *leech_facts(self.desk))[:TROUBLES]
        for advice, alike in groupby(shown, key=lambda one: one.advice):
            for one in alike:
                yield Text(self._hung(f"✗ {one.words}"))
            yield Text(self._hung(f"  now {advice}"), style=self._muted)

    def _hung(self, words: str) -> str:
        """Within the column, with what goes on under the first line's words."""
        return fill(words, self._width, subsequent_indent="  ", break_on_hyphens=False)

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
            return line.append(f"{what:22}{numbers}")
        return line.append(f"{what}\n  {numbers}")

    @property
    def _primary(self) -> str:
        return self.colour("primary")
