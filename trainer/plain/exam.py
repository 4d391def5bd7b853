"""An exam, line by line: letters answer, n, p and a number move, f flags, list, submit."""

from trainer.activities.attempts import take_in, weakest_topic
from trainer.activities.exam import Exam
from trainer.errors import NotSo
from trainer.exam.model import OpenItem, Score
from trainer.exam.score import by_need
from trainer.plain.question import NotAnAnswer, full_lines, item_lines, read_confidence, read_letters
from trainer.plain.talk import Talk, wrapped
from trainer.questions.explain import full_view

HELP = (
    "Letters answer (b sure, b unsure, b guess) · n next · p back · a number goes there · f flags · "
    "x b strikes b out · list, list open, list flagged · time · pause (practice) · submit · ? shows this"
)
QUIET_S = (1800, 600, 300, 60)
"""The clock is spoken when it passes these; `time` tells it at any moment."""


def sit(talk: Talk, exam: Exam) -> None:
    """Take the exam to its end, or to the end of input: then it waits, everything kept."""
    form = exam.attempt.form
    talk.say(form.blueprint.title, f"{len(form.items)} questions. {_clock(exam)}", *wrapped(HELP), "")
    for note in form.notes:
        talk.say(*wrapped(note))
    if exam.over:
        talk.say("The time was over while the exam waited. Everything answered counts.")
    else:
        _show(talk, exam)
    while not exam.over:
        line = talk.ask("> ")
        if line is None:
            talk.say(
                f"The exam waits: {exam.attempt.answered} answered, nothing is lost. Go on with: trainer exam"
            )
            return
        _warn(talk, exam)
        if not exam.over:
            _obey(talk, exam, line.strip().casefold())
    talk.say(*result_lines(exam))
    counted = take_in(exam.desk, exam.attempt)
    if counted:
        facts = "1 fact" if counted == 1 else f"{counted} facts"
        talk.say(f"These answers count for your reviews now ({facts}).")


def _obey(talk: Talk, exam: Exam, word: str) -> None:
    position, last = exam.attempt.position, len(exam.attempt.form.items) - 1
    if word in ("n", "p") or word.isdecimal():
        target = int(word[:6]) - 1 if word.isdecimal() else position + (1 if word == "n" else -1)
        if not 0 <= target <= last:
            talk.say(f"There is no question {target + 1}; the numbers go from 1 to {last + 1}.")
            return
        exam.move(target)
        _show(talk, exam)
    elif word == "f":
        exam.flag()
        talk.say("saved", "Flagged." if exam.item.flagged else "Flag removed.")
    elif word in ("list", "list open", "list flagged"):
        talk.say(*_list(exam, word.removeprefix("list").strip()))
    elif word.startswith("x ") and word[2:].strip() in [option.id for option in exam.item.options]:
        exam.strike(word[2:].strip())
        talk.say("saved")
        _show(talk, exam)
    elif word == "pause":
        _pause(talk, exam)
    elif word == "submit":
        _submit(talk, exam)
    elif word == "time":
        talk.say(_clock(exam))
    elif word in ("?", "help", ""):
        talk.say(*wrapped(HELP))
    else:
        _answer(talk, exam, word)


def _answer(talk: Talk, exam: Exam, word: str) -> None:
    item = exam.item
    letters, confidence = read_confidence(word)
    try:
        chosen = read_letters([option.id for option in item.options], item.select, letters)
    except NotAnAnswer as reply:
        told = str(reply).replace(", or ? if you don't know", "").replace(", or ?", "")
        talk.say(told, *wrapped(HELP))
        return
    exam.answer(chosen, _taken_ms(exam), confidence)
    if exam.over:
        talk.say("The time was over before this answer; it does not count.")
        return
    talk.say("saved")
    if exam.attempt.position < len(exam.attempt.form.items) - 1:
        exam.move(exam.attempt.position + 1)
        _show(talk, exam)
    else:
        talk.say("That was the last question. list shows what is open, submit hands in.")


def _pause(talk: Talk, exam: Exam) -> None:
    try:
        exam.pause()
    except NotSo as why:
        talk.say(f"{why}."[0].upper() + f"{why}."[1:])
        return
    talk.say("saved", "The clock stands still.")
    if talk.ask("Enter goes on: ") is not None:
        exam.go_on()
        _show(talk, exam)


