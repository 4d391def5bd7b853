"""What may be typed instead of an answer: words on the question that was answered last."""

from trainer.activities.study import Feedback, Sitting
from trainer.activities.wishes import bury, flag, note, suspend
from trainer.content.words import sentence
from trainer.errors import NotSo, UsageError
from trainer.plain.question import full_lines
from trainer.plain.talk import Talk, wrapped
from trainer.questions.explain import full_view

HELP = (
    "Of the question answered last: /why tells all options with sources, /undo takes the answer back, "
    "/report WORDS keeps that something is wrong with it, /flag, /suspend, /bury (until tomorrow) and "
    "/note WORDS are about its fact. Letters may be followed by sure, unsure or guess."
)


class TakenBack(Exception):  # noqa: N818 - what was done, not what failed
    """The sitting has turned back to the question answered last."""


def heard(talk: Talk, sitting: Sitting, last: Feedback | None, line: str) -> bool:
    """Whether the line was such a word; then it was obeyed. TakenBack after /undo."""
    if not line.startswith("/"):
        return False
    word, _, words = line[1:].strip().partition(" ")
    if word == "undo":
        _undo(talk, sitting)
    elif word not in _WORDS:
        talk.say(*wrapped(HELP))
    elif last is None:
        talk.say("Nothing was answered yet.")
    else:
        try:
            talk.say(*_WORDS[word](sitting, last, words.strip()))
        except UsageError as why:
            talk.say(sentence(str(why)))
    return True


def _undo(talk: Talk, sitting: Sitting) -> None:
    try:
        sitting.undo()
    except NotSo as why:
        talk.say(sentence(str(why)))
        return
    talk.say("Taken back.", "")
    raise TakenBack


def _why(sitting: Sitting, last: Feedback, _: str) -> list[str]:
    return full_lines(full_view(sitting.desk.graph, last.item, last.mark))


def _report(sitting: Sitting, last: Feedback, words: str) -> list[str]:
    sitting.report(words, last.mark.response.chosen, of=last.item)
    return ["Reported; thank you. See: trainer reports"]


def _flag(sitting: Sitting, last: Feedback, _: str) -> list[str]:
    flag(sitting.desk, last.item.fact_ids[0])
    return [f"Flagged: {_fact(sitting, last)}"]


def _suspend(sitting: Sitting, last: Feedback, _: str) -> list[str]:
    suspend(sitting.desk, last.item.fact_ids[0])
    return [f"Not asked any more: {_fact(sitting, last)}"]


def _bury(sitting: Sitting, last: Feedback, _: str) -> list[str]:
    bury(sitting.desk, last.item.fact_ids[0])
    return [f"Not asked again before tomorrow: {_fact(sitting, last)}"]


def _note(sitting: Sitting, last: Feedback, words: str) -> list[str]:
    note(sitting.desk, last.item.fact_ids[0], words)
    return [f"Noted beside: {_fact(sitting, last)}" if words else f"No note beside: {_fact(sitting, last)}"]


def _fact(sitting: Sitting, last: Feedback) -> str:
    return sitting.desk.course.facts[last.item.fact_ids[0]].says


_WORDS = {
    "why": _why,
    "report": _report,
    "flag": _flag,
    "suspend": _suspend,
    "bury": _bury,
    "note": _note,
}
