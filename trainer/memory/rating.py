"""From an answer to a rating, without asking anyone to grade themselves."""

from trainer.memory.model import Confidence, Rating

LIKELIER_LUCK = 0.5
"""From here on luck was the likelier reason of a right answer."""


def rate(right: bool, confidence: Confidence | None = None, lucky: float = 0.0) -> Rating:
    """The rating of one answer on a fact; `right` is False for "I don't know" too.

    Wrong or not known is Again; right is Good (correct and wrong as Good and Again is what FSRS's author
    advises for multiple choice); right but guessed is Hard, FSRS's weakest evidence of recall, be it by the
    learner's own word or, where they said nothing, because luck was the likelier reason (`lucky`, see
    `luck`). Easy is never given.
    """
    if not right:
        return Rating.AGAIN
    if confidence is Confidence.GUESS or (confidence is None and lucky > LIKELIER_LUCK):
        return Rating.HARD
    return Rating.GOOD


def luck(recall: float, odds: float, slip: float = 0.05) -> float:
    """The chance (0-1) that a right answer was a lucky guess, by Bayes.

    `recall`: retrievability before the answer. `odds`: the chance to guess the item, 1/4 for one of four.
    `slip`: the chance to miss what is known.
    """
    guessed = (1 - recall) * odds
    knew = recall * (1 - slip)
    return guessed / (guessed + knew) if guessed > 0 else 0.0
