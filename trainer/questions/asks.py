"""Which facts each pattern can ask about: follows from the course alone, and takes long to work out."""

from collections.abc import Mapping, Sequence

from trainer.content.model import FactId, Pattern, PatternId
from trainer.graph.facts import FactGraph
from trainer.questions.kinds import BY_NAME


def asks(graph: FactGraph, pattern: Pattern) -> tuple[FactId, ...]:
    """The facts that the pattern can ask about; worked out once a graph."""
    return graph.once(("asks", pattern.id), lambda: BY_NAME[pattern.kind].facts(graph, pattern), lasting=True)


def asks_of_all(graph: FactGraph) -> dict[PatternId, tuple[FactId, ...]]:
    """The same for all patterns with options."""
    patterns = graph.course.patterns.values()
    with_options = (one for one in patterns if one.kind in BY_NAME and BY_NAME[one.kind].has_options)
    return {pattern.id: asks(graph, pattern) for pattern in with_options}


def take_asks(graph: FactGraph, known: Mapping[PatternId, Sequence[FactId]]) -> None:
    """What was worked out before for the same course on the same day by the same program."""
    for pattern, facts in known.items():
        graph.once(("asks", pattern), lambda facts=facts: tuple(facts), lasting=True)  # type: ignore[misc]
