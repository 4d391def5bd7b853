"""The guessers T1-T16 that know nothing of ECS: each scores an item's options by one cue."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.quality import features
from tests.quality.features import Scores, things
from trainer.questions.cues import closeness
from trainer.questions.model import Item, Option
from trainer.questions.wording import tokens
from trainer.seed import digest

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Guesser:
    """A cue: scores for each item of a bank, whole bank at once since some learn from it."""

    id: str
    says: str
    attack: Callable[[Sequence[Item]], list[Scores]]


def each(score: Callable[[Item], Scores]) -> Callable[[Sequence[Item]], list[Scores]]:
    """A cue that looks at one item at a time."""
    return lambda items: [score(item) for item in items]


def at_place(letter: int) -> Callable[[Item], Scores]:
    """Always the same place."""
    return lambda item: [float(place == letter) for place in range(len(item.options))]


def not_the_last(items: Sequence[Item]) -> list[Scores]:
    """Any place but that of the key before."""
    last: set[int] = set()
    found = []
    for item in items:
        found.append([float(place not in last) for place in range(len(item.options))])
        last = {place for place, option in enumerate(item.options) if option.is_key}
    return found


def prior(items: Sequence[Item]) -> list[Scores]:
    """How often what an option speaks of was in a key elsewhere, among items on other facts.

    By concept, not by text: a whole statement is true or false wherever it stands, so who knows it by heart
    knows the subject; a thing that is the answer whatever is asked gives itself away.
    """
    folds = [int(digest("prior", item.fact_ids[0]), 16) % FOLDS for item in items]
    shown: Counter[tuple[int, str]] = Counter()
    keyed: Counter[tuple[int, str]] = Counter()
    for item, fold in zip(items, folds, strict=True):
        for option in item.options:
            for thing in things(item, option):
                for other in range(FOLDS):
                    if other != fold:
                        shown[other, thing] += 1
                        keyed[other, thing] += option.is_key
    return [
        [_mean_prior(item, option, fold, shown, keyed) for option in item.options]
        for item, fold in zip(items, folds, strict=True)
    ]


def _mean_prior(
    item: Item,
    option: Option,
    fold: int,
    shown: Counter[tuple[int, str]],
    keyed: Counter[tuple[int, str]],
) -> float:
    chance = item.select / len(item.options)
    found = [(keyed[fold, thing] + 2 * chance) / (shown[fold, thing] + 2) for thing in things(item, option)]
    return sum(found) / len(found) if found else chance


def tf_idf(items: Sequence[Item]) -> list[Scores]:
    """Cosine between stem and option with rare words weighing more."""
    texts = [text for item in items for text in (item.stem, *(option.text for option in item.options))]
    spread = Counter(token for text in texts for token in set(tokens(text)))
    weight = {token: math.log(len(texts) / count) for token, count in spread.items()}
    return [[_cosine(item.stem, option.text, weight) for option in item.options] for item in items]


def _cosine(one: str, other: str, weight: dict[str, float]) -> float:
    first, second = Counter(tokens(one)), Counter(tokens(other))
    dot = sum(first[token] * second[token] * weight[token] ** 2 for token in first if token in second)
    sizes = [
        math.sqrt(sum((count * weight[token]) ** 2 for token, count in text.items()))
        for text in (first, second)
    ]
    return dot / (sizes[0] * sizes[1]) if all(sizes) else 0.0


LEAST = features.absent

GUESSERS: tuple[Guesser, ...] = (
    Guesser("T1", "longest option", each(features.length)),
    Guesser("T2", "shortest option", each(LEAST(features.length))),
    Guesser("T3", "most words of the stem", each(features.stem_overlap)),
    Guesser("T4", "fewest words of the stem", each(LEAST(features.stem_overlap))),
    Guesser("T5", "most like the others", each(closeness)),
    Guesser("T6", "least like the others", each(LEAST(closeness))),
    Guesser("T7", "most numbers and names", each(features.names)),
    Guesser("T8", "no absolute words", each(LEAST(features.absolutes))),
    Guesser("T9", "hedged words", each(features.hedges)),
    *(
        Guesser(f"T10{letter}", f"always {letter}", each(at_place(place)))
        for place, letter in enumerate("ABCD")
    ),
    Guesser("T11", "a middle number", each(features.middling)),
    Guesser("T12", "fits the question's grammar", each(features.agreement)),
    Guesser("T13", "a key elsewhere in the bank", prior),
    Guesser("T14", "sounds managed", each(features.managed)),
    Guesser("T15", "not where the last key stood", not_the_last),
    Guesser("T16", "most like the stem (TF-IDF)", tf_idf),
)

BY_ID = {guesser.id: guesser for guesser in GUESSERS}
