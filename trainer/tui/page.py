"""What all full screens share: a line of title above, the keys below, a way to ask for other screens."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer

from trainer.activities.desk import Desk
from trainer.tui.door import Door
from trainer.tui.widgets.title import TitleBar


class Go(Message):
    """A page asks for the screen behind a door; `instead` of itself or on top."""

    def __init__(self, door: Door, *, instead: bool = False) -> None:
        super().__init__()
        self.door = door
        self.instead = instead


class Page(Screen[None]):
    """A full screen. Subclasses set `place` (the name in the table of actions) and yield their body."""

    place: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [
        (0, "-narrow"),
        (60, "-middle"),
        (100, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]]] = [(0, "-low"), (20, "-high")]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        yield TitleBar(self.heading(), self.aside())
        yield from self.body()
        yield Footer(compact=True, show_command_palette=False)

    def body(self) -> "list[Widget] | ComposeResult":
        """The widgets between title and footer."""
        return []

    def heading(self) -> str:
        """The left part of the title line."""
        return self.desk.course.title

    def aside(self) -> str:
        """The right part of the title line."""
        return ""

    def retitle(self) -> None:
        """Write the title line anew."""
        self.query_one(TitleBar).show(self.heading(), self.aside())

    def go(self, door: Door, *, instead: bool = False) -> None:
        """Ask for another screen."""
        self.post_message(Go(door, instead=instead))
