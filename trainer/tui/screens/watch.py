"""See it happen: what a question describes, run on the simulator, moment by moment."""

from typing import ClassVar

from rich.cells import cell_len
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.widgets import Static

from trainer.activities.desk import Desk
from trainer.activities.watch import Kind, Moment, moments, turning_point, watch
from trainer.questions.model import Item
from trainer.tui.actions import bindings
from trainer.tui.page import Page
from trainer.tui.widgets.reader import Reader
from trainer.tui.widgets.typeset import Row

SIGNS = {
    Kind.COMMAND: ("$", "accent"),
    Kind.REFUSED: ("✗", "error"),
    Kind.TASK: ("·", ""),
    Kind.EVENT: ("»", "secondary"),
}
STATUS_COLOURS = {"RUNNING": "success", "STOPPED": "error"}
"""A task's line takes the colour of the status it names; the word itself says it too."""
BAR = 10
TIME = 9
"""Columns of the clock."""
STEPS = "▁▂▃▄▅▆▇█"
MOMENT_S = 0.4
"""So long a moment stays while it plays."""


class WatchScreen(Page):
    """The timeline with a cursor; above it how many tasks run at that moment, below what it shows."""

    place = "watch"
    CSS_PATH = "watch.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("watch")

    def __init__(self, desk: Desk, item: Item) -> None:
        super().__init__(desk)
        self._item = item
        self._told = moments(watch(desk, item))
        self.moment = turning_point(self._told)
        self._playing: Timer | None = None

    def heading(self) -> str:
        """What this is."""
        return "See it happen"

    def aside(self) -> str:
        """Never to be taken for a real account."""
        return "simulated account"

    def words_now(self) -> dict[str, str]:
        """The same key plays and stops."""
        return {"play": "stop"} if self._playing else {}

    def body(self) -> ComposeResult:
        """Where we are, the timeline, what it shows."""
        yield Static(id="now")
        yield Reader(self._rows, self._mark)
        yield Static(self._moral(), id="moral")

    def on_mount(self) -> None:
        """Begin where the story begins."""
        self.query_one(Reader).focus()
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        """The curve depends on the width."""
        if self.is_mounted:
            self.call_after_refresh(self._show)

    def action_later(self) -> None:
        """One moment on."""
        self._stop()
        self._step(1)

    def action_earlier(self) -> None:
        """One moment back."""
        self._stop()
        self._step(-1)

    def action_play(self) -> None:
        """From the beginning, or stop where we are."""
        if self._playing:
            self._stop()
            return
        self.moment = 0
        self._playing = self.set_interval(MOMENT_S, self._play_on)
        self._show()

    def action_close_watch(self) -> None:
        """Back to the question."""
        self.app.pop_screen()

    def action_work_there(self) -> None:
        """The account as it is in the end, with the prompt."""
        from trainer.activities.lab import open_scene
        from trainer.tui.screens.lab import LabScreen

        if self._item.scene is None:
            self.notify("The simulator cannot play this question.")
            return
        self._stop()
        self.app.push_screen(LabScreen(open_scene(self.desk, self._item)))

    def _play_on(self) -> None:
        if self.moment + 1 >= len(self._told):
            self._stop()
        else:
            self._step(1)

    def _stop(self) -> None:
        if self._playing:
            self._playing.stop()
            self._playing = None
        self.show_keys()

    def _step(self, by: int) -> None:
        self.moment = max(0, min(len(self._told) - 1, self.moment + by))
        self._show()

    def _show(self) -> None:
        reader = self.query_one(Reader)
        places = [place for place, row in enumerate(reader.rows) if row.first and row.place == (self.moment,)]
        if places:
            reader.remark()
            reader.reveal(places[0], 6)
        self.query_one("#now", Static).update(self._now())
        self.show_keys()

    def _now(self) -> Text:
        if not self._told:
            return Text("The simulator cannot play this question.")
        now = self._told[self.moment]
        text = Text(no_wrap=True)
        text.append(f"{now.at:%H:%M:%S}", style="bold")
        text.append("   running ")
        text.append(str(now.running), style=f"bold {self.colour('success')}")
        text.append(f" of {now.wanted} wanted", style=self.colour("muted"))
        room = self.size.width - cell_len(text.plain) - 6
        curve = self._curve()
        if len(curve) <= room:
            text.append("   ")
            text.append(curve[: self.moment], style=self.colour("muted"))
            text.append(curve[self.moment], style=f"bold reverse {self.colour('success')}")
            text.append(curve[self.moment + 1 :], style=self.colour("muted"))
        return text

    def _curve(self) -> str:
        """Running tasks over the moments, one column each."""
        most = max((one.running for one in self._told), default=0) or 1
        return "".join(STEPS[round((len(STEPS) - 1) * one.running / most)] for one in self._told)

    def _moral(self) -> Text:
        key = "; ".join(option.text for option in self._item.options if option.is_key)
        text = Text("It shows: ", style=self.colour("muted"))
        text.append(key or "; ".join(self._item.answer[:1]), style="bold")
        text.append(
            "\n≈ Times between steps are our model; the outcome is what AWS documents.",
            style=self.colour("muted"),
        )
        return text

    def _mark(self, row: Row) -> Text:
        here = row.place == (self.moment,)
        return Text(" ▸" if here else "", style=f"bold {self.colour('accent')}")

    def _rows(self, width: int) -> list[Row]:
        most = max((max(one.running, one.wanted) for one in self._told), default=1)
        rows: list[Row] = []
        for number, one in enumerate(self._told):
            if number and any(kind is Kind.COMMAND for kind, _ in one.lines):
                rows.append(Row(Text(), ()))
            rows += self._moment_rows(number, one, width, most)
        return rows

    def _moment_rows(self, number: int, one: Moment, width: int, most: int) -> list[Row]:
        meter = self._meter(one, most, wide=width >= 60)
        room = max(16, width - TIME - 3 - cell_len(meter.plain))
        rows: list[Row] = []
        for kind, words in one.lines:
            sign, colour = SIGNS[kind]
            style = self.colour(colour or self._status(words))
            for place, part in enumerate(Text(words, style=style).wrap(self.app.console, room)):
                part.rstrip()
                line = Text(f"{one.at:%H:%M:%S} " if not rows else " " * TIME)
                line.stylize(self.colour("muted"))
                line = Text.assemble(line, (f"{'' if place else sign:2}", f"bold {style}"), part)
                if not rows:
                    line.append(" " * (width - line.cell_len - cell_len(meter.plain)))
                    line.append_text(meter)
                rows.append(Row(line, (number,), (), not rows))
        return rows

    def _status(self, words: str) -> str:
        return next((colour for status, colour in STATUS_COLOURS.items() if status in words), "")

    def _meter(self, one: Moment, most: int, *, wide: bool) -> Text:
        text = Text()
        if wide:
            filled = round(BAR * one.running / most) if most else 0
            text.append("━" * filled, style=self.colour("success"))
            text.append("─" * (BAR - filled), style=self.colour("muted"))
        text.append(f" {one.running:>2}/{one.wanted:<2}")
        return text
