"""The line one types at: Tab completes, up and down go through what was typed; long runs are stopped here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input
from textual.widgets.input import Selection

Complete = Callable[[str], list[str]]
"""The words that may stand where a line ends."""


PLACEHOLDER = "aws ecs …   or: help"
PROGRESS_AFTER_S = 0.3
PROGRESS_EVERY_S = 0.1


@dataclass
class Busy:
    """Something that runs aside: how far it is, and whether it shall stop."""

    told: str = ""
    stop: bool = False


class CommandLine(Input):
    """Keeps the focus, so that nothing typed ahead is lost; posts `Entered` and, when Tab found
    several words, `Offered`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+p", "recall(-1)", "earlier", show=False),
        Binding("ctrl+n", "recall(1)", "later", show=False),
        Binding("pageup", "screen.turn_talk(-1)", show=False),
        Binding("pagedown", "screen.turn_talk(1)", show=False),
    ]

    class Entered(Message):
        """A line was entered."""

        def __init__(self, line: str) -> None:
            super().__init__()
            self.line = line

    class Offered(Message):
        """What may come next; empty when there is no choice."""

        def __init__(self, words: Sequence[str]) -> None:
            super().__init__()
            self.words = words

    class Pasted(Message):
        """Several lines were pasted."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def __init__(self, complete: Complete, typed: Sequence[str] = ()) -> None:
        super().__init__(placeholder=PLACEHOLDER, id="prompt", select_on_focus=False, highlighter=None)
        self._complete = complete
        self._busy: Busy | None = None
        self._typed = list(typed)
        self._at = len(self._typed)

    def on_key(self, event: Key) -> None:
        """Do at once what Textual does after the keys that follow: typed ahead, they come in one go."""
        if self._busy is not None and event.key in ("escape", "ctrl+c"):
            event.stop()
            event.prevent_default()
            self._busy.stop = True
            return
        at_once: Mapping[str, Callable[[], None]] = {
            "enter": self._enter,
            "tab": self.action_complete,
            "backspace": self.action_delete_left,
            "up": partial(self.action_recall, -1),
            "down": partial(self.action_recall, 1),
        }
        if event.key in at_once:
            event.stop()
            event.prevent_default()
            at_once[event.key]()

    def ready(self, line: str) -> None:
        """Put a line ready, unless something is being typed; whatever is typed takes its place."""
        if not self.value:
            self.value = line
            self.selection = Selection(0, len(line))

    def put(self, line: str) -> None:
        """Put a line here instead of what stands."""
        self.value = line
        self.cursor_position = len(line)
        self.focus()

    def busy(self, busy: Busy | None) -> None:
        """While something runs its progress is shown here, and esc stops it; None when it is over."""
        self._busy = busy
        self.placeholder = PLACEHOLDER
        if busy is not None:
            self.set_timer(PROGRESS_AFTER_S, self._progress)

    @property
    def held_up(self) -> str:
        """Why nothing else can be asked now: a line runs, or the account is not ready for the first one."""
        if self._busy is not None:
            return "The line before is still worked on; esc stops it."
        return "The account is being made ready; once more in a moment."

    def _progress(self) -> None:
        if self._busy is not None:
            self.placeholder = self._busy.told
            self.set_timer(PROGRESS_EVERY_S, self._progress)

    def on_paste(self, event: Paste) -> None:
        """Several lines open the editor."""
        if "\n" in event.text.strip() or "\r" in event.text.strip():
            event.stop()
            event.prevent_default()
            self.post_message(self.Pasted(event.text))

    def _enter(self) -> None:
        line = self.value.strip()
        self.clear()
        if line:
            self._typed.append(line)
            self._at = len(self._typed)
            self.post_message(self.Entered(line))

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
