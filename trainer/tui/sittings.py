"""Which sitting a door leads to, and what it is called."""

from collections.abc import Callable, Mapping

from trainer.activities.desk import Desk
from trainer.activities.last_week import WarmUp, start_warm_up
from trainer.activities.placement import Placement, TestOut, start_placement, start_test_out
from trainer.activities.read import lesson_named
from trainer.activities.study import (
    Sitting,
    start_lesson_check,
    start_on_facts,
    start_quiz,
    start_review,
)
from trainer.content.model import FactId, TopicId
from trainer.errors import NotSo
from trainer.tui.door import Door

TITLES = {
    "quiz": "Quick quiz",
    "review": "Review",
    "lesson": "Questions on the lesson",
    "opening": "One question first",
}
KINDS: tuple[tuple[type[Sitting], str], ...] = (
    (Placement, "What you know already"),
    (TestOut, "Answered instead of read"),
    (WarmUp, "Warm-up · nothing is counted"),
)
"""Sittings with a name of their own."""


def title_of(sitting: Sitting) -> str:
    """What the sitting is called."""
    own = next((title for kind, title in KINDS if isinstance(sitting, kind)), None)
    return own or TITLES.get(sitting.mode.value, "Questions")


def sitting_behind(desk: Desk, door: Door) -> Sitting:
    """The sitting that a door leads to; NotSo where there is nothing to ask."""
    desk.questions.ready()
    try:
        return STARTS[door.screen](desk, door)
    except NotSo:
        desk.questions.rest()
        raise


def _quiz(desk: Desk, door: Door) -> Sitting:
    topic = None if door.topic is None else TopicId(door.topic)
    return start_quiz(desk, door.count or 10, door.seed, topic)


def _review(desk: Desk, door: Door) -> Sitting:
    return start_review(desk, door.count or 20, door.minutes)


def _check(desk: Desk, door: Door) -> Sitting:
    if door.facts:
        return start_on_facts(desk, [FactId(fact) for fact in door.facts])
    return start_lesson_check(desk, lesson_named(desk, door.name))


def _test_out(desk: Desk, door: Door) -> Sitting:
    lesson = lesson_named(desk, door.name)
    section = next(section for section in lesson.sections if section.id == door.section)
    return start_test_out(desk, lesson, section)


STARTS: Mapping[str, Callable[[Desk, Door], Sitting]] = {
    "quiz": _quiz,
    "review": _review,
    "check": _check,
    "placement": lambda desk, _: start_placement(desk),
    "test-out": _test_out,
    "warm-up": lambda desk, _: start_warm_up(desk),
}
