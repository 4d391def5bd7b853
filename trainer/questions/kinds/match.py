"""Match: things on the left, things on the right. Which belongs to which?"""

from collections.abc import Iterator, Sequence

from trainer.content.model import Course, Fact, FactId, Pattern
from trainer.graph.facts import FactGraph
from trainer.problem import Problem
from trainer.questions.asked import Asked, facts_of, read_asked
from trainer.questions.blank import OBJECT, blank_of, filler_of
from trainer.questions.conclusions import Block, Cell, concluded, different
from trainer.questions.draft import Draft, finish
from trainer.questions.kinds import lookup
from trainer.questions.model import Item, Play, Rejection
from trainer.questions.proofs import settle
from trainer.questions.slots import Slots
from trainer.questions.wording import capital, circumstances, named
from trainer.seed import Stream
from trainer.value import dataclass

NAME = "match"
PAIRS = 4
_LETTERS = "abcd"


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact as two sides that belong together."""

    fact: Fact
    left: str
    right: str


def facts(graph: FactGraph, pattern: Pattern) -> tuple[FactId, ...]:
    """The facts of the pattern that have three others beside them."""
    asked = lookup.asked_of(graph, pattern)
    return graph.once(
        (NAME, "facts", id(pattern), repr(pattern.slots)),
        lambda: tuple(
            fact
            for fact in facts_of(graph, asked)
            if len(_beside(graph, asked, graph.facts[fact], facts_of(graph, asked))) == PAIRS
        ),
    )


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,  # noqa: ARG001 - every kind takes it
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item of four pairs, `fact` among them; every other pairing is provably false."""
    asked = lookup.asked_of(graph, pattern)
    known = facts(graph, pattern)
    if not known or (fact is not None and fact not in known):
        return Rejection(pattern.id, f"{fact or 'no fact'} has no three others to be matched with")
    tested = graph.facts[fact or stream.choice(known)]
    found = _beside(graph, asked, tested, stream.shuffled(facts_of(graph, asked)))
    if len(found) < PAIRS:
        return Rejection(pattern.id, f"{tested.id} found only {len(found) - 1} others this time")
    pairs = stream.shuffled([_pair(graph, asked, one) for one in found])
    rights = stream.shuffled([pair.right for pair in pairs])
    number = stream.below(len(asked.stems))
    draft = Draft(
        stem=asked.stems[number],
        choices=(),
        fact_ids=tuple(dict.fromkeys((tested.id, *(pair.fact.id for pair in pairs)))),
        filling=(tested.id, *sorted(pair.fact.id for pair in pairs)),
        answer=tuple(f"{place}{_LETTERS[rights.index(pair.right)]}" for place, pair in enumerate(pairs, 1)),
        exhibit="\n".join(
            [f"{place}. {pair.left}" for place, pair in enumerate(pairs, 1)]
            + [""]
            + [f"{letter}. {right}" for letter, right in zip(_LETTERS, rights, strict=True)]
        ),
    )
    return finish(graph, pattern, draft, stream)


def concludes(graph: FactGraph, pattern: Pattern) -> tuple[Block, ...]:
    """Each left side with its own right side, and with those that may stand beside it."""
    asked = lookup.asked_of(graph, pattern)
    found = [graph.facts[fact] for fact in facts_of(graph, asked)]
    blocks = []
    for fact in found:
        mates = [mate for mate in found if mate is not fact and _apart(graph, asked, fact, mate)]
        cells = tuple(
            Cell(
                _pair(graph, asked, mate).right,
                concluded(graph, blank_of(fact, asked.end).filled(filler_of(mate, asked.end))),
            )
            for mate in (fact, *mates)
        )
        blocks.append(Block(asked.stems, cells, under=f"{_pair(graph, asked, fact).left}: …"))
    return different(blocks)


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots."""
    slots = Slots(pattern, course)
    asked = read_asked(slots)
    slots.done()
    if not slots.problems and not asked.stems:
        slots.wrong('slot "stems" is missing.', "Add the question.")
    yield from slots.problems


def _beside(graph: FactGraph, asked: Asked, tested: Fact, pool: Sequence[FactId]) -> list[Fact]:
    """The fact and the first three of the pool that can be told apart from it and from one another."""
    found = [tested]
    for name in pool:
        fact = graph.facts[name]
        if len(found) < PAIRS and all(_apart(graph, asked, fact, one) for one in found):
            found.append(fact)
    return found


def _apart(graph: FactGraph, asked: Asked, one: Fact, other: Fact) -> bool:
    """Whether each would be wrong with the other's right side."""
    if one.relation != other.relation or one.subject == other.subject:
        return False
    swapped = (
        settle(graph, blank_of(fact, asked.end).filled(filler_of(mate, asked.end)))
        for fact, mate in ((one, other), (other, one))
    )
    return all(settled is not None and not settled.holds for settled in swapped)


def _pair(graph: FactGraph, asked: Asked, fact: Fact) -> Pair:
    subject = _side(graph, asked, fact.subject)
    if fact.when:
        subject = f"{subject} {circumstances(graph, fact.when)}"
    target = _side(graph, asked, filler_of(fact, OBJECT))
    sides = (subject, target) if asked.end == OBJECT else (target, subject)
    return Pair(fact, *sides)


def _side(graph: FactGraph, asked: Asked, what: str) -> str:
    return capital(asked.words.get(what) or named(graph, what))
