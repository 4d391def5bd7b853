"""Questions of others, reduced to requirements and solutions, decided by the facts."""

import re
from collections.abc import Collection, Mapping, Sequence

from trainer.content.model import ConceptId, FactId, Plain, Relation
from trainer.graph.facts import FactGraph
from trainer.judge.model import Circumstances, Finding, Ruling, Truth
from trainer.judge.naming import Dictionary
from trainer.judge.theory import theory
from trainer.value import dataclass

_CITED = re.compile(r"\[([\w-]+)(?:, [\w-]+)*\]$")
_OPPOSITE = re.compile(r"^(?:not|no|never|without)\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a solution must reach by one of some relations, or must contain where there are none."""

    said: str
    relations: tuple[Relation, ...]
    targets: tuple[str, ...]
    wanted: bool = True
    lenient: bool = False
    """What the facts leave open is no reason against a solution: it may be a circumstance and no wish."""
    amounts: tuple[str, ...] = ()
    """The value as literal objects of relations write it."""


@dataclass(frozen=True, slots=True)
class _Solution:
    """What an option chooses: each part as the concepts that its name may mean (EC2: two of them)."""

    parts: tuple[tuple[str, ...], ...]
    strange: tuple[str, ...]
    """What is said of words that name nothing the course knows."""
    said: tuple[str, ...] = ()
    """What is chosen, as it is written: a number may be asked for."""

    @property
    def members(self) -> tuple[str, ...]:
        """All concepts that are meant."""
        return tuple(dict.fromkeys(member for part in self.parts for member in part))


@dataclass(frozen=True, slots=True)
class _Question:
    """A reduced question with all its names understood."""

    wishes: tuple[_Wish, ...]
    given: Circumstances
    orders: tuple[Relation, ...]
    unordered: str
    """What is wrong with the criterion, "" where it names an order or nothing."""
    solutions: tuple[_Solution, ...]
    select: int = 1


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
    that option open, and an unknown criterion does not matter where the requirements decide. `select` (left
    out: 1) is how many options are right; with more than one, `best` is a list. Raises ValueError, in one
    sentence, when the question has another shape or an unknown name.
    """
    read = _read(question, Dictionary(graph))
    met = [[_meets(wish, read.given, one, graph) for one in read.solutions] for wish in read.wishes]
    idle = [place for place, row in enumerate(met) if all(one.truth is Truth.UNKNOWN for one in row)]
    if len(idle) == len(met) and not read.orders:
        idle = []
    rows = zip(read.wishes, met, strict=True)
    counted = [pair for place, pair in enumerate(rows) if place not in idle]
    numbers = any(
        _counted(one, wish, graph) for wish, _ in counted for one in wish.relations if not one.objects
    )
    findings = [
        _with_strange(
            _all_met([(wish, row[place]) for wish, row in counted]), () if numbers else solution.strange
        )
        for place, solution in enumerate(read.solutions)
    ]
    aside = tuple(f"set aside: {read.wishes[place].said}: {_plainly(met[place])}" for place in idle)
    ruling = _rule(read, findings, graph)
    if read.unordered and ruling.best is None:
        raise ValueError(read.unordered)
    told = (f"criterion set aside: {read.unordered}",) if read.unordered else ()
    return Ruling(ruling.best, (*aside, *told, *ruling.why))


def _plainly(findings: Sequence[Finding]) -> str:
    """Why a requirement tells no option apart."""
    silent = all("can say" in reason for one in findings for reason in one.reasons)
    return "no option can say" if silent else "the facts settle it for no option"


def _read(question: Mapping[str, Plain], names: Dictionary) -> _Question:
    listed = question.get("options")
    if not isinstance(listed, list) or not listed:
        raise ValueError("`options` must be a list of solutions, each a list of {concept, value}.")
    pairs = [_pairs(option, "an option") for option in listed]
    solutions = tuple(_understood(option, names) for option in pairs)
    members = tuple(dict.fromkeys(member for solution in solutions for member in solution.members))
    labels = {label.casefold() for option in pairs for label, _ in option}
    wishes: list[_Wish] = []
    given: dict[str, str] = {}
    for concept, value in _pairs(question.get("requirements"), "requirements"):
        circumstance = _circumstance(concept, value, members, names)
        given |= circumstance
        wish = _wish(concept, value, members, labels, names, lenient=bool(circumstance))
        if wish.relations or not circumstance:
            wishes.append(wish)
    orders, unordered = _orders(question.get("criterion"), names)
    select = question.get("select", 1)
    if isinstance(select, bool) or not isinstance(select, int) or not 0 < select <= len(solutions):
        raise ValueError("`select` must be the number of options that are right.")
    return _Question(tuple(wishes), tuple(sorted(given.items())), orders, unordered, solutions, select)


def _orders(criterion: Plain, names: Dictionary) -> tuple[tuple[Relation, ...], str]:
    """The orders that a criterion names, and what is wrong where it names none."""
    if criterion in (None, ""):
        return (), ""
    try:
        return names.orders(str(criterion)), ""
    except ValueError as trouble:
        return (), str(trouble)


def _understood(option: Sequence[tuple[str, str]], names: Dictionary) -> _Solution:
    parts: dict[tuple[str, ...], None] = {}
    strange: list[str] = []
    for _, value in option:
        try:
            parts |= dict.fromkeys(names.senses(value))
        except ValueError as trouble:
            strange.append(str(trouble))
    return _Solution(tuple(parts), tuple(strange), tuple(value for _, value in option))


def _circumstance(concept: str, value: str, members: Sequence[str], names: Dictionary) -> dict[str, str]:
    """The circumstances that a stem gives: of a kind that facts depend on and that no option chooses."""
    if names.relations(_OPPOSITE.sub("", concept)):
        return {}
    try:
        found = names.concepts(value)
    except ValueError:
        return {}
    kinds = {names.kind_of(member) for member in members}
    return {
        name: target
        for target in found
        if names.kind_of(target) not in kinds
        for name in names.qualifier(target)
    }


def _wish(
    concept: str,
    value: str,
    members: Sequence[str],
    labels: Collection[str],
    names: Dictionary,
    *,
    lenient: bool,
) -> _Wish:
    said, wanted = f"{concept} {value}".strip(), _OPPOSITE.match(concept) is None
    relations = names.relations(_OPPOSITE.sub("", concept))
    literal = tuple(relation for relation in relations if not relation.objects)
    counted = any(names.tells_of(one, value) for one in literal)
    if literal and not counted and (len(literal) == len(relations) or not names.knows(value)):
        return _Wish(said, literal, (), wanted, amounts=names.amounts(literal, value))
    targets = names.concepts(value)
    kinds = {names.kind_of(member) for member in members}
    chosen = tuple(target for target in targets if names.kind_of(target) in kinds)
    kind = names.kind(concept)
    if not relations and kind is not None and any(names.kind_of(target) == kind for target in chosen):
        return _Wish(said, (), chosen, wanted)
    joining = {one.id: one for target in targets for one in names.joining(members, target)}
    linking = tuple(one for one in relations if one.id in joining)
    if relations and (linking or not joining):
        return _Wish(said, linking or relations, targets, wanted, amounts=names.amounts(literal, value))
    known = relations or kind is not None or names.knows(concept) or concept.casefold() in labels
    if concept and not known and not lenient:
        named = ", ".join(one.name or one.id for one in joining.values())
        hint = f'with "{value}" it knows: {named}.' if named else names.near_relations(concept)
        raise ValueError(f'"{concept}" is neither a relation nor a kind of this course; {hint}')
    return _Wish(said, tuple(joining.values()), targets if joining else chosen, wanted, lenient)


def _all_met(met: Sequence[tuple[_Wish, Finding]]) -> Finding:
    """Whether a solution meets every wish; it fails on one that it provably breaks."""
    findings = [one for wish, one in met if not (wish.lenient and one.truth is Truth.UNKNOWN)]
    for truth in (Truth.FAILS, Truth.UNKNOWN):
        reasons = tuple(reason for one in findings if one.truth is truth for reason in one.reasons)
        if reasons:
            return Finding(truth, reasons)
    return Finding(Truth.HOLDS, tuple(reason for one in findings for reason in one.reasons))


def _with_strange(finding: Finding, strange: tuple[str, ...]) -> Finding:
    """Words that nobody knows leave open what would hold, and save nothing that fails."""
    if not strange or finding.truth is Truth.FAILS:
        return finding
    return Finding(Truth.UNKNOWN, strange)


def _meets(wish: _Wish, given: Circumstances, solution: _Solution, graph: FactGraph) -> Finding:
    """One member that reaches the object is enough; none must be left open for it to fail."""
    if not wish.relations and not wish.targets:
        return Finding(Truth.UNKNOWN, (f"{wish.said}: no part of the solution can say",))
    if not wish.relations:
        met = any(target in solution.members for target in wish.targets)
        found = Finding(Truth.HOLDS if met else Truth.FAILS, (f"{wish.said}: {'' if met else 'not '}chosen",))
        return found if wish.wanted else Finding(found.truth.opposite, found.reasons)
    by_relation = [_reaches(relation, wish, given, solution, graph) for relation in wish.relations]
    found = _first_of(by_relation, Truth.HOLDS, Truth.FAILS, Truth.UNKNOWN)
    if not found.reasons:
        return Finding(Truth.UNKNOWN, (f"{wish.said}: no part of the solution can say",))
    return found if wish.wanted else Finding(found.truth.opposite, found.reasons)


def _reaches(
    relation: Relation, wish: _Wish, given: Circumstances, solution: _Solution, graph: FactGraph
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
    relation: Relation, wish: _Wish, part: Sequence[str], graph: FactGraph
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
    )


def _counted(relation: Relation, wish: _Wish, graph: FactGraph) -> tuple[str, ...]:
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


def _rule(read: _Question, findings: Sequence[Finding], graph: FactGraph) -> Ruling:
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
    if len(sure) == read.select and not any(_may_beat(read, standing, one, graph) for one in sure):
        named = " and ".join(f"option {place}" for place in sure)
        verb, number = ("meets", "one answer") if len(sure) == 1 else ("meet", f"{len(sure)} answers")
        why.append(f"{named} alone provably {verb} everything, and a question has {number}")
        return Ruling(_best(sure), tuple(why))
    left = ", ".join(map(str, standing)) or "none"
    return Ruling(None, (*why, f"the facts leave open which is best: {left}"))


def _may_beat(read: _Question, standing: Sequence[int], one: int, graph: FactGraph) -> bool:
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


def _ahead(read: _Question, first: int, second: int, graph: FactGraph) -> tuple[str, ...]:
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
    relation: Relation, member: str, given: Circumstances, solution: _Solution, graph: FactGraph
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


def _pairs(listed: Plain, where: str) -> list[tuple[str, str]]:
    if not isinstance(listed, list):
        raise ValueError(f"{where} must be a list of {{concept, value}}.")
    found: list[tuple[str, str]] = []
    for pair in listed:
        if not isinstance(pair, dict) or "value" not in pair:
            raise ValueError(f"{where} must hold {{concept, value}} pairs, not {pair!r}.")
        found.append((str(pair.get("concept") or ""), str(pair["value"])))
    return found
