"""All questions of an exam in one row of signs; a click goes there."""

from collections.abc import Sequence

from rich.text import Text
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from trainer.exam.model import Place
from trainer.tui.themes import colour_in
from trainer.tui.widgets.exam_words import place_state


class ExamStrip(Widget):
    """● answered, ◐ begun, ○ open; a flag stands in place of the sign: filled when answered."""

    DEFAULT_CSS = "ExamStrip { height: 1; padding: 0 2; }"

    class Jump(Message):
        """A question was clicked; positions count from 0."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    def __init__(self) -> None:
        super().__init__()
        self._places: Sequence[Place] = ()

    def show(self, places: Sequence[Place]) -> None:
        """Show these from now on."""
        if places != self._places:
            self._places = places
            self.refresh()

    @property
    def _step(self) -> int:
        return 2 if len(self._places) * 2 <= self.size.width else 1

    def render(self) -> Text:
        """The signs, then the counts where there is room."""
        text = Text(no_wrap=True, overflow="crop")
        muted = colour_in(self.app.theme_variables, "muted")
        for place in self._places:
            sign = place_state(place)[0]
            if place.flagged:
                sign = "⚑" if place.answered else "⚐"
            text.append(sign, style="reverse bold" if place.here else "" if place.answered else muted)
            text.append(" " * (self._step - 1))
        answered = sum(place.answered for place in self._places)
        flagged = sum(place.flagged for place in self._places)
        words = f"{answered} answered" + (f" · {flagged} flagged" if flagged else "")
        room = self.size.width - text.cell_len - len(words)
        if room > 1:
            text.append(" " * room + words, style=muted)
        return text

    def on_click(self, event: Click) -> None:
        """Go to the question under the mouse."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.x // self._step < len(self._places):
            self.post_message(self.Jump(offset.x // self._step))
