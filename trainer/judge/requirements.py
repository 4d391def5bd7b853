"""Questions of others, reduced to requirements and solutions, decided by the facts."""

import re
from collections.abc import Mapping, Sequence

from trainer.content.model import ConceptId, FactId, Plain, Relation, World
from trainer.graph.facts import FactGraph
from trainer.judge.model import Circumstances, Finding, Ruling, Truth
from trainer.judge.naming import Dictionary
from trainer.judge.reading import Question, Solution, Wish, read_question
from trainer.judge.theory import theory

_CITED = re.compile(r"\[([\w-]+)(?:, [\w-]+)*\]$")


def judge_requirements(question: Mapping[str, Plain], graph: FactGraph) -> Ruling:
    """Decide `{requirements: [{concept, value}], criterion, options: [[{concept, value}]], select}`.

    In an option, `value` names what is chosen and `concept` the part it fills (any words). In a requirement,
    `concept` names a relation ("not" before it turns it round) and `value` its object; or a kind, for what
    must be chosen and for a circumstance that the stem gives (a steady load). A part of the options, or
    nothing, means whatever relation joins the options with the value, in either direction. `criterion` is
    in exam words ("LEAST operational overhead") or names an order; null for none. `best` counts from 0.
    A question of this sort promises one answer, so an option that alone provably meets everything is it, and
    so is one that alone does not provably fail; `why` says so. It also says which requirements are set aside
    because the facts tell no option apart by them. What an option names and the course does not know leaves
    that option open, and an unknown criterion does not matter where the requirements decide; neither does an
    unknown requirement where all options but one fall short of the others. Where of every requirement less
    than half is known, nothing is decided. `select` (left out: 1) is how many options are
    right; with more than one, `best` is a list. Raises ValueError, in one sentence, when the question has
    another shape or an unknown name.
    """
    read = read_question(question, Dictionary(graph))
    met = [[_meets(wish, read.given, one, graph) for one in read.solutions] for wish in read.wishes]
    idle = [place for place, row in enumerate(met) if all(one.truth is Truth.UNKNOWN for one in row)]
    if len(idle) == len(met) and not read.orders:
        idle = []
    rows = zip(read.wishes, met, strict=True)
    counted = [pair for place, pair in enumerate(rows) if place not in idle]
    if counted and all(wish.loose for wish, _ in counted):
        part = "; ".join(wish.said for wish, _ in counted)
        return Ruling(None, (f"nothing but a part of these words is known, and that cannot decide: {part}",))
    judged = _all_met if read.select == 1 else _some_met
    numbers = any(
        _counted(one, wish, graph) for wish, _ in counted for one in wish.relations if not one.objects
    )
    findings = [
        _with_strange(
            judged([(wish, row[place]) for wish, row in counted]), () if numbers else solution.strange
        )
        for place, solution in enumerate(read.solutions)
    ]
    if read.unread and not _one_is_left(read, findings):
        raise ValueError(read.unread)
    aside = tuple(f"set aside: {read.wishes[place].said}: {_plainly(met[place])}" for place in idle)
    met_by = [
        frozenset(wish.said for wish, row in counted if row[place].truth is Truth.HOLDS)
        for place in range(len(read.solutions))
    ]
    near = [
        place
        for place, solution in enumerate(read.solutions)
        if solution.passed_over and 0 < len(met_by[place]) >= len(counted) - 1
    ]
    ruling = _rule(read, findings, met_by, near, graph)
    if read.unordered and ruling.best is None:
        raise ValueError(read.unordered)
    told = (f"criterion set aside: {read.unordered}",) if read.unordered else ()
    unread = (f"requirement set aside: {read.unread}",) if read.unread else ()
    return Ruling(ruling.best, (*aside, *unread, *told, *ruling.why))


def _one_is_left(read: Question, findings: Sequence[Finding]) -> bool:
    """Whether all options but one provably fall short: what else is required cannot bring them back."""
    fallen = [one.truth for one in findings].count(Truth.FAILS)
    return read.select == 1 and 0 < fallen == len(findings) - 1


def _plainly(findings: Sequence[Finding]) -> str:
    """Why a requirement tells no option apart."""
    silent = all("can say" in reason for one in findings for reason in one.reasons)
    return "no option can say" if silent else "the facts settle it for no option"


