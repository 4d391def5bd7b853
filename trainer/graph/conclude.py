"""What follows from the facts: whether a statement is true, false or left open, and which facts show it.

A fact applies when its circumstances are contained in the asked ones, so a fact about Fargate never
answers a question that names no launch type. Truth comes from a fact (or a chain of an order relation);
falsity from a denial, from an order relation that runs the other way, or from a functional or closed
relation that lists what is true. Where facts contradict each other nothing is concluded.
"""

from collections.abc import Sequence

from trainer.content.model import ConceptId, Fact, FactId, Literal, RelationId, World
from trainer.graph.facts import FactGraph
from trainer.graph.model import Conclusion, Ground, Known, Unknown, When


def truth(
    graph: FactGraph, subject: ConceptId, relation: RelationId, target: ConceptId | str, when: When = ()
) -> Conclusion:
    """Whether `relation` holds between `subject` and `target` in the circumstances `when`.

    `target` is a concept id or the text of a literal. KeyError for an unknown relation.
    """
    facts = graph.of(subject, relation)
    exact = [fact for fact in facts if same(fact.object, target)]
    stated = [fact.id for fact in exact if fact.holds and applies(fact, when)]
    denied = [fact.id for fact in exact if not fact.holds and applies(fact, when)]
    if stated and denied:
        return Unknown(f"{stated[0]} and {denied[0]} contradict each other")
    if stated:
        return Known(True, Ground.STATED, (stated[0],))
    if denied:
        return Known(False, Ground.DENIED, (denied[0],))
    if graph.relation(relation).order:
        return _by_order(graph, subject, relation, target, when)
    return _by_completeness(graph, facts, relation, target, when)


def applies(fact: Fact, when: When) -> bool:
    """Whether a fact says something about these circumstances: all that it depends on is given."""
    return set(fact.when) <= set(when)


def excluded(fact: Fact, when: When) -> bool:
    """Whether a fact belongs to other circumstances: it names another value of a given qualifier."""
    given = dict(when)
    return any(name in given and given[name] != concept for name, concept in fact.when)


def same(target: ConceptId | Literal, asked: ConceptId | str) -> bool:
    """Whether an object is the asked one: the same concept, or the same words for a literal."""
    if isinstance(target, Literal):
        return asked == target.text or asked in target.accepts
    return target == asked


def chain(
    graph: FactGraph, start: ConceptId, relation: RelationId, end: ConceptId | str, when: When
) -> tuple[FactId, ...]:
    """The shortest chain of facts from start to end in an order relation, () if there is none."""
    reached: dict[str, tuple[FactId, ...]] = {str(start): ()}
    queue: list[ConceptId] = [start]
    for concept in queue:
        for fact in graph.of(concept, relation):
            if not fact.holds or isinstance(fact.object, Literal) or not applies(fact, when):
                continue
            if fact.object not in reached:
                reached[fact.object] = (*reached[concept], fact.id)
                queue.append(fact.object)
            if fact.object == end:
                return reached[fact.object]
    return ()


def _by_order(
    graph: FactGraph, subject: ConceptId, relation: RelationId, target: ConceptId | str, when: When
) -> Conclusion:
    if subject == target:
        return Unknown("nothing comes before itself, and no fact says so")
    forwards = chain(graph, subject, relation, target, when)
    backwards = chain(graph, ConceptId(target), relation, subject, when)
    if forwards and backwards:
        return Unknown(f"the order {relation} runs in a circle between {subject} and {target}")
    if forwards:
        return Known(True, Ground.STATED, forwards)
    if backwards:
        return Known(False, Ground.DENIED, backwards)
    return Unknown(f"no chain of {relation} joins {subject} and {target}")


def _by_completeness(
    graph: FactGraph, facts: Sequence[Fact], relation: RelationId, target: ConceptId | str, when: When
) -> Conclusion:
    """Falsity by listing: needs a listed truth that applies here, and nothing that might still apply."""
    world = graph.relation(relation).world
    listed = [fact for fact in facts if fact.holds and applies(fact, when)]
    if world is World.OPEN or not listed:
        return Unknown(f"no fact settles it and {relation} is not known to be complete here")
    if world is World.FUNCTIONAL:
        rival = next((fact for fact in listed if _comparable(graph, fact, target)), None)
        if rival is None:
            return Unknown(f"{relation} of {facts[0].subject} is of another kind than {target}")
        return Known(False, Ground.COMPLETE, (rival.id,))
    undecided = [
        fact.id for fact in facts if fact.holds and same(fact.object, target) and not excluded(fact, when)
    ]
    if undecided:
        return Unknown(f"{undecided[0]} holds in circumstances that are not given")
    return Known(False, Ground.COMPLETE, tuple(fact.id for fact in listed))


def _comparable(graph: FactGraph, fact: Fact, target: ConceptId | str) -> bool:
    if isinstance(fact.object, Literal):
        return True
    known = graph.course.concepts.get(ConceptId(target))
    return known is not None and known.kind == graph.concept(fact.object).kind
