"""A lab line by line: the brief, then the prompt a learner types at."""

from collections.abc import Callable
from threading import Event, RLock

from trainer.activities.desk import Desk
from trainer.activities.lab import LabWork
from trainer.content.words import counted
from trainer.labs.debrief import Debrief, told
from trainer.labs.lines import joined, unfinished
from trainer.labs.model import Said
from trainer.plain.prose import block_lines
from trainer.plain.talk import Talk, wrapped


def labs_lines(desk: Desk) -> list[str]:
    """The labs with ids, minutes and whether they are done."""
    passed = desk.store.labs.passed()
    lines = []
    for lab in desk.course.labs.values():
        lines += [f"{lab.title} ({lab.minutes} min){' · done' if lab.id in passed else ''}"]
        lines += [f"    trainer lab {lab.id}"]
    return lines or ["This course has no labs."]


def work_at(talk: Talk, lab_work: LabWork, port: int | None = None) -> bool:
    """Work at the lab until it is done or the input ends; returns whether it is done.

    With a port it is served there besides, also after the end of input: then until it is done.
    """
    lab = lab_work.lab
    talk.say(f"Lab: {lab.title} (simulated account, nothing is real)", "")
    if lab_work.standing.lines:
        count = len(lab_work.standing.lines)
        talk.say(f"You go on after {counted(count, 'command')}; reset begins anew.", "")
    turn, finished = RLock(), Event()  # one line at a time, from here or from another tool

    def enter(line: str) -> None:
        with turn:
            led = lab_work.standing.guided
            said = lab_work.obey(line)
            lines = said_lines(said)
            talk.say(*(folded(lines) if line.split()[:1] == ["why"] else lines))
            if said.finished and not lab_work.done:
                _brief(talk, lab_work)
            elif lab_work.standing.guided != led:
                _next(talk, lab_work)
            if lab_work.done:
                finished.set()

    _brief(talk, lab_work)
    if port is None:
        return _converse(talk, lab_work, enter)
    from trainer.plain.serving import serving

    with serving(talk, lab_work, port, enter, turn):
        return _converse(talk, lab_work, enter, finished)


def _converse(
    talk: Talk, lab_work: LabWork, enter: Callable[[str], None], served: Event | None = None
) -> bool:
    while not lab_work.done:
        line = _line(talk, f"{lab_work.now:%H:%M:%S} $ ", lab_work.next_line)
        if line is None and served is not None:
            talk.say("It goes on for your own tools; ctrl+c ends it.")
            served.wait()
        elif line is None or line.strip() in ("exit", "quit"):
            talk.say("The lab is kept as it is. Go on with: trainer lab " + lab_work.lab.id)
            return False
        else:
            enter(line)
    _end(talk, lab_work)
    return True


def _end(talk: Talk, lab_work: LabWork) -> None:
    debrief = block_lines(lab_work.desk.course, lab_work.lab.debrief)
    talk.say("", *debrief, "", *debrief_lines(lab_work.debrief()))


def debrief_lines(found: Debrief) -> list[str]:
    """What happened, what to remember, what the exam asks, and which timings are only ours."""
    lines: list[str] = []
    for lead, text in told(found):
        if lead and not text:
            lines.append(f"{lead}:")
        elif lead[:1].isdigit() or (text and not lead):
            lines += wrapped(f"{lead}  {text}".strip(), indent="  ", hang="            ")
        else:
            lines += wrapped(f"{lead} {text}") if text else [""]
    return lines


def _line(talk: Talk, prompt: str, ready: str) -> str | None:
    """A line, and more while it ends in a backslash or within quotes; an empty one is what stands ready."""
    line = talk.ask(prompt)
    while line is not None and unfinished(line):
        more = talk.ask("> ")
        if not (more or "").strip():
            break
        line = joined(line, more or "")
    return ready if line is not None and not line.strip() and ready else line


def _brief(talk: Talk, lab_work: LabWork) -> None:
    stage, lab = lab_work.current, lab_work.lab
    if stage is None:
        talk.say(
            *wrapped(
                "Nothing is asked here: look around, let things happen. scene, load and break list"
                " what there is; help lists the words."
            ),
            "",
        )
        return
    number = lab_work.standing.stage + 1
    talk.say("", f"Step {number} of {len(lab.stages)}: {stage.title}", "")
    talk.say(*block_lines(lab_work.desk.course, stage.brief), "")
    for goal in stage.goals:
        talk.say(*wrapped(f"Goal: {goal.text}", hang="  "))
    if lab.watch is not None:
        talk.say("", *(f"{one.id.upper()}  {one.title}" for one in lab.watch.designs))
    talk.say("help lists the words of this prompt.", "")
    _next(talk, lab_work)


def _next(talk: Talk, lab_work: LabWork) -> None:
    guide = lab_work.next_guide
    if guide is not None:
        talk.say(*wrapped(f"Next: {guide.says}"), f"    {guide.line}", "  (an empty line enters it)")


def folded(lines: list[str]) -> list[str]:
    """Sentences with their indent, in rows that fit; the rows after the first stand further in."""
    rows: list[str] = []
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        rows += wrapped(line.strip(), indent=indent, hang=f"{indent}    ")
    return rows


def said_lines(said: Said) -> list[str]:
    """The answer's lines as they are: JSON and tables must not be broken."""
    return [line for _, text in said.parts for line in text.strip("\n").splitlines()]