def _all_met(met: Sequence[tuple[Wish, Finding]]) -> Finding:
    """Whether a solution meets every wish; it fails on one that it provably breaks.

    What is unwanted and what may be a circumstance count only where the facts settle them.
    """
    findings = [
        one for wish, one in met if one.truth is not Truth.UNKNOWN or (wish.wanted and not wish.lenient)
    ]
    for truth in (Truth.FAILS, Truth.UNKNOWN):
        reasons = tuple(reason for one in findings if one.truth is truth for reason in one.reasons)
        if reasons:
            return Finding(truth, reasons)
    return Finding(Truth.HOLDS, tuple(reason for one in findings for reason in one.reasons))


def _some_met(met: Sequence[tuple[Wish, Finding]]) -> Finding:
    """Where several options are right together, each has to meet one wish and fails only on all of them."""
    return _first_of([one for _, one in met], Truth.HOLDS, Truth.UNKNOWN, Truth.FAILS)


def _with_strange(finding: Finding, strange: tuple[str, ...]) -> Finding:
    """Words that nobody knows leave open what would hold, and save nothing that fails."""
    if not strange or finding.truth is Truth.FAILS:
        return finding
    return Finding(Truth.UNKNOWN, strange)


def _meets(wish: Wish, given: Circumstances, solution: Solution, graph: FactGraph) -> Finding:
    """One member that reaches the object is enough; none must be left open for it to fail."""
    if not wish.relations and not wish.targets:
        return Finding(Truth.UNKNOWN, (f"{wish.said}: no part of the solution can say",))
    if not wish.relations:
        met = any(target in solution.members for target in wish.targets)
        found = Finding(Truth.HOLDS if met else Truth.FAILS, (f"{wish.said}: {'' if met else 'not '}chosen",))
        return found if wish.wanted else Finding(found.truth.opposite, found.reasons)
    by_relation = [_reaches(relation, wish, given, solution, graph) for relation in wish.relations]
    found = _first_of(by_relation, Truth.HOLDS, Truth.FAILS, Truth.UNKNOWN)
    ends = {kind for one in wish.relations for kind in (*one.subjects, *one.objects)}
    named = {one for one in wish.targets if _kind(one, graph) in ends} & set(solution.members)
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
        when = _circumstances(relation, member, given, solution, graph)
        return theory(graph, when).ask(subject, relation.id, end)

    fitting = [_ends(relation, wish, part, graph) for part in solution.parts]
    if not relation.objects:
        fitting.append(
            tuple(("", one, said) for one in _counted(relation, wish, graph) for said in solution.said)
        )
    found = [
        _first_of([ask(*ends) for ends in part], Truth.HOLDS, Truth.FAILS, Truth.UNKNOWN)
        for part in fitting
        if part
    ]
    return _first_of(found, Truth.HOLDS, Truth.UNKNOWN, Truth.FAILS)


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
        if _kind(subject, graph) in relation.subjects
        and (not relation.objects or _kind(end, graph) in relation.objects)
        and not _about_else(relation, subject, end, graph)
    )


def _about_else(relation: Relation, subject: str, end: str, graph: FactGraph) -> bool:
    """Whether a relation to things of several kinds is known of the subject, and of this kind to none.

    A database is no place to run containers: where an option names it beside one, it says nothing of that.
    """
    if len(relation.objects) < 2 or relation.world is not World.OPEN:
        return False
    known = [fact.object for fact in graph.of(ConceptId(subject), relation.id)]
    return bool(known) and all(_kind(str(one), graph) != _kind(end, graph) for one in known)


def _counted(relation: Relation, wish: Wish, graph: FactGraph) -> tuple[str, ...]:
    """What a wish names of which the relation tells the number: then options may be numbers."""
    return tuple(target for target in wish.targets if _kind(target, graph) in relation.subjects)


def _first_of(findings: Sequence[Finding], *order: Truth) -> Finding:
    """The findings of the first of these truths that any has, with all their reasons."""
    for truth in order:
        reasons = tuple(reason for one in findings if one.truth is truth for reason in one.reasons)
        if reasons:
            return Finding(truth, reasons)
    return Finding(Truth.UNKNOWN)


def _kind(concept: str, graph: FactGraph) -> str:
    """The kind of a concept, "" for the text of a literal."""
    known = graph.course.concepts.get(ConceptId(concept))
    return known.kind if known else ""


