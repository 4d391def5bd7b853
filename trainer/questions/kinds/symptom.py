"""Symptom: an error text or a sign as it is seen. Which cause, or which correction?"""

from collections.abc import Iterator

from trainer.content.model import Course, FactId, Pattern
from trainer.graph.facts import FactGraph
from trainer.problem import Problem
from trainer.questions.asked import read_asked
from trainer.questions.kinds import lookup
from trainer.questions.model import Item, Play, Rejection
from trainer.questions.slots import Slots
from trainer.seed import Stream

NAME = "symptom"

facts = lookup.facts
concludes = lookup.concludes


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item on one case: what is seen stands under the stem, word for word."""
    return lookup.make(graph, pattern, stream, play, fact)


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots; a symptom is told case by case."""
    slots = Slots(pattern, course)
    asked = read_asked(slots)
    slots.done()
    if not asked.cases:
        mend = "Write {fact: …, exhibit: …, stems: […]}."
        slots.wrong('slot "cases" is missing: a symptom is told case by case.', mend)
    yield from slots.problems
