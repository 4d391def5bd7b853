"""Order: steps in a jumble. In which order do they come?"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from trainer.content.model import ConceptId, Course, FactId, Literal, Pattern, RelationId
from trainer.graph.conclude import truth
from trainer.graph.facts import FactGraph
from trainer.graph.model import Known
from trainer.problem import Problem
from trainer.questions.asked import by_concept
from trainer.questions.conclusions import Block, Cell
from trainer.questions.draft import Draft, finish
from trainer.questions.model import Item, Play, Rejection
from trainer.questions.proofs import cited
from trainer.questions.slots import Slots
from trainer.questions.wording import capital, named
from trainer.seed import Stream
from trainer.value import dataclass

NAME = "order"
LETTERS = "abcdef"


@dataclass(frozen=True, slots=True)
class Ordered:
    """An order relation, the steps it may be asked about, and the words around them."""

    relation: RelationId
    steps: tuple[ConceptId, ...]
    count: int
    stems: tuple[str, ...]
    words: Mapping[str, str]


def facts(graph: FactGraph, pattern: Pattern) -> tuple[FactId, ...]:
    """Facts that say of two of the steps which comes first."""
    ordered = _read(graph, pattern)
    return tuple(
        fact.id
        for fact in graph.with_relation(ordered.relation)
        if fact.askable and fact.holds and fact.subject in ordered.steps and fact.object in ordered.steps
    )


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,  # noqa: ARG001 - every kind takes it
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item on some of the steps, those of `fact` among them; the answer is their letters in order."""
    ordered = _read(graph, pattern)
    known = facts(graph, pattern)
    if not known or (fact is not None and fact not in known):
        return Rejection(pattern.id, f"{fact or 'no fact'} puts no steps of this pattern in order")
    tested = graph.facts[fact or stream.choice(known)]
    target = tested.object
    if isinstance(target, Literal):
        return Rejection(pattern.id, f"{tested.id} orders no steps")
    rest = [step for step in ordered.steps if step not in (tested.subject, target)]
    chosen = {tested.subject, target, *stream.sample(rest, min(ordered.count - 2, len(rest)))}
    steps = [step for step in ordered.steps if step in chosen]
    proofs = [_before(graph, ordered, one, other) for one, other in pairwise(steps)]
    if not all(proofs):
        return Rejection(pattern.id, "the facts leave the order of two steps open")
    shown = stream.shuffled(steps)
    if shown == steps:
        shown = [*steps[1:], steps[0]]
    number = stream.below(len(ordered.stems))
    draft = Draft(
        stem=ordered.stems[number],
        choices=(),
        fact_ids=cited(((tested.id,), *proofs)),
        filling=(tested.id, *steps),
        answer=tuple(LETTERS[shown.index(step)] for step in steps),
        exhibit="\n".join(
            f"{letter}. {_said(graph, ordered, step)}" for letter, step in zip(LETTERS, shown, strict=False)
        ),
    )
    return finish(graph, pattern, draft, stream)


def concludes(graph: FactGraph, pattern: Pattern) -> tuple[Block, ...]:
    """The steps in their order, each with the next."""
    ordered = _read(graph, pattern)
    cells = tuple(
        Cell(
            f"{_said(graph, ordered, one)} — then: {_said(graph, ordered, other)}",
            truth(graph, one, ordered.relation, other),
        )
        for one, other in pairwise(ordered.steps)
    )
    return (Block(ordered.stems, cells),)


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots, and where the facts do not put the steps in their order."""
    slots = Slots(pattern, course)
    ordered = _from(slots)
    relation = course.relations.get(ordered.relation)
    if relation is not None and not relation.order:
        mend = "Name one that vocabulary.yaml declares with order: true."
        slots.wrong(f'relation "{relation.id}" is no order.', mend, at=("relation",))
    if not 3 <= ordered.count <= min(len(LETTERS), max(len(ordered.steps), 3)):
        slots.wrong('slot "count" must be from 3 to 6, and no more than there are steps.', at=("count",))
    if not slots.problems:
        graph = FactGraph(course)
        for number, (one, other) in enumerate(pairwise(ordered.steps)):
            if not _before(graph, ordered, one, other):
                message = f'no fact says that "{one}" {ordered.relation} "{other}".'
                slots.wrong(message, "Write it, or put the steps in their order.", at=("steps", number + 1))
    yield from slots.problems


def _from(slots: Slots) -> Ordered:
    ordered = Ordered(
        relation=slots.relation("relation"),
        steps=slots.concepts("steps"),
        count=slots.number("count", 4),
        stems=slots.templates("stems", ()),
        words=by_concept(slots, "words"),
    )
    slots.done()
    return ordered


def _read(graph: FactGraph, pattern: Pattern) -> Ordered:
    return graph.once((NAME, id(pattern), repr(pattern.slots)), lambda: _from(Slots(pattern, graph.course)))


def _before(graph: FactGraph, ordered: Ordered, one: ConceptId, other: ConceptId) -> tuple[FactId, ...]:
    """The facts by which one step comes before the other; none where they do not say so."""
    found = truth(graph, one, ordered.relation, other)
    return found.cites if isinstance(found, Known) and found.holds else ()


def _said(graph: FactGraph, ordered: Ordered, step: ConceptId) -> str:
    return capital(ordered.words.get(step) or named(graph, step))
