"""A quiz or a review, line by line."""

from collections.abc import Callable

from trainer.activities.study import Feedback, Sitting, review_queue
from trainer.memory.model import Confidence
from trainer.plain.asides import TakenBack, heard
from trainer.plain.prose import block_lines
from trainer.plain.question import (
    NotAnAnswer,
    full_lines,
    item_lines,
    option_lines,
    prompt_for,
    read_confidence,
    read_response,
    stem_lines,
)
from trainer.plain.talk import Talk, wrapped
from trainer.questions.explain import first_view, full_view
from trainer.questions.model import Item, MarkKind, Response

VERDICTS = {MarkKind.RIGHT: "Right.", MarkKind.WRONG: "Wrong.", MarkKind.NOT_KNOWN: "Not known."}


def sit(talk: Talk, sitting: Sitting, monotonic: Callable[[], float], *, full: bool = False) -> None:
    """Ask every item of the sitting; the end of input ends it, what was answered stays kept."""
    last: Feedback | None = None
    item = sitting.advance()
    while item is not None or last is not None:
        try:
            if item is None:
                if not _asides(talk, sitting, last):
                    break
                continue
            began = monotonic()
            said = _asked(talk, sitting, item, last)
        except TakenBack:
            item, last = sitting.current, None
            continue
        if said is None:
            break
        last = sitting.answer(*said, taken_ms=round((monotonic() - began) * 1000))
        talk.say(*feedback_lines(sitting, last, full=full), "")
        item = sitting.advance()
    talk.say(*closing_lines(sitting))


def _asides(talk: Talk, sitting: Sitting, last: Feedback | None) -> bool:
    """After the last question: whether a word on it was heard; anything else ends the sitting."""
    line = talk.ask("That was the last one. Enter ends; /help tells what else: ")
    return line is not None and heard(talk, sitting, last, line)


def _asked(
    talk: Talk, sitting: Sitting, item: Item, last: Feedback | None
) -> tuple[Response, Confidence | None] | None:
    """Show an item and wait for its answer; None at the end of input."""
    course = sitting.desk.course
    heading = f"Question {sitting.asked} of {max(sitting.of, sitting.asked)}"
    if sitting.hides_options:
        talk.say(heading, "", *stem_lines(course, item), "")
        while (line := talk.ask("Think of the answer, then Enter shows the options: ")) is not None:
            if not heard(talk, sitting, last, line):
                break
        if line is None:
            return None
        talk.say(*option_lines(item), "")
    else:
        talk.say(heading, "", *item_lines(course, item), "")
    sitting.shown()
    return _response(talk, sitting, last)


def _response(
    talk: Talk, sitting: Sitting, last: Feedback | None
) -> tuple[Response, Confidence | None] | None:
    assert sitting.current is not None  # noqa: S101 - the caller advanced
    while (line := talk.ask(prompt_for(sitting.current))) is not None:
        if heard(talk, sitting, last, line):
            continue
        try:
            words, confidence = read_confidence(line) if sitting.current.options else (line, None)
            return read_response(sitting.current, words), confidence
        except NotAnAnswer as reply:
            talk.say(str(reply))
    return None


def feedback_lines(sitting: Sitting, feedback: Feedback, *, full: bool = False) -> list[str]:
    """The verdict, why, the deciding words; with `full` every option and its sources."""
    graph = sitting.desk.graph
    view = first_view(graph, feedback.item, feedback.mark)
    verdict = VERDICTS[feedback.mark.kind]
    rest = view.verdict.removeprefix(verdict).strip()
    lines = wrapped(" ".join(part for part in (verdict, rest, view.why) if part))
    if view.deciding:
        lines += wrapped("Deciding words: " + " · ".join(f'"{words}"' for words in view.deciding))
    if full:
        lines += full_lines(full_view(graph, feedback.item, feedback.mark))
    if feedback.paragraph is not None:
        lesson, section = feedback.paragraph
        lines += ["", f"Missed twice. From {lesson.title}, {section.title}:", ""]
        lines += block_lines(sitting.desk.course, section.blocks)
    if feedback.again:
        lines += ["It comes back later in this sitting."]
    return lines


def closing_lines(sitting: Sitting) -> list[str]:
    """How the sitting went."""
    answered = sitting.answered
    if not answered:
        return ["Nothing was answered."]
    lines = [f"{sitting.right} of {answered} right."]
    if sitting.scheduled:
        secured = len(dict.fromkeys(fact for fact in sitting.secured if fact not in sitting.missed))
        left = len(review_queue(sitting.desk))
        lines += [f"Secured: {secured}." if secured else "Secured: none this time."]
        lines += [f"Next: {left} to review now." if left else "Next: nothing more is due now."]
    if sitting.missed:
        lines += ["Still slipping:"]
        for fact in dict.fromkeys(sitting.missed):
            lines += wrapped(sitting.desk.course.facts[fact].says, indent="- ", hang="  ")
    return lines
