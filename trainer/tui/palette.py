"""What the command palette finds: the actions of the screen, and every place of the course by its name."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from trainer.tui.actions import EVERYWHERE, Action, Keymap, actions_of, keys_shown
from trainer.tui.door import TODAY, Door

if TYPE_CHECKING:
    from textual.app import App

    from trainer.content.model import Course

Command = tuple[str, str, Callable[[], None]]
"""Title, words, what it does."""

QUIET = frozenset({"exam", "exam-overview"})
"""While an exam runs the palette leads nowhere else."""
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


def commands(
    app: "App[None]",
    course: "Course",
    screen: Screen[object],
    open_door: Callable[[Door], None],
    keymap: Keymap,
) -> Iterator[Command]:
    """The commands on this screen, its own actions first."""
    place = getattr(screen, "place", "")
    for action in actions_of(place):
        if action.name != "command-palette":
            keys = " or ".join(keys_shown(action, keymap))
            yield action.words.rstrip("."), f"Key: {keys}", _runs(app, screen, action)
    if place in QUIET:
        return
    for title, words, door in PLACES:
        yield f"Go to: {title}", words, partial(open_door, door)
    for lesson in course.lessons.values():
        yield f"Lesson: {lesson.title}", "Read it.", partial(open_door, Door("lessons", lesson.id))
        for section in lesson.sections:
            door = Door("lessons", lesson.id, section=section.id)
            yield f"{lesson.title}: {section.title}", "Read this section.", partial(open_door, door)
    for lab in course.labs.values():
        yield f"Lab: {lab.title}", "Open it.", partial(open_door, Door("lab", lab.id))
    for fact in course.facts.values():
        yield (
            f"Fact: {fact.says}",
            "Source, memory, note.",
            partial(open_door, Door("fact", facts=(fact.id,))),
        )


def _runs(app: "App[None]", screen: Screen[object], action: Action) -> Callable[[], None]:
    home = app if EVERYWHERE in action.where else screen

    def do() -> None:
        app.call_later(app.run_action, action.method, home)

    return do
