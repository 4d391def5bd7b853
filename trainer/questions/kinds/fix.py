"""Fix: something does not work, as told or shown. Which single change makes it work?"""

from collections.abc import Iterator

from trainer.content.model import Course, FactId, Pattern
from trainer.graph.facts import FactGraph
from trainer.problem import Problem
from trainer.questions.kinds import lookup, symptom
from trainer.questions.model import Item, Play, Rejection
from trainer.seed import Stream

NAME = "fix"

facts = lookup.facts
concludes = lookup.concludes


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item on one case: each option is a change, and one of them removes the cause."""
    return lookup.make(graph, pattern, stream, play, fact)


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots; what is broken is told case by case."""
    yield from symptom.problems(pattern, course)
