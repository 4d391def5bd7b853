"""What a word of the prompt is, and what all of them say in the same way."""

from collections.abc import Callable
from typing import TypeAlias

from trainer.labs.check import advance
from trainer.labs.going import Going
from trainer.labs.model import Halt, Said, Tone, Work
from trainer.value import replace

Word: TypeAlias = Callable[[Work, str, Halt], tuple[Work, Said]]
"""The work, what stands after the word, and what may stop a long run."""

UNDO_DEPTH = 100


def changed(work: Work, line: str, going: Going, said: Said) -> tuple[Work, Said]:
    """The work after a line that changed the world; stages that are met now are finished."""
    after = replace(
        work,
        world=going.world,
        trace=going.trace,
        lines=(*work.lines, line),
        times=(*work.times, work.world.now_ms),
        past=(*work.past, work.moment)[-UNDO_DEPTH:],
        future=(),
    )
    return advance(after, said)


def on_copy(work: Work, halt: Halt) -> Going:
    """A copy of the work's world that may be changed and run on."""
    return Going(work.world.copy(), work.trace, halt)


def output(*lines: str) -> Said:
    """Lines that answer."""
    return Said(((Tone.OUTPUT, "\n".join(lines)),))


def note(text: str) -> Said:
    """A remark."""
    return Said(((Tone.NOTE, text),))


def error(text: str) -> Said:
    """What is wrong with the line."""
    return Said(((Tone.ERROR, text),), 2)
