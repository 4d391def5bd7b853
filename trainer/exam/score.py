"""The result of an ended attempt: raw of n, by domain, every item with its mark."""

from trainer.exam.model import Attempt, Reviewed, Score


def score(attempt: Attempt) -> Score:
    """The raw result; unanswered is wrong, multiple response all or nothing. NotSo before the end."""
    raise NotImplementedError


def review(attempt: Attempt) -> tuple[Reviewed, ...]:
    """Every item with its key, reasons and mark, in the order shown. NotSo before the end."""
    raise NotImplementedError
