"""A sample of `tests.bench.kill`: sittings killed at random moments lose no answer that was acknowledged."""

from pathlib import Path

from tests.bench.kill import Toll, kill_exams, kill_quizzes


def test_five_quizzes_and_five_exams_killed(home: Path) -> None:
    toll = Toll()
    kill_quizzes(home, 5, toll)
    kill_exams(home, 5, toll)
    assert toll.kills == 10
    assert toll.acknowledged > 0
    assert toll.lost == 0
    assert toll.damaged == 0
