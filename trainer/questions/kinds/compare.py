"""Compare: two things that people confuse. Which statement is true of the one rather than the other?"""

from collections.abc import Iterator, Mapping

from trainer.content.model import Concept, ConceptId, Course, Fact, FactId, KindId, Pattern, RelationId
from trainer.content.words import says
from trainer.graph.facts import FactGraph
from trainer.graph.model import Known
from trainer.problem import Problem
from trainer.questions.asked import by_concept
from trainer.questions.balance import NEVER, answers, asked_first, shuffled_by
from trainer.questions.blank import OBJECT, SUBJECT
from trainer.questions.conclusions import Block, Cell, all_of, concluded, different
from trainer.questions.disguise import SETS, least_telling
from trainer.questions.draft import Choice, Draft, finish
from trainer.questions.model import Item, Play, Rejection, Statement
from trainer.questions.proofs import Settled, cited, settle, settle_all
from trainer.questions.reasons import as_sentence, fitting, said, short
from trainer.questions.slots import Slots
from trainer.questions.wording import circumstances, fill, named, phrase, sentence
from trainer.seed import Stream
from trainer.value import dataclass

NAME = "compare"
DISTRACTORS = 3
_IT = Concept(ConceptId("it"), KindId(""), "it", "it")


@dataclass(frozen=True, slots=True)
class Compared:
    """Relations whose facts tell the members of contrast sets apart, and the words around them.

    `side` says at which end of the statements the members stand.
    """

    relations: tuple[RelationId, ...]
    pairs: tuple[tuple[ConceptId, ...], ...]
    side: str
    stems: tuple[str, ...]
    calls: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """A statement that may be true of one thing or another: all of a fact but one end."""

    fact: Fact
    relation: RelationId
    other: ConceptId

    def of(self, thing: ConceptId, side: str, holds: bool = True) -> Statement:
        """The statement about this thing."""
        if side == SUBJECT:
            return Statement(thing, self.relation, self.other, self.fact.when, holds)
        return Statement(self.other, self.relation, thing, self.fact.when, holds)


def facts(graph: FactGraph, pattern: Pattern) -> tuple[FactId, ...]:
    """Facts that are true of one member of a contrast set and provably false of another."""
    compared = _read(graph, pattern)
    return graph.once(
        (NAME, "facts", id(pattern), repr(pattern.slots)),
        lambda: tuple(
            dict.fromkeys(point.fact.id for _, _, point in _keys(graph, compared) if point.fact.askable)
        ),
    )


def make(
    graph: FactGraph,
    pattern: Pattern,
    stream: Stream,
    play: Play | None = None,  # noqa: ARG001 - every kind takes it
    fact: FactId | None = None,
) -> Item | Rejection:
    """An item whose key is true of the one and false of the other; each distractor fails one of the two."""
    compared = _read(graph, pattern)
    keys = [found for found in _keys(graph, compared) if fact is None or found[2].fact.id == fact]
    if not keys:
        return Rejection(pattern.id, f"{fact or 'no fact'} tells no pair of this pattern apart")
    one, other, point = stream.choice(keys)
    key = _settled(graph, compared, point, one, other)
    wrong = [
        (false, settled)
        for false in _points(graph, compared, one, other)
        if (settled := _settled(graph, compared, false, one, other)) is not None
        and not settled.holds
        and false.other != point.other
    ]
    near = [pair for pair in wrong if _about(pair[0], compared.side) in (one, other)]
    if key is None or len(_distinct(wrong)) < DISTRACTORS:
        return Rejection(pattern.id, f"{one} and {other} share too few statements")
    number = stream.below(len(compared.stems))
    stem = _stem(graph, compared, compared.stems[number], one, other)
    usual = _answers(graph, pattern)

    def weight(pair: tuple[Point, Settled]) -> float:
        return max(usual.get(pair[0].other, NEVER), NEVER)

    # what is said of either comes first, but in a third of the sets: some must suit the key's form
    shuffles = (
        _distinct(
            [*(shuffled_by(weight, near, stream) if turn % 3 else ()), *shuffled_by(weight, wrong, stream)]
        )[:DISTRACTORS]
        for turn in range(SETS)
    )
    sets = [others for others in shuffles if _like_key(point, others)]
    if not sets:
        return Rejection(pattern.id, f"C19: no distractor for {point.fact.id} says something of its sort")
    picked = least_telling(
        [(point, key)],
        sets,
        text=lambda pair: _statement_text(graph, compared, pair[0]),
        stem=stem,
        stream=stream,
    )
    pairs = [(point, key), *picked]
    options = tuple(
        _choice(graph, compared, found, settled, one=one, other=other) for found, settled in pairs
    )
    fact_ids = cited(((point.fact.id,), key.proof.cites))
    filling = (one, other, str(number), *sorted(option.text for option in options))
    return finish(graph, pattern, Draft(stem, options, fact_ids, filling), stream)


