"""Histories of reviews for the properties."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from trainer.content.model import FactId
from trainer.memory.model import Rating, Review

BEGIN = datetime(2026, 1, 1, 8, 0, tzinfo=UTC)
FACTS = tuple(FactId(name) for name in ("ecr-pull", "task-role", "awsvpc", "daemon"))


@st.composite
def histories(draw: st.DrawFn, facts: tuple[FactId, ...] = FACTS) -> list[Review]:
    """A log of reviews: minutes to months apart, several facts, now and then a clock set back."""
    gaps = st.one_of(
        st.integers(0, 3600),
        st.integers(3600, 3 * 86400),
        st.integers(0, 120 * 86400),
        st.integers(-7200, 0),
    )
    steps = draw(st.lists(st.tuples(gaps, st.sampled_from(facts), st.sampled_from(Rating)), max_size=25))
    log, at = [], BEGIN
    for gap, fact, rating in steps:
        at += timedelta(seconds=gap)
        log.append(Review(fact, rating, at))
    return log
