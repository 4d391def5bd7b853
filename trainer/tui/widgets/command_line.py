"""The line one types at: Tab completes, up and down go through what was typed."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

Complete = Callable[[str], list[str]]
"""The words that may stand where a line ends."""


class CommandLine(Input):
    """Keeps the focus, so that nothing typed ahead is lost; posts `Offered` when Tab found several words."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "complete", priority=True),
        Binding("up,ctrl+p", "recall(-1)", "earlier", show=False),
        Binding("down,ctrl+n", "recall(1)", "later", show=False),
        Binding("pageup", "screen.turn_talk(-1)", show=False),
        Binding("pagedown", "screen.turn_talk(1)", show=False),
    ]

    class Offered(Message):
        """What may come next; empty when there is no choice."""

        def __init__(self, words: Sequence[str]) -> None:
            super().__init__()
            self.words = words

    def __init__(self, complete: Complete, typed: Sequence[str] = ()) -> None:
        super().__init__(
            placeholder="aws ecs …   or: help", id="prompt", select_on_focus=False, highlighter=None
        )
        self._complete = complete
        self._typed = list(typed)
        self._at = len(self._typed)

    def remember(self, line: str) -> None:
        """A line was entered."""
        self._typed.append(line)
        self._at = len(self._typed)

    def action_complete(self) -> None:
        """As much as all possible words share; more than one are offered."""
        head, tail = self.value[: self.cursor_position], self.value[self.cursor_position :]
        words = self._complete(head)
        shared = shared_start(words)
        begun = head.rsplit(" ", 1)[-1]
        if words and shared.startswith(begun):
            space = " " if len(words) == 1 and not tail else ""
            head = head[: len(head) - len(begun)] + shared + space
            self.value = head + tail
            self.cursor_position = len(head)
        # after the change of the line, which takes back what was offered before
        self.post_message(self.Offered(words if len(words) > 1 else ()))

    def action_recall(self, by: int) -> None:
        """The line typed before, or after."""
        self._at = max(0, min(len(self._typed), self._at + by))
        self.value = self._typed[self._at] if self._at < len(self._typed) else ""
        self.cursor_position = len(self.value)


def shared_start(words: Sequence[str]) -> str:
    """What all words begin with."""
    if not words:
        return ""
    first, last = min(words), max(words)
    ends = (place for place, (a, b) in enumerate(zip(first, last, strict=False)) if a != b)
    return first[: next(ends, min(len(first), len(last)))]
