"""How far this learner's memory differs from what FSRS believes, as a plan takes it."""

from trainer.activities.desk import Desk
from trainer.memory.calibration import CAREFUL, Calibration, Cold, calibrated

COLD_ANSWERS_PLANNED = 400
"""The latest ones: a plan is made anew at every start."""


def belief(desk: Desk) -> Calibration:
    """The correction that the latest cold answers tell."""
    told = (
        Cold(one.recall, one.days, one.reps, one.right, one.odds)
        for one in desk.store.evidence.cold(COLD_ANSWERS_PLANNED)
        if one.recall is not None and one.days is not None
    )
    return calibrated(told, CAREFUL)
