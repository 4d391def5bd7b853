"""The verdict on a goal, and what is wrong with one as it is written."""

from collections.abc import Iterator

from trainer.content.model import Goal
from trainer.labs.goals import GOALS
from trainer.labs.model import Run, Verdict
from trainer.problem import Problem
from trainer.sim.world import World


def judge_goal(goal: Goal, world: World, run: Run) -> Verdict:
    """The verdict on one goal; looking changes nothing in the world."""
    seen = GOALS[goal.kind].look(goal.slots, world, run)
    return Verdict(goal, seen.met, seen.wanted, seen.found)


def problems(goal: Goal) -> Iterator[Problem]:
    """An unknown kind, or slots that are missing or too many."""
    kind = GOALS.get(goal.kind)
    if kind is None:
        yield Problem(
            goal.source, "goal-kind", f'"{goal.kind}" is no kind of goal.', f"Use one of {', '.join(GOALS)}."
        )
        return
    missing = [name for name in kind.needs if name not in goal.slots]
    unknown = [name for name in goal.slots if name not in kind.needs + kind.may]
    for name in missing:
        yield Problem(goal.source, "goal-slots", f"goal {goal.id} lacks {name}.", f"{goal.kind} needs it.")
    for name in unknown:
        yield Problem(
            goal.source, "goal-slots", f"goal {goal.id} has {name}, which {goal.kind} does not know.", ""
        )
