"""The Textual app: opens screens by their doors, keeps the terminal sane, holds no rules of the domain."""

import asyncio
import contextlib
import signal
from collections.abc import Callable, Mapping
from dataclasses import replace
from threading import Thread
from typing import ClassVar

from textual import events
from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.screen import Screen

from trainer.activities.desk import Desk
from trainer.content.ids import FactId
from trainer.errors import NotSo, TrainerError, UsageError
from trainer.tui.actions import bindings_everywhere
from trainer.tui.card import Card, first_card, keep_card
from trainer.tui.curtain import Curtain
from trainer.tui.door import TODAY, Door
from trainer.tui.heap import one_heap
from trainer.tui.keymap import keymap
from trainer.tui.page import Go, Page
from trainer.tui.themes import THEMES, first_theme
from trainer.tui.vanished import outliving
from trainer.wiring import DATABASE

Factory = Callable[[Desk, Door], Screen[None]]


class TrainerApp(App[None]):
    """Screens on a stack; the first is today's plan or the first run."""

    TITLE = "trainer"
    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings_everywhere()
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, desk: Desk, door: Door = TODAY, card: Card | None = None) -> None:
        super().__init__()
        self.card = card
        """What to paint before anything is loaded; None opens the first screen at once."""
        self._typed_ahead: list[events.Key] | None = None if card is None else []
        """Keys typed before the first screen stands; None once it does."""
        self.desk = desk
        self.door = door
        self.trouble: TrainerError | None = None
        """Why it ended, where something outside went wrong; whoever ran the app tells it."""
        self.own_keys = keymap(desk.home)
        """Keys of the learner's own, by action."""
        self.set_keymap(self.own_keys)
        self.animation_level = "none"
        for own in THEMES:
            self.register_theme(own)
        self.theme = "textual-dark"  # TEXTUAL_THEME may have named ours before Textual knew them
        wanted = first_theme(card.theme if card else "")
        self.theme = wanted if wanted in self.available_themes else THEMES[0].name

    def get_driver_class(self) -> type[Driver]:
        """Ours does not hang when the terminal vanishes."""
        return outliving(super().get_driver_class())

    def on_mount(self) -> None:
        """Open the first screen and leave the terminal as it was, whatever ends us."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self._end_by_signal, number)
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh(layout=True))
        if self.card is None:
            self.open_door(self.door)
        else:
            self.push_screen(Curtain(self.card))
            self.call_after_refresh(self._raise_curtain)

    async def on_event(self, event: events.Event) -> None:
        """Keys typed before the first screen stands wait for it; after the last one they do nothing."""
        if self._typed_ahead is not None and isinstance(event, events.Key):
            self._typed_ahead.append(event)
        elif self.screen_stack or not isinstance(event, events.InputEvent):
            await super().on_event(event)

    def _raise_curtain(self) -> None:
        """The first paint stands: fetch what the first screen needs and open it in the curtain's place."""
        settings = self.desk.store.settings.load()
        self.animation_level = "full" if settings.motion else "none"
        wanted = first_theme(settings.theme)
        if wanted in self.available_themes:
            self.theme = wanted
        if self.door == TODAY and not settings.first_run_done:
            self.door = Door("welcome")
        self.switch_screen(SCREENS[self.door.screen](self.desk, self.door))
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        """The first screen stands: keep its words for the next start, load what the first answer needs."""
        words = getattr(self.screen, "first_words", "")
        keep_card(self.desk.course_root, self.desk.home / "cache", words, self.theme)
        typed, self._typed_ahead = self._typed_ahead or [], None
        for key in typed:
            self.post_message(events.Key(key.key, key.character))
        Thread(target=self.desk.store.warm, daemon=True).start()

    def open_door(self, door: Door, *, instead: bool = False) -> None:
        """Put the screen behind this door on top, or in place of the top one.

        What is not so (nothing to ask, no such lab) is told on the screen that asked.
        """
        try:
            screen = SCREENS[door.screen](self.desk, door)
        except (NotSo, UsageError) as error:
            if len(self.screen_stack) < 2:
                raise
            self.notify(str(error), severity="warning")
            return
        if instead:
            self.switch_screen(screen)
        else:
            self.push_screen(screen)

    def on_go(self, message: Go) -> None:
        """A page asks for another screen."""
        message.stop()
        if not (message.back and self._went_back(message.door)):
            self.open_door(message.door, instead=message.instead)

    def _went_back(self, door: Door) -> bool:
        """Close all above the page that shows this already; whether there is one."""
        for place, below in enumerate(self.screen_stack):
            if isinstance(below, Page) and below.turn_to(door):
                for _ in self.screen_stack[place + 1 :]:
                    self.pop_screen()
                return True
        return False

    async def action_back(self) -> None:
        """Close the top screen; the first one leads to today's plan, and that one out."""
        if len(self.screen_stack) < 2:  # a key that came after the one that left
            return
        if isinstance(self.screen, Page):
            self.screen.closing()
        if len(self.screen_stack) > 2:
            self.pop_screen()
        elif getattr(self.screen, "place", "") != "today":
            self.switch_screen(SCREENS["today"](self.desk, TODAY))
        else:
            self.action_leave()

    def action_help(self) -> None:
        """Show the keys of the screen below."""
        from trainer.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(getattr(self.screen, "place", ""), self.own_keys))

    def action_command_palette(self) -> None:
        """Find anything: the screen's actions, all places of the course, words in the lessons."""
        from trainer.tui.palette import QUIET, commands
        from trainer.tui.screens.find import FindScreen

        below = self.screen
        place = getattr(below, "place", "")
        if isinstance(below, Page) and place != "find":
            names = list(commands(self, self.desk.course, below, self.open_door, self.own_keys))
            self.push_screen(FindScreen(self.desk, names, self.open_door, texts=place not in QUIET))

    def action_leave(self) -> None:
        """End; everything was kept when it happened."""
        self.exit()

    def _end_by_signal(self, number: int) -> None:
        self.exit(return_code=128 + number)

    def _handle_exception(self, error: Exception) -> None:
        """A mistake of ours ends with a log and one sentence; trouble from outside is told by the shell."""
        if self.is_headless:
            super()._handle_exception(error)
            return
        self._return_code = 1
        if isinstance(error, TrainerError):
            self.trouble = error
            self._close_messages_no_wait()
        else:
            from trainer.tui.crash import told

            self.panic(told(error, self.desk.home, self.desk.now()))


