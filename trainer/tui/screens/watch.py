"""See it happen: what a question describes, run on the simulator, moment by moment."""

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from trainer.activities.desk import Desk
from trainer.activities.watch import Happening, Kind, watch
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
BAR = 10


class WatchScreen(Page):
    """The timeline; the bar at the right counts the tasks that run."""

    place = "watch"
    CSS_PATH = "watch.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("watch")

    def __init__(self, desk: Desk, item: Item) -> None:
        super().__init__(desk)
        self._item = item
        self._told = watch(item)

    def heading(self) -> str:
        """What this is."""
        return "See it happen · simulated account"

    def aside(self) -> str:
        """When it began and ended."""
        if not self._told:
            return ""
        return f"{self._told[0].at:%H:%M:%S} – {self._told[-1].at:%H:%M:%S}"

    def body(self) -> ComposeResult:
        """The timeline, then what it shows."""
        yield Reader(self._rows, lambda _: Text())
        yield Static(self._moral(), id="moral")

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.query_one(Reader).focus()

    def _moral(self) -> Text:
        key = "; ".join(option.text for option in self._item.options if option.is_key)
        text = Text("It shows: ", style="bold")
        text.append(key or "; ".join(self._item.answer[:1]), style="not bold")
        text.append(
            "\n≈ The times between steps are our model; the outcome is what AWS documents.",
            style="dim not bold",
        )
        return text

    def _rows(self, width: int) -> list[Row]:
        rows = [Row(Text(), ())]
        most = max((max(one.running, one.wanted) for one in self._told), default=1)
        for number, one in enumerate(self._told):
            again = number and one.at == self._told[number - 1].at
            rows += self._lines(one, width, most, time="" if again else f"{one.at:%H:%M:%S}")
        return rows

    def _lines(self, one: Happening, width: int, most: int, time: str) -> list[Row]:
        sign, colour = SIGNS[one.kind]
        style = self.app.theme_variables.get(colour, "")
        wide = width >= 60
        room = width - 12 - (BAR + 8 if wide else 0)
        parts = Text(one.text, style=style).wrap(self.app.console, max(20, room))
        rows = []
        for place, part in enumerate(parts):
            line = Text(f"{time if place == 0 else '':8} ", style="dim")
            line.append(f"{sign if place == 0 else ' '} ", style=f"bold {style}")
            part.rstrip()
            line.append_text(part)
            if wide and place == 0:
                line.append(" " * max(1, room + 12 - line.cell_len))
                filled = round(BAR * one.running / most) if most else 0
                line.append(
                    "█" * filled + "░" * (BAR - filled), style=self.app.theme_variables.get("success", "")
                )
                line.append(f" {one.running}/{one.wanted}", style="dim")
            rows.append(Row(line, ()))
        return rows