def _taken_ms(exam: Exam) -> int:
    """Exam time since the last thing that was done: it is this item's."""
    return max(0, round((exam.tick().used_s - exam.attempt.used_s) * 1000))


def _submit(talk: Talk, exam: Exam) -> None:
    open_count = len(exam.places) - exam.attempt.answered
    flagged = sum(place.flagged for place in exam.places)
    line = talk.ask(f"{open_count} unanswered (count as wrong), {flagged} flagged. Hand in? yes/no: ")
    if line is not None and line.strip().casefold() in ("y", "yes"):
        exam.submit()
        talk.say("saved")
    else:
        talk.say("Not handed in.")


def _show(talk: Talk, exam: Exam) -> None:
    item: OpenItem = exam.item
    chosen = f" · chosen: {', '.join(item.chosen).upper()}" if item.chosen else ""
    flag = " · flagged" if item.flagged else ""
    talk.say(
        f"Question {item.position + 1} of {item.of}{flag}{chosen}",
        "",
        *item_lines(exam.desk.course, item),
        "",
    )


def _list(exam: Exam, only: str = "") -> list[str]:
    """The navigator; `only`: open ones or flagged ones."""
    lines = [
        f"{'>' if place.here else ' '}{place.position + 1:3}  {'answered' if place.answered else 'open':8}"
        f"{'  flagged' if place.flagged else ''}".rstrip()
        for place in exam.places
        if not only or (place.flagged if only == "flagged" else not place.answered)
    ]
    return [*lines, f"{exam.attempt.answered} of {len(exam.places)} answered. {_clock(exam)}"]


def _clock(exam: Exam) -> str:
    left = exam.tick().left_s
    return (
        "No time limit."
        if left is None
        else f"{max(0, round(left)) // 60} min {max(0, round(left)) % 60} s left."
    )


def _warn(talk: Talk, exam: Exam) -> None:
    before = exam.attempt.used_s
    left = exam.tick()
    if left.jump_s:
        talk.say(f"The computer's clock jumped by {left.jump_s:.0f} s; your exam time did not.")
    if exam.over:
        talk.say("The time is over. Everything answered counts.")
    elif left.left_s is not None:
        passed = [mark for mark in QUIET_S if left.left_s <= mark < left.left_s + (left.used_s - before)]
        if passed:
            talk.say(f"{passed[-1] // 60} minutes left.")


def result_lines(exam: Exam) -> list[str]:
    """The score by domain, then every question with all options explained, sure and wrong ones first."""
    result, graph = exam.result(), exam.desk.graph
    lines = ["", *score_lines(exam, result), *_weakest_lines(exam), ""]
    for place in by_need(exam.reviewed()):
        given = ", ".join(place.mark.response.chosen).upper() or "none"
        verdict = "right" if place.mark.right else "wrong"
        said = f", you were {place.confidence.value}" if place.confidence else ""
        if place.lucky:
            said = ", a lucky guess"
        spent = f", {place.taken_ms / 1000:.0f} s" if place.taken_ms else ""
        apart = "" if place.scored else ", one of the unscored"
        lines += [f"Question {place.position + 1}: {verdict}, your answer: {given}{said}{spent}{apart}", ""]
        lines += [*item_lines(exam.desk.course, place.item), ""]
        lines += [*full_lines(full_view(graph, place.item, place.mark)), ""]
    return lines


def _weakest_lines(exam: Exam) -> list[str]:
    topic = weakest_topic(exam.attempt)
    if topic is None:
        return []
    title = exam.desk.course.topics[topic].title if topic in exam.desk.course.topics else topic
    return wrapped(f"Weakest here: {title}. Drill it with: trainer quiz --plain --topic {topic}")


def score_lines(exam: Exam, result: Score) -> list[str]:
    """Raw score, pass line, domains."""
    titles = exam.desk.course.exams[exam.attempt.form.blueprint.exam].domains
    verdict = "above" if result.passed else "below"
    lines = [
        f"{result.right} of {result.of} right, {verdict} our pass line of {result.pass_right} "
        f"({result.pass_percent:.0f} %; ours, not AWS's scaled score).",
    ]
    for domain in result.domains:
        lines += [
            f"  {titles.get(domain.domain, domain.domain)}: {domain.right} of {domain.of} "
            f"(80 % range {domain.low_percent:.0f}-{domain.high_percent:.0f} %)"
        ]
    return lines
