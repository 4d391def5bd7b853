"""The Textual app: opens screens by their doors, keeps the terminal sane, holds no rules of the domain."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.screen import Screen

from trainer.activities.desk import Desk
from trainer.tui.actions import bindings_everywhere
from trainer.tui.door import TODAY, Door
from trainer.tui.page import Go
from trainer.tui.themes import THEMES, first_theme

Factory = Callable[[Desk, Door], Screen[None]]


class TrainerApp(App[None]):
    """Screens on a stack; the first is today's plan or the first run."""

    TITLE = "trainer"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_everywhere()
    ENABLE_COMMAND_PALETTE = True

    def __init__(self, desk: Desk, door: Door = TODAY) -> None:
        super().__init__()
        self.desk = desk
        self.door = door
        self.animation_level = "none"
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = first_theme()

    def on_mount(self) -> None:
        """Open the first screen and leave the terminal as it was, whatever ends us."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self._end_by_signal, number)
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))
        self.open_door(self.door)

    def open_door(self, door: Door) -> None:
        """Put the screen behind this door on top."""
        self.push_screen(SCREENS[door.screen](self.desk, door))

    def on_go(self, message: Go) -> None:
        """A page asks for another screen."""
        message.stop()
        if message.instead:
            self.switch_screen(SCREENS[message.door.screen](self.desk, message.door))
        else:
            self.open_door(message.door)

    async def action_back(self) -> None:
        """Close the top screen; the first one leads to today's plan, and that one out."""
        if len(self.screen_stack) > 2:
            self.pop_screen()
        elif getattr(self.screen, "place", "") != "today":
            self.switch_screen(SCREENS["today"](self.desk, TODAY))
        else:
            self.action_leave()

    def action_help(self) -> None:
        """Show the keys of the screen below."""
        from trainer.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(getattr(self.screen, "place", "")))

    def action_leave(self) -> None:
        """End; everything was kept when it happened."""
        self.exit()

    def _end_by_signal(self, number: int) -> None:
        self.exit(return_code=128 + number)


def _today(desk: Desk, _: Door) -> Screen[None]:
    from trainer.tui.screens.today import TodayScreen

    return TodayScreen(desk)


def _welcome(desk: Desk, _: Door) -> Screen[None]:
    from trainer.tui.screens.welcome import WelcomeScreen

    return WelcomeScreen(desk)


def _lessons(desk: Desk, door: Door) -> Screen[None]:
    if door.name:
        from trainer.tui.screens.lesson import LessonScreen

        return LessonScreen(desk, door.name)
    from trainer.tui.screens.lessons import LessonsScreen

    return LessonsScreen(desk)


def _notes(desk: Desk, door: Door) -> Screen[None]:
    from trainer.tui.screens.notes import NotesScreen

    return NotesScreen(desk, door.path)


def _question(desk: Desk, door: Door) -> Screen[None]:
    from trainer.tui.screens.question import QuestionScreen, sitting_behind

    return QuestionScreen(sitting_behind(desk, door))


def _exam(desk: Desk, door: Door) -> Screen[None]:
    from trainer.tui.screens.exam import exam_screen

    return exam_screen(desk, door)


def _lab(desk: Desk, door: Door) -> Screen[None]:
    from trainer.tui.screens.lab import lab_screen

    return lab_screen(desk, door)


def _progress(desk: Desk, _: Door) -> Screen[None]:
    from trainer.tui.screens.progress import ProgressScreen

    return ProgressScreen(desk)


def _settings(desk: Desk, _: Door) -> Screen[None]:
    from trainer.tui.screens.settings import SettingsScreen

    return SettingsScreen(desk)


SCREENS: Mapping[str, Factory] = {
    "today": _today,
    "welcome": _welcome,
    "lessons": _lessons,
    "notes": _notes,
    "quiz": _question,
    "review": _question,
    "check": _question,
    "exam": _exam,
    "lab": _lab,
    "progress": _progress,
    "settings": _settings,
}
"""Each screen is imported when its door is first opened."""


def run(desk: Desk, door: Door = TODAY) -> int:
    """Run the screens until they are left; returns the exit status."""
    if door == TODAY and not desk.store.settings.load().first_run_done:
        door = Door("welcome")
    app = TrainerApp(desk, door)
    app.run()
    return app.return_code or 0
