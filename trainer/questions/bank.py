"""What items are made from: the facts of a day, the course's patterns, and a simulator to ask."""

from collections.abc import Mapping

from trainer.content.model import FactId, Pattern, Tier
from trainer.graph.facts import FactGraph
from trainer.questions.asks import asks
from trainer.questions.kinds import BY_NAME
from trainer.questions.model import Play, Request
from trainer.questions.reserve import reserved
from trainer.questions.slots import forget_names
from trainer.questions.wording import content_words
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Bank:
    """Facts and patterns of `graph.course`; without `play`, items that a run answers are left out."""

    graph: FactGraph
    play: Play | None = None


def patterns_for(bank: Bank, request: Request) -> tuple[Pattern, ...]:
    """Patterns that the request allows, in the course's order.

    Kinds without options are left out unless the request names them, reserved patterns unless it says so.
    """
    kept = frozenset() if request.reserved else reserved(bank.graph)
    return tuple(
        pattern
        for pattern in bank.graph.course.patterns.values()
        if pattern.id not in kept and _wanted(bank, pattern, request)
    )


def facts_by_pattern(
    bank: Bank, patterns: tuple[Pattern, ...], request: Request
) -> Mapping[FactId, tuple[Pattern, ...]]:
    """The facts to ask about, each with the patterns that can; core facts stand first."""
    graph = bank.graph
    found: dict[FactId, list[Pattern]] = {}
    for pattern in patterns:
        asked = asks(graph, pattern)
        if request.fact is not None:
            asked = (request.fact,) if request.fact in asked else ()
        for fact in asked:
            found.setdefault(fact, []).append(pattern)
    ordered = sorted(found, key=lambda fact: graph.facts[fact].tier is not Tier.CORE)
    return {fact: tuple(found[fact]) for fact in ordered}


def forget(graph: FactGraph) -> None:
    """Let go of what is soon made again: nobody asks for a while."""
    graph.forget()
    forget_names()
    content_words.cache_clear()


def _wanted(bank: Bank, pattern: Pattern, request: Request) -> bool:
    kind = BY_NAME.get(pattern.kind)
    if kind is None or (kind.needs_play and bank.play is None):
        return False
    if request.kind != pattern.kind and (request.kind is not None or not kind.has_options):
        return False
    return (
        (request.topic is None or pattern.topic == request.topic)
        and (request.level is None or pattern.level == request.level)
        and (request.exam is None or request.exam in pattern.exams)
    )
