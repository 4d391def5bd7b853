"""The slots that kinds over facts share: which facts, which end is asked for, and the words around them."""

from collections.abc import Collection, Iterator, Mapping

from trainer.content.model import ConceptId, Fact, FactId, Literal, Pattern, RelationId
from trainer.graph.facts import FactGraph
from trainer.questions.balance import answers, asked_first
from trainer.questions.blank import OBJECT, SUBJECT, filler_of
from trainer.questions.slots import Slots
from trainer.questions.wording import circumstances, fill, phrase
from trainer.seed import Stream
from trainer.value import dataclass

PLACES = ("subject", "object", "when")


@dataclass(frozen=True, slots=True)
class Case:
    """One fact of a pattern with words of its own."""

    fact: FactId
    stems: tuple[str, ...]
    exhibit: str = ""
    figure: str = ""
    edge: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Facts to ask about, from a relation or one by one, and how the question is put."""

    relation: RelationId | None
    end: str
    stems: tuple[str, ...]
    cases: tuple[Case, ...]
    given: tuple[ConceptId, ...]
    pool: tuple[ConceptId, ...]
    groups: tuple[tuple[ConceptId, ...], ...]
    """What people take for each other: distractors come from the first group with the key."""
    values: tuple[str, ...]
    words: Mapping[str, str]
    """How options name a concept, where its name would not do."""
    calls: Mapping[str, str]
    """How stems name a concept, where its phrase would give the key away."""


def read_asked(slots: Slots, other_end: bool = True) -> Asked:
    """Reads relation or cases, end, stems, and what options may be and say."""
    end = slots.one_of("ask", (OBJECT, SUBJECT), OBJECT) if other_end else OBJECT
    stems = slots.templates("stems", PLACES, optional=True)
    cases = tuple(_case(inner, bool(stems)) for inner in slots.each("cases"))
    relation = slots.relation("relation") if "relation" in slots or not cases else None
    if relation and not stems:
        slots.wrong('slot "stems" is missing.', "Add the question.")
    return Asked(
        relation=relation,
        end=end,
        stems=stems,
        cases=cases,
        given=slots.concepts("given"),
        pool=slots.concepts("options"),
        groups=tuple(groups_in(slots)),
        values=slots.texts("values", optional=True),
        words=by_concept(slots, "words"),
        calls=by_concept(slots, "calls"),
    )


def by_concept(slots: Slots, name: str) -> Mapping[str, str]:
    """A slot that maps concepts to texts."""
    return {
        slots.named(concept, (name, concept)): text
        for concept, text in slots.mapping(name).items()
        if isinstance(text, str)
    }


def _case(slots: Slots, stems_elsewhere: bool) -> Case:
    fact = FactId(slots.text("fact"))
    if fact and fact not in slots.course.facts:
        slots.wrong(f'"{fact}" is no fact of this course.', "Add it, or correct the id.", at=("fact",))
    case = Case(
        fact=fact,
        stems=slots.templates("stems", PLACES, optional=stems_elsewhere),
        exhibit=slots.text("exhibit", ""),
        figure=slots.text("figure", ""),
        edge=slots.text("edge", ""),
        values=slots.texts("values", optional=True),
    )
    slots.done()
    return case


def groups_in(slots: Slots, least: int = 4) -> Iterator[tuple[ConceptId, ...]]:
    """The slot that lists what people take for each other, `least` concepts or more a list.

    Four fill the options of one item; sentences that stand side by side need but one other each.
    """
    value = slots.plain("groups")
    for number, group in enumerate(value if isinstance(value, list) else []):
        at = ("groups", number)
        if isinstance(group, list) and len(group) >= least:
            yield tuple(slots.named(str(name), (*at, place)) for place, name in enumerate(group))
        else:
            count = {2: "two", 4: "four"}[least]
            mend = "Write [[one, two, …], [another, …]]."
            slots.wrong(f'slot "groups" must be lists of at least {count} concepts each.', mend, at=at)


def options_like(asked: Asked, key: ConceptId | str) -> tuple[ConceptId, ...]:
    """What options may be: the first group that the key stands in, or else the pattern's options, if any."""
    return next((group for group in asked.groups if key in group), asked.pool)


def facts_of(graph: FactGraph, asked: Asked) -> tuple[FactId, ...]:
    """The facts that a pattern can be made for: askable ones that hold, of its relation or its cases."""
    listed = [graph.fact(case.fact) for case in asked.cases]
    found = [fact for fact in listed if fact is not None]
    if asked.relation:
        found += [fact for fact in graph.with_relation(asked.relation) if _fits(asked, fact)]
    return tuple(dict.fromkeys(fact.id for fact in found if fact.askable and fact.holds))


def answers_of(graph: FactGraph, asked: Asked, facts: Collection[FactId]) -> Mapping[ConceptId | str, float]:
    """How often each answer is the key, 1 being the average, when the pattern's facts are asked in turn."""

    def work() -> Mapping[ConceptId | str, float]:
        return answers(filler_of(graph.facts[fact], asked.end) for fact in asked_first(graph, facts))

    return graph.once(("answers", repr(asked)), work)


def case_of(asked: Asked, fact: FactId, stream: Stream) -> Case:
    """The case with words for this fact, or an empty one."""
    found = [case for case in asked.cases if case.fact == fact]
    return stream.choice(found) if found else Case(fact, ())


def cases_of(asked: Asked, fact: FactId) -> list[Case]:
    """The cases with words for this fact, or an empty one."""
    return [case for case in asked.cases if case.fact == fact] or [Case(fact, ())]


def put(graph: FactGraph, asked: Asked, template: str, fact: Fact) -> str:
    """A stem with the fact's subject, object and circumstances put in."""
    target = fact.object.text if isinstance(fact.object, Literal) else fact.object
    values = {
        "subject": asked.calls.get(fact.subject) or phrase(graph, fact.subject),
        "object": asked.calls.get(target) or phrase(graph, target),
        "when": circumstances(graph, fact.when),
    }
    return fill(template, values, graph.concept(fact.subject).plural)


def _fits(asked: Asked, fact: Fact) -> bool:
    given = fact.subject if asked.end == OBJECT else fact.object
    if asked.end == SUBJECT and isinstance(fact.object, Literal):
        return False
    filler = fact.object if asked.end == OBJECT else fact.subject
    return (not asked.given or given in asked.given) and (not asked.pool or filler in asked.pool)


def read_pattern(pattern: Pattern, graph: FactGraph) -> Asked:
    """The slots of a pattern that has been checked."""
    return read_asked(Slots(pattern, graph.course))
