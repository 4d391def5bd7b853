"""Questions of others, reduced to requirements and solutions, decided by the facts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.content.model import ConceptId, Plain, Relation
from trainer.graph.facts import FactGraph
from trainer.judge.evaluate import join
from trainer.judge.mentions import Names, singular, words
from trainer.judge.model import Circumstances, Finding, Ruling, Truth
from trainer.judge.theory import theory

_MARKED = re.compile(r"==(.+?)==")


@dataclass(frozen=True, slots=True)
class _Wish:
    """A requirement: a relation that some part of a solution must reach, or a concept it must contain."""

    said: str
    relation: Relation | None
    targets: tuple[str, ...]


def judge_requirements(question: Mapping[str, Plain], graph: FactGraph) -> Ruling:
    """Decide `{requirements: [{concept, value}], criterion, options: [[{concept, value}]]}`.

    In an option, `concept` names a kind (or is left empty) and `value` a concept. In a requirement,
    `concept` names a relation and `value` its object, or `concept` a kind and `value` the concept that
    must be chosen. `criterion` names an order relation, with words such as "least" around it, or is null.
    Raises ValueError, in one sentence, when the question has another shape or an unknown name.
    """
    names = Names(graph.course.concepts.values())
    wishes = [_wish(pair, names, graph) for pair in _pairs(question.get("requirements"), "requirements")]
    listed = question.get("options")
    if not isinstance(listed, list) or not listed:
        raise ValueError("`options` must be a list of solutions, each a list of {concept, value}.")
    solutions = [
        tuple(_member(pair, names, graph) for pair in _pairs(option, "an option")) for option in listed
    ]
    criterion = _criterion(question.get("criterion"), graph)
    findings = [
        join([_meets(wish, solution, graph) for wish in wishes] or [Finding(Truth.HOLDS)])
        for solution in solutions
    ]
    return _rule(solutions, findings, criterion, graph)


def vocabulary(graph: FactGraph) -> dict[str, Plain]:
    """The names that `judge_requirements` understands: kinds with their concepts, relations, criteria."""
    course = graph.course
    kinds: dict[str, Plain] = {
        kind.name: [concept.name for concept in course.concepts.values() if concept.kind == kind.id]
        for kind in course.kinds.values()
    }
    return {
        "concepts": kinds,
        "relations": [_name(relation) for relation in course.relations.values() if not relation.order],
        "criteria": [_name(relation) for relation in course.relations.values() if relation.order],
        "wordings": {" ".join(said): _name(relation) for said, relation in _wordings(graph)},
    }


def _rule(
    solutions: Sequence[tuple[str, ...]],
    findings: Sequence[Finding],
    criterion: Relation | None,
    graph: FactGraph,
) -> Ruling:
    why = [
        f"option {place + 1} {finding.truth}: {'; '.join(finding.reasons) or 'nothing is required'}"
        for place, finding in enumerate(findings)
    ]
    standing = [place for place, finding in enumerate(findings) if finding.truth is not Truth.FAILS]
    if criterion is not None:
        sure = [place for place in standing if findings[place].truth is Truth.HOLDS]
        for loser in list(standing):
            for winner in sure:
                ahead = _ahead(solutions[winner], solutions[loser], criterion, graph)
                if winner != loser and loser in standing and ahead:
                    standing.remove(loser)
                    why.append(f"option {winner + 1} is ahead of option {loser + 1}: {'; '.join(ahead)}")
    if len(standing) == 1 and findings[standing[0]].truth is Truth.HOLDS:
        return Ruling(standing[0], tuple(why))
    left = ", ".join(str(place + 1) for place in standing) or "none"
    return Ruling(None, (*why, f"the facts leave open which is best: {left}"))


def _meets(wish: _Wish, solution: Sequence[str], graph: FactGraph) -> Finding:
    """One member that reaches the object is enough; all of the right kind must be shown not to."""
    if wish.relation is None:
        met = any(target in solution for target in wish.targets)
        return Finding(
            Truth.HOLDS if met else Truth.FAILS, (f"{wish.said}: {'chosen' if met else 'not chosen'}",)
        )
    found = [
        theory(graph, _circumstances(wish.relation, member, solution, graph)).ask(
            member, wish.relation.id, target
        )
        for member in solution
        if graph.course.concepts[ConceptId(member)].kind in wish.relation.subjects
        for target in wish.targets
    ]
    for truth in (Truth.HOLDS, Truth.UNKNOWN):
        reasons = [reason for finding in found if finding.truth is truth for reason in finding.reasons]
        if reasons:
            return Finding(truth, tuple(reasons))
    if not found:
        return Finding(Truth.UNKNOWN, (f"{wish.said}: no part of the solution can say",))
    return replace(found[0], reasons=tuple(reason for finding in found for reason in finding.reasons))


def _ahead(first: Sequence[str], second: Sequence[str], order: Relation, graph: FactGraph) -> tuple[str, ...]:
    """Why the first solution wins: a part is ahead of the other's of its kind, and none is behind."""
    concepts = graph.course.concepts
    for_it: list[str] = []
    for mine in first:
        for theirs in second:
            if mine == theirs or concepts[ConceptId(mine)].kind != concepts[ConceptId(theirs)].kind:
                continue
            shared = set(_circumstances(order, mine, first, graph)) & set(
                _circumstances(order, theirs, second, graph)
            )
            finding = theory(graph, tuple(sorted(shared))).ask(mine, order.id, theirs)
            if finding.truth is Truth.FAILS:
                return ()
            for_it += finding.reasons if finding.truth is Truth.HOLDS else ()
    return tuple(for_it)


