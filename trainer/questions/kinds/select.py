"""Select: choose two or three, of a list that a closed relation gives in full."""

from collections.abc import Iterator

from trainer.content.model import Course, Fact, FactId, Pattern
from trainer.graph.facts import FactGraph
from trainer.problem import Problem
from trainer.questions.asked import Asked, answers_of, case_of, facts_of, put, read_asked
from trainer.questions.blank import Filler, blank_of, choices, drawn, filler_of
from trainer.questions.conclusions import Block
from trainer.questions.draft import Draft, finish
from trainer.questions.kinds import lookup
from trainer.questions.model import Item, Play, Rejection
from trainer.questions.proofs import cited
from trainer.questions.slots import Slots
from trainer.questions.wording import COUNTS, unmarked
from trainer.seed import Stream
from trainer.value import dataclass

NAME = "select"
DISTRACTORS = 3


@dataclass(frozen=True, slots=True)
class Selected:
    """What is asked, and how many keys an item has."""

    asked: Asked
    select: int


def facts(graph: FactGraph, pattern: Pattern) -> tuple[FactId, ...]:
    """The facts that have enough true companions to be asked together."""
    chosen = _read(graph, pattern)
    return graph.once(
        (NAME, "facts", id(pattern), repr(pattern.slots)),
        lambda: tuple(
            fact
            for fact in facts_of(graph, chosen.asked)
            if _enough(
                lookup.sorted_out(graph, chosen.asked, graph.facts[fact])[0], chosen, graph.facts[fact]
            )
        ),
    )


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,  # noqa: ARG001 - every kind takes it
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item with two or three keys, `fact` among them, and three distractors proven false."""
    chosen = _read(graph, pattern)
    known = facts(graph, pattern)
    if not known or (fact is not None and fact not in known):
        return Rejection(pattern.id, f"no list with {fact or 'enough entries'} for this pattern")
    tested = graph.facts[fact or stream.choice(known)]
    right, wrong = lookup.sorted_out(graph, chosen.asked, tested)
    first = next(one for one in right if one.what == filler_of(tested, chosen.asked.end))
    rest = [one for one in right if one is not first]
    keys = [first, *stream.sample(rest, chosen.select - 1)]
    blank = blank_of(tested, chosen.asked.end)
    if len(wrong) < DISTRACTORS:
        why = f"{tested.id} has {len(wrong)} of the {DISTRACTORS} wrong options that it needs"
        return Rejection(pattern.id, why)
    case = case_of(chosen.asked, tested.id, stream)
    templates = case.stems or chosen.asked.stems
    number = stream.below(len(templates))
    stem = f"{put(graph, chosen.asked, templates[number], tested)} (Select {COUNTS[chosen.select]}.)"
    words, deciding = chosen.asked.words, unmarked(stem)[1]
    others = drawn(
        graph, blank, keys, wrong, count=DISTRACTORS, stem=stem, words=words,
        answers=answers_of(graph, chosen.asked, known), stream=stream,
    )  # fmt: skip
    options = choices(graph, blank, keys, others, words=words, deciding=deciding)
    fact_ids = cited(((tested.id,), *(key.settled.proof.cites for key in keys)))
    named = sorted(str(one.what) for one in (*keys, *others))
    filling = (str(blank.given), chosen.asked.end, str(number), *named)
    return finish(graph, pattern, Draft(stem, options, fact_ids, filling, chosen.select), stream)


def concludes(graph: FactGraph, pattern: Pattern) -> tuple[Block, ...]:
    """Each question with everything that may stand under it."""
    return lookup.blocks_of(graph, _read(graph, pattern).asked, facts(graph, pattern))


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots."""
    slots = Slots(pattern, course)
    _from(slots)
    slots.done()
    yield from slots.problems


def _enough(right: list[Filler], chosen: Selected, fact: Fact) -> bool:
    asked_for = filler_of(fact, chosen.asked.end)
    return len(right) >= chosen.select and any(filler.what == asked_for for filler in right)


def _read(graph: FactGraph, pattern: Pattern) -> Selected:
    key = (NAME, id(pattern), repr(pattern.slots))
    return graph.once(key, lambda: _from(Slots(pattern, graph.course)))


def _from(slots: Slots) -> Selected:
    select = slots.number("select", 2)
    if select not in COUNTS:
        slots.wrong('slot "select" must be 2 or 3.', at=("select",))
    return Selected(read_asked(slots), select)
