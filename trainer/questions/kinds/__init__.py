"""The ways to ask, in one table; a new kind is a file here and a line in it."""

from collections.abc import Callable, Iterator

from trainer.content.model import Course, FactId, Pattern
from trainer.graph.facts import FactGraph
from trainer.problem import Problem
from trainer.questions.conclusions import Block
from trainer.questions.kinds import (
    compare,
    effect,
    fix,
    lookup,
    match,
    order,
    picture,
    predict,
    scenario,
    select,
    statement,
    symptom,
    typed,
)
from trainer.questions.model import Item, Play, Rejection
from trainer.seed import Stream
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to ask: how an item is made, about which facts, what it may claim, and what is wrong with a
    pattern's slots."""

    name: str
    make: Callable[[FactGraph, Pattern, Stream, Play | None, FactId | None], Item | Rejection]
    facts: Callable[[FactGraph, Pattern], tuple[FactId, ...]]
    concludes: Callable[[FactGraph, Pattern], tuple[Block, ...]]
    problems: Callable[[Pattern, Course], Iterator[Problem]]
    weight: float
    """How often it is chosen where several kinds can ask about the same fact."""
    has_options: bool = True
    needs_play: bool = False
    share_max: float = 1.0
    """The largest part of a request's items, while another kind can still ask."""


KINDS: tuple[Kind, ...] = (
    Kind(scenario.NAME, scenario.make, scenario.facts, scenario.concludes, scenario.problems, 4),
    Kind(symptom.NAME, symptom.make, symptom.facts, symptom.concludes, symptom.problems, 3),
    Kind(fix.NAME, fix.make, fix.facts, fix.concludes, fix.problems, 3),
    Kind(effect.NAME, effect.make, effect.facts, effect.concludes, effect.problems, 3),
    Kind(predict.NAME, predict.make, predict.facts, predict.concludes, predict.problems, 3, needs_play=True),
    Kind(picture.NAME, picture.make, picture.facts, picture.concludes, picture.problems, 2),
    Kind(compare.NAME, compare.make, compare.facts, compare.concludes, compare.problems, 2),
    Kind(select.NAME, select.make, select.facts, select.concludes, select.problems, 2),
    Kind(lookup.NAME, lookup.make, lookup.facts, lookup.concludes, lookup.problems, 2),
    Kind(
        statement.NAME,
        statement.make,
        statement.facts,
        statement.concludes,
        statement.problems,
        0.15,
        share_max=0.1,
    ),
    Kind(order.NAME, order.make, order.facts, order.concludes, order.problems, 1, has_options=False),
    Kind(match.NAME, match.make, match.facts, match.concludes, match.problems, 1, has_options=False),
    Kind(typed.NAME, typed.make, typed.facts, typed.concludes, typed.problems, 1, has_options=False),
)
BY_NAME = {kind.name: kind for kind in KINDS}


def chooses_several(pattern: Pattern) -> bool:
    """Whether a pattern's items have more than one key."""
    return (
        pattern.kind == select.NAME
        or (pattern.kind == scenario.NAME and scenario.STEPS in pattern.slots)
        or pattern.slots.get("select", 1) != 1
    )


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """Everything wrong with a pattern: an unknown kind, or what its kind finds in the slots."""
    kind = BY_NAME.get(pattern.kind)
    if kind is None:
        known = ", ".join(BY_NAME)
        message = f'{pattern.id}: "{pattern.kind}" is no kind of question.'
        yield Problem(pattern.source, "pattern-kind", message, f"Use one of {known}.")
    else:
        yield from kind.problems(pattern, course)
