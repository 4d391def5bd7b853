"""The names that a reduced question may use, told so that somebody who never saw the course can use them."""

from collections.abc import Sequence

from trainer.content.model import Concept, Literal, Plain, Relation, World
from trainer.content.words import says
from trainer.graph.facts import FactGraph
from trainer.judge.mentions import singular, words
from trainer.judge.naming import wordings
from trainer.value import dataclass

HOW = (
    "A line is {requirements: [{concept, value}], criterion, options: [[{concept, value}]], select}. In an "
    "option, `value` names what is chosen and `concept` may be any label; an option that chooses several "
    "things lists them all. In a requirement, `concept` is a relation (with `not ` before it for the "
    "opposite) and `value` a concept at either end of it; or `concept` is a kind and `value` what must be "
    "chosen, or what the stem gives (a circumstance). `concept` may be empty: then any relation will do "
    "that joins the options with the value. `criterion` is null, exam words such as LEAST operational "
    "overhead, or an order. `select` is how many options are right; left out, one. Names may be written in "
    "any case, with or without plural; a thing that several kinds name is best written by its everyday "
    "name, which means all of them. Most questions ask what something is for: look for the wish among the "
    "kinds whose name begins with `wanted of`. Options that are numbers are compared with what a relation "
    "tells of the value. All of the above is an option too. Where options are statements, a requirement is "
    "{concept: statement, value: true} (or false, for the one that is not true), and a statement is "
    "[{concept: subject, value: object}] or [{concept: , value: subject}, {concept: relation, value: "
    "object}], the relation with `not ` before it for the opposite. `trainer judge --vocabulary WORD` "
    "lists what has that word in it; of several words, what has most of them."
)

_SAID_COUNT = 4
"""How many things are told of a concept that has no gloss."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that are looked for, and how many of them are enough."""

    words: tuple[str, ...]
    enough: int


def vocabulary(graph: FactGraph, about: str = "") -> dict[str, Plain]:
    """Kinds with their concepts, relations with what they join, criteria.

    `about` keeps to what its words name, most of them where nothing has all, and to the relations of what is
    found. A relation tells the kinds at its ends, a sentence that it makes, and what may be concluded where
    the facts are silent.
    """
    course = graph.course
    wanted = _most_named([singular(word) for word in words(about)], graph)
    concepts: dict[str, Plain] = {}
    for kind in course.kinds.values():
        members = [course.concepts[concept] for concept in graph.of_kind(kind.id)]
        if not _named(wanted, kind.name):
            members = [one for one in members if _named(wanted, *one.names, *one.asked_as, one.gloss)]
        if members:
            concepts[kind.name] = {one.name: _told(one, graph) for one in members}
    named = {str(kind.id): kind.name for kind in course.kinds.values()}
    found = set(concepts)
    relations: dict[str, Plain] = {}
    criteria: dict[str, Plain] = {}
    for relation in course.relations.values():
        told = _joins(relation, named, graph)
        ends = [named[kind] for kind in (*relation.subjects, *relation.objects)]
        said = (relation.name, *relation.asked_as, *ends, str(told.get("for example", "")))
        if _named(wanted, *said) or (wanted.words and not relation.order and found & set(ends)):
            (criteria if relation.order else relations)[relation.name or relation.id] = told
    return {
        "how": HOW,
        "concepts": concepts,
        "aliases": {
            one.name: [*one.aliases, *one.asked_as]
            for one in course.concepts.values()
            if (one.aliases or one.asked_as) and _named(wanted, *one.names, *one.asked_as, named[one.kind])
        },
        "circumstances": {name: named[one.kind] for name, one in course.qualifiers.items()},
        "relations": relations,
        "criteria": criteria,
        "wordings": {text: orders for text, orders in _said(graph).items() if _named(wanted, text)},
    }


def _told(concept: Concept, graph: FactGraph) -> Plain:
    """What a concept means: its gloss, or what the facts say it does, or other words for it."""
    if concept.gloss:
        return concept.gloss
    said = [
        f"{relation.name or relation.id} {graph.concept(fact.object).phrase}"
        for fact in graph.about(concept.id)
        if fact.subject == concept.id and fact.holds and not isinstance(fact.object, Literal)
        for relation in (graph.course.relations[fact.relation],)
    ]
    if not said and concept.asked_as:
        return f"also said: {', '.join(concept.asked_as[:_SAID_COUNT])}"
    return "; ".join(said[:_SAID_COUNT]) or concept.phrase


def _joins(relation: Relation, named: dict[str, str], graph: FactGraph) -> dict[str, Plain]:
    told: dict[str, Plain] = {"from": [named[kind] for kind in relation.subjects]}
    told["to"] = [named[kind] for kind in relation.objects] or "a value in words, such as 30 seconds"
    example = next((fact for fact in graph.with_relation(relation.id) if fact.holds and not fact.when), None)
    if example is not None:
        target = example.object if isinstance(example.object, Literal) else graph.concept(example.object)
        told["for example"] = says(relation, graph.concept(example.subject), target, [], True)
    if relation.asked_as:
        told["also said"] = list(relation.asked_as)
    if relation.qualifiers:
        told["may depend on"] = [
            named[graph.course.qualifiers[name].kind]
            for name in relation.qualifiers
            if name in graph.course.qualifiers
        ]
    if not relation.order:
        told["where the facts are silent"] = "open" if relation.world is World.OPEN else "false"
    return told


def _named(wanted: Wanted, *texts: str) -> bool:
    """Whether one of the texts has enough of the wanted words; nothing wanted is always named."""
    if not wanted.words:
        return True
    return any(_count(wanted.words, text) >= wanted.enough for text in texts)


def _count(wanted: Sequence[str], text: str) -> int:
    """How many of the wanted words begin a word of the text."""
    stems = [singular(word) for word in words(text)]
    return sum(any(stem.startswith(one) for stem in stems) for one in wanted)


def _most_named(wanted: Sequence[str], graph: FactGraph) -> Wanted:
    """These words, and how many of them some name, kind or relation has at most."""
    course = graph.course
    texts = [text for one in course.concepts.values() for text in (*one.names, *one.asked_as, one.gloss)]
    texts += [kind.name for kind in course.kinds.values()]
    texts += [text for one in course.relations.values() for text in (one.name, *one.asked_as)]
    return Wanted(tuple(wanted), max((_count(wanted, text) for text in texts), default=0) or len(wanted))


def _said(graph: FactGraph) -> dict[str, Plain]:
    """Exam words of criteria, each with the orders that it may mean."""
    orders = [relation for relation in graph.course.relations.values() if relation.order]
    pairs = [(" ".join(text), relation) for text, relation in wordings(graph)]
    said: dict[str, list[Plain]] = {}
    for text, relation in (*pairs, *((text, one) for one in orders for text in one.asked_as)):
        named = said.setdefault(text, [])
        if (relation.name or relation.id) not in named:
            named.append(relation.name or relation.id)
    return {text: list(named) for text, named in said.items()}
