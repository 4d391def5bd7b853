"""Replaying the log gives what running it gave, byte for byte."""

import os
import subprocess
import sys

from hypothesis import given, settings

from tests.memory.samples import histories
from trainer.content.model import FactId
from trainer.memory.fsrs import review
from trainer.memory.model import NEW, Review, Reviewed
from trainer.memory.replay import replay


@given(histories())
@settings(deadline=None, max_examples=80)
def test_replay_equals_the_running_state(log: list[Review]) -> None:
    running: dict[FactId, Reviewed] = {}
    for event in log:
        running[event.fact_id] = review(running.get(event.fact_id, NEW), event)
    assert repr(replay(log)) == repr(running)


@given(histories())
@settings(deadline=None, max_examples=40)
def test_facts_do_not_touch_each_other(log: list[Review]) -> None:
    together = replay(log)
    for fact, state in together.items():
        assert replay(event for event in log if event.fact_id == fact)[fact] == state


def test_the_same_bytes_under_any_hash_seed() -> None:
    code = """
from datetime import UTC, datetime, timedelta
from trainer.memory.model import Rating, Review
from trainer.memory.replay import replay
at = datetime(2026, 1, 1, tzinfo=UTC)
log = [Review(f"fact-{n % 7}", Rating(1 + n % 3), at + timedelta(hours=13 * n)) for n in range(60)]
print(repr(replay(log)))
"""
    told = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }
    assert len(told) == 1
    assert b"fact-6" in told.pop()
