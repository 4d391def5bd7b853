"""Ratings come from what was answered and how sure the learner said to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.memory.model import Confidence, Rating
from trainer.memory.rating import luck, rate


@pytest.mark.parametrize(
    ("right", "confidence", "rating"),
    [
        (False, None, Rating.AGAIN),
        (False, Confidence.SURE, Rating.AGAIN),
        (False, Confidence.GUESS, Rating.AGAIN),
        (True, None, Rating.GOOD),
        (True, Confidence.SURE, Rating.GOOD),
        (True, Confidence.UNSURE, Rating.GOOD),
        (True, Confidence.GUESS, Rating.HARD),
    ],
)
def test_mark_and_confidence_give_the_rating(
    right: bool, confidence: Confidence | None, rating: Rating
) -> None:
    assert rate(right, confidence) is rating


def test_a_right_answer_that_was_probably_luck_is_weak_evidence_unless_the_learner_knows_better() -> None:
    lucky = luck(recall=0.1, odds=0.25)
    assert lucky > 0.5
    assert rate(True, None, lucky) is Rating.HARD
    assert rate(True, Confidence.SURE, lucky) is Rating.GOOD


def test_luck_at_the_recalls_of_the_literature() -> None:
    """One of four options: about 10 % of right answers are lucky at a recall of 0.7, 20 % at 0.5."""
    assert luck(0.7, 0.25, slip=0.0) == pytest.approx(0.097, abs=0.001)
    assert luck(0.5, 0.25, slip=0.0) == pytest.approx(0.2)


@given(recall=st.floats(0, 1), odds=st.floats(0, 1))
def test_luck_is_a_chance_that_falls_with_recall(recall: float, odds: float) -> None:
    assert 0 <= luck(recall, odds) <= 1
    assert luck(min(1.0, recall + 0.1), odds) <= luck(recall, odds) + 1e-12
