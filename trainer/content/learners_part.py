"""The part of a course that learning, asking and labs need; the rest only answers strangers' questions.

`trainer judge` decides what nobody here asks by facts of relations that no pattern names. They are most of
the facts of a course, and every start would read them. A part is whole for the generator: each of its looks
into the graph names a relation, which it has from a slot or from a fact asked, and each look for things of a
kind has the kind from what a fact of such a relation speaks of. So a relation is left out only as a whole,
and so is a kind; nothing "not listed" comes to be proven because a fact is not there. What proves anything
else (judge, checks, tables, exams graded anew) or listens to a stranger's words (notes) takes the whole
course.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, TypeVar

from trainer.content.model import ConceptId, Course, Fact, RelationId, Tier
from trainer.problem import NOWHERE
from trainer.value import fields_of, is_value, replace

K = TypeVar("K")
V = TypeVar("V", bound=Any)


def learners_part(course: Course) -> Course:
    """The course without what only the judge and authors ask for."""
    slots = _words([pattern.slots for pattern in course.patterns.values()])
    named = slots | _words((course.contrasts, course.figures, course.claims))
    relations = _relations(course, slots)
    whole = [fact for fact in course.facts.values() if fact.relation in relations]
    cited = named | _words((course.lessons, course.labs))
    facts = {
        name: fact
        for name, fact in course.facts.items()
        if fact.relation in relations or name in cited or _core(course, fact)
    }
    concepts = _concepts(course, whole, facts.values(), named)
    pages = {fact.page for fact in facts.values()}
    return replace(
        course,
        pages=_bare({name: page for name, page in course.pages.items() if name in pages}),
        kinds=_bare(course.kinds),
        concepts=_bare({name: replace(course.concepts[name], asked_as=()) for name in concepts}),
        relations=_bare({name: replace(one, asked_as=()) for name, one in course.relations.items()}),
        contrasts=_bare(course.contrasts),
        facts=_bare({name: replace(fact, readings=()) for name, fact in facts.items()}),
        patterns=_bare({name: replace(one, readings=()) for name, one in course.patterns.items()}),
        claims=_bare(course.claims),
        whole=False,
    )


def _bare(values: Mapping[K, V]) -> Mapping[K, V]:
    """The same without their places in the files, which only mistakes of authors tell."""
    return {key: replace(one, source=NOWHERE) for key, one in values.items()}


def _words(held: object) -> frozenset[str]:
    """Each text in a value that may name something, in lower case, as slots are read."""
    return frozenset(text.casefold() for text in _texts(held))


def _relations(course: Course, slots: frozenset[str]) -> frozenset[RelationId]:
    """Those that a slot may name, and those that anything asked is of."""
    asked = {fact.relation for fact in course.facts.values() if fact.askable}
    return frozenset(
        name
        for name, one in course.relations.items()
        if name in asked or not slots.isdisjoint((one.id.casefold(), one.name.casefold()))
    )


def _core(course: Course, fact: Fact) -> bool:
    return any(fact.tier_in(exam) is Tier.CORE for exam in (None, *course.exams))


def _concepts(
    course: Course, whole: Iterable[Fact], facts: Iterable[Fact], named: frozenset[str]
) -> list[ConceptId]:
    """All of the kinds that facts of whole relations speak of, and whatever else is spoken of or named.

    All that go by one name stay together, so that it means the same.
    """
    kinds = {one.kind for one in course.qualifiers.values()}
    kinds |= {course.concepts[concept].kind for fact in whole for concept in fact.mentions}
    spoken = {concept for fact in facts for concept in fact.mentions}
    return [
        name
        for name, one in course.concepts.items()
        if one.kind in kinds or name in spoken or not named.isdisjoint(text.casefold() for text in one.names)
    ]


def _texts(held: object) -> Iterator[str]:
    """Every text in a value, keys among them."""
    if isinstance(held, str) and not isinstance(held, Enum):
        yield held
    elif isinstance(held, Mapping):
        yield from _texts((*held.keys(), *held.values()))
    elif isinstance(held, list | tuple):
        for one in held:
            yield from _texts(one)
    elif is_value(type(held)):
        for each in fields_of(type(held)):
            yield from _texts(getattr(held, each.name))
