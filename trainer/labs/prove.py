"""What `trainer check` proves of a lab: unsolved as given, solved by its solutions, not by its wrong try."""

from collections.abc import Iterator, Sequence

from trainer.content.lab import Freedom
from trainer.content.model import Goal, Lab
from trainer.labs.check import check
from trainer.labs.goals.judge import problems as goal_problems
from trainer.labs.leaks import leaks
from trainer.labs.model import Said, Work
from trainer.labs.open import BadStart, begin
from trainer.labs.open import scene as begin_scene
from trainer.labs.prompt import obey
from trainer.problem import Problem
from trainer.value import replace

_FREEDOMS = tuple(Freedom)


def prove(lab: Lab) -> Iterator[Problem]:
    """Everything that is wrong with a lab."""
    shape = [problem for goal in _goals(lab) for problem in goal_problems(goal)]
    if shape:
        yield from shape
        return
    try:
        work = begin(lab)
    except BadStart as error:
        yield Problem(lab.source, "lab-start", f"{lab.id} cannot begin: {error}.", "Mend the start.")
        return
    if lab.sandbox:
        yield from _sandbox(work)
        return
    yield from _unsolved(work)
    solution = [line for stage in lab.stages for line in stage.solution]
    yield from _must_pass(lab, work, solution, "lab-solution", "its solution")
    if lab.alternative:
        yield from _must_pass(lab, work, lab.alternative, "lab-alternative", "its alternative")
    if lab.wrong_try and _after(work, lab.wrong_try)[0].done:
        yield Problem(lab.source, "lab-wrong-try", f"{lab.id}: its wrong try passes.", "Sharpen the goals.")
    freedoms = [_FREEDOMS.index(stage.freedom) for stage in lab.stages]
    if freedoms != sorted(freedoms):
        yield Problem(
            lab.source,
            "lab-freedom",
            f"{lab.id} tells more in a later stage than before.",
            "Let it only rise.",
        )
    yield from leaks(lab)


def _goals(lab: Lab) -> Iterator[Goal]:
    for stage in lab.stages:
        yield from stage.goals
    if lab.watch is not None:
        yield from lab.watch.requirements


def _unsolved(work: Work) -> Iterator[Problem]:
    if all(verdict.met for verdict in check(work)):
        yield Problem(
            work.lab.source,
            "lab-solved",
            f"{work.lab.id} is solved as given.",
            "Let its first goals want something new.",
        )


def _must_pass(lab: Lab, work: Work, lines: Sequence[str], rule: str, what: str) -> Iterator[Problem]:
    after, complaints = _after(work, lines)
    if not after.done:
        stage = after.current
        where = f' at "{stage.title}"' if stage else ""
        unmet = "; ".join(f"{one.goal.text}: found {one.found}" for one in check(after) if not one.met)
        told = f" {complaints[0]}" if complaints else ""
        yield Problem(
            lab.source, rule, f"{lab.id}: {what} stops{where}: {unmet}.{told}", "Correct it or the goals."
        )
    elif complaints:
        yield Problem(lab.source, rule, f"{lab.id}: in {what}, {complaints[0]}", "Correct that line.")


def _after(work: Work, lines: Sequence[str]) -> tuple[Work, list[str]]:
    complaints = []
    for line in lines:
        work, said = obey(work, line)
        if said.exit_code:
            complaints.append(f"{line!r} says: {said.text.strip()}")
        complaints += _faults(said)
        if work.done:
            break
    return work, complaints


def _faults(said: Said) -> list[str]:
    return [f"the next stage cannot open: {said.fault}"] if said.fault else []


def _sandbox(work: Work) -> Iterator[Problem]:
    """Each scene begins; each load and each fault can be let happen in one scene at least."""
    lab = work.lab
    worlds = [work]
    for one in lab.scenes:
        try:
            worlds.append(begin_scene(work, one.steps))
        except BadStart as error:
            message = f"scene {one.id} of {lab.id} cannot begin: {error}."
            yield Problem(one.source, "lab-start", message, "Mend its steps.")
    for word, scenarios in (("load", lab.loads), ("break", lab.breaks)):
        for one in scenarios:
            tries = [obey(replace(each, past=()), f"{word} {one.id}")[1] for each in worlds]
            if all(said.exit_code for said in tries):
                message = f"{word} {one.id} of {lab.id} does nothing anywhere: {tries[-1].text}."
                yield Problem(one.source, "lab-scenario", message, "Mend its steps.")
