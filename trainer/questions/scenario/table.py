"""All designs of a scenario, each with the requirements it meets or breaks, worked out from the facts."""

from collections.abc import Sequence
from itertools import combinations, product

from trainer.content.model import ConceptId, FactId
from trainer.graph.conclude import truth
from trainer.graph.facts import FactGraph
from trainer.graph.model import Conclusion, Known
from trainer.questions.model import Requirement
from trainer.questions.scenario.model import Best, Scenario, Wish
from trainer.value import dataclass

MOST = 3
"""Three distractors can make so many requirements and criteria count."""


@dataclass(frozen=True, slots=True)
class Row:
    """A design: what fills its parts, and how it stands to every wish of the pattern."""

    parts: tuple[tuple[str, ConceptId], ...]
    verdicts: tuple[Conclusion, ...]

    def part(self, name: str) -> ConceptId:
        """What fills this part."""
        for part, concept in self.parts:
            if part == name:
                return concept
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Plan:
    """A key with the wishes that the stem states, and the designs that may stand beside it.

    `losers` meet everything and are beaten on the criterion; `breakers[n]` break the n-th stated wish
    alone and would be best without it; `others` break one or two wishes, said or implied.
    """

    key: Row
    best: Best | None
    stated: tuple[int, ...]
    losers: tuple[Row, ...]
    breakers: tuple[tuple[Row, ...], ...]
    others: tuple[Row, ...]
    facts: tuple[FactId, ...]
    """Facts that such an item is about: of the key's requirements, the breakers and the losers."""


def rows(graph: FactGraph, scenario: Scenario) -> tuple[Row, ...]:
    """Every way to fill the parts."""
    fills = [[(part.name, fill.concept) for fill in part.fills] for part in scenario.parts]
    return tuple(
        Row(parts, tuple(judged(graph, scenario, parts, wish.requirement) for wish in scenario.wishes))
        for parts in product(*fills)
    )


def judged(
    graph: FactGraph,
    scenario: Scenario,
    parts: tuple[tuple[str, ConceptId], ...],
    requirement: Requirement,
) -> Conclusion:
    """Whether a design meets a requirement: each part is a circumstance of facts about the others."""
    filled = dict(parts)
    when = tuple(
        (qualifier, filled[part]) for qualifier, part in scenario.circumstances if part != requirement.part
    )
    target = filled[requirement.object_part] if requirement.object_part else requirement.object
    found = truth(graph, filled[requirement.part], requirement.relation, target, when)
    if requirement.wanted or not isinstance(found, Known):
        return found
    return Known(not found.holds, found.ground, found.cites)


def beats(graph: FactGraph, scenario: Scenario, best: Best | None, one: Row, other: Row) -> Conclusion | None:
    """Whether one design is before another on the criterion; None without one, or where they tie."""
    if best is None:
        return None
    part = best.criterion.part
    if one.part(part) == other.part(part):
        return None
    when = tuple(
        (qualifier, one.part(name))
        for qualifier, name in scenario.circumstances
        if name != part and one.part(name) == other.part(name)
    )
    return truth(graph, one.part(part), best.criterion.relation, other.part(part), when)


def plans(graph: FactGraph, scenario: Scenario) -> tuple[Plan, ...]:
    """Every key and choice of wishes that leaves each wish, and the criterion, something to decide."""
    table = rows(graph, scenario)
    found = [
        plan
        for best in scenario.bests
        for stated in _choices_of_wishes(scenario.wishes, scenario.stated)
        if len(stated) + (best is not None) <= MOST
        for key in table
        if (plan := _plan(graph, scenario, table, key, stated, best)) is not None
    ]
    return tuple(found)


def _choices_of_wishes(wishes: tuple[Wish, ...], counts: tuple[int, ...]) -> list[tuple[int, ...]]:
    sayable = [number for number, wish in enumerate(wishes) if not wish.implied]
    needed = {number for number in sayable if wishes[number].always}
    found = []
    for count in counts:
        for chosen in combinations(sayable, count):
            groups = [wishes[number].group for number in chosen if wishes[number].group]
            if needed <= set(chosen) and len(groups) == len(set(groups)):
                found.append(chosen)
    return found


