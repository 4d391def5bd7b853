"""Composing a command in a lab: what is chosen so far, what can be chosen now, the line that comes of it."""

from collections.abc import Callable
from typing import Any, cast


class Composing:
    """Level 0: a thing; 1: a deed; 2: the fields. Entries are pairs of words to be shown.

    What is chosen lies with the simulator, whose world gives the choices; see `labs.composing`.
    """

    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask = ask

    @property
    def level(self) -> int:
        """How much is chosen."""
        return cast(int, self._ask("compose", "level"))

    @property
    def so_far(self) -> str:
        """What is chosen, in words."""
        return cast(str, self._ask("compose", "so_far"))

    def entries(self) -> list[tuple[str, str]]:
        """What can be chosen now; of fields, their name and value."""
        return cast(list[tuple[str, str]], self._ask("compose", "entries"))

    def choose(self, place: int) -> None:
        """Take that entry."""
        self._ask("compose", "choose", place)

    def back(self) -> bool:
        """A step back; False at the beginning."""
        return cast(bool, self._ask("compose", "back"))

    def value(self, place: int) -> str:
        """What stands in a field."""
        return cast(str, self._ask("compose", "value", place))

    def put(self, place: int, text: str) -> None:
        """Write into a field."""
        self._ask("compose", "put", place, text)

    def in_list(self, place: int) -> bool:
        """Whether the field lies in a list, which may have more entries."""
        return cast(bool, self._ask("compose", "in_list", place))

    def add(self, place: int) -> int:
        """One more entry in the list that the field lies in; where its first field is."""
        return cast(int, self._ask("compose", "add", place))

    def remove(self, place: int) -> int:
        """Take out the entry that the field lies in, a list's first one is emptied; where to go on."""
        return cast(int, self._ask("compose", "remove", place))

    def choices(self, place: int) -> tuple[str, ...]:
        """What a field may be given, as the world knows it."""
        return cast(tuple[str, ...], self._ask("compose", "choices", place))

    def choice(self, place: int, by: int) -> str:
        """The next choice after what stands in a field; in a list of many the last word changes."""
        return cast(str, self._ask("compose", "choice", place, by))

    def first_empty(self) -> int:
        """The first required field that is empty, or the first that is not required."""
        return cast(int, self._ask("compose", "first_empty"))

    def next_field(self, place: int) -> int:
        """Where to go on after a field: to what is still required, else to the next one."""
        return cast(int, self._ask("compose", "next_field", place))

    def line(self) -> tuple[str, str]:
        """The command, or an empty text and what is still wrong."""
        return cast(tuple[str, str], self._ask("compose", "line"))
