"""Statement: four sentences about one field. Which of them is right?"""

from collections.abc import Iterator, Sequence

from trainer.content.model import ConceptId, Course, Fact, FactId, Literal, Pattern, RelationId
from trainer.graph.facts import FactGraph, object_key
from trainer.problem import Problem
from trainer.questions.asked import groups_in
from trainer.questions.blank import OBJECT
from trainer.questions.conclusions import Block, Cell, concluded
from trainer.questions.disguise import SETS, least_telling
from trainer.questions.draft import Choice, Draft, finish
from trainer.questions.model import Item, Play, Rejection, Statement
from trainer.questions.proofs import Settled, cited, settle
from trainer.questions.reasons import as_sentence, said, short, why_false, why_true
from trainer.questions.slots import Slots
from trainer.questions.wording import COUNTS, sentence
from trainer.seed import Stream
from trainer.value import dataclass

NAME = "statement"
DISTRACTORS = 3
_NEAR_MIN = 2
"""Ends of a relation that suffice, the fact's own among them, to look for no others."""


@dataclass(frozen=True, slots=True)
class Field:
    """The facts that are put side by side, the questions, and how many are right."""

    relations: tuple[RelationId, ...]
    topics: tuple[str, ...]
    """Keeps to the facts of these; none: all."""
    groups: tuple[tuple[ConceptId, ...], ...]
    """What people take for each other: the false ends of a fact come from the first group with its own."""
    stems: tuple[str, ...]
    select: int
    denials: bool
    """Whether a false sentence may deny something: only where the relations read well so."""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence about one subject, and whether it is true."""

    fact: FactId
    """The fact that it is made from: itself where it is true, bent where it is false."""
    statement: Statement
    settled: Settled
    text: str

    @property
    def about(self) -> tuple[object, ...]:
        """What the sentence is about: two of an item never say the same of one thing in one case."""
        return self.statement.subject, self.statement.relation, self.statement.when


def facts(graph: FactGraph, pattern: Pattern) -> tuple[FactId, ...]:
    """The askable facts that can be said and proven, denials too."""
    return tuple(one.fact for one in _true(graph, pattern) if graph.facts[one.fact].askable)


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,  # noqa: ARG001 - every kind takes it
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item whose key says `fact`, or any fact; the other sentences are provably false."""
    field = _read(graph, pattern)
    false = _false(graph, pattern)
    askable = [one for one in _true(graph, pattern) if graph.facts[one.fact].askable]
    open_keys = [one for one in askable if fact in (None, one.fact)]
    if not open_keys:
        return Rejection(pattern.id, f"no sentence says {fact or 'any fact'}")
    first = stream.choice(open_keys)
    alike = [one for one in askable if one.statement.holds is first.statement.holds]
    companions = _apart([first], stream.shuffled(alike), field.select - 1)
    keys = [first, *companions]
    beside = _unmirrored(graph, keys, false)
    sets = [_others(graph, keys, beside, stream) for _ in range(SETS)]
    whole = [others for others in sets if len(others) == DISTRACTORS]
    if len(keys) < field.select or not whole:
        others = field.select - 1 + DISTRACTORS
        return Rejection(pattern.id, f"{first.fact} has no {others} sentences on other subjects beside it")
    number = stream.below(len(field.stems))
    stem = field.stems[number]
    if field.select > 1:
        stem = f"{stem} (Select {COUNTS[field.select]}.)"
    picked = least_telling(keys, whole, text=lambda one: one.text, stem=stem, stream=stream)
    told = [*keys, *picked]
    choices = tuple(_choice(graph, one) for one in told)
    fact_ids = cited(((first.fact,), *(key.settled.proof.cites for key in keys)))
    filling = (first.fact, *sorted(one.text for one in told))
    return finish(graph, pattern, Draft(stem, choices, fact_ids, filling, field.select), stream)