def _plan(  # noqa: PLR0917 - what a question is made of
    graph: FactGraph,
    scenario: Scenario,
    table: tuple[Row, ...],
    key: Row,
    stated: tuple[int, ...],
    best: Best | None,
) -> Plan | None:
    implied = tuple(number for number, wish in enumerate(scenario.wishes) if wish.implied)
    active = (*stated, *implied)
    if broken(key, active) != ():
        return None
    losers: list[Row] = []
    breakers: list[list[Row]] = [[] for _ in stated]
    others: list[Row] = []
    for row in table:
        failed = broken(row, active)
        if row is key or failed is None or not _same_scene(scenario, row, key):
            continue
        won = beats(graph, scenario, best, key, row)
        if not failed:
            if not (isinstance(won, Known) and won.holds):
                continue
            losers.append(row)
        elif len(failed) <= 2:
            others.append(row)
            would_win = won is None or (isinstance(won, Known) and not won.holds)
            if len(failed) == 1 and failed[0] in stated and would_win:
                breakers[stated.index(failed[0])].append(row)
    if not all(breakers) or (best and not losers) or _rivals(graph, scenario, best, table, key, active):
        return None
    return Plan(
        key, best, stated, tuple(losers), tuple(tuple(group) for group in breakers), tuple(others),
        _facts(graph, scenario, best, key, stated=stated, losers=losers, breakers=breakers),
    )  # fmt: skip


def proved_by(fact: FactId | None, open_plans: Sequence[Plan]) -> Sequence[Plan]:
    """Those whose key rests on the fact, or else all: one can tell a key without what fells a distractor."""
    found = [
        plan
        for plan in open_plans
        if any(fact in verdict_cites(plan.key.verdicts[number]) for number in plan.stated)
    ]
    return found or open_plans


def broken(row: Row, active: tuple[int, ...]) -> tuple[int, ...] | None:
    """The active wishes that a design breaks; None where the facts leave one of them open."""
    failed = []
    for number in active:
        verdict = row.verdicts[number]
        if not isinstance(verdict, Known):
            return None
        if not verdict.holds:
            failed.append(number)
    return tuple(failed)


def _same_scene(scenario: Scenario, row: Row, key: Row) -> bool:
    """Parts that are not shown are given by the stem, so all options share them."""
    return all(row.part(part.name) == key.part(part.name) for part in scenario.parts if not part.shown)


def _rivals(  # noqa: PLR0917 - as above
    graph: FactGraph,
    scenario: Scenario,
    best: Best | None,
    table: tuple[Row, ...],
    key: Row,
    active: tuple[int, ...],
) -> bool:
    """Whether another design is as good: then the key is not the best of what there is, options aside.

    Without a criterion that is any design that meets everything, so each part that is shown has to matter.
    """
    for row in table:
        if row is key or broken(row, active) != () or not _same_scene(scenario, row, key):
            continue
        won = beats(graph, scenario, best, row, key)
        if best is None or (isinstance(won, Known) and won.holds):
            return True
    return False


def _facts(
    graph: FactGraph,
    scenario: Scenario,
    best: Best | None,
    key: Row,
    *,
    stated: tuple[int, ...],
    losers: list[Row],
    breakers: list[list[Row]],
) -> tuple[FactId, ...]:
    cites = [fact for number in stated for fact in verdict_cites(key.verdicts[number])]
    for number, group in zip(stated, breakers, strict=True):
        cites += [fact for row in group for fact in verdict_cites(row.verdicts[number])[:1]]
    for row in losers:
        cites += verdict_cites(beats(graph, scenario, best, key, row))
    return tuple(dict.fromkeys(cites))


def verdict_cites(verdict: Conclusion | None) -> tuple[FactId, ...]:
    """The facts behind a conclusion; none where there is none."""
    return verdict.cites if isinstance(verdict, Known) else ()