def _today(desk: Desk, _: Door) -> Screen[None]:
    from trainer.tui.screens.today import TodayScreen

    return TodayScreen(desk)


def _welcome(desk: Desk, _: Door) -> Screen[None]:
    from trainer.tui.screens.welcome import WelcomeScreen

    return WelcomeScreen(desk)


def _lessons(desk: Desk, door: Door) -> Screen[None]:
    if door.name:
        from trainer.tui.screens.lesson import LessonScreen

        return LessonScreen(desk, door.name, door.section, door.words)
    from trainer.tui.screens.lessons import LessonsScreen

    return LessonsScreen(desk)


def _notes(desk: Desk, door: Door) -> Screen[None]:
    from trainer.tui.screens.notes import NotesScreen

    return NotesScreen(desk, door.path)


def _question(desk: Desk, door: Door) -> Screen[None]:
    desk.questions.ready()  # its process starts while the screen is imported
    from trainer.tui.screens.question import QuestionScreen
    from trainer.tui.sittings import sitting_behind

    return QuestionScreen(sitting_behind(desk, door))


def _fact(desk: Desk, door: Door) -> Screen[None]:
    from trainer.tui.screens.fact import FactScreen

    return FactScreen(desk, [FactId(fact) for fact in door.facts])


def _outcome(desk: Desk, _: Door) -> Screen[None]:
    from trainer.tui.screens.outcome import OutcomeScreen

    return OutcomeScreen(desk)


def _facts(desk: Desk, _: Door) -> Screen[None]:
    from trainer.tui.screens.facts import FactsScreen

    return FactsScreen(desk)


def _exam(desk: Desk, door: Door) -> Screen[None]:
    from trainer.tui.screens.exam import exam_screen

    return exam_screen(desk, door)


def _lab(desk: Desk, door: Door) -> Screen[None]:
    from trainer.tui.screens.lab import lab_screen

    return lab_screen(desk, door)


def _progress(desk: Desk, _: Door) -> Screen[None]:
    from trainer.tui.screens.progress import ProgressScreen

    return ProgressScreen(desk)


def _pictures(desk: Desk, _: Door) -> Screen[None]:
    from trainer.tui.screens.pictures import PicturesScreen

    return PicturesScreen(desk)


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
    "placement": _question,
    "test-out": _question,
    "warm-up": _question,
    "outcome": _outcome,
    "fact": _fact,
    "facts": _facts,
    "exam": _exam,
    "lab": _lab,
    "progress": _progress,
    "pictures": _pictures,
    "settings": _settings,
}
"""Each screen is imported when its door is first opened."""


def run(desk: Desk, door: Door = TODAY) -> int:
    """Run the screens until they are left; returns the exit status. TrainerError: trouble from outside."""
    newcomer = not (desk.home / DATABASE).is_file()
    card = first_card(desk.course_root, desk.home / "cache", newcomer=newcomer)
    if door != TODAY:
        card = replace(card, title="trainer", words="")
    one_heap()
    desk.move_out()
    app = TrainerApp(desk, door, card)
    app.run()
    if app.trouble is not None:
        raise app.trouble
    return app.return_code or 0
