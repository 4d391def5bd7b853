"""Which patterns are kept back for mock exams and placement: a quarter of each exam domain's, by hash."""

from collections import Counter

from trainer.content.model import Pattern, PatternId
from trainer.graph.facts import FactGraph
from trainer.questions.asks import asks
from trainer.questions.kinds import BY_NAME
from trainer.seed import digest

_SHARE = 4
_DOMAIN_MIN = 4
"""A domain with fewer patterns than this keeps none back."""


def is_reserved(graph: FactGraph, pattern: Pattern) -> bool:
    """Whether the pattern appears in mock exams and placement only."""
    if pattern.id == graph.course.opening:  # a newcomer's first question does not wait for the whole table
        return False
    return pattern.id in reserved(graph)


def reserved(graph: FactGraph) -> frozenset[PatternId]:
    """All of them."""
    return graph.once(("reserved",), lambda: _reserved(graph), lasting=True)


def take_reserved(graph: FactGraph, known: frozenset[PatternId]) -> None:
    """What was worked out before for the same course on the same day by the same program."""
    graph.once(("reserved",), lambda: known, lasting=True)


def _reserved(graph: FactGraph) -> frozenset[PatternId]:
    """Domain by domain a quarter of the eligible patterns, rounded up, lowest hashes first.

    Never the one that opens the course, and never a fact's only way to be asked in study: what is
    examined must be there to learn.
    """
    open_ways = Counter(
        fact
        for pattern in graph.course.patterns.values()
        if pattern.kind in BY_NAME and BY_NAME[pattern.kind].has_options
        for fact in asks(graph, pattern)
    )
    kept: set[PatternId] = set()
    for domain in _domains(graph):
        missing = -(-len(domain) // _SHARE) - sum(one.id in kept for one in domain)
        for pattern in sorted(domain, key=lambda one: digest("reserved", one.id)):
            asked = asks(graph, pattern)
            spare = all(open_ways[fact] > 1 for fact in asked)
            if missing > 0 and spare and pattern.id not in kept and pattern.id != graph.course.opening:
                missing -= 1
                kept.add(pattern.id)
                open_ways.subtract(asked)
    return frozenset(kept)


def _domains(graph: FactGraph) -> list[list[Pattern]]:
    """The exam-eligible patterns with options of each domain that has enough of them."""
    course = graph.course
    pools = [
        [
            pattern
            for pattern in course.patterns.values()
            if exam.id in pattern.exams
            and pattern.kind in BY_NAME
            and BY_NAME[pattern.kind].has_options
            and pattern.topic in course.topics
            and course.topics[pattern.topic].domains.get(exam.id) == domain
        ]
        for exam in course.exams.values()
        for domain in exam.domains
    ]
    return [pool for pool in pools if len(pool) >= _DOMAIN_MIN]
