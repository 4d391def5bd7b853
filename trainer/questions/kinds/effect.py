"""Effect: something is done, or wrong. What follows from it, or how does it show?"""

from collections.abc import Iterator

from trainer.content.model import Course, FactId, Pattern
from trainer.graph.facts import FactGraph
from trainer.problem import Problem
from trainer.questions.kinds import lookup
from trainer.questions.model import Item, Play, Rejection
from trainer.seed import Stream

NAME = "effect"

facts = lookup.facts
concludes = lookup.concludes


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item from cause to consequence: the options are what might follow, or what might be seen."""
    return lookup.make(graph, pattern, stream, play, fact)


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots."""
    yield from lookup.problems(pattern, course)
