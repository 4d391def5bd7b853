"""Typed: a term or a number to be written down, graded against every accepted way to write it."""

from collections.abc import Iterator

from trainer.content.model import Course, Fact, FactId, Literal, Pattern
from trainer.graph.facts import FactGraph
from trainer.problem import Problem
from trainer.questions.asked import Asked, case_of, cases_of, facts_of, put
from trainer.questions.blank import OBJECT, blank_of, filler_of
from trainer.questions.conclusions import Block, Cell, concluded, different
from trainer.questions.draft import Draft, finish
from trainer.questions.kinds import lookup
from trainer.questions.model import Item, Play, Rejection
from trainer.seed import Stream

NAME = "typed"

facts = lookup.facts


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,  # noqa: ARG001 - every kind takes it
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item without options; the first accepted string is the one shown."""
    asked = lookup.asked_of(graph, pattern)
    known = facts_of(graph, asked)
    if not known or (fact is not None and fact not in known):
        return Rejection(pattern.id, f"no askable fact {fact or ''} for this pattern")
    tested = graph.facts[fact or stream.choice(known)]
    templates = case_of(asked, tested.id, stream).stems or asked.stems
    number = stream.below(len(templates))
    draft = Draft(
        stem=put(graph, asked, templates[number], tested),
        choices=(),
        fact_ids=(tested.id,),
        filling=(tested.id, str(number)),
        answer=accepted(graph, tested, asked.end),
    )
    return finish(graph, pattern, draft, stream)


def concludes(graph: FactGraph, pattern: Pattern) -> tuple[Block, ...]:
    """Each question with every answer that counts."""
    asked = lookup.asked_of(graph, pattern)
    return different(_block(graph, asked, graph.facts[fact]) for fact in facts(graph, pattern))


def _block(graph: FactGraph, asked: Asked, fact: Fact) -> Block:
    shown = concluded(graph, blank_of(fact, asked.end).filled(filler_of(fact, asked.end)))
    templates = [stem for case in cases_of(asked, fact.id) for stem in case.stems or asked.stems]
    return Block(
        tuple(put(graph, asked, template, fact) for template in templates),
        tuple(Cell(answer, shown) for answer in accepted(graph, fact, asked.end)),
    )


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots."""
    yield from lookup.problems(pattern, course)


def accepted(graph: FactGraph, fact: Fact, end: str) -> tuple[str, ...]:
    """Every way to write what stands at this end of the fact, the usual one first."""
    target = fact.object if end == OBJECT else fact.subject
    if isinstance(target, Literal):
        return tuple(dict.fromkeys((target.text, *target.accepts)))
    concept = graph.concept(target)
    return tuple(dict.fromkeys((concept.name, *concept.aliases, concept.phrase)))
