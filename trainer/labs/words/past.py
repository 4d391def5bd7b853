"""Words that go back and forth: `undo`, `redo`, `reset`, `save`, `open`."""

import re
from collections.abc import Callable, Iterable

from trainer.labs.model import Halt, Moment, Said, Work
from trainer.labs.open import begin
from trainer.labs.words.word import UNDO_DEPTH, error, note
from trainer.value import replace

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)
SAVED_MOST = 20

Replay = Callable[[Work, Iterable[str]], Work]


def undo_by(replay: Replay) -> Callable[[Work, str, Halt], tuple[Work, Said]]:
    """`undo`. What is no longer held in memory is found by replaying the lines before."""

    def undo(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
        if not work.past and not work.lines:
            return work, error("There is nothing to undo.")
        before = work.past[-1] if work.past else replay(work, work.lines[:-1]).moment
        line = _line_between(before, work)
        undone = replace(work.at(before), past=work.past[:-1], future=(*work.future, (line, work.moment)))
        return undone, note(f"Taken back: {line}")

    return undo


def redo(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """What was taken back, once more."""
    if not work.future:
        return work, error("There is nothing to redo.")
    line, then = work.future[-1]
    redone = replace(work.at(then), past=(*work.past, work.moment), future=work.future[:-1])
    return redone, note(f"Done again: {line}")


def reset(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """The lab as it was given; this too can be undone."""
    fresh = begin(work.lab)
    return _turned(work, fresh), note("The lab is as it was given.")


def save(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """Keep the present state under a name."""
    if not rest:
        names = ", ".join(work.saved)
        return work, note(f"Kept: {names}." if names else "Nothing is kept yet. Such as: save before-update")
    if not _NAME.fullmatch(rest):
        return work, error("A name of letters, digits and hyphens, such as: save before-update")
    if rest not in work.saved and len(work.saved) >= SAVED_MOST:
        return work, error(f"{SAVED_MOST} states are kept already; save one of their names anew.")
    return replace(work, saved={**work.saved, rest: work.lines}), note(
        f"Kept as {rest}. To go back: open {rest}"
    )


def open_by(replay: Replay) -> Callable[[Work, str, Halt], tuple[Work, Said]]:
    """`open NAME`: back to a state that was kept; this too can be undone."""

    def open_(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
        if rest not in work.saved:
            names = ", ".join(work.saved) or "none yet; keep one with: save NAME"
            return work, error(f"Which state? There are: {names}")
        return _turned(work, replay(work, work.saved[rest])), note(f"As it was kept under {rest}.")

    return open_


def _turned(work: Work, to: Work) -> Work:
    """The work turned to another one's state, keeping what was shown and what was kept."""
    past = (*work.past, work.moment)[-UNDO_DEPTH:] if work.lines else work.past
    return replace(work.at(to.moment), past=past, future=(), hints=0)


def _line_between(before: Moment, work: Work) -> str:
    if work.lines[:-1] == before.lines and work.lines:
        return work.lines[-1]
    return "reset" if not work.lines else "open"
