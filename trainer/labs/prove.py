"""What `trainer check` proves of a lab: unsolved as given, solved by its solutions, not by its wrong try."""

from collections.abc import Iterator, Sequence

from trainer.content.model import Lab
from trainer.labs.check import check
from trainer.labs.goals import problems as goal_problems
from trainer.labs.model import Work
from trainer.labs.open import BadStart, begin
from trainer.labs.prompt import obey
from trainer.problem import Problem

LEAK = 40
"""A hint may not share this many characters in a row with the solution of its stage."""


def prove(lab: Lab) -> Iterator[Problem]:
    """Everything that is wrong with a lab."""
    shape = [problem for stage in lab.stages for goal in stage.goals for problem in goal_problems(goal)]
    if shape:
        yield from shape
        return
    try:
        work = begin(lab)
    except BadStart as error:
        yield Problem(lab.source, "lab-start", f"{lab.id} cannot begin: {error}.", "Mend the start.")
        return
    if all(verdict.met for verdict in check(work)):
        yield Problem(
            lab.source,
            "lab-solved",
            f"{lab.id} is solved as given.",
            "Let its first goals want something new.",
        )
    solution = [line for stage in lab.stages for line in stage.solution]
    yield from _must_pass(lab, work, solution, "lab-solution", "its solution")
    if lab.alternative:
        yield from _must_pass(lab, work, lab.alternative, "lab-alternative", "its alternative")
    if lab.wrong_try and _after(work, lab.wrong_try)[0].done:
        yield Problem(lab.source, "lab-wrong-try", f"{lab.id}: its wrong try passes.", "Sharpen the goals.")
    yield from _leaks(lab)


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


def _after(work: Work, lines: Sequence[str]) -> tuple[Work, list[str]]:
    complaints = []
    for line in lines:
        work, said = obey(work, line)
        if said.exit_code:
            complaints.append(f"{line!r} says: {said.text.strip()}")
    return work, complaints


def _leaks(lab: Lab) -> Iterator[Problem]:
    for stage in lab.stages:
        solution = "\n".join(stage.solution)
        for hint in stage.hints:
            shared = next(
                (
                    hint[at : at + LEAK]
                    for at in range(len(hint) - LEAK + 1)
                    if hint[at : at + LEAK] in solution
                ),
                "",
            )
            if shared:
                yield Problem(
                    stage.source,
                    "hint-leak",
                    f'a hint of {lab.id} gives the solution away: "{shared}".',
                    "Say less.",
                )
