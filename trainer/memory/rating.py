"""From an answer to a rating, without asking anyone to grade themselves."""

from trainer.memory.model import Confidence, Rating


def rate(right: bool, confidence: Confidence | None = None, lucky: float = 0.0) -> Rating:
    """The rating of one answer on a fact; `right` is False for "I don't know" too.

    Wrong or not known is Again; right is Good; right but guessed is Hard, be it by the learner's own word
    or, where they said nothing, because luck was the likelier reason (`lucky` above one half).
    """
    raise NotImplementedError


def luck(recall: float, odds: float, slip: float = 0.05) -> float:
    """The chance that a right answer was a lucky guess, by Bayes.

    `recall` is the retrievability before the answer, `odds` the chance of guessing the item (1/4 for one of four).
    """
    raise NotImplementedError