def _answers(graph: FactGraph, pattern: Pattern) -> Mapping[ConceptId, float]:
    """How often each end of a statement is in the key, 1 being the average, when facts are asked in turn."""
    compared = _read(graph, pattern)

    def work() -> Mapping[ConceptId, float]:
        asked = asked_first(graph, facts(graph, pattern))
        ends = {point.fact.id: point.other for _, _, point in _keys(graph, compared)}
        return answers(ends[fact] for fact in asked)

    return graph.once((NAME, "answers", id(pattern), repr(pattern.slots)), work)


def concludes(graph: FactGraph, pattern: Pattern) -> tuple[Block, ...]:
    """Each pair with what is true of the one rather than the other, and all that is not."""
    compared = _read(graph, pattern)
    asked = dict.fromkeys((one, other) for one, other, _ in _keys(graph, compared))
    return different(_block(graph, compared, one, other) for one, other in asked)


def _block(graph: FactGraph, compared: Compared, one: ConceptId, other: ConceptId) -> Block:
    cells: dict[str, Cell] = {}
    for point in _points(graph, compared, one, other):
        shown = all_of(concluded(graph, claim) for claim in _claims(compared, point, one, other))
        text = _statement_text(graph, compared, point)
        if isinstance(shown, Known) and (not shown.holds or _about(point, compared.side) == one):
            cells.setdefault(text, Cell(text, shown))
    stems = tuple(_stem(graph, compared, stem, one, other) for stem in compared.stems)
    return Block(stems, tuple(sorted(cells.values(), key=lambda cell: not cell.holds)))


def _stem(graph: FactGraph, compared: Compared, template: str, one: ConceptId, other: ConceptId) -> str:
    called = [compared.calls.get(member) or phrase(graph, member) for member in (one, other)]
    return fill(template, {"one": called[0], "other": called[1]})


def problems(pattern: Pattern, course: Course) -> Iterator[Problem]:
    """What is wrong with the slots."""
    slots = Slots(pattern, course)
    compared = _from(slots)
    if not compared.pairs:
        slots.wrong("nothing is to be compared.", 'Name contrasts in slot "contrasts", or pairs in "pairs".')
    yield from slots.problems


def _from(slots: Slots) -> Compared:
    compared = Compared(
        relations=slots.relations("relations"),
        pairs=(*_contrasts(slots), *_own_pairs(slots)),
        side=slots.one_of("side", (SUBJECT, OBJECT), SUBJECT),
        stems=slots.templates("stems", ("one", "other")),
        calls=by_concept(slots, "calls"),
    )
    slots.done()
    return compared


def _contrasts(slots: Slots) -> Iterator[tuple[ConceptId, ...]]:
    for number, name in enumerate(slots.texts("contrasts", optional=True)):
        if name in slots.course.contrasts:
            yield slots.course.contrasts[name].members
        else:
            mend = f"The contrasts are {', '.join(slots.course.contrasts)}." if slots.course.contrasts else ""
            slots.wrong(f'"{name}" is no contrast of this course.', mend, at=("contrasts", number))


def _own_pairs(slots: Slots) -> Iterator[tuple[ConceptId, ...]]:
    value = slots.plain("pairs")
    for number, pair in enumerate(value if isinstance(value, list) else []):
        at = ("pairs", number)
        if isinstance(pair, list) and len(pair) == 2:
            yield tuple(slots.named(str(name), (*at, place)) for place, name in enumerate(pair))
        else:
            slots.wrong('slot "pairs" must be a list of pairs of concepts.', "Write [[one, other]].", at=at)


