"""Which patterns are kept back for mock exams: a quarter of every pool that is big enough, chosen by hash."""

from collections import defaultdict
from functools import lru_cache

from trainer.content.model import Course, Pattern, PatternId
from trainer.seed import digest

_POOL_MIN = 8


def is_reserved(course: Course, pattern: Pattern) -> bool:
    """Whether the pattern appears in mock exams and placement only."""
    return pattern.id in _reserved(_ByIdentity(course))


class _ByIdentity:
    def __init__(self, course: Course) -> None:
        self.course = course

    def __hash__(self) -> int:
        return id(self.course)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.course is self.course


@lru_cache(maxsize=8)
def _reserved(key: _ByIdentity) -> frozenset[PatternId]:
    """By pool (the patterns whose topics count under the same exam domains) the lowest quarter of hashes.

    Only exam-eligible patterns are held back, and never the one that opens the course.
    """
    course = key.course
    pools: dict[tuple[tuple[str, str], ...], list[PatternId]] = defaultdict(list)
    for pattern in course.patterns.values():
        if pattern.exams and pattern.id != course.opening and pattern.topic in course.topics:
            pools[tuple(sorted(course.topics[pattern.topic].domains.items()))].append(pattern.id)
    return frozenset(
        pattern
        for pool in pools.values()
        if len(pool) >= _POOL_MIN
        for pattern in sorted(pool, key=lambda one: digest("reserved", one))[: len(pool) // 4]
    )
