"""Exposure: over a run of items nothing about an option tells by itself whether it is the key.

Whoever has seen a few hundred items knows what is always right, and whether it is mostly the longest option.
Tests that draw their items one by one keep count of what was shown and hold back what was shown too much
(Sympson and Hetter 1985). Here the answers are counted that options speak of, and the cues of form by which
`disguise` chooses distractors item by item.
"""

import math
from collections import defaultdict
from collections.abc import Iterator

from trainer.questions.cues import closeness, spoken_of
from trainer.questions.model import Item
from trainer.questions.wording import content_words

SPREAD = 1.75
"""Standard deviations that something may be off its even share: what lots give eleven times of twelve."""
GRACE = 3.0
"""Times that it may be off in any case: a handful of items tells nobody anything."""


class Exposure:
    """What a run of items has shown."""

    def __init__(self) -> None:
        self._ahead: dict[str, float] = defaultdict(float)
        """By what was seen: how much oftener than by an even share it was, or led to, the key."""
        self._variance: dict[str, float] = defaultdict(float)
        """Of that number, if keys were drawn by lot."""

    def worn(self, item: Item) -> str | None:
        """What this item would show even more often as what it is nearly always; None if nothing."""
        for what, surplus, variance in _shown(item):
            before = self._ahead.get(what, 0.0)
            after = before + surplus
            spread = math.sqrt(self._variance.get(what, 0.0) + variance)
            if abs(after) > max(SPREAD * spread, GRACE, abs(before)):
                return what
        return None

    def add(self, item: Item) -> None:
        """Count an item that was given."""
        for what, surplus, variance in _shown(item):
            self._ahead[what] += surplus
            self._variance[what] += variance


def _shown(item: Item) -> Iterator[tuple[str, float, float]]:
    """(what, how much oftener than by lot it was the key, the variance of that by lot).

    Apart by how many options are right of how many: so forms differ, and what is learned from each.
    """
    chance = item.select / (len(item.options) or 1)
    form = f"{item.select} of {len(item.options)}"
    for answer, (keys, times) in _answers(item).items():
        yield f"{form}: {answer}", keys - times * chance, times * chance * (1 - chance)
    for cue, scores in _cues(item) if item.select == 1 else ():
        yield f"{form}: the {cue} option", _hit(item, scores) - chance, chance * (1 - chance)


def _answers(item: Item) -> dict[str, tuple[int, int]]:
    """In how many keys and options each answer stands; what stands in all of them is none."""
    found: dict[str, tuple[int, int]] = {}
    for option in item.options:
        for answer in sorted(spoken_of(option)):
            keys, times = found.get(answer, (0, 0))
            found[answer] = keys + option.is_key, times + 1
    return {answer: counts for answer, counts in found.items() if counts[1] < len(item.options)}


def _cues(item: Item) -> Iterator[tuple[str, list[float]]]:
    """What catches the eye: a score for each option."""
    asked = content_words(f"{item.stem} {item.exhibit}")
    yield "longest", [float(len(option.text)) for option in item.options]
    yield "most typical", closeness(item)
    yield "most echoing", [float(len(asked & content_words(option.text))) for option in item.options]


def _hit(item: Item, scores: list[float]) -> float:
    """The chance of the key with one who takes the highest score, any of equals."""
    best = [option.is_key for option, score in zip(item.options, scores, strict=True) if score == max(scores)]
    return sum(best) / len(best)
