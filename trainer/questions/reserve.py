"""Which patterns are kept back for mock exams: a quarter of every pool that is big enough, chosen by hash."""

from collections import Counter, defaultdict
from collections.abc import Mapping
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
    """By pool (the patterns whose topics count under the same exam domains) a quarter, lowest hashes first.

    Only exam-eligible patterns are held back, never the one that opens the course, and only while other
    patterns ask about the same relations: what is examined must be there to study.
    """
    course = key.course
    pools: dict[tuple[tuple[str, str], ...], list[Pattern]] = defaultdict(list)
    for pattern in course.patterns.values():
        if pattern.exams and pattern.topic in course.topics:
            pools[tuple(sorted(course.topics[pattern.topic].domains.items()))].append(pattern)
    open_to_study = Counter(
        relation for pool in pools.values() for pattern in pool for relation in _relations(pattern.slots)
    )
    kept: set[PatternId] = set()
    for pool in pools.values():
        room = len(pool) // 4 if len(pool) >= _POOL_MIN else 0
        for pattern in sorted(pool, key=lambda one: digest("reserved", one.id)):
            asked = _relations(pattern.slots)
            spare = asked and all(open_to_study[relation] > 1 for relation in asked)
            if room and spare and pattern.id != course.opening:
                room -= 1
                kept.add(pattern.id)
                open_to_study.subtract(asked)
    return frozenset(kept)


def _relations(slots: object) -> frozenset[str]:
    """The relations that a pattern's slots name, however deep; empty where it goes fact by fact."""
    found: set[str] = set()
    if isinstance(slots, Mapping):
        for name, value in slots.items():
            if name in ("relation", "relations"):
                found |= {str(text) for text in (value if isinstance(value, list) else [value])}
            else:
                found |= _relations(value)
    elif isinstance(slots, list):
        for value in slots:
            found |= _relations(value)
    return frozenset(found)
