"""Everything that follows from the facts in given circumstances, written out before anything is asked.

The facts that apply become ground literals; rules are applied to them until nothing new appears (orders
pass along chains and never run both ways); then functional and closed relations add what is false. A
question is afterwards only a look-up: this is deliberately another way than searching from the question.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from trainer.content.model import Concept, ConceptId, Fact, Literal, Relation, RelationId, World
from trainer.graph.facts import FactGraph
from trainer.judge.model import Circumstances, Finding, Truth
from trainer.value import dataclass

Triple: TypeAlias = tuple[str, str, str]
"""Subject, relation, object; a literal object is written as its text, folded by `fold`."""

Support: TypeAlias = tuple[str, ...]
"""Ids of the facts behind a literal."""


@dataclass(frozen=True, slots=True)
class Theory:
    """What is true and what is false in some circumstances, each with the facts that show it."""

    true: Mapping[Triple, Support]
    false: Mapping[Triple, Support]
    sealed: Mapping[tuple[str, str], Support]
    """Subject and relation whose literal objects are all known: any other text is false."""
    perhaps: frozenset[Triple]
    """What holds in circumstances that are compatible with these but not given."""
    literal: frozenset[str]
    """Relations whose objects are literals."""

    def ask(self, subject: str, relation: str, target: str) -> Finding:
        """Whether the relation holds between the subject and a concept id or literal text."""
        key = (subject, relation, fold(target) if relation in self.literal else target)
        said = f"{subject} · {relation} · {target}"
        pro, contra = self.true.get(key), self.false.get(key)
        if pro is not None and contra is not None:
            return Finding(Truth.UNKNOWN, (f"{said}: the facts contradict each other {_cite(pro + contra)}",))
        if pro is not None:
            return Finding(Truth.HOLDS, (f"{said}: holds {_cite(pro)}",))
        if contra is not None:
            return Finding(Truth.FAILS, (f"{said}: does not hold {_cite(contra)}",))
        if key in self.perhaps:
            return Finding(Truth.UNKNOWN, (f"{said}: depends on circumstances that are not given",))
        sealed = self.sealed.get(key[:2])
        if sealed is not None:
            return Finding(Truth.FAILS, (f"{said}: another value is the one {_cite(sealed)}",))
        return Finding(Truth.UNKNOWN, (f"{said}: no fact settles it",))


@lru_cache(maxsize=256)
def theory(graph: FactGraph, when: Circumstances) -> Theory:
    """The closure of the graph's facts in these circumstances (sorted by the caller for good caching)."""
    if not graph.course.whole:
        raise AssertionError("nothing is decided by a part of a course; see Desk.whole_course")
    given = dict(when)
    relations = graph.course.relations
    applying = [fact for fact in graph.facts.values() if all(given.get(q) == c for q, c in fact.when)]
    true = _stated(fact for fact in applying if fact.holds)
    false = _stated(fact for fact in applying if not fact.holds)
    for relation in relations.values():
        if relation.order:
            _chain(true, relation.id)
            _forbid_reversal(true, false, relation.id)
    perhaps = frozenset(
        triple
        for fact in graph.facts.values()
        if fact.holds and _possible(fact, given)
        for triple in triples(fact)
    )
    sealed = _seal(true, false, perhaps, graph)
    literal = frozenset(relation.id for relation in relations.values() if not relation.objects)
    return Theory(true, false, sealed, perhaps - true.keys(), literal)


def fold(text: str) -> str:
    """A literal's text as it is compared: in lower case, with single spaces."""
    return " ".join(text.casefold().split())


def triples(fact: Fact) -> tuple[Triple, ...]:
    """A fact as ground literals: one for a concept, one for each accepted spelling of a literal."""
    if isinstance(fact.object, Literal):
        spellings = dict.fromkeys(map(fold, (fact.object.text, *fact.object.accepts)))
        return tuple((fact.subject, fact.relation, spelling) for spelling in spellings)
    return ((fact.subject, fact.relation, fact.object),)


def _stated(facts: Iterable[Fact]) -> dict[Triple, Support]:
    found: dict[Triple, Support] = {}
    for fact in facts:
        for triple in triples(fact):
            found.setdefault(triple, (fact.id,))
    return found


def _possible(fact: Fact, given: Mapping[str, str]) -> bool:
    """Whether the fact applies in these circumstances or in some that name more."""
    return all(given.get(qualifier, concept) == concept for qualifier, concept in fact.when)


def _chain(true: dict[Triple, Support], relation: str) -> None:
    """Close an order under transitivity: new pairs meet old ones until none are new."""
    fresh = [triple for triple in true if triple[1] == relation]
    while fresh:
        by_subject: dict[str, list[Triple]] = defaultdict(list)
        by_object: dict[str, list[Triple]] = defaultdict(list)
        for triple in true:
            if triple[1] == relation:
                by_subject[triple[0]].append(triple)
                by_object[triple[2]].append(triple)
        found: dict[Triple, Support] = {}
        for first in fresh:
            for second in by_subject[first[2]]:
                found.setdefault((first[0], relation, second[2]), _join(true[first], true[second]))
            for before in by_object[first[0]]:
                found.setdefault((before[0], relation, first[2]), _join(true[before], true[first]))
        fresh = [triple for triple in found if triple not in true]
        true.update({triple: found[triple] for triple in fresh})


def _forbid_reversal(true: Mapping[Triple, Support], false: dict[Triple, Support], relation: str) -> None:
    """An order never runs both ways; where it does, both ways end up true and false, so neither is known."""
    for (subject, name, target), support in true.items():
        if name == relation:
            false.setdefault((target, relation, subject), support)


def _seal(
    true: Mapping[Triple, Support],
    false: dict[Triple, Support],
    perhaps: frozenset[Triple],
    graph: FactGraph,
) -> dict[tuple[str, str], Support]:
    """Add what functional and closed relations make false; what may yet hold stays open."""
    course = graph.course
    members: dict[str, list[str]] = defaultdict(list)
    for concept in course.concepts.values():
        members[concept.kind].append(concept.id)
    sealed: dict[tuple[str, str], Support] = {}
    for (subject, name, target), support in true.items():
        relation = course.relations[RelationId(name)]
        if relation.world is World.OPEN:
            continue
        if not relation.objects:
            sealed.setdefault((subject, name), support)
            continue
        for rival in _rivals(relation, course.concepts.get(ConceptId(target)), members):
            triple = (subject, name, rival)
            if triple not in perhaps and triple not in true:
                false.setdefault(triple, support)
    return sealed


def _rivals(relation: Relation, target: Concept | None, members: Mapping[str, list[str]]) -> list[str]:
    """The concepts that a listed object rules out: of its kind, or in a closed relation of all its kinds."""
    if relation.world is World.CLOSED:
        return [concept for kind in relation.objects for concept in members[kind]]
    return [] if target is None else [concept for concept in members[target.kind] if concept != target.id]


def _join(first: Support, second: Support) -> Support:
    return tuple(dict.fromkeys((*first, *second)))


def _cite(support: Support) -> str:
    return f"[{', '.join(dict.fromkeys(support))}]"
