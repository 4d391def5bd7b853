"""Today's plan: what is due and why, what comes next, one key to start the right thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from trainer.activities.changes import changed_facts
from trainer.activities.desk import Desk
from trainer.activities.progress import memory_map, standing
from trainer.activities.read import Strength, minutes_of
from trainer.activities.readiness import Ready, ready
from trainer.activities.recap import Recap, recap
from trainer.activities.today import Today, today
from trainer.content.model import TopicId
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.heap import give_back
from trainer.tui.page import Page
from trainer.tui.widgets.strengths import legend, signs

RESTART = 10
"""Facts that a restart after a gap asks."""
WIDE = 76
"""Columns from which the plan has room to say why."""
WHY_LEAST = 22
"""Columns that a reason has at least, where there is room for reasons: all but a fact's own words fit."""
AROUND_WORDS = 10
"""Columns beside what the plan says, its minutes and the reason: the room between, and the edges."""
PAGE = 110
"""Columns of the page at most, as its style sheet has it."""
AROUND_STANDING = 16
"""Columns beside what is told of the week: the edges and its title."""
SETTLED_S = 1.0
"""After so long a start is over."""
MAP_FROM = 20
"""Rows from which the map of facts has room, without its own."""


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
        return "trainer"

    def aside(self) -> str:
        """The course, the exam, the days to it."""
        plan = self._plan()
        course = self.desk.course.title + (f" for {plan.exam.id}" if plan.exam else "")
        return " · ".join(part for part in (course, days_words(plan)) if part)

    def words_now(self) -> dict[str, str]:
        """From here back leads out."""
        return {"back": "quit"}

    def body(self) -> ComposeResult:
        """The plan, then where one stands."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="title")
            yield OptionList(id="plan")
            yield Static(id="standing")
            yield Static(id="map")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looked_back = False

    def on_screen_resume(self) -> None:
        """Whatever was done meanwhile changes the plan; what it needed is let go."""
        self.desk.rest()
        self._today: Today | None = None
        self._ready: Ready | None = None
        self._recap: Recap | None = None
        self._signs: Mapping[TopicId, tuple[Strength, ...]] | None = None
        self._report = standing(self.desk)
        self._draw()
        self.retitle()
        self.call_after_refresh(self._look_back)

    def _look_back(self) -> None:
        """What takes longer to work out: the week and the figure."""
        self._recap = recap(self.desk, self._report, self._plan().hours_left)
        self._signs = memory_map(self.desk) if self._report.counts.answers else None
        self._ready = ready(self.desk, self._report.evidence)
        self._draw()
        if self._looked_back:
            self.call_after_refresh(self._let_go)
        else:
            self.set_timer(SETTLED_S, self._let_go)  # a start has better things to do
        self._looked_back = True

    def _let_go(self) -> None:
        """What looking back has read and painted."""
        self.desk.store.rest()
        give_back()

    def on_resize(self) -> None:
        """Columns depend on the width."""
        if getattr(self, "_report", None) is not None:
            self._draw()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Start the line that was chosen."""
        event.stop()
        self.go(self._proposals()[event.option_index].door)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Where rows are few the page shows its beginning; at the last line of the plan, what is below."""
        event.stop()
        plan = self.query_one("#plan", OptionList)
        last = event.option_index == plan.option_count - 1
        below = plan.virtual_region.y + event.option_index if last else 0
        self.query_one("#page").scroll_to(y=below, animate=False)

    def action_start(self) -> None:
        """Start the line under the cursor."""
        self.query_one("#plan", OptionList).action_select()

    def action_review(self) -> None:
        """What slips first."""
        self.go(Door("review"))

    def action_five_minutes(self) -> None:
        """A review that ends on time."""
        self.go(Door("review", minutes=5))

    def action_ten_minutes(self) -> None:
        """A review that ends on time."""
        self.go(Door("review", minutes=10))

    def action_twenty_minutes(self) -> None:
        """A review that ends on time."""
        self.go(Door("review", minutes=20))

    def action_placement(self) -> None:
        """What is known already."""
        self.go(Door("placement"))

    def action_warm_up(self) -> None:
        """Before the exam."""
        self.go(Door("warm-up"))

    def action_outcome(self) -> None:
        """After the exam."""
        self.go(Door("outcome"))

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
        if plan.days_left == 0:
            why = "none of it counts"
            lines.append(Proposal("warm-up", "Exam day: warm up", "5 min", why, Door("warm-up")))
        elif plan.days_left is not None and plan.days_left < 0:
            lines.append(
                Proposal("outcome", "How did the exam go?", "1 min", "the plan follows", Door("outcome"))
            )
        changed = len(changed_facts(self.desk))
        if changed:
            what = "1 fact changed" if changed == 1 else f"{changed} facts changed"
            why = "first in the review"
            lines.append(Proposal("changed", f"{what} meanwhile", "", why, Door("review")))
        if self._recap is not None and self._recap.rhythm.back_after_a_gap and plan.due:
            what = f"Begin again with {min(plan.due, RESTART)} facts"
            again = Door("review", count=RESTART, minutes=10)
            lines.append(Proposal("again", what, "10 min", "the rest follows later", again))
        elif plan.due or plan.new:
            count = plan.due + plan.new
            facts = "1 fact" if count == 1 else f"{count} facts"
            what = f"{facts}, those that slip first" if plan.due else f"{facts} you have met"
            why = plan.slipping or "never asked before"
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
        forms = self.desk.course.blueprints.values()
        own = [form for form in forms if plan.exam is None or form.exam == plan.exam.id]
        short = min(own, key=lambda one: one.items, default=None)
        if short is not None and plan.attempt is None:
            lines.append(
                Proposal(
                    "mock", short.title, f"{short.minutes} min", f"{short.items} questions", Door("exam")
                )
            )
        lines.append(Proposal("quiz", "Quick quiz", "10 min", "changes no plan", Door("quiz")))
        return lines

    def _draw(self) -> None:
        options = self.query_one("#plan", OptionList)
        place = options.highlighted or 0
        lines = self._proposals()
        options.clear_options()
        options.add_options([Option(self._line(line), id=line.name) for line in lines])
        options.highlighted = min(place, len(lines) - 1)
        options.focus()
        minutes = self.desk.store.settings.load().minutes_a_day
        away = self._recap is not None and self._recap.rhythm.back_after_a_gap
        title = Text()  # without a style of its own: muted may be a dim of whatever it stands in
        title.append("Welcome back" if away else "Today", style=f"bold {self.colour('accent')}")
        said = "ten minutes are enough to begin again" if away else f"{minutes} minutes a day"
        title.append(f"   {said}", style=self.colour("muted"))
        self.query_one("#title", Static).update(title)
        self.query_one("#standing", Static).update(self._standing())
        facts = self.query_one("#map", Static)
        drawn = self._map()
        facts.display = drawn is not None
        facts.update(drawn or "")

    def _line(self, line: Proposal) -> Table:
        wide = self.size.width >= WIDE
        grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
        grid.add_column(ratio=None if wide else 1, width=self._widest() if wide else None)
        grid.add_column(width=self._minutes(), justify="right")
        muted = self.colour("muted")
        if wide:
            grid.add_column(ratio=1, no_wrap=True)
        words = Text(line.words, no_wrap=True, overflow="ellipsis")
        cells = [words, Text(line.minutes)]
        why = Text(line.why, style=muted, overflow="ellipsis", no_wrap=True)
        grid.add_row(*cells, *([why] if wide else []))
        return grid

    def _widest(self) -> int:
        """Columns of the longest line of the plan, if the reason beside it keeps room to say something."""
        longest = max(len(line.words) for line in self._proposals())
        return min(longest, self.size.width - AROUND_WORDS - self._minutes() - WHY_LEAST)

    def _minutes(self) -> int:
        """Columns of the longest time."""
        return max(len(line.minutes) for line in self._proposals())

    def _map(self) -> Table | None:
        """How well the core facts of each topic are remembered, one sign a fact; where there is room."""
        topics = self.desk.course.topics.values()
        if self._signs is None or self.size.width < WIDE or self.size.height < MAP_FROM + len(topics):
            return None
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(width=7)
        table.add_column()
        table.add_column(no_wrap=True)
        shown = [topic for topic in topics if self._signs[topic.id]]
        for number, topic in enumerate(shown):
            name = Text("" if number else "Facts", style="bold")
            title = Text(topic.title, style=self.colour("muted"))
            table.add_row(name, title, signs(self._signs[topic.id], self.colour))
        table.add_row("", "", Text(legend(), style=self.colour("muted")))
        return table

    def _standing(self) -> Table:
        """Readiness, the week and what is done; the figure comes once the plan stands on the screen."""
        report, week = self._report, self._recap
        done = [
            f"{report.lessons_read} of {report.lessons} lessons read",
            f"{report.labs_passed} of {report.labs} labs done",
            "1 answer kept" if report.counts.answers == 1 else f"{report.counts.answers:,} answers kept",
        ]
        if self._ready is not None:
            figure = [self._ready.words, f"from {report.evidence.answers:,} cold answers"]
        else:
            at_work = week is None and report.evidence.enough
            figure = ["…" if at_work else "no figure yet", *report.evidence.words.split(" · ")]
        parts = [("Ready?", figure, done)]
        if week is not None and week.rhythm.words:
            broken = (
                "1 pair told apart" if week.pairs_broken == 1 else f"{week.pairs_broken} pairs told apart"
            )
            hours = [] if week.hours_left is None else [f"{week.hours_left:.1f} h of core left"]
            told = [week.rhythm.words, *([broken] if week.pairs_broken else []), *hours]
            parts.append(("Week", told, [week.suggestion] if week.suggestion else []))
        wide = self.size.width >= WIDE
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(width=7 if wide else None)
        if wide:
            table.add_column()
        for title, first, second in parts:
            self._tell(table, title, (first, second))
        return table

    def _tell(self, table: Table, title: str, lines: Sequence[Sequence[str]]) -> None:
        """A title with lines beside it; where there is no room, each part on a line of its own."""
        wide = self.size.width >= WIDE
        room = min(PAGE, self.size.width) - AROUND_STANDING if wide else 1
        told = Text()
        for line, style in zip(lines, ("", self.colour("muted")), strict=True):
            told.append("".join(f"{row}\n" for row in rows_of(line, room)), style=style)
        told.rstrip()
        name = Text(title, style="bold")
        table.add_row(*((name, told) if wide else (Text.assemble(name, "\n", told),)))


def rows_of(parts: Sequence[str], room: int) -> list[str]:
    """The parts joined by dots, broken between them and nowhere else."""
    rows: list[str] = []
    for part in parts:
        if rows and len(f"{rows[-1]} · {part}") <= room:
            rows[-1] += f" · {part}"
        else:
            rows.append(part)
    return rows


def days_words(plan: Today) -> str:
    """ "exam in 19 days (11 Dec 2026)"; empty without a date."""
    if plan.days_left is None or plan.exam_on is None:
        return ""
    day = f"{plan.exam_on:%d %b %Y}".lstrip("0")
    if plan.days_left < 0:
        return f"exam was on {day}"
    if plan.days_left == 0:
        return f"exam today ({day})"
    return f"exam tomorrow ({day})" if plan.days_left == 1 else f"exam in {plan.days_left} days ({day})"
