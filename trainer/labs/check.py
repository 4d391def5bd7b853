"""The goals of the present stage, and what happens when all of them are met."""

from trainer.content.lab import Stage
from trainer.content.model import FactId
from trainer.labs.goals.judge import judge_goal
from trainer.labs.going import Going
from trainer.labs.model import Practised, Said, Shown, Tone, Verdict, Work
from trainer.labs.steps import Refused, do_steps
from trainer.value import replace


def check(work: Work) -> tuple[Verdict, ...]:
    """The verdicts on the present stage's goals; none when all stages are done."""
    stage = work.current
    if stage is None:
        return ()
    return tuple(judge_goal(goal, work.world, work.run) for goal in stage.goals)


def advance(work: Work, said: Said) -> tuple[Work, Said]:
    """Finish every stage whose goals are all met, say so, and open the next one.

    The work's world is changed by what the next stage opens with: hand in one that is nobody else's.
    """
    finished: list[Stage] = []
    fault, before_ms = "", work.world.now_ms
    while (stage := work.current) is not None and all(verdict.met for verdict in check(work)):
        finished.append(stage)
        work = replace(work, stage=work.stage + 1, hints=0, guided=0, watched=())
        work, opened = open_stage(work)
        fault = fault or opened
    if not finished:
        return work, said
    words = [(Tone.GOOD, f"✓ Done: {stage.title}") for stage in finished]
    if work.world.now_ms > before_ms:
        words.append((Tone.NOTE, f"Time went on: it is {work.world.wall():%H:%M:%S}."))
    words += [(Tone.GOOD, "That was the last step: the lab is done.")] if work.done else []
    return work, replace(said, parts=(*said.parts, *words), finished=tuple(finished), fault=fault)


def open_stage(work: Work) -> tuple[Work, str]:
    """Let happen what the present stage begins with; also returns what was refused of it."""
    fault = ""
    going = Going(work.world, work.trace)
    if work.current is not None and work.current.opens:
        try:
            do_steps(going, work.current.opens)
        except Refused as error:
            fault = str(error)
    trace = going.trace
    return replace(work, trace=trace, began=(work.world.now_ms, work.world.told)), fault


def shown_of(work: Work, stage: Stage) -> Shown:
    """How a stage is met, or would be now."""
    if stage.id in work.solutions:
        return Shown.FAILED
    return Shown.PRACTISED if stage.id in work.hints_exhausted else Shown.KNOWN


def practised(work: Work, before: Work) -> tuple[Practised, ...]:
    """What a line tells memory: the facts of stages that it finished, and of one whose solution it showed."""
    facts: dict[FactId, Shown] = {}
    order = (Shown.KNOWN, Shown.PRACTISED, Shown.FAILED)
    shown = [stage for stage in work.lab.stages if stage.id in work.solutions - before.solutions]
    for stage in (*work.lab.stages[before.stage : work.stage], *shown):
        for goal in stage.goals:
            for fact in goal.facts:
                facts[fact] = max(facts.get(fact, Shown.KNOWN), shown_of(work, stage), key=order.index)
    return tuple(Practised(fact, how) for fact, how in facts.items() if fact not in work.rated)