def _read(graph: FactGraph, pattern: Pattern) -> Compared:
    key = (NAME, id(pattern), repr(pattern.slots))
    return graph.once(key, lambda: _from(Slots(pattern, graph.course)))


def _pairs(compared: Compared) -> Iterator[tuple[ConceptId, ConceptId]]:
    for members in compared.pairs:
        yield from ((one, other) for one in members for other in members if one != other)


def _keys(graph: FactGraph, compared: Compared) -> list[tuple[ConceptId, ConceptId, Point]]:
    """(one, other, statement) where the statement is true of the one and false of the other."""
    return [
        (one, other, point)
        for one, other in _pairs(compared)
        for point in _points(graph, compared, one, other)
        if _about(point, compared.side) == one
        and (settled := _settled(graph, compared, point, one, other)) is not None
        and settled.holds
    ]


def _points(graph: FactGraph, compared: Compared, one: ConceptId, other: ConceptId) -> list[Point]:
    """What the relations say of either, and of things of their kind (false of both, as a rule)."""
    found = []
    for relation in compared.relations:
        for fact in graph.with_relation(relation):
            if not fact.holds or not isinstance(fact.object, str):
                continue
            about = fact.subject if compared.side == SUBJECT else fact.object
            if about in (one, other) or graph.concept(about).kind == graph.concept(one).kind:
                found.append(Point(fact, relation, fact.object if compared.side == SUBJECT else fact.subject))
    return found


def _about(point: Point, side: str) -> ConceptId:
    target = point.fact.object
    return point.fact.subject if side == SUBJECT or not isinstance(target, str) else target


def _settled(
    graph: FactGraph, compared: Compared, point: Point, one: ConceptId, other: ConceptId
) -> Settled | None:
    return settle_all(graph, _claims(compared, point, one, other))


def _claims(
    compared: Compared, point: Point, one: ConceptId, other: ConceptId
) -> tuple[Statement, Statement]:
    return point.of(one, compared.side), point.of(other, compared.side, holds=False)


def _distinct(wrong: list[tuple[Point, Settled]]) -> list[tuple[Point, Settled]]:
    """One statement for each other end, so that no two options say the same."""
    by_end: dict[ConceptId, tuple[Point, Settled]] = {}
    for point, settled in wrong:
        by_end.setdefault(point.other, (point, settled))
    return list(by_end.values())


def _like_key(point: Point, others: list[tuple[Point, Settled]]) -> bool:
    """Whether some distractor is of the key's relation: else its sort of statement would tell it."""
    return any(other.relation == point.relation for other, _ in others)


def _choice(
    graph: FactGraph,
    compared: Compared,
    point: Point,
    settled: Settled,
    *,
    one: ConceptId,
    other: ConceptId,
) -> Choice:
    claims = _claims(compared, point, one, other)
    cites = settled.proof.cites
    if settled.holds:
        rationale = fitting(said(graph, cites))
        brief = short(said(graph, cites))
    else:
        false_of_one = settle(graph, claims[0])
        not_so = as_sentence(graph, claims[0], holds=False)
        elsewhere = f"Right elsewhere: {point.fact.says}" if point.fact.id not in cites else ""
        if false_of_one is not None and not false_of_one.holds:
            rationale = fitting([*said(graph, cites[:2]), elsewhere])
            brief = short((not_so, *said(graph, cites)))
        else:
            rationale = fitting(["It is true of both.", *said(graph, cites[:2])])
            brief = "It is true of both, so it does not tell them apart."
    text = _statement_text(graph, compared, point)
    return Choice(text, settled.holds, settled.proof, claims, rationale, brief)


def _statement_text(graph: FactGraph, compared: Compared, point: Point) -> str:
    if compared.side == OBJECT:
        return f"{named(graph, point.other)} {circumstances(graph, point.fact.when)}".strip()
    relation = graph.relation(point.relation)
    where = [(graph.course.qualifiers[name], graph.concept(concept)) for name, concept in point.fact.when]
    return sentence(says(relation, _IT, graph.concept(point.other), where)).removesuffix(".")
