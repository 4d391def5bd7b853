"""Which facts an answer speaks for: an item on several facts is right only if all of them are known.

Each fact is known or not, with its chance of recall before the answer. Who knows all of them is right but
for a slip; who lacks one guesses. A wrong answer means that one at least failed: alone it is Again, a
slip included, as FSRS's grades have it. A wrong option names the facts that rule it out: whoever knew
those would not have chosen it but by a slip. Bayes over all combinations gives each fact's chance to have
been known. A fact that the item does not ask about never moves.
"""

from collections.abc import Collection, Mapping
from itertools import product

from trainer.content.model import FactId
from trainer.memory.model import Confidence, Credit, Rating
from trainer.value import dataclass

SLIP = 0.05
"""The chance to miss what is known."""
JUST_MET = 0.7
"""Taken for the chance of recall of a fact that was read and never asked."""
MOVES = 0.15
"""A fact that the answer was not meant for changes only if it says this much about it."""
SAYS: Mapping[Confidence, tuple[float, float]] = {
    Confidence.GUESS: (0.05, 0.60),
    Confidence.UNSURE: (0.25, 0.25),
    Confidence.SURE: (0.70, 0.15),
}
"""How often each word is said by who knew and by who did not; ours, to be refitted when logs exist."""


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer tells, apart from the facts."""

    right: bool
    odds: float
    """The chance (0-1) to guess the item."""
    known: bool = True
    """False: "I don't know", which is neither a guess nor a slip."""
    confidence: Confidence | None = None
    blamed: Collection[FactId] = ()
    """Of a wrong option: the facts that rule it out; empty: any of the item's."""


def posterior(priors: Mapping[FactId, float], told: Told) -> dict[FactId, float]:
    """The chance (0-1) of each fact to have been known, after the answer.

    `priors`: the item's facts with their chances of recall before it, three of them or a few more.
    """
    chances = [min(0.999, max(0.001, prior)) for prior in priors.values()]
    blamed = [place for place, fact in enumerate(priors) if fact in told.blamed]
    by_all, by_blameless, by_others = _likelihoods(told)
    total = 0.0
    known = [0.0] * len(chances)
    for state in product((True, False), repeat=len(chances)):
        if all(state):
            weight = by_all
        else:
            weight = by_blameless if blamed and all(state[place] for place in blamed) else by_others
        for chance, knew in zip(chances, state, strict=True):
            weight *= chance if knew else 1 - chance
        total += weight
        for place, knew in enumerate(state):
            if knew:
                known[place] += weight
    return {fact: part / total for fact, part in zip(priors, known, strict=True)}


def credit(asked: FactId, priors: Mapping[FactId, float], told: Told) -> dict[FactId, Credit]:
    """What each fact of the item earns: the one it was asked for always something, another if it moves."""
    after = posterior(priors, told)
    return {
        fact: Credit(_rating(told, knew), round(knew, 6))
        for fact, knew in after.items()
        if fact == asked or abs(knew - priors[fact]) >= MOVES
    }


def _likelihoods(told: Told) -> tuple[float, float, float]:
    """How likely the answer is for who knows all facts, who lacks none that rules it out, and any other."""
    if not told.known:
        return 0.0, 1.0, 1.0
    by_knowing, by_lacking = (1.0, 1.0) if told.confidence is None else SAYS[told.confidence]
    if told.right:
        lucky = by_lacking * told.odds
        return by_knowing * (1 - SLIP), lucky, lucky
    return 0.0, by_lacking * SLIP, by_lacking * (1 - told.odds)


def _rating(told: Told, knew: float) -> Rating:
    """The nearest of FSRS's words, for whoever reads the log; the state follows from the chance."""
    if not told.right:
        return Rating.AGAIN if knew < 0.5 else Rating.GOOD
    return Rating.GOOD if knew >= 0.5 else Rating.HARD
