"""The facts of a course that hold on a day, with the questions one may ask of them."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar, cast

from trainer.content.model import (
    Concept,
    ConceptId,
    Contrast,
    Course,
    Fact,
    FactId,
    KindId,
    Literal,
    Relation,
    RelationId,
    Tier,
    TopicId,
)

K = TypeVar("K")
T = TypeVar("T")


class _Index(Generic[K]):
    """Facts by a key, in the order of the course's files."""

    def __init__(self, pairs: Iterable[tuple[K, Fact]]) -> None:
        grouped: dict[K, list[Fact]] = defaultdict(list)
        for key, fact in pairs:
            grouped[key].append(fact)
        self._facts = {key: tuple(facts) for key, facts in grouped.items()}

    def __getitem__(self, key: K) -> tuple[Fact, ...]:
        return self._facts.get(key, ())


class FactGraph:
    """Concepts joined by the facts valid on `as_of` (by default the course's own day).

    Built once per course and day; every look-up is a dictionary access and every answer keeps the
    order of the course's files, so nothing depends on hashing.
    """

    def __init__(self, course: Course, as_of: date | None = None) -> None:
        self.course = course
        self.as_of = as_of or course.as_of
        self.facts: Mapping[FactId, Fact] = {
            fact.id: fact for fact in course.facts.values() if fact.valid(self.as_of)
        }
        self._known: dict[Hashable, object] = {}
        self._lasting: dict[Hashable, object] = {}

    # Each index is made at its first use: a first question needs two of them.

    @cached_property
    def _of(self) -> _Index[tuple[ConceptId, RelationId]]:
        return _Index(((fact.subject, fact.relation), fact) for fact in self.facts.values())

    @cached_property
    def _to(self) -> _Index[tuple[RelationId, str]]:
        return _Index(((fact.relation, object_key(fact.object)), fact) for fact in self.facts.values())

    @cached_property
    def _about(self) -> _Index[ConceptId]:
        return _Index((concept, fact) for fact in self.facts.values() for concept in fact.mentions)

    @cached_property
    def _with(self) -> _Index[RelationId]:
        return _Index((fact.relation, fact) for fact in self.facts.values())

    @cached_property
    def _in_topic(self) -> _Index[TopicId]:
        return _Index((fact.topic, fact) for fact in self.facts.values())

    @cached_property
    def _of_kind(self) -> Mapping[KindId, tuple[ConceptId, ...]]:
        return _concepts_by_kind(self.course)

    @cached_property
    def _contrasts(self) -> Mapping[ConceptId, tuple[Contrast, ...]]:
        return _contrasts_by_member(self.course)

    def once(self, key: Hashable, work: Callable[[], T], *, lasting: bool = False) -> T:
        """What `work` returns, worked out the first time: for tables that follow from the graph alone.

        What takes seconds to work out is `lasting`; the rest may be forgotten and made again.
        """
        known = self._lasting if lasting else self._known
        if key not in known:
            known[key] = work()
        return cast(T, known[key])

    def forget(self) -> None:
        """Let go of all tables and indexes that are soon made again: nobody asks for a while."""
        self._known.clear()
        for name in _INDEXES:
            self.__dict__.pop(name, None)

    def fact(self, fact: FactId) -> Fact | None:
        """The fact of this id, None when there is none or it does not hold on this day."""
        return self.facts.get(fact)

    def of(self, subject: ConceptId, relation: RelationId) -> tuple[Fact, ...]:
        """What the facts say of this subject in this relation, denials included."""
        return self._of[subject, relation]

    def to(self, relation: RelationId, target: ConceptId | str) -> tuple[Fact, ...]:
        """Facts of this relation whose object is this concept, or a literal with this text."""
        return self._to[relation, str(target)]

    def with_relation(self, relation: RelationId) -> tuple[Fact, ...]:
        """All facts of a relation, denials included."""
        return self._with[relation]

    def about(self, concept: ConceptId) -> tuple[Fact, ...]:
        """Facts in which the concept is subject, object or circumstance."""
        return self._about[concept]

    def in_topic(self, topic: TopicId) -> tuple[Fact, ...]:
        """The facts of a topic."""
        return self._in_topic[topic]

    def askable(self, *tiers: Tier) -> tuple[Fact, ...]:
        """Facts that questions may be about, of these tiers (none given: of any)."""
        return tuple(
            fact for fact in self.facts.values() if fact.askable and (not tiers or fact.tier in tiers)
        )

    def concept(self, concept: ConceptId) -> Concept:
        """The concept of this id; KeyError where the course has none."""
        return self.course.concepts[concept]

    def relation(self, relation: RelationId) -> Relation:
        """The relation of this id; KeyError where the course has none."""
        return self.course.relations[relation]

    def of_kind(self, kind: KindId) -> tuple[ConceptId, ...]:
        """The concepts of a kind, in the vocabulary's order."""
        return self._of_kind.get(kind, ())

    def contrasts(self, concept: ConceptId) -> tuple[Contrast, ...]:
        """The contrast sets that the concept belongs to."""
        return self._contrasts.get(concept, ())

    def confusable(self, concept: ConceptId) -> tuple[ConceptId, ...]:
        """What people take this concept for, each once, in the vocabulary's order."""
        members = (member for contrast in self.contrasts(concept) for member in contrast.members)
        return tuple(dict.fromkeys(member for member in members if member != concept))

    def neighbours(self, concept: ConceptId) -> tuple[ConceptId, ...]:
        """Concepts that share a fact with this one, each once, in the order of the facts."""
        found = (other for fact in self.about(concept) for other in fact.mentions)
        return tuple(dict.fromkeys(other for other in found if other != concept))


_INDEXES = tuple(name for name, made in vars(FactGraph).items() if isinstance(made, cached_property))


def object_key(target: ConceptId | Literal) -> str:
    """How an object is looked up: a concept by its id, a literal by its text."""
    return target.text if isinstance(target, Literal) else target


def _concepts_by_kind(course: Course) -> Mapping[KindId, tuple[ConceptId, ...]]:
    grouped: dict[KindId, list[ConceptId]] = defaultdict(list)
    for concept in course.concepts.values():
        grouped[concept.kind].append(concept.id)
    return {kind: tuple(concepts) for kind, concepts in grouped.items()}


def _contrasts_by_member(course: Course) -> Mapping[ConceptId, tuple[Contrast, ...]]:
    grouped: dict[ConceptId, list[Contrast]] = defaultdict(list)
    for contrast in course.contrasts.values():
        for member in contrast.members:
            grouped[member].append(contrast)
    return {member: tuple(contrasts) for member, contrasts in grouped.items()}
