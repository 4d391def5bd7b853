"""The lab's prompt: `aws` commands and the few words beside them. A line in, the work and an answer out."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import TypeAlias

from trainer.aws.answer import answer
from trainer.aws.model import Call, Rejected
from trainer.aws.run import run
from trainer.content.model import Lab
from trainer.labs.check import advance, check
from trainer.labs.model import Moment, Said, Tone, Work
from trainer.labs.open import begin
from trainer.sim.explain import Unknown, why
from trainer.sim.load import running
from trainer.sim.model import Service, Task, TaskStatus
from trainer.sim.run import run_for, run_until_condition
from trainer.sim.world import World

Word: TypeAlias = Callable[[Work, str], tuple[Work, Said]]

UNDO_DEPTH = 100
WAIT_MOST_S = 7 * 86_400
STEADY_MOST_S = 3600
_WAIT = re.compile(r"(\d{1,7})\s*(s|sec|m|min|h|d)?", re.ASCII)
_UNITS = {"s": 1, "sec": 1, "": 60, "m": 60, "min": 60, "h": 3600, "d": 86_400}

HELP = """aws ecs …            any command, as AWS's own CLI takes it (aws ecs help lists them)
wait 5m              let time pass: 30s, 5m, 2h; wait until steady
why NAME             why a service, task or instance is as it is
kill TASK            let a task's essential container crash
check                the goals, found against wanted
hint · solution      a hint, then another; the solution asks first
undo · redo · reset  take the last command back; begin anew"""


def obey(work: Work, line: str) -> tuple[Work, Said]:
    """What a line does. Never raises: what is not understood is said, and the work stays as it was."""
    words = line.strip()
    first, _, rest = words.partition(" ")
    if not words:
        return work, Said()
    if first == "aws":
        return _aws(work, words)
    word = WORDS.get(first)
    if word is None:
        known = ", ".join(("aws", *WORDS))
        return work, _error(f'"{first}" is no command here. There are: {known}.')
    return word(work, rest.strip())


def replay(lab: Lab, lines: Iterable[str]) -> Work:
    """The lab after these lines: the same bytes as when they were typed."""
    work = begin(lab)
    for line in lines:
        work, _ = obey(work, line)
    return work


def _aws(work: Work, line: str) -> tuple[Work, Said]:
    world = work.world.copy()
    ran = run(world, line.split(None, 1)[1] if " " in line else "", _no_files)
    parts = [(Tone.OUTPUT, ran.stdout)] if ran.stdout else []
    parts += [(Tone.ERROR, ran.stderr)] if ran.stderr else []
    request = f"{ran.call.service} {ran.call.operation}" if ran.call else ""
    said = Said(tuple(parts), ran.exit_code, request)
    return _changed(work, line, world, said) if ran.world_changed else (work, said)


def _no_files(name: str) -> bytes:
    raise FileNotFoundError(f"{name}: a lab has no files")


def _wait(work: Work, rest: str) -> tuple[Work, Said]:
    if rest in ("until steady", "steady"):
        return _until_steady(work)
    match = _WAIT.fullmatch(rest or "1m")
    seconds = int(match[1]) * _UNITS[match[2] or ""] if match else 0
    if not 1 <= seconds <= WAIT_MOST_S:
        return work, _error(
            "How long? Such as: wait 30s, wait 5m, wait 2h (at most 7 days), wait until steady."
        )
    world = work.world.copy()
    run_for(world, seconds * 1000)
    return _changed(work, f"wait {seconds}s", world, _note(f"It is {world.wall():%H:%M:%S}."))


def _until_steady(work: Work) -> tuple[Work, Said]:
    world = work.world.copy()
    run_for(world, 0)  # what happens at this very moment may unsettle it
    steady = run_until_condition(world, is_steady, world.now_ms + STEADY_MOST_S * 1000)
    told = "Steady" if steady else "Not steady after an hour"
    return _changed(work, "wait until steady", world, _note(f"{told} at {world.wall():%H:%M:%S}."))


def is_steady(world: World) -> bool:
    """Whether every service runs what it wants in one deployment, and no task is on its way."""
    resting = (TaskStatus.RUNNING, TaskStatus.STOPPED)
    if any(task.last_status not in resting for task in world.of(Task).values()):
        return False
    # asked after every event: read from the world, not through AWS's answers
    return all(
        len(service.deployments) == 1 and len(running(world, service)) == service.desired_count
        for service in world.of(Service).values()
        if service.status == "ACTIVE"
    )


def _why(work: Work, rest: str) -> tuple[Work, Said]:
    try:
        lines = why(work.world, rest).lines() if rest else ["Why what? Give a service, task or instance."]
    except Unknown as error:
        return work, _error(str(error))
    return work, Said(((Tone.OUTPUT, "\n".join(lines)),))


def _kill(work: Work, rest: str) -> tuple[Work, Said]:
    world = work.world.copy()
    result = answer(world, Call("trainer", "KillTask", {"task": rest}))
    if isinstance(result, Rejected):
        return work, _error(result.message)
    return _changed(work, f"kill {rest}", world, _note("Its essential container ended with exit code 1."))


def _undo(work: Work, rest: str) -> tuple[Work, Said]:  # noqa: ARG001 - the shape of all words
    if not work.lines:
        return work, _error("There is nothing to undo.")
    line = work.lines[-1]
    here = Moment(work.world, work.stage)
    if work.past:
        before = work.past[-1]
    else:
        # reopened from the store: the moments before are found by replaying
        again = replay(work.lab, work.lines[:-1])
        before = Moment(again.world, again.stage)
    undone = replace(
        work,
        world=before.world,
        stage=before.stage,
        lines=work.lines[:-1],
        past=work.past[:-1],
        future=(*work.future, (line, here)),
        hints=0,
    )
    return undone, _note(f"Taken back: {line}")


def _redo(work: Work, rest: str) -> tuple[Work, Said]:  # noqa: ARG001
    if not work.future:
        return work, _error("There is nothing to redo.")
    line, then = work.future[-1]
    redone = replace(
        work,
        world=then.world,
        stage=then.stage,
        lines=(*work.lines, line),
        past=(*work.past, Moment(work.world, work.stage)),
        future=work.future[:-1],
        hints=0,
    )
    return redone, _note(f"Done again: {line}")


def _reset(work: Work, rest: str) -> tuple[Work, Said]:  # noqa: ARG001
    fresh = begin(work.lab)
    kept = replace(fresh, hints_exhausted=work.hints_exhausted, solutions=work.solutions)
    return kept, _note("The lab is as it was given.")


def _check(work: Work, rest: str) -> tuple[Work, Said]:  # noqa: ARG001
    if work.current is None:
        return work, Said(((Tone.GOOD, "Every goal of this lab was met."),))
    lines = []
    for verdict in check(work):
        sign = "✓" if verdict.met else "✗"
        lines.append(f"{sign} {verdict.goal.text}")
        if not verdict.met:
            lines.append(f"    wanted: {verdict.wanted}\n    found:  {verdict.found}")
    return work, Said(((Tone.OUTPUT, "\n".join(lines)),))


def _hint(work: Work, rest: str) -> tuple[Work, Said]:  # noqa: ARG001
    stage = work.current
    if stage is None:
        return work, _note("The lab is done.")
    if work.hints >= len(stage.hints):
        left = "That was the last hint" if stage.hints else "There is no hint here"
        return work, _note(f"{left}; solution shows the way.")
    shown = work.hints + 1
    spent = work.hints_exhausted | ({stage.id} if shown == len(stage.hints) else frozenset())
    return replace(work, hints=shown, hints_exhausted=spent), _note(
        f"Hint {shown}: {stage.hints[work.hints]}"
    )


def _solution(work: Work, rest: str) -> tuple[Work, Said]:
    stage = work.current
    if stage is None:
        return work, _note("The lab is done.")
    if rest not in ("yes", "y") and stage.id not in work.solutions:
        return work, _note("Then this step counts as practised, not as known. To see it: solution yes")
    shown = replace(work, solutions=work.solutions | {stage.id})
    return shown, Said(((Tone.OUTPUT, "\n".join(stage.solution)),))


def _help(work: Work, rest: str) -> tuple[Work, Said]:  # noqa: ARG001
    return work, Said(((Tone.OUTPUT, HELP),))


WORDS: Mapping[str, Word] = {
    "wait": _wait,
    "why": _why,
    "kill": _kill,
    "check": _check,
    "hint": _hint,
    "solution": _solution,
    "undo": _undo,
    "redo": _redo,
    "reset": _reset,
    "help": _help,
}


def _changed(work: Work, line: str, world: World, said: Said) -> tuple[Work, Said]:
    """The work after a line that changed the world, stages that are met now finished."""
    past = (*work.past, Moment(work.world, work.stage))[-UNDO_DEPTH:]
    after = replace(work, world=world, lines=(*work.lines, line), past=past, future=())
    return advance(after, said)


def _note(text: str) -> Said:
    return Said(((Tone.NOTE, text),))


def _error(text: str) -> Said:
    return Said(((Tone.ERROR, text),), 2)