def concludes(graph: FactGraph, pattern: Pattern) -> tuple[Block, ...]:
    """The sentences that may stand side by side, those of a fact together."""
    told = [*_true(graph, pattern), *_false(graph, pattern)]
    place = {fact: number for number, fact in enumerate(graph.facts)}
    cells = [
        Cell(one.text, concluded(graph, one.statement))
        for one in sorted(told, key=lambda one: (place[one.fact], not one.settled.holds))
    ]
    return (Block(_read(graph, pattern).stems, tuple(dict.fromkeys(cells))),)


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots."""
    slots = Slots(pattern, course)
    _from(slots)
    yield from slots.problems


def _from(slots: Slots) -> Field:
    field = Field(
        relations=slots.relations("relations"),
        topics=slots.texts("topics", optional=True),
        groups=tuple(groups_in(slots, least=2)),
        stems=slots.templates("stems", ()),
        select=slots.number("select", 1),
        denials=slots.plain("denials") is True,
    )
    for number, topic in enumerate(field.topics):
        if topic not in slots.course.topics:
            mend = f"The topics are {', '.join(slots.course.topics)}."
            slots.wrong(f'"{topic}" is no topic of this course.', mend, at=("topics", number))
    if field.select not in (1, *COUNTS):
        slots.wrong('slot "select" must be 1, 2 or 3.', at=("select",))
    slots.done()
    return field


def _read(graph: FactGraph, pattern: Pattern) -> Field:
    return graph.once((NAME, id(pattern), repr(pattern.slots)), lambda: _from(Slots(pattern, graph.course)))


def _true(graph: FactGraph, pattern: Pattern) -> list[Told]:
    """Every true sentence of the field; worked out once.

    Apart from the false ones, which cost far more: who only asks which facts a pattern has does without them.
    """

    def work() -> list[Told]:
        field = _read(graph, pattern)
        said = [fact for fact in _listed(graph, field) if fact.holds or field.denials]
        return [one for fact in said for one in _sentences(graph, fact, [_said_by(fact)], holds=True)]

    return graph.once((NAME, "true", id(pattern), repr(pattern.slots)), work)


def _false(graph: FactGraph, pattern: Pattern) -> list[Told]:
    """Every false sentence of the field; worked out once."""

    def work() -> list[Told]:
        field = _read(graph, pattern)
        bent = ((fact, _bent(graph, field, fact)) for fact in _listed(graph, field))
        false = [one for fact, ends in bent for one in _sentences(graph, fact, ends, holds=False)]
        return [one for one in false if one.statement.holds or field.denials]

    return graph.once((NAME, "false", id(pattern), repr(pattern.slots)), work)


def _listed(graph: FactGraph, field: Field) -> list[Fact]:
    return [fact for name in field.relations for fact in _inside(graph, field, name)]


def _inside(graph: FactGraph, field: Field, relation: RelationId) -> list[Fact]:
    found = graph.with_relation(relation)
    return [fact for fact in found if not field.topics or fact.topic in field.topics]


def _said_by(fact: Fact) -> Statement:
    return Statement(fact.subject, fact.relation, object_key(fact.object), fact.when, fact.holds)


def _bent(graph: FactGraph, field: Field, fact: Fact) -> list[Statement]:
    """The fact denied, with other things of the same sort at its end, and an order the other way round."""
    turned = Statement(fact.subject, fact.relation, object_key(fact.object), fact.when, not fact.holds)
    ends = dict.fromkeys(end for end in _ends(graph, field, fact) if end != object_key(fact.object))
    bent = [turned, *(Statement(fact.subject, fact.relation, end, fact.when) for end in ends)]
    if graph.relation(fact.relation).order and not isinstance(fact.object, Literal):
        bent.append(Statement(fact.object, fact.relation, fact.subject, fact.when))
    return bent


def _ends(graph: FactGraph, field: Field, fact: Fact) -> list[str]:
    """What people might put at the fact's end: what the relation has there elsewhere, in one kind or unit.

    Where that is hardly anything, all things of the kind.
    """
    group = next((group for group in field.groups if fact.object in group), None)
    if group is not None:
        return list(group)
    others = [other.object for other in graph.with_relation(fact.relation) if other.holds]
    if isinstance(fact.object, Literal):
        return [one.text for one in others if isinstance(one, Literal) and one.unit == fact.object.unit]
    kind = graph.concept(fact.object).kind
    near = [one for one in others if not isinstance(one, Literal) and graph.concept(one).kind == kind]
    near += graph.confusable(fact.object)
    return list(near if len(set(near)) > _NEAR_MIN else graph.of_kind(kind))


def _sentences(graph: FactGraph, fact: Fact, statements: list[Statement], *, holds: bool) -> Iterator[Told]:
    """Those of the statements that are provably so, in words."""
    for statement in statements:
        if statement.subject == statement.object:
            continue
        settled = settle(graph, statement)
        if settled is None or any(graph.facts[cite].contested for cite in settled.proof.cites):
            continue
        if settled.holds is holds:
            yield Told(fact.id, statement, settled, sentence(as_sentence(graph, statement)))


def _others(graph: FactGraph, keys: list[Told], false: Sequence[Told], stream: Stream) -> list[Told]:
    """Three false sentences, of the key's own sort as far as there are any, which compares best.

    Sentences of an order differ too little for that. All of an item claim something or all deny something:
    a denial among claims draws the eye, and whoever counts the denials would learn the key.
    """
    relations = {key.statement.relation for key in keys}
    relations = {relation for relation in relations if not graph.relation(relation).order}
    pool = [one for one in stream.shuffled(false) if one.statement.holds is keys[0].statement.holds]
    pool = [
        *(one for one in pool if one.statement.relation in relations),
        *(one for one in pool if one.statement.relation not in relations),
    ]
    return _apart(keys, pool, DISTRACTORS)


def _unmirrored(graph: FactGraph, keys: Sequence[Told], false: Sequence[Told]) -> list[Told]:
    """Without what says of one thing what a key says of another, where a relation has but two ends.

    Whoever sees both guesses that one of them is right.
    """
    said = {
        (key.statement.relation, key.statement.object, key.statement.holds)
        for key in keys
        if _has_few_ends(graph, key.statement.relation)
    }
    return [
        one
        for one in false
        if (one.statement.relation, one.statement.object, one.statement.holds) not in said
    ]


def _has_few_ends(graph: FactGraph, relation: RelationId) -> bool:
    ends = {object_key(fact.object) for fact in graph.with_relation(relation) if fact.holds}
    return len(ends) <= _NEAR_MIN


def _apart(told: list[Told], pool: Sequence[Told], count: int) -> list[Told]:
    """The first of the pool that are about something else than those told and one another."""
    about = {one.about for one in told}
    chosen: list[Told] = []
    for one in pool:
        if len(chosen) < count and one.about not in about:
            about.add(one.about)
            chosen.append(one)
    return chosen


def _choice(graph: FactGraph, told: Told) -> Choice:
    settled, reasons = told.settled, said(graph, told.settled.proof.cites)
    rationale = (
        why_true(graph, settled) if settled.holds else why_false(graph, told.statement, settled, OBJECT)
    )
    return Choice(
        text=told.text,
        is_key=settled.holds,
        proof=settled.proof,
        claims=(told.statement,),
        rationale=rationale,
        brief=short(reasons),
    )
