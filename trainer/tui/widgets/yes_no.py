"""A yes or a no on one line; told apart by its sign, not by colour."""

from typing import ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widget import Widget


class YesNo(Widget, can_focus=True):
    """Space or a click turns it over; Enter is the form's, to go on."""

    DEFAULT_CSS = "YesNo { height: 1; width: auto; padding: 0 1; } YesNo:focus { text-style: bold reverse; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn_over", show=False),
        Binding("enter", "go_on", show=False),
    ]

    class Entered(Message):
        """Enter: on to the next field."""

    def __init__(self, words: str, value: bool, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._words = words
        self.value = value

    def render(self) -> Text:
        """The sign and the words."""
        return Text(f"{'[x]' if self.value else '[ ]'} {self._words}", no_wrap=True, overflow="ellipsis")

    def on_click(self) -> None:
        """As by the key."""
        self.action_turn_over()

    def action_turn_over(self) -> None:
        """Yes becomes no."""
        self.value = not self.value
        self.refresh()

    def action_go_on(self) -> None:
        """On to the next field."""
        self.post_message(self.Entered())
