"""Every screen of the trainer by the name of its place: how a learner gets there by keys alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tests.tui.bakery import ITEMS
from trainer.activities.desk import Desk
from trainer.activities.study import Sitting, start_on_facts
from trainer.activities.today import keep_settings
from trainer.questions.model import Item, Response
from trainer.store.model import Mode
from trainer.tui.door import TODAY, Door
from trainer.tui.screens.question import QuestionScreen

NOTE = """# Bread

- A baguette bakes for 20 minutes
- Bread is older than writing

![[oven.png]]
"""


@dataclass(frozen=True)
class Way:
    """The door the program opens with, and the keys from there."""

    door: Door = TODAY
    keys: Sequence[str] = ()
    practised: bool = False
    """Whether somebody goes it who has answered before: there is nothing to see otherwise."""


WAYS: Mapping[str, Way] = {
    "today": Way(),
    "welcome": Way(Door("welcome")),
    "setup": Way(Door("welcome"), ("a", "enter", "enter")),
    "ways": Way(Door("welcome"), ("a", "enter", "enter", "escape")),
    "question": Way(keys=("q",)),
    "fact": Way(Door("welcome"), ("a", "enter", "i")),
    "watch": Way(Door("welcome"), ("a", "enter", "s")),
    "find": Way(keys=("slash",)),
    "lessons": Way(keys=("l",)),
    "lesson": Way(keys=("l", "enter")),
    "pictures": Way(Door("pictures")),
    "figure": Way(Door("pictures"), ("enter",)),
    "labs": Way(keys=("b",)),
    "lab": Way(keys=("b", "enter")),
    "exams": Way(keys=("e",)),
    "progress": Way(keys=("p",)),
    "facts": Way(keys=("p", "f")),
    "outcome": Way(keys=("o",)),
    "settings": Way(keys=("s",)),
}
"""The screens of these tests; those inside an exam are reached in `test_exam.py`, notes need a file."""


def settled_learner(desk: Desk) -> None:
    """Somebody who is past the first run."""
    keep_settings(desk, replace(desk.store.settings.load(), first_run_done=True))


def practise(desk: Desk) -> None:
    """Some answers, right ones and wrong ones, unless there are any."""
    if desk.store.answers.briefs():
        return
    sitting = start_on_facts(desk, sorted(desk.askable)[:6])
    while (item := sitting.advance()) is not None:
        right = Response(chosen=item.key) if item.options else Response(typed=item.answer[0])
        sitting.answer(Response(known=False) if sitting.answered % 3 == 2 else right)


def asking(desk: Desk, *items: Item) -> QuestionScreen:
    """A quiz of these items."""
    chosen = items or ITEMS
    return QuestionScreen(Sitting(desk, Mode.QUIZ, "quiz-1", len(chosen), iter(chosen), scheduled=False))


def note(folder: Path) -> Path:
    """A learner's own note."""
    file = folder / "Bread.md"
    file.write_text(NOTE, encoding="utf-8")
    return file
