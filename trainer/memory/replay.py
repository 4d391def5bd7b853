"""Memory states from the log of reviews: the same bytes as those kept while it was written."""

from collections.abc import Iterable

from trainer.content.model import FactId
from trainer.memory.fsrs import review
from trainer.memory.model import NEW, Review, Reviewed


def replay(reviews: Iterable[Review]) -> dict[FactId, Reviewed]:
    """The memory of every reviewed fact, in order of first review.

    Reviews come in the order of the log, which counts even where a clock that was set back contradicts it.
    """
    states: dict[FactId, Reviewed] = {}
    for event in reviews:
        states[event.fact_id] = review(states.get(event.fact_id, NEW), event)
    return states
