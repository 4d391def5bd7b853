"""Facts: none contradicts another, orders have a beginning, and each fact is taught somewhere."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from trainer.content.model import ConceptId, Course, Fact, Literal, RelationId, Tier, World
from trainer.graph.facts import FactGraph
from trainer.problem import Problem


def one_object(course: Course, graph: FactGraph) -> Iterator[Problem]:
    """A functional relation gives a subject one object of a kind in circumstances that go together."""
    for relation in course.relations.values():
        if relation.world is not World.FUNCTIONAL:
            continue
        grouped: dict[ConceptId, list[Fact]] = defaultdict(list)
        for fact in graph.with_relation(relation.id):
            if fact.holds:
                grouped[fact.subject].append(fact)
        for facts in grouped.values():
            for place, fact in enumerate(facts):
                rival = next((other for other in facts[:place] if _rivals(course, other, fact)), None)
                if rival is not None:
                    message = (
                        f'"{relation.name}" is functional, and {fact.subject} has two objects: '
                        f"{rival.id} (line {rival.source.line}) and {fact.id}."
                    )
                    mend = "Tell them apart by circumstances, or declare the relation closed or open."
                    yield Problem(fact.source, "two-objects", message, mend)


def _rivals(course: Course, one: Fact, other: Fact) -> bool:
    if one.object == other.object or not compatible(one, other):
        return False
    if isinstance(one.object, Literal) or isinstance(other.object, Literal):
        return True
    return course.concepts[one.object].kind == course.concepts[other.object].kind


def compatible(one: Fact, other: Fact) -> bool:
    """Whether both facts can apply at once: no circumstance has two values."""
    given = dict(one.when)
    return all(given.get(name, value) == value for name, value in other.when)


def no_contradiction(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """What one fact says and another denies cannot both be right in the same circumstances."""
    grouped: dict[tuple[ConceptId, RelationId, object], list[Fact]] = defaultdict(list)
    for fact in graph.facts.values():
        grouped[fact.subject, fact.relation, fact.object].append(fact)
    for facts in grouped.values():
        for place, fact in enumerate(facts):
            for other in facts[:place]:
                yield from _against(fact, other)


def _against(fact: Fact, other: Fact) -> Iterator[Problem]:
    """How two facts of one subject, relation and object get on."""
    there = f"{other.id} ({other.source.path}, line {other.source.line})"
    if fact.holds != other.holds and compatible(fact, other):
        mend = "Correct one, or tell them apart by circumstances."
        yield Problem(fact.source, "contradiction", f"{fact.id} contradicts {there}.", mend)
    elif fact.holds == other.holds and fact.when == other.when:
        yield Problem(fact.source, "same-fact", f"{fact.id} says what {there} says.", "Keep one of them.")


def no_circles(course: Course, graph: FactGraph) -> Iterator[Problem]:
    """An order relation leads on and never back."""
    for relation in course.relations.values():
        if not relation.order:
            continue
        steps: dict[ConceptId, list[tuple[ConceptId, Fact]]] = defaultdict(list)
        for fact in graph.with_relation(relation.id):
            if fact.holds and not isinstance(fact.object, Literal):
                steps[fact.subject].append((fact.object, fact))
        done: set[ConceptId] = set()
        for start in list(steps):
            circle = _circle(steps, start, done)
            if circle:
                round_ = " → ".join([*(str(fact.subject) for fact in circle), str(circle[-1].object)])
                message = f'"{relation.name}" is an order, and these run in a circle: {round_}.'
                mend = f"Correct one of {', '.join(fact.id for fact in circle)}."
                yield Problem(circle[-1].source, "order-cycle", message, mend)


def _circle(
    steps: dict[ConceptId, list[tuple[ConceptId, Fact]]], start: ConceptId, done: set[ConceptId]
) -> list[Fact]:
    """Facts that lead from a concept back to it, () when there are none; walks without recursion."""
    way: list[Fact] = []
    on_way = [start]
    waiting = [iter(steps.get(start, ()))] if start not in done else []
    while waiting:
        following = next(waiting[-1], None)
        if following is None:
            waiting.pop()
            done.add(on_way.pop())
            if way:
                way.pop()
            continue
        concept, fact = following
        if concept in on_way:
            done.update(on_way)
            return [*way[on_way.index(concept) :], fact]
        if concept not in done:
            on_way.append(concept)
            way.append(fact)
            waiting.append(iter(steps.get(concept, ())))
    return []


def core_facts_taught(course: Course, graph: FactGraph) -> Iterator[Problem]:
    """Nobody is asked for a core fact that no lesson states."""
    taught = {fact for lesson in course.lessons.values() for fact in lesson.facts}
    for fact in graph.facts.values():
        if fact.tier is Tier.CORE and fact.askable and fact.id not in taught:
            mend = f"Name {fact.id} in the lesson that states it, give it another tier, or write ask: no."
            yield Problem(fact.source, "untaught", f"no lesson states {fact.id}.", mend)


def checked_in_time(course: Course, graph: FactGraph) -> Iterator[Problem]:  # noqa: ARG001 - the shape of a rule
    """No fact was checked after the day of the course, and no fact ends before it begins."""
    late: dict[tuple[str, date], list[Fact]] = defaultdict(list)
    for fact in course.facts.values():
        if fact.checked > course.as_of:
            late[fact.source.path, fact.checked].append(fact)
    for (_, day), (first, *others) in late.items():  # a day stands once for a whole file as a rule
        who = f"{first.id} and {len(others)} more in this file were" if others else f"{first.id} was"
        message = f"{who} checked on {day}, after the course's day {course.as_of}."
        yield Problem(first.source, "later-than-course", message, "Correct the day, or as_of in course.yaml.")
    for fact in course.facts.values():
        if fact.valid_from and fact.valid_until and fact.valid_until <= fact.valid_from:
            message = f"{fact.id} ends ({fact.valid_until}) before it begins ({fact.valid_from})."
            yield Problem(fact.source, "never-valid", message, "Correct from or until.")
