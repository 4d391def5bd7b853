"""Among sound sets of distractors, the one beside which the key looks like any other option.

People who know nothing of the subject choose by form: the longest option, the one most like the others, the
one that repeats the stem, the number in the middle. For each such cue the key's rank is drawn from the item's
stream, every rank alike, and of some sets of distractors the one is taken that puts the key nearest to its
drawn ranks. So over many items no cue is worth more than chance, and none is turned round either. Places are
not touched.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from trainer.questions.shuffle import leading_number
from trainer.questions.wording import content_words
from trainer.seed import Stream

T = TypeVar("T")

_LIKENESS = 1
_WEIGHTS = (1.0, 1.5, 1.0, 1.0)
"""Of length, likeness, overlap with the stem and number: likeness is the one that sets can change least."""
_ALL_NUMBERS = 4.0
"""Of the number where every option is one: nothing else is seen as soon."""
SETS = 16
"""Sets of distractors that are looked at."""

Parts = frozenset[object]
"""What an option is made of: its words, or the parts of a solution."""


def least_telling(
    keys: Sequence[T],
    sets: Sequence[Sequence[T]],
    *,
    text: Callable[[T], str],
    stem: str,
    parts: Callable[[T], Parts] | None = None,
    stream: Stream,
) -> Sequence[T]:
    """The set of distractors that tells least; the first of equals. `sets` must not be empty."""
    asked = content_words(stem)
    made_of = parts or (lambda option: frozenset(content_words(text(option))))
    drawn = [[stream.random() for _ in range(4)] for _ in keys]
    known: dict[int, tuple[Parts, float, float, float | None]] = {}

    def seen(option: T) -> tuple[Parts, float, float, float | None]:
        if id(option) not in known:
            says = text(option)
            said_too = float(len(asked & content_words(says))) if asked else 0.0
            known[id(option)] = (made_of(option), float(len(says)), said_too, leading_number(says))
        return known[id(option)]

    def told(others: Sequence[T]) -> float:
        pieces, lengths, overlaps, numbers = zip(*(seen(option) for option in (*keys, *others)), strict=True)
        likeness = [_likeness(place, pieces) for place in range(len(pieces))]
        counted = [number for number in numbers if number is not None]
        cues = (list(lengths), likeness, list(overlaps), [number or 0.0 for number in numbers])
        weights = (*_WEIGHTS[:-1], _ALL_NUMBERS) if len(counted) == len(numbers) else _WEIGHTS
        return sum(
            _unevenness(scores, place)
            if parts is not None and scores is cues[_LIKENESS]
            else weights[number] * _distance(scores, place, wanted[number])
            for place, wanted in enumerate(drawn)
            for number, scores in enumerate(cues)
        )

    return min(sets, key=told)


def _likeness(place: int, pieces: Sequence[Parts]) -> float:
    """How much one option shares with all others."""
    mine = pieces[place]
    return sum(len(mine & other) / (len(mine | other) or 1) for at, other in enumerate(pieces) if at != place)


def _unevenness(scores: list[float], place: int) -> float:
    """How far the key is from being as much like the others as any option is.

    A solution whose neighbours each break one requirement is always the one most like the others, so no rank
    can be drawn for it; only sets in which all are alike (two parts, two choices each) tell nothing.
    """
    chance = 1 / len(scores)
    found = 0.0
    for extreme in (max(scores), min(scores)):
        hit = 1 / scores.count(extreme) if scores[place] == extreme else 0.0
        found += 4 * abs(hit - chance)
    return found


def _distance(scores: Sequence[float], place: int, wanted: float) -> float:
    """How far one score's rank lies from the wanted one; level with others it has all of their ranks."""
    below = sum(score < scores[place] for score in scores)
    level = sum(score == scores[place] for score in scores)
    rank = min(int(wanted * len(scores)), len(scores) - 1)
    return max(below - rank, rank - (below + level - 1), 0)
