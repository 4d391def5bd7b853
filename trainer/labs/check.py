"""The goals of the present stage, and what happens when all of them are met."""

from dataclasses import replace

from trainer.content.model import FactId
from trainer.labs.goals import judge_goal
from trainer.labs.model import Practised, Said, Tone, Verdict, Work


def check(work: Work) -> tuple[Verdict, ...]:
    """The verdicts on the present stage's goals; none when all stages are done."""
    stage = work.current
    return () if stage is None else tuple(judge_goal(goal, work.world) for goal in stage.goals)


def advance(work: Work, said: Said) -> tuple[Work, Said]:
    """Finish every stage whose goals are all met, and say so."""
    finished = []
    while (stage := work.current) is not None and all(verdict.met for verdict in check(work)):
        finished.append(stage)
        work = replace(work, stage=work.stage + 1, hints=0)
    if not finished:
        return work, said
    words = [(Tone.GOOD, f"✓ {stage.title}: done.") for stage in finished]
    words += [(Tone.GOOD, "That was the last step: the lab is done.")] if work.done else []
    return work, replace(said, parts=(*said.parts, *words), finished=tuple(finished))


def practised(work: Work, before: int) -> tuple[Practised, ...]:
    """What the stages finished since `before` tell memory: known, or only practised where help was shown."""
    facts: dict[FactId, bool] = {}
    for stage in work.lab.stages[before : work.stage]:
        helped = stage.id in work.solutions or stage.id in work.hints_exhausted
        for goal in stage.goals:
            for fact in goal.facts:
                facts[fact] = facts.get(fact, True) and not helped
    return tuple(Practised(fact, known) for fact, known in facts.items())
