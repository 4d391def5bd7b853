"""Which plan an item follows, and three distractors by which every requirement and the criterion decide."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

from trainer.content.model import ConceptId, FactId
from trainer.graph.facts import FactGraph
from trainer.graph.model import Conclusion, Known
from trainer.questions.balance import NEVER, asked_first, drawn_by, even, expected
from trainer.questions.disguise import Parts, least_telling
from trainer.questions.scenario.model import Scenario
from trainer.questions.scenario.table import Plan, Row, beats, broken, proved_by, verdict_cites
from trainer.seed import Stream

DISTRACTORS = 3
_TRIES = 12

Solution = tuple[tuple[str, ConceptId], ...]
"""What fills each part."""


def one_of(
    graph: FactGraph,
    plans: tuple[Plan, ...],
    facts: Collection[FactId],
    open_plans: Sequence[Plan],
    stream: Stream,
) -> Plan:
    """One of the open plans, so that over the pattern's `facts` every key comes as often as another.

    Else the parts with most combinations, or what core facts are about, would be the answer.
    """
    keys = list(dict.fromkeys(plan.key.parts for plan in open_plans))
    key = drawn_by(_evenly(graph, plans, facts), keys, stream)
    return stream.choice([plan for plan in open_plans if plan.key.parts == key])


def part_answers(
    graph: FactGraph, plans: tuple[Plan, ...], facts: Collection[FactId]
) -> Mapping[tuple[str, ConceptId], float]:
    """How often each filling of a part is in the key, 1 being the average of that part, over the `facts`."""

    def work() -> Mapping[tuple[str, ConceptId], float]:
        keys = expected(_keys_of(graph, plans, facts), _evenly(graph, plans, facts))
        counted: dict[tuple[str, ConceptId], float] = defaultdict(float)
        for key, often in keys.items():
            for pair in key:
                counted[pair] += often
        parts = Counter(part for part, _ in counted)
        return {pair: often * parts[pair[0]] / (sum(keys.values()) or 1) for pair, often in counted.items()}

    return graph.once(("part answers", id(plans)), work)


def _evenly(graph: FactGraph, plans: tuple[Plan, ...], facts: Collection[FactId]) -> Mapping[Solution, float]:
    return graph.once(("evenly", id(plans)), lambda: even(_keys_of(graph, plans, facts)))


def _keys_of(
    graph: FactGraph, plans: tuple[Plan, ...], facts: Collection[FactId]
) -> dict[FactId, dict[Solution, None]]:
    """The keys that each fact leaves open, of the facts that are asked first."""
    return {
        fact: dict.fromkeys(
            plan.key.parts for plan in proved_by(fact, [plan for plan in plans if fact in plan.facts])
        )
        for fact in asked_first(graph, facts)
    }


def options_of(
    graph: FactGraph,
    scenario: Scenario,
    plan: Plan,
    fact: FactId | None,
    stream: Stream,
    *,
    answers: Mapping[tuple[str, ConceptId], float],
    stem: str,
) -> tuple[Row, ...] | None:
    """For each stated wish a design that breaks it alone, for the criterion one that loses, then others.

    With `fact`, an option that it fells is preferred; then designs of parts that are in keys of this pattern,
    as often as they are, which `answers` says: else who has seen a few items knows what is never right. Of
    the sets found the one beside which the key looks most like any other. None where no three designs do.
    """
    pools = [_preferring(graph, scenario, plan, group, fact) for group in plan.breakers]
    if plan.best:
        pools.append(_preferring(graph, scenario, plan, plan.losers, fact))
    sets: list[tuple[Row, ...]] = []
    for _ in range(_TRIES):
        chosen = _one_set(plan, pools, answers, stream)
        if chosen is None:
            return None
        if chosen not in sets and _fair(graph, scenario, plan, chosen):
            sets.append(chosen)
    if not sets:
        return None
    found = least_telling(
        [plan.key],
        sets,
        text=lambda row: _words(scenario, row),
        stem=stem,
        parts=_shown(scenario),
        stream=stream,
    )
    return tuple(found)


def _one_set(
    plan: Plan,
    pools: list[list[Row]],
    answers: Mapping[tuple[str, ConceptId], float],
    stream: Stream,
) -> tuple[Row, ...] | None:
    def one(rows: list[Row]) -> Row:
        by_parts = {row.parts: row for row in rows}
        likely = {
            parts: math.prod(max(answers.get(pair, NEVER), NEVER) for pair in parts) for parts in by_parts
        }
        return by_parts[drawn_by(likely, list(by_parts), stream)]

    chosen: list[Row] = []
    for pool in pools:
        left = [row for row in pool if row not in chosen]
        if left:
            chosen.append(one(left))
    while len(chosen) < DISTRACTORS:
        pool = [row for row in (*plan.others, *plan.losers) if row not in chosen]
        if not pool:
            return None
        chosen.append(one(pool))
    return tuple(chosen)


def _words(scenario: Scenario, row: Row) -> str:
    """What an option of this design says, joints aside."""
    said = (
        fill.words
        for part in scenario.parts
        if part.shown
        for fill in part.fills
        if fill.concept == row.part(part.name)
    )
    return "; ".join(said)


def _shown(scenario: Scenario) -> Callable[[Row], Parts]:
    """The parts that options name."""
    names = {part.name for part in scenario.parts if part.shown}
    return lambda row: frozenset(pair for pair in row.parts if pair[0] in names)


def _preferring(
    graph: FactGraph, scenario: Scenario, plan: Plan, pool: tuple[Row, ...], fact: FactId | None
) -> list[Row]:
    felled = [row for row in pool if fact in _felled_by(graph, scenario, plan, row)]
    return felled or list(pool)


def _felled_by(graph: FactGraph, scenario: Scenario, plan: Plan, row: Row) -> tuple[FactId, ...]:
    failed = broken(row, plan.stated)
    if failed:
        return verdict_cites(row.verdicts[failed[0]])
    return verdict_cites(beats(graph, scenario, plan.best, plan.key, row))


def _fair(graph: FactGraph, scenario: Scenario, plan: Plan, chosen: tuple[Row, ...]) -> bool:
    """On a MOST or LEAST stem at least one distractor is level with the key on the criterion, or before it.

    And where options have several parts, no part gives the key away by being its own alone.
    """
    if plan.best and all(_behind(beats(graph, scenario, plan.best, plan.key, row)) for row in chosen):
        return False
    shown = [part for part in scenario.parts if part.shown]
    if len(shown) < 2:
        return True
    shared = [any(row.part(part.name) == plan.key.part(part.name) for row in chosen) for part in shown]
    return any(shared)


def _behind(won: Conclusion | None) -> bool:
    """Whether the criterion alone rules a distractor out."""
    return isinstance(won, Known) and won.holds
