"""A sample of `tests.bench.kill`: sittings killed at random moments lose no answer that was acknowledged.

Ten kills of the store itself are in `tests/store/test_durability.py`.
"""

from pathlib import Path

from tests.bench.kill import Toll, kill_exams, kill_quizzes


def test_quizzes_and_an_exam_killed(home: Path) -> None:
    toll = Toll()
    kill_quizzes(home, 4, toll)
    kill_exams(home, 2, toll)
    assert toll.kills == 6
    assert toll.acknowledged > 0
    assert toll.lost == 0
    assert toll.damaged == 0