def _circumstances(
    relation: Relation, member: str, solution: Sequence[str], graph: FactGraph
) -> Circumstances:
    """What the other members of a solution say about the qualifiers of a relation."""
    course = graph.course
    return tuple(
        sorted(
            (name, other)
            for name in relation.qualifiers
            for other in solution
            if other != member
            and name in course.qualifiers
            and course.concepts[ConceptId(other)].kind == course.qualifiers[name].kind
        )
    )


def _pairs(listed: Plain, where: str) -> list[tuple[str, str]]:
    if not isinstance(listed, list):
        raise ValueError(f"{where} must be a list of {{concept, value}}.")
    found: list[tuple[str, str]] = []
    for pair in listed:
        if not isinstance(pair, dict) or "value" not in pair:
            raise ValueError(f"{where} must hold {{concept, value}} pairs, not {pair!r}.")
        found.append((str(pair.get("concept") or ""), str(pair["value"])))
    return found


def _member(pair: tuple[str, str], names: Names, graph: FactGraph) -> str:
    kind, value = pair
    concepts = graph.course.concepts
    found = names.exactly(value)
    of_kind = [concept for concept in found if _is_kind(concepts[ConceptId(concept)].kind, kind, graph)]
    if not found:
        raise ValueError(f'"{value}" is no concept of this course; see the vocabulary.')
    return (of_kind or list(found))[0]


def _wish(pair: tuple[str, str], names: Names, graph: FactGraph) -> _Wish:
    concept, value = pair
    relation = next((found for found in graph.course.relations.values() if _called(found, concept)), None)
    targets = names.exactly(value)
    if relation is not None and not relation.objects:
        return _Wish(f"{concept} {value}", relation, (value,))
    if not targets:
        raise ValueError(f'"{value}" is no concept of this course; see the vocabulary.')
    if relation is None and not any(
        _is_kind(kind.id, concept, graph) for kind in graph.course.kinds.values()
    ):
        raise ValueError(f'"{concept}" is neither a relation nor a kind of this course; see the vocabulary.')
    return _Wish(f"{concept} {value}", relation, targets)


def _criterion(said: Plain, graph: FactGraph) -> Relation | None:
    """The order that is meant: by its name, or by the words with which a pattern asks for it."""
    if said is None or said == "":
        return None
    asked = words(str(said))
    for relation in graph.course.relations.values():
        if relation.order and _called(relation, str(said)):
            return relation
    for wording, relation in _wordings(graph):
        if _contains(asked, wording) or _contains(wording, asked):
            return relation
    stems = set(map(singular, asked))
    fitting = [
        relation
        for relation in graph.course.relations.values()
        if relation.order and stems & set(map(singular, words(_name(relation))))
    ]
    if len(fitting) != 1:
        raise ValueError(f'"{said}" is no criterion of this course; see the vocabulary.')
    return fitting[0]


def _wordings(graph: FactGraph) -> Iterator[tuple[tuple[str, ...], Relation]]:
    """The marked words of patterns' questions, each with the order that the pattern decides by."""
    relations = graph.course.relations.values()
    for pattern in graph.course.patterns.values():
        slot = pattern.slots.get("criterion")
        asks = slot.get("asks") if isinstance(slot, dict) else None
        if not isinstance(slot, dict) or not isinstance(asks, list):
            continue
        named = str(slot.get("relation"))
        for relation in [found for found in relations if _called(found, named)]:
            for marked in (found for ask in asks for found in _MARKED.findall(str(ask))):
                yield words(marked), relation


def _contains(whole: Sequence[str], part: Sequence[str]) -> bool:
    """Whether the part stands in the whole, word after word."""
    return bool(part) and any(whole[at : at + len(part)] == part for at in range(len(whole) - len(part) + 1))


def _is_kind(kind: str, said: str, graph: FactGraph) -> bool:
    known = next((found for found in graph.course.kinds.values() if found.id == kind), None)
    return known is not None and words(said) in (words(known.id), words(known.name))


def _called(relation: Relation, said: str) -> bool:
    return words(said) in (words(relation.id), words(relation.name))


def _name(relation: Relation) -> str:
    return relation.name or relation.id
