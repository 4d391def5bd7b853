"""Lookup: a fact with one end left out. What belongs there, among things people take for it?"""

from collections.abc import Iterable, Iterator

from trainer.content.model import Course, Fact, FactId, Pattern
from trainer.graph.facts import FactGraph
from trainer.problem import Problem
from trainer.questions.asked import (
    Asked,
    answers_of,
    case_of,
    cases_of,
    facts_of,
    options_like,
    put,
    read_asked,
    read_pattern,
)
from trainer.questions.blank import (
    Filler,
    blank_of,
    cells_of,
    choices,
    drawn,
    filler_of,
    fillers,
    pool_for,
)
from trainer.questions.conclusions import Block, different
from trainer.questions.draft import Draft, finish
from trainer.questions.model import Item, Picture, Play, Rejection
from trainer.questions.slots import Slots
from trainer.questions.wording import unmarked
from trainer.seed import Stream

NAME = "lookup"
DISTRACTORS = 3


def facts(graph: FactGraph, pattern: Pattern) -> tuple[FactId, ...]:
    """The facts that this pattern can ask about."""
    return facts_of(graph, asked_of(graph, pattern))


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,  # noqa: ARG001 - every kind takes it
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item on `fact`, or on any fact of the pattern."""
    asked = asked_of(graph, pattern)
    known = facts_of(graph, asked)
    if not known or (fact is not None and fact not in known):
        return Rejection(pattern.id, f"no askable fact {fact or ''} for this pattern")
    return build(graph, pattern, asked, stream, fact=fact or stream.choice(known))


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots."""
    slots = Slots(pattern, course)
    read_asked(slots)
    slots.done()
    yield from slots.problems


def concludes(graph: FactGraph, pattern: Pattern) -> tuple[Block, ...]:
    """Each question with everything that may stand under it."""
    asked = asked_of(graph, pattern)
    return blocks_of(graph, asked, facts_of(graph, asked))


def asked_of(graph: FactGraph, pattern: Pattern) -> Asked:
    """The pattern's slots, read once per graph."""
    return graph.once((NAME, id(pattern), repr(pattern.slots)), lambda: read_pattern(pattern, graph))


def sorted_out(
    graph: FactGraph, asked: Asked, fact: Fact, values: tuple[str, ...] = ()
) -> tuple[list[Filler], list[Filler]]:
    """What makes the fact's question true, then what makes it false, of all that its options may be."""
    blank = blank_of(fact, asked.end)
    like = filler_of(fact, asked.end)
    return fillers(
        graph, blank, options_like(asked, like) or pool_for(graph, blank, like, (*values, *asked.values))
    )


def blocks_of(graph: FactGraph, asked: Asked, facts_: Iterable[FactId]) -> tuple[Block, ...]:
    """The questions about these facts, in all their words, with what is right and wrong under each."""
    return different(
        Block(
            tuple(put(graph, asked, template, graph.facts[fact]) for template in case.stems or asked.stems),
            cells_of(graph, sorted_out(graph, asked, graph.facts[fact], case.values), asked.words),
            under=case.exhibit or (f"{case.figure}: {case.edge}" if case.figure else ""),
        )
        for fact in facts_
        for case in cases_of(asked, fact)
    )


def build(
    graph: FactGraph,
    pattern: Pattern,
    asked: Asked,
    stream: Stream,
    *,
    fact: FactId,
    picture: Picture | None = None,
) -> Item | Rejection:
    """The item of one fact: its key, three distractors that are provably false, a stem with its words."""
    tested = graph.facts[fact]
    case = case_of(asked, fact, stream)
    blank = blank_of(tested, asked.end)
    right, wrong = sorted_out(graph, asked, tested, case.values)
    key = next((filler for filler in right if filler.what == filler_of(tested, asked.end)), None)
    if key is None:
        return Rejection(pattern.id, f"{fact} does not prove its own key")
    if len(wrong) < DISTRACTORS:
        why = f"{fact} has {len(wrong)} of the {DISTRACTORS} wrong options that it needs"
        return Rejection(pattern.id, why)
    templates = case.stems or asked.stems
    number = stream.below(len(templates))
    stem = put(graph, asked, templates[number], tested)
    others = drawn(
        graph, blank, [key], wrong, count=DISTRACTORS, stem=stem, words=asked.words,
        answers=answers_of(graph, asked, facts_of(graph, asked)), stream=stream,
    )  # fmt: skip
    options = choices(graph, blank, [key], others, words=asked.words, deciding=unmarked(stem)[1])
    cited = tuple(dict.fromkeys((fact, *key.settled.proof.cites)))
    filling = (fact, asked.end, str(number), *sorted(str(other.what) for other in others))
    draft = Draft(stem, options, cited, filling, exhibit=case.exhibit, picture=picture)
    return finish(graph, pattern, draft, stream)
