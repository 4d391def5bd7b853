"""What all full screens share: a line of title above, the keys below, a way to ask for other screens."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import ComposeResult
from textual.events import Event, Mount, ScreenResume
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from trainer.activities.desk import Desk
from trainer.tui.actions import (
    EVERYWHERE,
    EVERYWHERES,
    NAMED,
    Action,
    Keymap,
    reachable,
    shown_actions,
    taken_by,
)
from trainer.tui.door import Door
from trainer.tui.pointed import Pointed
from trainer.tui.themes import colour_in
from trainer.tui.widgets.keys import KeyHint, KeyRow
from trainer.tui.widgets.title import TitleBar

LEAST = (40, 12)
"""Columns and rows below which nothing can be read."""


class Go(Message):
    """A page asks for the screen behind a door; `instead` of itself or on top.

    With `back` it goes back to the page that shows this already, where one is open.
    """

    def __init__(self, door: Door, *, instead: bool = False, back: bool = False) -> None:
        super().__init__()
        self.door = door
        self.instead = instead
        self.back = back


class Page(Pointed[None]):
    """A full screen. Subclasses set `place` (the name in the table of actions) and yield their body."""

    place = ""
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as Textual declares it
        (0, "-tiny"),
        (LEAST[0], "-narrow"),
        (60, "-middle"),
        (100, "-wide"),
    ]
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - likewise
        (0, "-flat"),
        (LEAST[1], "-low"),
        (20, "-high"),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    async def on_event(self, event: Event) -> None:
        """A page that is left before it stands hears of its mount without its widgets: nobody sees it."""
        if isinstance(event, Mount | ScreenResume) and not (self.display and self.is_attached):
            return
        await super().on_event(event)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key typed ahead reaches a page before it stands, or while it goes: then it does nothing."""
        stands = self.is_mounted and self.display and self.has(TitleBar)
        return stands and super().check_action(action, parameters)

    def call_after_refresh(self, callback: Callable[..., Any], *args: Any, **kwargs: Any) -> bool:
        """Textual's, but nothing is done once the page was left: its widgets are gone by then."""

        def unless_left() -> Any:
            return callback(*args, **kwargs) if self.has(TitleBar) else None

        return super().call_after_refresh(unless_left)

    def has(self, *parts: type[Widget] | str) -> bool:
        """Whether these are there already, and still: a message can come before a page stands, or after."""
        return all(self.query(part) for part in parts)

    def compose(self) -> ComposeResult:
        """Title, body, keys; and a sheet over all of it while there is no room."""
        yield TitleBar(self.heading(), self.aside())
        yield from self.body()
        yield KeyRow()
        columns, rows = LEAST
        yield Static(f"More room, please: at least {columns} columns and {rows} rows.", id="no-room")

    def body(self) -> "list[Widget] | ComposeResult":
        """The widgets between title and keys."""
        return []

    def heading(self) -> str:
        """The left part of the title line."""
        return self.desk.course.title

    def aside(self) -> str:
        """The right part of the title line."""
        return ""

    def keys_now(self) -> Sequence[str]:
        """Names of the screen's actions that matter now, the most important first."""
        return shown_actions(self.place)

    def words_now(self) -> dict[str, str]:
        """What the footer calls an action now, where that differs from the table."""
        return {}

    def retitle(self) -> None:
        """Write the title line and the keys anew."""
        self.query_one(TitleBar).show(self.heading(), self.aside())
        self.show_keys()

    def show_keys(self) -> None:
        """Write the keys anew: what matters has changed."""
        typing = isinstance(self.focused, Input)
        near = [self._hint(NAMED[name], typing=typing) for name in self.keys_now()]
        own = taken_by(self.place, self._keymap)
        far = [
            self._hint(action, typing=typing)
            for action in EVERYWHERES
            if action.shown and not (action.name == "back" and "escape" in own)
        ]
        self.query_one(KeyRow).show([hint for hint in near if hint.key], [hint for hint in far if hint.key])

    def on_screen_resume(self) -> None:
        """Shown for the first time or again."""
        self.show_keys()

    def on_screen_suspend(self) -> None:
        """Covered or left: let go of all that was painted.

        Textual remembers its last thousand widgets, those that are gone as well, each with its rows.
        """
        for widget in self.walk_children(Widget):
            widget.refresh()

    def on_descendant_focus(self) -> None:
        """While one types, letters are text and no keys."""
        self.show_keys()

    def action_quick_quiz(self) -> None:
        """Ten questions, from wherever a key may ask for them."""
        self.go(Door("quiz"))

    def leave(self) -> None:
        """Go back, as by the key."""
        self.app.call_later(self.app.run_action, "back")

    def closing(self) -> None:
        """About to be left by going back."""

    def colour(self, name: str) -> str:
        """The theme's colour of this name, as rich text takes it; empty where the theme has none."""
        return colour_in(self.app.theme_variables, name)

    def go(self, door: Door, *, instead: bool = False, back: bool = False) -> None:
        """Ask for another screen."""
        self.post_message(Go(door, instead=instead, back=back))

    def turn_to(self, door: Door) -> bool:  # noqa: ARG002 - those that can, look at it
        """Show what is behind this door, if it is in this very page; whether it is."""
        return False

    @property
    def _keymap(self) -> Keymap:
        return getattr(self.app, "own_keys", {})

    def _hint(self, action: Action, *, typing: bool) -> KeyHint:
        keys = reachable(action, self.place, self._keymap, typing=typing)
        target = "app" if EVERYWHERE in action.where else "screen"
        label = self.words_now().get(action.name, action.label)
        first = keys[0] if keys else ""
        if action.name == "choose-a" and first == "a":
            first, label = "a–f", self.words_now().get(action.name, "choose")
        return KeyHint(first, label, f"{target}.{action.method}")
