"""What can be found by name: the actions of the screen, and every place of the course."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from trainer.activities.search import Name, all_names
from trainer.tui.actions import EVERYWHERE, Action, Keymap, actions_of, keys_shown
from trainer.tui.door import TODAY, Door

if TYPE_CHECKING:
    from textual.app import App

    from trainer.content.model import Course

QUIET = frozenset({"exam", "exam-overview"})
"""While an exam runs nothing leads elsewhere."""
PLACES: tuple[tuple[str, str, Door], ...] = (
    ("Today", "The plan of the day.", TODAY),
    ("Quick quiz", "Ten questions, changes no schedule.", Door("quiz")),
    ("Review", "Answer what slips first.", Door("review")),
    ("Lessons", "The outline of the course.", Door("lessons")),
    ("Exams", "Timed exams and their results.", Door("exam")),
    ("Labs", "Hands-on labs on a simulated account.", Door("lab")),
    ("Pictures", "The course's pictures, large.", Door("pictures")),
    ("Progress", "Where you stand.", Door("progress")),
    ("Facts", "Every fact of the course, by topic.", Door("facts")),
    ("Placement", "Find out what you know already.", Door("placement")),
    ("Warm-up", "Five minutes that count for nothing.", Door("warm-up")),
    ("After the exam", "Say how it went; the plan follows.", Door("outcome")),
    ("Settings", "Exam, date, minutes a day, theme.", Door("settings")),
)


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be found: of which sort, under what title, with what beside it, and what it does."""

    sort: str
    title: str
    words: str
    do: Callable[[], None]


def commands(
    app: "App[None]",
    course: "Course",
    screen: Screen[Any],
    open_door: Callable[[Door], None],
    keymap: Keymap,
) -> Iterator[Command]:
    """The commands on this screen, its own actions first."""
    place = getattr(screen, "place", "")
    for action in actions_of(place):
        if action.name != "command-palette":
            keys = " or ".join(keys_shown(action, keymap))
            yield Command("key", action.words.rstrip("."), keys, _runs(app, screen, action))
    if place in QUIET:
        return
    for title, words, door in PLACES:
        yield Command("place", title, words.rstrip("."), partial(open_door, door))
    for name in all_names(course):
        yield Command(name.sort, name.title, name.beside, partial(open_door, _door(name)))


def _door(name: Name) -> Door:
    if name.sort == "fact":
        return Door("fact", facts=(name.place,))
    if name.sort == "exam":  # the list of them: none begins by being found
        return Door("exam")
    return Door("lab" if name.sort == "lab" else "lessons", name.place, section=name.section)


def _runs(app: "App[None]", screen: Screen[Any], action: Action) -> Callable[[], None]:
    home = app if EVERYWHERE in action.where else screen

    def do() -> None:
        app.call_later(app.run_action, action.method, home)

    return do
