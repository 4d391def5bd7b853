"""The belief in recall is corrected by what cold answers say, and by nothing else."""

from math import exp, log, log1p

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.memory.calibration import UNCALIBRATED, Calibration, Cold, calibrated
from trainer.memory.credit import SLIP
from trainer.seed import stream


def world(count: int, truth: Calibration) -> list[Cold]:
    """Answers of a learner whose memory differs from the belief in just this way."""
    draw, found = stream("calibration", count), []
    for _ in range(count):
        recall, days, reps = 0.5 + 0.49 * draw.random(), 1 + 20 * draw.random(), 1 + draw.below(8)
        knew = draw.random() < truth.chance(recall, days, reps)
        right = draw.random() < (1 - SLIP if knew else 0.25)
        found.append(Cold(recall, days, reps, right, 0.25))
    return found


def test_without_answers_the_belief_stays() -> None:
    assert calibrated([]) == UNCALIBRATED
    assert calibrated([]).chance(0.8, 5, 3) == pytest.approx(0.8)
    assert UNCALIBRATED.chance(0.0, 5, 3) == 0, "never asked stays unknown"


def test_few_answers_move_it_little_and_many_move_it_to_what_they_show() -> None:
    truth = Calibration(shift=-1.5)
    few, many = (calibrated(world(count, truth)) for count in (5, 800))
    off = [abs(found.chance(0.85, 8, 4) - truth.chance(0.85, 8, 4)) for found in (few, many)]
    assert off[1] < 0.06 < off[0]


def test_a_learner_who_gains_by_answers_alone_is_found_out() -> None:
    truth = Calibration(shift=-0.2, slope=0.3, gain=2.0)
    found = calibrated(world(800, truth))
    for reps in (1, 3, 7):
        assert found.chance(0.8, 10, reps) == pytest.approx(truth.chance(0.8, 10, reps), abs=0.09)


def test_the_formula_is_the_one_that_is_told() -> None:
    value = 0.2 + 0.9 * log(0.7 / 0.3) - 0.1 * (log1p(4) - 1.8) + 0.3 * (log1p(2) - 1.4)
    assert Calibration(0.2, 0.9, -0.1, 0.3).chance(0.7, 4, 2) == pytest.approx(1 / (1 + exp(-value)))


ANSWERS = st.lists(
    st.builds(Cold, st.floats(0, 1), st.floats(0, 300), st.integers(0, 60), st.booleans(), st.floats(0, 0.5)),
    max_size=30,
)


@given(ANSWERS, st.floats(0, 1), st.floats(0, 300), st.integers(0, 60))
@settings(deadline=None, max_examples=30)
def test_laws(answers: list[Cold], recall: float, days: float, reps: int) -> None:
    found = calibrated(answers)
    assert 0 <= found.chance(recall, days, reps) <= 1
    assert calibrated(answers) == found