def _rule(
    read: Question,
    findings: Sequence[Finding],
    met_by: Sequence[frozenset[str]],
    near: Sequence[int],
    graph: FactGraph,
) -> Ruling:
    """What the findings come to.

    `met_by` tells the wishes that each option provably meets, `near` the options that lack one wish at most
    and may say more than was read.
    """
    why = [
        f"option {place} {finding.truth}: {'; '.join(_told(finding, graph)) or 'nothing is required'}"
        for place, finding in enumerate(findings)
    ]
    standing = [place for place, finding in enumerate(findings) if finding.truth is not Truth.FAILS]
    sure = [place for place in standing if findings[place].truth is Truth.HOLDS]
    for loser in list(standing):
        for winner in sure:
            ahead = _ahead(read, winner, loser, graph)
            if winner != loser and loser in standing and ahead:
                standing.remove(loser)
                told = "; ".join(_told(Finding(Truth.HOLDS, ahead), graph))
                why.append(f"option {winner} is ahead of option {loser}: {told}")
    sure = [place for place in standing if findings[place].truth is Truth.HOLDS]
    if len(standing) == read.select:
        if len(sure) < len(standing):
            left = f"option {standing[0]} is" if len(standing) == 1 else f"options {standing} are"
            why.append(f"{left} left: every other one provably falls short")
        return Ruling(_best(standing), tuple(why))
    exact = [place for place in sure if not read.solutions[place].loose]
    if len(sure) > read.select == len(exact):
        sure = exact
    rivals = any(place in near and findings[place].truth is Truth.UNKNOWN for place in standing)
    beaten = any(_may_beat(read, standing, one, graph) for one in sure)
    if len(sure) == read.select and not rivals and not beaten:
        named = " and ".join(f"option {place}" for place in sure)
        verb, number = ("meets", "one answer") if len(sure) == 1 else ("meet", f"{len(sure)} answers")
        why.append(f"{named} alone provably {verb} everything, and a question has {number}")
        return Ruling(_best(sure), tuple(why))
    most = _meets_most(read, standing, met_by)
    if most is not None and not rivals and not sure and not _may_beat(read, standing, most, graph):
        why.append(
            f"option {most} provably meets more than any other that may be right, and all that they meet"
        )
        return Ruling(most, tuple(why))
    left = ", ".join(map(str, standing)) or "none"
    return Ruling(None, (*why, f"the facts leave open which is best: {left}"))


def _meets_most(read: Question, standing: Sequence[int], met_by: Sequence[frozenset[str]]) -> int | None:
    """The option that provably meets all that any other standing one does, and more; None where none does."""
    if read.select > 1:
        return None
    return next(
        (
            one
            for one in standing
            if not read.solutions[one].strange
            and all(met_by[other] < met_by[one] for other in standing if other != one)
        ),
        None,
    )


def _may_beat(read: Question, standing: Sequence[int], one: int, graph: FactGraph) -> bool:
    """Whether another option may be ahead by the criterion: one of unknown parts, or one that provably is."""
    kinds = {_kind(member, graph) for member in read.solutions[one].members}
    compared = any(kinds & set(order.subjects) for order in read.orders)
    return any(
        (compared and read.solutions[other].strange) or _ahead(read, other, one, graph)
        for other in standing
        if other != one
    )


def _best(places: Sequence[int]) -> int | tuple[int, ...]:
    return places[0] if len(places) == 1 else tuple(places)


def _told(finding: Finding, graph: FactGraph) -> list[str]:
    """Reasons, each with the first fact behind it in words."""
    told = []
    for reason in finding.reasons:
        cited = _CITED.search(reason)
        fact = graph.facts.get(FactId(cited[1])) if cited else None
        told.append(f"{reason} {fact.says}" if fact else reason)
    return told


def _ahead(read: Question, first: int, second: int, graph: FactGraph) -> tuple[str, ...]:
    """Why the first solution wins: a part is ahead of the other's on an asked order, none is behind."""
    mine, theirs = read.solutions[first], read.solutions[second]
    reasons: list[str] = []
    for order in read.orders:
        for one in mine.members:
            for other in theirs.members:
                if one in theirs.members or other in mine.members:
                    continue
                shared = set(_circumstances(order, one, read.given, mine, graph)) & set(
                    _circumstances(order, other, read.given, theirs, graph)
                )
                finding = theory(graph, tuple(sorted(shared))).ask(one, order.id, other)
                if finding.truth is Truth.FAILS:
                    return ()
                reasons += finding.reasons if finding.truth is Truth.HOLDS else ()
    return tuple(reasons)


def _circumstances(
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
