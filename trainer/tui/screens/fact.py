"""One fact: what it says, where from, how well it is remembered, and what the learner wants of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from trainer.activities.about import About, about
from trainer.activities.desk import Desk
from trainer.activities.wishes import bury, flag, note, suspend
from trainer.content.model import Fact, FactId
from trainer.content.words import percent
from trainer.errors import UsageError
from trainer.tui.actions import bindings
from trainer.tui.door import Door
from trainer.tui.outside import copy, open_page
from trainer.tui.page import Page


class FactScreen(Page):
    """The facts behind a question, one at a time, or any fact of the course."""

    place = "fact"
    CSS_PATH = "fact.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("fact")

    def __init__(self, desk: Desk, facts: Sequence[FactId]) -> None:
        super().__init__(desk)
        self._facts = tuple(facts)
        self._number = 0
        self._about: About = about(desk, self._facts[0])

    def heading(self) -> str:
        """What this is."""
        return "Fact"

    def aside(self) -> str:
        """Which of several, and its topic."""
        topic = self.desk.course.topics[self._about.fact.topic].title
        of = f"{self._number + 1} of {len(self._facts)} · " if len(self._facts) > 1 else ""
        return f"{of}{topic}"

    def keys_now(self) -> Sequence[str]:
        """While a note is typed, only how to keep it."""
        turn = ["next-fact"] if len(self._facts) > 1 else []
        read = ["read-it"] if self._about.taught else []
        beside = ["beside-1"] if self._about.beside else []
        return [
            *read,
            "ask-it",
            *turn,
            *beside,
            "note",
            "flag-fact",
            "leave-for-today",
            "leave-out",
            "open-source",
        ]

    def words_now(self) -> dict[str, str]:
        """What a key does now."""
        wish = self._about.wish
        noting = self.query_one("#note", Input).has_focus
        return {
            "read-it": "keep" if noting else "read",
            "flag-fact": "unflag" if wish.flagged else "flag",
            "leave-out": "ask again" if wish.suspended else "never ask",
        }

    def body(self) -> ComposeResult:
        """The text; a line for a note."""
        with VerticalScroll(id="page"):
            yield Static(id="about")
        yield Input(placeholder="A note of your own; Enter keeps it", id="note")

    def on_screen_resume(self) -> None:
        """Whatever was done meanwhile shows."""
        self._turn(self._number)

    def action_next_fact(self) -> None:
        """The next fact of the question."""
        self._turn((self._number + 1) % len(self._facts))

    def action_read_it(self) -> None:
        """The paragraph that teaches it."""
        if self._about.taught is None:
            self.notify("No lesson has this fact; its source does.")
            return
        lesson, section = self._about.taught
        self.go(Door("lessons", lesson.id, section=section.id))

    def action_ask_it(self) -> None:
        """A fresh question on it."""
        fact = self._about.fact.id
        if fact in self.desk.askable:
            self.go(Door("check", facts=(fact,)))
        else:
            self.notify("Nothing is asked about this fact.")

    def action_open_beside(self, number: int) -> None:
        """A fact that rests beside this one; going back leads here again."""
        if number <= len(self._about.beside):
            self.go(Door("fact", facts=(self._about.beside[number - 1].id,)))

    def action_beside_1(self) -> None:
        """The first fact beside it."""
        self.action_open_beside(1)

    def action_beside_2(self) -> None:
        """The second fact beside it."""
        self.action_open_beside(2)

    def action_beside_3(self) -> None:
        """The third fact beside it."""
        self.action_open_beside(3)

    def action_beside_4(self) -> None:
        """The fourth fact beside it."""
        self.action_open_beside(4)

    def action_beside_5(self) -> None:
        """The fifth fact beside it."""
        self.action_open_beside(5)

    def action_beside_6(self) -> None:
        """The sixth fact beside it."""
        self.action_open_beside(6)

    def action_flag_fact(self) -> None:
        """Mark it, to find it again."""
        flag(self.desk, self._about.fact.id, on=not self._about.wish.flagged)
        self._turn(self._number)

    def action_leave_for_today(self) -> None:
        """Not before tomorrow."""
        bury(self.desk, self._about.fact.id)
        self._turn(self._number)
        self.notify("Not asked again before tomorrow.")

    def action_leave_out(self) -> None:
        """Never, until taken back."""
        suspend(self.desk, self._about.fact.id, on=not self._about.wish.suspended)
        self._turn(self._number)

    def action_note(self) -> None:
        """Words of one's own."""
        line = self.query_one("#note", Input)
        line.display = True
        line.value = self._about.wish.note
        line.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the note; what is too long is told and stays."""
        event.stop()
        try:
            note(self.desk, self._about.fact.id, event.value)
        except UsageError as error:
            self.notify(str(error), severity="warning")
            return
        self._turn(self._number)

    def action_open_source(self) -> None:
        """The documentation page in the browser."""
        for source in self._about.sources[:1]:
            open_page(self.app, source.url)

    def action_copy(self) -> None:
        """The fact with its source."""
        pages = [f"AWS: {source.title} {source.url}" for source in self._about.sources]
        copy(self.app, "\n".join([self._about.fact.says, *pages]))

    def _turn(self, number: int) -> None:
        self._number = number
        self._about = about(self.desk, self._facts[number])
        self.query_one("#note").display = False
        text = Text()
        for title, lines in self._parts():
            text.append(f"\n{title}\n" if title else "\n", style=f"bold {self.colour('accent')}")
            for line in lines:
                text.append_text(line).append("\n")
        self.query_one("#about", Static).update(text)
        self.query_one("#page").focus()
        self.retitle()

    def _parts(self) -> Iterator[tuple[str, list[Text]]]:
        told, muted = self._about, self.colour("muted")
        yield "", [Text(told.fact.says, style="bold")]
        if told.fact.mistake:
            yield "Often taken for true", [Text(told.fact.mistake)]
        if told.tells_apart:
            yield "To tell apart", [Text(line) for line in told.tells_apart]
        if told.wish.note:
            yield "Your note", [Text(told.wish.note)]
        yield "Remembered", list(self._memory())
        if told.beside:
            yield "Beside it", [self._link(number, fact) for number, fact in enumerate(told.beside, 1)]
        sources = []
        for page in told.sources:
            sources.append(Text(f"AWS: {page.title} · {page.locator}", style=muted))
            sources.append(Text(f"  checked {page.checked:%d %b %Y}", style=muted))
        yield "Source", sources

    def _link(self, number: int, fact: Fact) -> Text:
        """A line that leads to the fact, by its number or a click."""
        line = Text.assemble((f"{number} ", self.colour("accent")), (fact.says, self.colour("muted")))
        line.stylize(Style(meta={"@click": f"screen.open_beside({number})"}))
        return line

    def _memory(self) -> Iterator[Text]:
        state, wish = self._about.remembered, self._about.wish
        if state is None:
            yield Text("never asked for your plan")
        else:
            times = "once" if state.reps == 1 else f"{state.reps} times"
            lapses = f", forgotten {state.lapses} ×" if state.lapses else ""
            back = days_until(state.due_at, self.desk.now())
            yield Text(f"{percent(state.recall)} now · asked {times}{lapses} · back {back}")
        if wish.flagged:
            yield Text("⚑ flagged")
        if wish.suspended:
            yield Text("⏸ not asked until you take that back")
        elif wish.silent(self.desk.now()):
            yield Text("⏸ not before tomorrow")


def days_until(then: datetime, now: datetime) -> str:
    """ "today", "tomorrow", "in 12 days"."""
    days = (then.date() - now.date()).days
    return "today" if days <= 0 else "tomorrow" if days == 1 else f"in {days} days"
