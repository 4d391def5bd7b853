"""A lab line by line: the brief, then the prompt a learner types at."""

from trainer.activities.desk import Desk
from trainer.activities.lab import LabWork
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


def work_at(talk: Talk, lab_work: LabWork) -> bool:
    """Work at the lab until it is done or the input ends; returns whether it is done."""
    lab = lab_work.lab
    talk.say(f"Lab: {lab.title} (simulated account, nothing is real)", "")
    if lab_work.work.lines:
        talk.say(f"You go on after {len(lab_work.work.lines)} commands; reset begins anew.", "")
    _brief(talk, lab_work)
    while not lab_work.work.done:
        line = talk.ask(f"{lab_work.now:%H:%M:%S} $ ")
        if line is None or line.strip() in ("exit", "quit"):
            talk.say("The lab is kept as it is. Go on with: trainer lab " + lab.id)
            return False
        said = lab_work.obey(line)
        talk.say(*said_lines(said))
        if said.finished and not lab_work.work.done:
            _brief(talk, lab_work)
    talk.say("", *block_lines(lab_work.desk.course, lab.debrief))
    return True


def _brief(talk: Talk, lab_work: LabWork) -> None:
    stage = lab_work.work.current
    if stage is None:
        return
    number = lab_work.work.stage + 1
    talk.say("", f"Step {number} of {len(lab_work.lab.stages)}: {stage.title}", "")
    talk.say(*block_lines(lab_work.desk.course, stage.brief), "")
    for goal in stage.goals:
        talk.say(*wrapped(f"Goal: {goal.text}", hang="  "))
    talk.say("help lists the words of this prompt.", "")


def said_lines(said: Said) -> list[str]:
    """The answer's lines as they are: JSON and tables must not be broken."""
    return [line for _, text in said.parts for line in text.strip("\n").splitlines()]
