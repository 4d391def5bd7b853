"""Patterns: slots that their kinds can read, and at least one sound question from each."""

from collections.abc import Iterator

from trainer.content.model import Course, Pattern
from trainer.graph.facts import FactGraph
from trainer.problem import Problem

DRAWS = 8
"""Fillings tried for each fact; distractors and wording differ between them."""


def slots_fit(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """Each pattern names a kind and fills its slots as the kind wants them."""
    from trainer.questions.kinds import problems

    for pattern in course.patterns.values():
        yield from problems(pattern, course)


def each_asks(course: Course, graph: FactGraph) -> Iterator[Problem]:
    """A pattern makes a question with a proven key and proven distractors about one of its facts at least."""
    from trainer.questions.kinds import problems

    for pattern in course.patterns.values():
        if not any(True for _ in problems(pattern, course)):
            yield from _asks(graph, pattern)


def _asks(graph: FactGraph, pattern: Pattern) -> Iterator[Problem]:
    from trainer.aws.play import play
    from trainer.questions.kinds import BY_NAME
    from trainer.questions.model import Item
    from trainer.seed import stream

    kind = BY_NAME[pattern.kind]
    facts = kind.facts(graph, pattern)
    if not facts:
        mend = "Correct the slots, or write a fact that they fit."
        yield Problem(pattern.source, "asks-nothing", f"{pattern.id} fits no askable fact.", mend)
        return
    why = ""
    for fact in facts:
        for draw in range(DRAWS):
            made = kind.make(graph, pattern, stream("check", pattern.id, fact, draw), play, fact)
            if isinstance(made, Item):
                return
            why = why or made.why
    message = f"none of {len(facts)} fillings of {pattern.id} makes a sound question: {why}."
    mend = "Add facts that deny, declare the relation closed, or widen the slots."
    yield Problem(pattern.source, "unprovable", message, mend)
