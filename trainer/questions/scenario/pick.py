"""Which plan an item follows, and three distractors by which every requirement and the criterion decide."""

from collections.abc import Callable, Collection, Mapping, Sequence

from trainer.content.model import ConceptId, FactId
from trainer.graph.facts import FactGraph
from trainer.graph.model import Conclusion, Known
from trainer.questions.balance import NEVER, asked_first, drawn_by, even
from trainer.questions.disguise import Parts, least_telling
from trainer.questions.scenario.model import Scenario
from trainer.questions.scenario.table import Plan, Row, beats, broken, verdict_cites
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


def _evenly(graph: FactGraph, plans: tuple[Plan, ...], facts: Collection[FactId]) -> Mapping[Solution, float]:
    def work() -> Mapping[Solution, float]:
        keys_of: dict[FactId, dict[Solution, None]] = {fact: {} for fact in asked_first(graph, facts)}
        for plan in plans:
            for fact in plan.facts:
                if fact in keys_of:
                    keys_of[fact][plan.key.parts] = None
        return even(keys_of)

    return graph.once(("evenly", id(plans)), work)


def options_of(
    graph: FactGraph,
    scenario: Scenario,
    plan: Plan,
    fact: FactId | None,
    stream: Stream,
    *,
    keys: Collection[Solution],
) -> tuple[Row, ...] | None:
    """For each stated wish a design that breaks it alone, for the criterion one that loses, then others.

    With `fact`, an option that it fells is preferred; then what is a key of this pattern elsewhere, which
    `keys` lists: else who has seen a few items knows what is never right. Of the sets found the one beside
    which the key looks most like any other. None where no three designs do.
    """
    pools = [_preferring(graph, scenario, plan, group, fact) for group in plan.breakers]
    if plan.best:
        pools.append(_preferring(graph, scenario, plan, plan.losers, fact))
    sets: list[tuple[Row, ...]] = []
    for _ in range(_TRIES):
        chosen = _one_set(plan, pools, keys, stream)
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
        stem="",
        parts=_shown(scenario),
        stream=stream,
    )
    return tuple(found)


def _one_set(
    plan: Plan, pools: list[list[Row]], keys: Collection[Solution], stream: Stream
) -> tuple[Row, ...] | None:
    def one(rows: list[Row]) -> Row:
        by_parts = {row.parts: row for row in rows}
        likely = {parts: 1.0 if parts in keys else NEVER for parts in by_parts}
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
