"""What the log shows over time, as titled lines: each plot with its words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from rich.text import Text

from trainer.activities.desk import Desk
from trainer.activities.insights import (
    RECALL_WEEKS,
    Week,
    busiest,
    calendar,
    forecast,
    recall_by_week,
    rhythm,
    sureness,
)
from trainer.content.words import counted, percent
from trainer.tui.widgets.exam_words import bar
from trainer.tui.widgets.plots import bar_plot, share_plot
from trainer.tui.widgets.prompt import Colour

Part: TypeAlias = tuple[str, Iterable[Text]]
"""A title and the lines under it; none: the part is left out."""

HEAT = "·░▒▓█"
"""No answer, then quarters of the busiest day; told apart without colour."""
WEEKDAYS = ("Mon", "", "Wed", "", "Fri", "", "Sun")
PLOT_LEAST, PLOT_MOST = 34, 60
SURE_BAR = 12


@dataclass(frozen=True, slots=True)
class Insights:
    """The parts for a desk, set in so many columns."""

    desk: Desk
    width: int
    colour: Colour

    def parts(self) -> Sequence[Part]:
        """All of them in order."""
        return (
            ("Coming back", self._coming_back()),
            ("Recalled after a night or more", self._recalled()),
            ("How sure, how right", self._sure()),
            ("Days", self._days()),
        )

    @property
    def _plots(self) -> int:
        """Columns of a plot; 0 where there is no room for one."""
        return min(PLOT_MOST, self.width) if self.width >= PLOT_LEAST else 0

    def _coming_back(self) -> Iterator[Text]:
        days = forecast(self.desk)
        if not any(days):
            yield self._quiet("Nothing yet: facts come back once they were asked for your plan.")
            return
        if self._plots:
            ticks = {0: "today", 7: "in a week"}
            yield bar_plot(days, ticks, self._plots, self.colour)
        yield self._quiet(f"{counted(days[0], 'fact')} today, {sum(days[1:7])} in the six days after")

    def _recalled(self) -> Iterator[Text]:
        weeks = recall_by_week(self.desk)
        answers = sum(week.answers for week in weeks)
        target = self.desk.store.settings.load().desired_retention
        if not answers:
            return
        if self._plots:
            ticks = {0: f"{RECALL_WEEKS} weeks ago", RECALL_WEEKS - 1: "now"}
            yield share_plot([week.share for week in weeks], target, ticks, self._plots, self.colour)
        right = sum(week.right for week in weeks)
        yield self._quiet(f"{percent(right / answers)} of {answers}, aimed at {percent(target)}")

    def _sure(self) -> Iterator[Text]:
        for one in sureness(self.desk):
            share = one.tally.share or 0.0
            line = Text(f"{one.said.value:8}")
            if self._plots:
                line.append_text(bar(share, SURE_BAR, self.colour("primary"))).append("  ")
            yield line.append(f"{percent(share)} right of {one.tally.answers}", style=self.colour("muted"))

    def _days(self) -> Iterator[Text]:
        words = rhythm(self.desk).words
        if not words:
            return
        weeks = calendar(self.desk)
        weeks = weeks[-min(len(weeks), (self.width - 5) // 2) :]
        if self._plots:
            yield from self._heat(weeks)
        yield self._quiet(f"{words} · at most {counted(busiest(weeks), 'answer')} a day")

    def _heat(self, weeks: Sequence[Week]) -> Iterator[Text]:
        most = busiest(weeks)
        for number, name in enumerate(WEEKDAYS):
            line = Text(f"{name:4}", style=self.colour("muted"))
            for week in weeks:
                count = week.answers[number]
                level = 0 if not count else 1 + min(3, 4 * (count - 1) // max(1, most))
                sign = " " if count is None else HEAT[level]
                line.append(f"{sign} ", style=self.colour("success" if level else "faint"))
            yield line
        months = Text("    ")
        for before, week in zip((None, *weeks), weeks, strict=False):
            new = before is None or before.monday.month != week.monday.month
            if new and len(months) <= 4 + 2 * weeks.index(week):
                months.append(" " * (4 + 2 * weeks.index(week) - len(months)))
                months.append(f"{week.monday:%b} ")
        yield months

    def _quiet(self, words: str) -> Text:
        return Text(words, style=self.colour("muted"))
