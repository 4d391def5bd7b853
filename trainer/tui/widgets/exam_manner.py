"""The choices before an exam as lines of a list: each line says what is chosen, turning it takes the next."""

from collections.abc import Sequence
from dataclasses import replace

from trainer.activities.manner import Manner
from trainer.content.model import TopicId
from trainer.tui.widgets.exam_words import factor_words

FACTORS: tuple[float | None, ...] = (1.0, 1.5, 2.0, None)
EXTRA_MINUTES = 30
"""What AWS grants non-native speakers of English who ask for it."""


def turned(manner: Manner, line: str, topics: Sequence[TopicId]) -> Manner:
    """With the next choice of that line."""
    if line == "time":
        return replace(manner, time_factor=FACTORS[(FACTORS.index(manner.time_factor) + 1) % len(FACTORS)])
    if line == "extra":
        return replace(manner, extra_minutes=0 if manner.extra_minutes else EXTRA_MINUTES)
    if line == "length":
        return replace(manner, half=not manner.half)
    if line == "topic":
        choices = (None, *topics)
        return replace(manner, topic=choices[(choices.index(manner.topic) + 1) % len(choices)])
    if line == "unscored":
        return replace(manner, unscored=not manner.unscored)
    return replace(manner, practice=not manner.practice)


def manner_lines(manner: Manner, topic_title: str) -> dict[str, tuple[str, str]]:
    """By name: what the line is about, and what is chosen."""
    return {
        "length": ("Length", "half" if manner.half else "whole"),
        "topic": ("Topics", f"only {topic_title}" if topic_title else "all"),
        "time": ("Time", factor_words(manner.time_factor)),
        "extra": ("30 minutes more", _yes(manner.extra_minutes > 0, "as AWS grants on request")),
        "unscored": ("15 of 65 do not count", _yes(manner.unscored, "told afterwards which")),
        "practice": ("Practice", _yes(manner.practice, "z stops the clock")),
    }


def _yes(yes: bool, words: str) -> str:
    return f"yes, {words}" if yes else "no"
