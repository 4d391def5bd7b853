"""The lab's prompt: `aws` commands and the words beside them. A line in, the work and an answer out."""

import json
from collections.abc import Iterable, Mapping

from trainer.content.model import Lab
from trainer.labs.going import Going
from trainer.labs.model import Halt, Said, Tone, Work, never
from trainer.labs.open import begin
from trainer.labs.shell import assignment
from trainer.labs.substitution import NoAnswer
from trainer.labs.typing import answered, typed
from trainer.labs.words import exporting, happening, helping, looking, past, time
from trainer.labs.words.word import Word, changed, error
from trainer.sim.world import World
from trainer.value import replace


def obey(work: Work, line: str, halt: Halt = never) -> tuple[Work, Said]:
    """What a line does. Never raises: what is not understood is said, and the work stays as it was.

    `halt` is asked now and then while a line lets time run; it can stop it.
    """
    words = line.strip()
    if not words:
        return work, Said()
    first, _, rest = words.partition(" ")
    if told := assignment(words):
        return work, error(told)
    if first == "aws":
        after, said = _aws(work, words, halt)
    elif first in WORDS:
        try:
            rest = answered(work.world, rest)
        except NoAnswer as trouble:
            return work, error(str(trouble))
        after, said = WORDS[first](work, rest.strip(), halt)
    else:
        known = ", ".join(("aws", *WORDS))
        return work, error(f'"{first}" is no command here. There are: {known}.')
    return helping.led_on(work, after, words, said), said


def replay(lab: Lab, lines: Iterable[str]) -> Work:
    """The lab after these lines: the same bytes as when they were typed."""
    return _replayed(begin(lab), lines)


def _replayed(work: Work, lines: Iterable[str]) -> Work:
    for line in lines:
        work, _ = obey(work, line)
    return work


def _replay(work: Work, lines: Iterable[str]) -> Work:
    """The same lab after these lines; days of designs that were run already are not run again."""
    return _replayed(replace(begin(work.lab), days=work.days), lines)


def _aws(work: Work, line: str, halt: Halt) -> tuple[Work, Said]:
    going = Going(work.world.copy(), work.trace, halt)

    def advance(world: World, duration_ms: int) -> None:  # noqa: ARG001 - it is the one that goes
        going.on(duration_ms)

    ran = typed(going.world, line, advance)
    parts = [(Tone.OUTPUT, ran.stdout)] if ran.stdout else []
    parts += [(Tone.ERROR, ran.stderr)] if ran.stderr else []
    request = f"{ran.call.service} {ran.call.operation}" if ran.call else ""
    call = json.dumps({request: ran.call.params}, default=str) if ran.call else ""
    said = Said(tuple(parts), ran.exit_code, request, call)
    if not ran.world_changed:
        return work, said
    if going.stopped:
        stopped = replace(said, parts=((Tone.NOTE, f"Stopped at {going.world.wall():%H:%M:%S}."),))
        return changed(work, f"wait {going.world.now_ms - work.world.now_ms}ms", going, stopped)
    return changed(work, line, going, said)


WORDS: Mapping[str, Word] = {
    "wait": time.wait,
    "why": looking.why,
    "inbox": looking.inbox,
    "check": looking.check,
    "next": helping.next_,
    "hint": helping.hint,
    "solution": helping.solution,
    "undo": past.undo_by(_replay),
    "redo": past.redo,
    "reset": past.reset,
    "save": past.save,
    "open": past.open_by(_replay),
    "kill": happening.kill,
    "load": happening.load,
    "break": happening.break_,
    "scene": happening.scene,
    "choose": happening.choose,
    "call": looking.call,
    "export": exporting.export,
    "help": looking.help_,
}
