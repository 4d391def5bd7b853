"""The names that a reduced question may use, told so that somebody who never saw the course can use them."""

from collections.abc import Sequence

from trainer.content.model import Concept, Literal, Plain, Relation, World
from trainer.content.words import says
from trainer.graph.facts import FactGraph
from trainer.judge.mentions import singular, words
from trainer.judge.naming import wordings

HOW = (
    "A line is {requirements: [{concept, value}], criterion, options: [[{concept, value}]]}. In an option, "
    "`value` names what is chosen and `concept` may be any label. In a requirement, `concept` is a relation "
    "(with `not ` before it for the opposite) and `value` a concept at either end of it; or `concept` is a "
    "kind and `value` what must be chosen, or what the stem gives (a circumstance). `concept` may be empty: "
    "then any relation will do that joins the options with the value. `criterion` is null, exam words such "
    "as LEAST operational overhead, or an order. Names may be written in any case, with or without plural."
)


def vocabulary(graph: FactGraph, about: str = "") -> dict[str, Plain]:
    """Kinds with their concepts, relations with what they join, criteria.

    `about` keeps to what its words name. A relation tells the kinds at its ends, a sentence that it makes,
    and what may be concluded where the facts are silent.
    """
    course = graph.course
    wanted = [singular(word) for word in words(about)]
    concepts: dict[str, Plain] = {}
    for kind in course.kinds.values():
        members = [course.concepts[concept] for concept in graph.of_kind(kind.id)]
        if not _named(wanted, kind.name):
            members = [one for one in members if _named(wanted, *one.names, *one.asked_as, one.gloss)]
        if members:
            concepts[kind.name] = {one.name: _told(one) for one in members}
    named = {str(kind.id): kind.name for kind in course.kinds.values()}
    relations: dict[str, Plain] = {}
    criteria: dict[str, Plain] = {}
    for relation in course.relations.values():
        told = _joins(relation, named, graph)
        ends = [named[kind] for kind in (*relation.subjects, *relation.objects)]
        if _named(wanted, relation.name, *relation.asked_as, *ends, str(told.get("for example", ""))):
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
        "wordings": _said(graph),
    }


def _told(concept: Concept) -> Plain:
    """What a concept means: its gloss, or the words of a sentence that names it."""
    return concept.gloss or concept.phrase


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


def _named(wanted: Sequence[str], *texts: str) -> bool:
    """Whether every wanted word begins a word of one of the texts; nothing wanted is always named."""
    if not wanted:
        return True
    stems = [[singular(word) for word in words(text)] for text in texts]
    return any(all(any(stem.startswith(one) for stem in text) for one in wanted) for text in stems)


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
