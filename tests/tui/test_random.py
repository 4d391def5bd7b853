"""Random keys, clicks and sizes on every screen: nothing breaks, nothing that was kept is lost."""

from pathlib import Path

import pytest

from tests.tui.screens import WAYS, settled_learner
from tests.tui.wanderer import wander
from trainer.activities.desk import Desk

KEYS = 30
"""On each screen; `python -m tests.bench.wander` does 5,000."""


@pytest.mark.parametrize("place", [*WAYS, "notes"])
async def test_whatever_is_pressed_the_program_goes_on(bakery_desk: Desk, place: str, tmp_path: Path) -> None:
    settled_learner(bakery_desk)
    wandered = await wander(bakery_desk, place, seed=1, keys=KEYS, folder=tmp_path)
    kept = bakery_desk.store.answers.briefs()
    assert len(kept) >= wandered.answers - 1  # an answer may have been taken back
