"""A learner at the keys: whole evenings of questions, a lesson, a lab, progress and a search.

Each step looks at the screen before it goes on, as a person does, so that a key that was lost or a question
that wants two options stops nothing; what does not come in time is a TimeoutError that shows the screen.
"""

import re
from collections.abc import Callable
from typing import Any

CHOICES = "abcdef"
CHOSEN = re.compile(r"\d of (\d) chosen")
QUESTIONS = 10
LABS = 8
"""So many of the labs take turns, from the first."""
LESSONS = 10
LINES = ("aws ecs list-clusters", "aws ecs list-services --cluster shop", "aws ecs describe-clusters")
SOUGHT = ("task role", "fargate", "efs", "scaling", "target group")
STOPPED_S = 10.0
"""After so long a key did something else than to lead back."""
QUIET_S = 0.03
GAP_S = 0.004
"""Between two keys of a hand that does not look."""


Look = Callable[[], None]
"""Something that is measured between two keys."""


def _nothing() -> None:
    """Nobody looks."""


class Learner:
    """Presses keys in a probe and counts them."""

    def __init__(self, probe: Any) -> None:
        self._probe = probe
        self.keys = 0
        self.evenings = 0
        self.questions = 0
        self._in_the_lab: Look = _nothing

    def evening(self, every: Look = _nothing, in_the_lab: Look = _nothing) -> None:
        """From Today through every activity and back to it; `every` is called after each, `in_the_lab` after
        a command there."""
        self._in_the_lab = in_the_lab
        for part in (self._quiz, self._lesson, self._lab, self._progress, self._search):
            part()
            every()
        self.evenings += 1

    def _quiz(self) -> None:
        self._press("q")
        self._see(f"1 of {QUESTIONS}")
        for number in range(1, QUESTIONS + 1):
            self._answer(number)
            self._press("x", "down", "pagedown", "x", "enter")
            if number < QUESTIONS:
                self._see(f"{number + 1} of {QUESTIONS}")
        self._see("enter back")
        self._press("enter")
        self._see("esc quit")

    def _answer(self, number: int) -> None:
        """By letters that change from question to question; as many as it wants."""
        self._see(" esc back")
        if "enter show the options" in self._probe.text():
            self._press("enter")
        self._see("enter answer")
        first = CHOICES[number % 3]
        self._press(first)
        self._look()
        wanted = CHOSEN.search(self._probe.text())
        others = [letter for letter in CHOICES[:4] if letter != first]
        self._press(*others[: int(wanted[1]) - 1 if wanted else 0], "enter")
        self._see("enter next")
        self.questions += 1

    def _lesson(self) -> None:
        self._press("l")
        self._see("enter read")
        self._press("home", *["down"] * (self.evenings % LESSONS), "enter")
        self._see("section ")
        self._press("tab", "tab", "pagedown", "n", "pagedown", "n", "tab", "n", "p", "escape")
        self._see("enter read")
        self._home()

    def _lab(self) -> None:
        self._press("b")
        self._see("enter open")
        self._press("home", *["down"] * (self.evenings % LABS), "enter")
        self._see("complete")
        self._look()
        self._press("ctrl+u")
        self._type(LINES[self.evenings % len(LINES)])
        self._press("enter")
        self._look()
        self._in_the_lab()
        self._press("f6", "f5", "f9", "escape")
        try:
            self._probe.wait("enter open", timeout=STOPPED_S)
        except TimeoutError:
            self._press("escape")  # the first one stopped a command that still ran
        self._see("enter open")
        self._home()

    def _progress(self) -> None:
        self._press("p")
        self._see("f facts")
        self._press("down", "pagedown", "f")
        self._see("enter open")
        self._press("down", "down", "enter")
        self._see("enter read")
        self._press("escape")
        self._see("enter open")
        self._press("escape")
        self._see("f facts")
        self._home()

    def _search(self) -> None:
        self._press("slash")
        self._see("anything by its name")
        self._type(SOUGHT[self.evenings % len(SOUGHT)])
        self._look()
        self._press("down", "up", "escape")
        self._see("esc quit")

    def _home(self) -> None:
        self._press("escape")
        self._see("esc quit")

    def _press(self, *names: str) -> None:
        for name in names:
            if name == "escape":
                self._look()  # a terminal tells it from the beginning of another key by the pause around it
            self._probe.keys("/" if name == "slash" else name, gap=GAP_S)
        self.keys += len(names)

    def _type(self, words: str) -> None:
        self._probe.type(words, gap=GAP_S)
        self.keys += len(words)

    def _see(self, words: str) -> None:
        self._probe.wait(words)
        self._look()

    def _look(self) -> None:
        self._probe.wait_idle(QUIET_S)
