"""Words that let something happen, of which the lab says what it takes: `kill`, `load`, `choose`."""

from collections.abc import Sequence

from trainer.aws.answer import answer
from trainer.aws.model import Call, Rejected
from trainer.content.lab import Scenario
from trainer.labs.check import advance
from trainer.labs.designs import design_of, live, told
from trainer.labs.model import Halt, Said, Tone, Work
from trainer.labs.open import scene as begin_scene
from trainer.labs.steps import Refused, do_steps
from trainer.labs.words.word import UNDO_DEPTH, changed, error, note, on_copy, output
from trainer.sim.model import Service
from trainer.value import replace


def kill(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """A task crashes, or an EC2 instance goes."""
    if "kill" not in work.lab.allows and not work.lab.sandbox:
        return work, error("kill is no word of this lab.")
    if not rest:
        return work, error("Kill what? A task's id, a service's name (its oldest task), or an instance.")
    going = on_copy(work, halt)
    result = answer(going.world, Call("trainer", "KillTask", {"task": rest}))
    said = note("Its essential container ended with exit code 1.")
    if isinstance(result, Rejected):
        gone = answer(going.world, Call("trainer", "TerminateInstance", {"instance": rest}))
        if isinstance(gone, Rejected):
            return work, error((gone if rest.startswith("i-") else result).message)
        said = note("The instance is gone.")
    return changed(work, f"kill {rest}", going, said)


def load(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """Set a load of the lab."""
    return _scenario(work, rest, halt, "load", work.lab.loads)


def break_(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """Let a fault of the lab happen."""
    return _scenario(work, rest, halt, "break", work.lab.breaks)


def scene(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """Begin with another account of the sandbox."""
    scenes = {one.id: one for one in work.lab.scenes}
    if rest not in scenes:
        return _listed(work, rest, "scene", work.lab.scenes)
    fresh = begin_scene(work, scenes[rest].steps)
    after = replace(
        fresh,
        lines=(f"scene {rest}",),
        times=(0,),
        past=(*work.past, work.moment)[-UNDO_DEPTH:],
        future=(),
    )
    return after, note(scenes[rest].says)


def choose(work: Work, rest: str, halt: Halt) -> tuple[Work, Said]:
    """Run the day of a design; the account is then as the day left it."""
    watch = work.lab.watch
    if watch is None:
        return work, error("There is nothing to choose in this lab.")
    design = design_of(work.lab, rest)
    if design is None:
        lines = [f"{one.id.upper()}  {one.title}" for one in watch.designs]
        return (work, output(*lines)) if not rest else (work, error(f"There are: {'; '.join(lines)}"))
    outcome = work.days.get(design.id) or live(work.lab, design, halt)
    if outcome is None:
        return work, note("Stopped before the day's end: nothing was changed.")
    work.days[design.id] = outcome
    after = replace(
        work,
        world=outcome.world.copy(),
        trace=outcome.trace,
        lines=(*work.lines, f"choose {design.id}"),
        times=(*work.times, work.world.now_ms),
        watched=(*work.watched, design.id),
        past=(*work.past, work.moment)[-UNDO_DEPTH:],
        future=(),
    )
    return advance(after, Said(((Tone.OUTPUT, "\n".join(told(outcome))),)))


def _scenario(
    work: Work, rest: str, halt: Halt, word: str, scenarios: Sequence[Scenario]
) -> tuple[Work, Said]:
    name, _, subject = rest.partition(" ")
    found = next((one for one in scenarios if one.id == name), None)
    if found is None:
        return _listed(work, name, word, scenarios)
    going = on_copy(work, halt)
    services = [one.name for one in going.world.of(Service).values() if one.status == "ACTIVE"]
    try:
        do_steps(
            going,
            found.steps,
            {"service": subject.strip() or next(iter(services), ""), "name": subject.strip() or "photo.jpg"},
        )
    except Refused as refused:
        return work, error(str(refused).rpartition("is refused: ")[2])
    return changed(work, f"{word} {rest}", going, note(found.says))


def _listed(work: Work, name: str, word: str, scenarios: Sequence[Scenario]) -> tuple[Work, Said]:
    if not scenarios:
        return work, error(f"{word} is no word of this lab.")
    width = max(len(one.id) for one in scenarios)
    lines = [f"{word} {one.id:{width}}  {one.says}" for one in scenarios]
    if name:
        return work, error(f'"{name}" is none of them. There are: {", ".join(one.id for one in scenarios)}.')
    return work, output(*lines)
