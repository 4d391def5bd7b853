"""What the findings on all options come to: which of them is the answer, if the facts say so."""

import re
from collections.abc import Sequence
from itertools import combinations

from trainer.content.model import FactId
from trainer.graph.facts import FactGraph
from trainer.judge.meeting import circumstances, kind_of, meets
from trainer.judge.model import Finding, Ruling, Truth
from trainer.judge.reading import Question, Solution
from trainer.judge.theory import theory

_CITED = re.compile(r"\[([\w-]+)(?:, [\w-]+)*\]$")


def rule(
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
        f"option {place} {finding.truth}: {'; '.join(told(finding, graph)) or 'nothing is required'}"
        for place, finding in enumerate(findings)
    ]
    standing = [place for place, finding in enumerate(findings) if finding.truth is not Truth.FAILS]
    sure = [place for place in standing if findings[place].truth is Truth.HOLDS]
    for loser in list(standing):
        for winner in sure:
            ahead = _ahead(read, winner, loser, graph)
            if winner != loser and loser in standing and ahead:
                standing.remove(loser)
                because = "; ".join(told(Finding(Truth.HOLDS, ahead), graph))
                why.append(f"option {winner} is ahead of option {loser}: {because}")
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
    if len(sure) == read.select and _answer_all(read, sure, met_by) and not rivals and not beaten:
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
    clause = _by_the_clause(read, sure, graph)
    if clause is not None and not rivals and not _may_beat(read, standing, clause, graph):
        why.append(f"option {clause} meets more by what only it has than any other by what only that has")
        return Ruling(clause, tuple(why))
    together = _cover(read, sure, met_by)
    if together and not rivals and not beaten:
        why.append(f"of those that meet something only {list(together)} meet everything together")
        return Ruling(together, tuple(why))
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


def _by_the_clause(read: Question, sure: Sequence[int], graph: FactGraph) -> int | None:
    """Of several that meet everything, the one whose own parts meet all that those of any other do, and more.

    Parts that all have tell nothing of which is meant.
    """
    if read.select > 1 or len(sure) < 2:
        return None
    parts = {place: read.solutions[place].parts for place in sure}
    met: dict[int, frozenset[str]] = {}
    for place in sure:
        own = tuple(one for one in parts[place] if not all(one in parts[other] for other in sure))
        met[place] = frozenset(
            wish.said
            for wish in read.wishes
            if own
            and wish.required
            and meets(wish, read.given, Solution(own, ()), graph).truth is Truth.HOLDS
        )
    return next((one for one in sure if all(met[other] < met[one] for other in sure if other != one)), None)


def _answer_all(read: Question, chosen: Sequence[int], met_by: Sequence[frozenset[str]]) -> bool:
    """Whether several that are right together leave no wish without an answer; one is judged by itself."""
    wanted = {wish.said for wish in read.wishes if wish.required}
    return read.select == 1 or wanted <= {said for place in chosen for said in met_by[place]}


def _cover(read: Question, sure: Sequence[int], met_by: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """The only options, as many as are right, that together meet everything; () where none do."""
    if read.select == 1 or len(sure) <= read.select:
        return ()
    whole = [some for some in combinations(sure, read.select) if _answer_all(read, some, met_by)]
    return whole[0] if len(whole) == 1 else ()


def _may_beat(read: Question, standing: Sequence[int], one: int, graph: FactGraph) -> bool:
    """Whether another option may be ahead by the criterion: one of unknown parts, or one that provably is."""
    kinds = {kind_of(member, graph) for member in read.solutions[one].members}
    compared = any(kinds & set(order.subjects) for order in read.orders)
    return any(
        (compared and read.solutions[other].strange) or _ahead(read, other, one, graph)
        for other in standing
        if other != one
    )


def _best(places: Sequence[int]) -> int | tuple[int, ...]:
    return places[0] if len(places) == 1 else tuple(places)


def told(finding: Finding, graph: FactGraph) -> list[str]:
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
                shared = set(circumstances(order, one, read.given, mine, graph)) & set(
                    circumstances(order, other, read.given, theirs, graph)
                )
                finding = theory(graph, tuple(sorted(shared))).ask(one, order.id, other)
                if finding.truth is Truth.FAILS:
                    return ()
                reasons += finding.reasons if finding.truth is Truth.HOLDS else ()
    return tuple(reasons)
