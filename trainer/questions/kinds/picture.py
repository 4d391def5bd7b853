"""Picture: an architecture with one arrow marked. Which role makes this arrow work?"""

from collections.abc import Iterator

from trainer.content.figure import Edge
from trainer.content.model import Course, FactId, Pattern
from trainer.graph.facts import FactGraph
from trainer.problem import Problem
from trainer.questions.asked import Asked, Case, facts_of, read_asked
from trainer.questions.blank import filler_of
from trainer.questions.kinds import lookup
from trainer.questions.model import Item, Picture, Play, Rejection
from trainer.questions.slots import Slots
from trainer.seed import Stream

NAME = "picture"

concludes = lookup.concludes


def facts(graph: FactGraph, pattern: Pattern) -> tuple[FactId, ...]:
    """The facts of the arrows whose role the figure and the fact agree on."""
    asked = lookup.asked_of(graph, pattern)
    agreed = {case.fact for case in asked.cases if _agrees(graph, asked, case)}
    return tuple(fact for fact in facts_of(graph, asked) if fact in agreed)


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,  # noqa: ARG001 - every kind takes it
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item on one arrow; the fact proves what the figure draws."""
    asked = lookup.asked_of(graph, pattern)
    known = facts(graph, pattern)
    if not known or (fact is not None and fact not in known):
        return Rejection(pattern.id, f"no figure shows {fact or 'a fact of this pattern'}")
    chosen = fact or stream.choice(known)
    case = stream.choice(
        [case for case in asked.cases if case.fact == chosen and _agrees(graph, asked, case)]
    )
    picture = Picture(case.figure, case.edge)
    return lookup.build(graph, pattern, asked, stream, fact=chosen, picture=picture)


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots, and where a figure and its fact disagree."""
    slots = Slots(pattern, course)
    asked = read_asked(slots)
    slots.done()
    graph = FactGraph(course)
    for number, case in enumerate(asked.cases):
        at = ("cases", number)
        if _edge(course, case) is None:
            slots.wrong(f'figure "{case.figure}" has no edge "{case.edge}".', at=at)
        elif graph.fact(case.fact) and not _agrees(graph, asked, case):
            message = f'edge "{case.edge}" of "{case.figure}" has another role than fact "{case.fact}".'
            slots.wrong(message, at=at)
    yield from slots.problems


def _agrees(graph: FactGraph, asked: Asked, case: Case) -> bool:
    edge, fact = _edge(graph.course, case), graph.fact(case.fact)
    return edge is not None and fact is not None and edge.role == filler_of(fact, asked.end)


def _edge(course: Course, case: Case) -> Edge | None:
    figure = course.figures.get(case.figure)
    return figure.edges.get(case.edge) if figure else None
