"""Memory states from the log of reviews: the same bytes as those kept while it was written."""

from collections.abc import Iterable

from trainer.content.model import FactId
from trainer.memory.model import Review, Reviewed


def replay(reviews: Iterable[Review]) -> dict[FactId, Reviewed]:
    """The memory of every reviewed fact, in order of first review. Reviews come in the order of the log."""
    raise NotImplementedError
