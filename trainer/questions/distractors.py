"""Which of the provably false options stand beside the key: those that people take for it first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

from trainer.content.model import ConceptId, Literal
from trainer.graph.facts import FactGraph
from trainer.questions.balance import NEVER
from trainer.questions.model import Statement
from trainer.seed import Stream
from trainer.value import dataclass

T = TypeVar("T")

CONFUSED, SAME_SUBJECT, SAME_RELATION, SAME_KIND = 8.0, 5.0, 3.0, 0.5
"""Weights of the draw: what a contrast set names, what is true of the same thing in other circumstances,
what the relation says of something else, and anything else of the kind."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A false option and how likely people are to choose it."""

    statement: Statement
    weight: float


def weigh(
    graph: FactGraph,
    key: Statement,
    false: Iterable[Statement],
    blank: str,
    answers: Mapping[ConceptId | str, float],
) -> list[Weighed]:
    """Each false statement with its weight: by how near it is to the key, and how often it is the key itself.

    `answers` says that of what may stand in the blank; empty, it plays no part.
    """
    return [
        Weighed(statement, _weight(graph, key, statement, blank) * _as_answer(answers, statement, blank))
        for statement in false
    ]


def draw(weighed: Sequence[Weighed], count: int, stream: Stream) -> list[Statement]:
    """`count` statements without repetition, each draw in proportion to weight; fewer if there are not."""
    left = list(weighed)
    drawn: list[Statement] = []
    while left and len(drawn) < count:
        place = stream.random() * sum(one.weight for one in left)
        index = 0
        while index < len(left) - 1 and place >= left[index].weight:
            place -= left[index].weight
            index += 1
        drawn.append(left.pop(index).statement)
    return drawn


def draw_around(
    weighed: Sequence[Weighed], number: Callable[[Statement], float], key: float, count: int, stream: Stream
) -> list[Statement]:
    """The same where options are numbers: so many below the key that each of its ranks is as likely as any
    other, as far as there are numbers on both sides. Else it would be a middle one nearly always."""
    below = [one for one in weighed if number(one.statement) < key]
    above = [one for one in weighed if number(one.statement) > key]
    ranks = [rank for rank in range(count + 1) if rank <= len(below) and count - rank <= len(above)]
    if not ranks:
        return draw([*below, *above], count, stream)
    rank = stream.choice(ranks)
    return [*draw(below, rank, stream), *draw(above, count - rank, stream)]


def _as_answer(answers: Mapping[ConceptId | str, float], statement: Statement, blank: str) -> float:
    filler = statement.subject if blank == "subject" else statement.object
    return max(answers.get(filler, NEVER), NEVER) if answers else 1.0


def _weight(graph: FactGraph, key: Statement, other: Statement, blank: str) -> float:
    right, wrong = (
        (key.subject, other.subject) if blank == "subject" else (str(key.object), str(other.object))
    )
    if wrong in graph.confusable(ConceptId(right)):
        return CONFUSED
    if blank == "object" and any(
        not isinstance(fact.object, Literal) and fact.object == wrong
        for fact in graph.of(key.subject, key.relation)
    ):
        return SAME_SUBJECT
    used = graph.of(ConceptId(wrong), key.relation) if blank == "subject" else graph.to(key.relation, wrong)
    return SAME_RELATION if used else SAME_KIND
