"""Choose and watch: a design lives through the lab's day, and what came of it is told."""

from collections.abc import Iterator

from trainer.content.lab import Design, Lab
from trainer.labs.goals.judge import judge_goal
from trainer.labs.model import Halt, Outcome, Run, never
from trainer.labs.open import start
from trainer.labs.steps import do_steps
from trainer.labs.trace import Point, Trace

MINUTE_MS = 60_000
CURVE = "▁▂▃▄▅▆▇█"
COLUMNS = 48


def design_of(lab: Lab, letter: str) -> Design | None:
    """The lab's design of that letter."""
    designs = lab.watch.designs if lab.watch else ()
    return next((one for one in designs if one.id == letter.strip().casefold()), None)


def live(lab: Lab, design: Design, halt: Halt = never) -> Outcome | None:
    """The day of a design; None if it was stopped before its end. Raises BadStart for the author."""
    watch = lab.watch
    if watch is None:
        return None
    going = start((*lab.start, *design.steps))
    going.halt_by(halt)
    began_ms, reasons = going.world.now_ms, going.world.told
    for moment in sorted((*watch.day, *design.day), key=lambda one: one.minute):
        going.on(began_ms + moment.minute * MINUTE_MS - going.world.now_ms)
        do_steps(going, moment.steps)
    going.on(began_ms + watch.minutes * MINUTE_MS - going.world.now_ms)
    if going.stopped:
        return None
    run = Run(going.trace, began_ms, reasons)
    verdicts = tuple(judge_goal(goal, going.world, run) for goal in watch.requirements)
    return Outcome(design, verdicts, going.world, run.trace, (began_ms, reasons))


def told(outcome: Outcome) -> list[str]:
    """What the day showed, line by line: requirements, the tasks over the day, failures, cost drivers."""
    lines = [f"{outcome.design.id.upper()}: {outcome.design.title}", ""]
    for verdict in outcome.verdicts:
        lines.append(f"{'✓' if verdict.met else '✗'} {verdict.goal.text}")
        lines.append(f"    {verdict.found}")
    lines += ["", *curves(outcome.trace, outcome.began[0], outcome.world.now_ms)]
    if outcome.trace.stops:
        ends = ", ".join(f"{name}: {count}" for name, count in sorted(outcome.trace.stops.items()))
        lines.append(f"tasks that ended    {ends}")
    lines += [f"cost driver         {line}" for line in drivers(outcome.trace)]
    lines += ["", outcome.design.why]
    return lines


def curves(trace: Trace, since_ms: int, until_ms: int) -> Iterator[str]:
    """Running tasks of each service over the time, as a curve."""
    for name, points in trace.services.items():
        most = max(max(one.running, one.desired) for one in points) or 1
        marks = []
        for column in range(COLUMNS):
            begin_ms = since_ms + (until_ms - since_ms) * column // COLUMNS
            end_ms = since_ms + (until_ms - since_ms) * (column + 1) // COLUMNS
            running = _lowest(points, begin_ms, end_ms)
            marks.append(CURVE[round((len(CURVE) - 1) * running / most)])
        within = [one.running for one in trace.points(name, since_ms)]
        yield f"tasks of {name:10} {''.join(marks)} {min(within)} to {max(within)}"


def drivers(trace: Trace) -> Iterator[str]:
    """What is billed by the hour, and how many; no prices."""
    for name, amount in sorted(trace.used.items()):
        if round(amount, 1) > 0:
            yield f"{name}: {amount:,.1f}"


def _lowest(points: tuple[Point, ...], begin_ms: int, end_ms: int) -> int:
    """The fewest that ran in a stretch of time: a short gap is what one looks for."""
    before = [one.running for one in points if one.at_ms <= begin_ms][-1:]
    within = [one.running for one in points if begin_ms < one.at_ms < end_ms]
    return min((*before, *within), default=0)
