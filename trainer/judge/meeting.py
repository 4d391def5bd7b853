"""Whether a solution meets a wish, asked of each of its parts in the circumstances that are given."""

from collections.abc import Sequence

from trainer.content.model import ConceptId, Relation, World
from trainer.graph.facts import FactGraph
from trainer.judge.model import Circumstances, Finding, Truth
from trainer.judge.reading import Solution, Wish
from trainer.judge.theory import theory


def meets(wish: Wish, given: Circumstances, solution: Solution, graph: FactGraph) -> Finding:
    """One member that reaches the object is enough; none must be left open for it to fail."""
    if not wish.relations and not wish.targets:
        return Finding(Truth.UNKNOWN, (f"{wish.said}: no part of the solution can say",))
    if not wish.relations:
        met = any(target in solution.members for target in wish.targets)
        found = Finding(Truth.HOLDS if met else Truth.FAILS, (f"{wish.said}: {'' if met else 'not '}chosen",))
        return found if wish.wanted else Finding(found.truth.opposite, found.reasons)
    by_relation = [_reaches(relation, wish, given, solution, graph) for relation in wish.relations]
    found = first_of(by_relation, Truth.HOLDS, Truth.FAILS, Truth.UNKNOWN)
    ends = {kind for one in wish.relations for kind in (*one.subjects, *one.objects)}
    named = {one for one in wish.targets if kind_of(one, graph) in ends} & set(solution.members)
    if not found.reasons and wish.wanted and named:
        return Finding(Truth.HOLDS, (f"{wish.said}: chosen",))
    if not found.reasons:
        return Finding(Truth.UNKNOWN, (f"{wish.said}: no part of the solution can say",))
    return found if wish.wanted else Finding(found.truth.opposite, found.reasons)


def _reaches(
    relation: Relation, wish: Wish, given: Circumstances, solution: Solution, graph: FactGraph
) -> Finding:
    """Asked of each part as the relation's subject, and as its object where the value is a subject."""

    def ask(member: str, subject: str, end: str) -> Finding:
        when = circumstances(relation, member, given, solution, graph)
        return theory(graph, when).ask(subject, relation.id, end)

    fitting = [_ends(relation, wish, part, graph) for part in solution.parts]
    if not relation.objects:
        fitting.append(
            tuple(("", one, said) for one in counted(relation, wish, graph) for said in solution.said)
        )
    found = [
        first_of([ask(*ends) for ends in part], Truth.HOLDS, Truth.FAILS, Truth.UNKNOWN)
        for part in fitting
        if part
    ]
    return first_of(found, Truth.HOLDS, Truth.UNKNOWN, Truth.FAILS)


def _ends(
    relation: Relation, wish: Wish, part: Sequence[str], graph: FactGraph
) -> tuple[tuple[str, str, str], ...]:
    """What to ask of a part in each of its meanings: the member, the relation's subject and its object.

    Of several meanings the one counts that the facts know most of.
    """
    return tuple(
        (member, subject, end)
        for member in part
        for target in (wish.targets if relation.objects else wish.amounts)
        for subject, end in ((member, target), (target, member))
        if kind_of(subject, graph) in relation.subjects
        and (not relation.objects or kind_of(end, graph) in relation.objects)
        and not _about_else(relation, subject, end, graph)
    )


def _about_else(relation: Relation, subject: str, end: str, graph: FactGraph) -> bool:
    """Whether a relation to things of several kinds is known of the subject, and of this kind to none.

    A database is no place to run containers: where an option names it beside one, it says nothing of that.
    """
    if len(relation.objects) < 2 or relation.world is not World.OPEN:
        return False
    known = [fact.object for fact in graph.of(ConceptId(subject), relation.id)]
    return bool(known) and all(kind_of(str(one), graph) != kind_of(end, graph) for one in known)


def counted(relation: Relation, wish: Wish, graph: FactGraph) -> tuple[str, ...]:
    """What a wish names of which the relation tells the number: then options may be numbers."""
    return tuple(target for target in wish.targets if kind_of(target, graph) in relation.subjects)


def first_of(findings: Sequence[Finding], *order: Truth) -> Finding:
    """The findings of the first of these truths that any has, with all their reasons."""
    for truth in order:
        reasons = tuple(reason for one in findings if one.truth is truth for reason in one.reasons)
        if reasons:
            return Finding(truth, reasons)
    return Finding(Truth.UNKNOWN)


def kind_of(concept: str, graph: FactGraph) -> str:
    """The kind of a concept, "" for the text of a literal."""
    known = graph.course.concepts.get(ConceptId(concept))
    return known.kind if known else ""


def circumstances(
    relation: Relation, member: str, given: Circumstances, solution: Solution, graph: FactGraph
) -> Circumstances:
    """What the stem and the other members of a solution say about the qualifiers of a relation."""
    course = graph.course
    chosen = {
        name: other
        for name in relation.qualifiers
        for other in solution.members
        if other != member
        and name in course.qualifiers
        and course.concepts[ConceptId(other)].kind == course.qualifiers[name].kind
    }
    told = {name: concept for name, concept in given if name in relation.qualifiers}
    return tuple(sorted((told | chosen).items()))
