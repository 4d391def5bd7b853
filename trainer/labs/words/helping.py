"""Words that help: the next step of a guide, `hint`, `solution`."""

from trainer.content.lab import Guide
from trainer.labs.model import Halt, Said, Work
from trainer.labs.words.word import note, output
from trainer.value import replace


def next_(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """What a guided stage says of its next step."""
    guide = next_guide(work)
    if guide is not None:
        return work, output(guide.says, f"    {guide.line}")
    return work, note("Nothing is led here: the goals say what is wanted; check shows them.")


def next_guide(work: Work) -> Guide | None:
    """The next step of a guided stage; None where nothing is led or all steps were done."""
    stage = work.current
    return stage.guide[work.guided] if stage is not None and work.guided < len(stage.guide) else None


def led_on(before: Work, after: Work, line: str, said: Said) -> Work:
    """One step further in the guide when the line did what its step says, whatever its words."""
    guide = next_guide(after)
    if guide is None or said.exit_code or after.stage != before.stage:
        return after
    return replace(after, guided=after.guided + 1) if _deed(line) == _deed(guide.line) else after


def _deed(line: str) -> tuple[str, ...]:
    """What a line does: service and operation, or the word."""
    words = line.split()
    return tuple(words[:3] if words[:1] == ["aws"] else words[:1])


def hint(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """A hint, then another."""
    stage = work.current
    if stage is None:
        return work, note("Nothing is asked here." if work.lab.sandbox else "The lab is done.")
    if work.hints >= len(stage.hints):
        left = "That was the last hint" if stage.hints else "There is no hint here"
        return work, note(f"{left}; solution shows the way.")
    shown = work.hints + 1
    spent = work.hints_exhausted | ({stage.id} if shown == len(stage.hints) else frozenset())
    return replace(work, hints=shown, hints_exhausted=spent), note(f"Hint {shown}: {stage.hints[work.hints]}")


def solution(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """The stage's lines; asks first."""
    stage = work.current
    if stage is None:
        return work, note("Nothing is asked here." if work.lab.sandbox else "The lab is done.")
    if rest not in ("yes", "y") and stage.id not in work.solutions:
        return work, note("Then this step counts as practised, not as known. To see it: solution yes")
    shown = replace(work, solutions=work.solutions | {stage.id})
    return shown, output(*stage.solution)
