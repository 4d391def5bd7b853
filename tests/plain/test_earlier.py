"""Exams that have ended, without a screen: the history, two side by side, a result by today's keys."""

import json
from pathlib import Path

import pytest

from tests.cli.program import trainer

SIZE = 20


@pytest.fixture
def two(home: Path) -> None:
    """Two mini exams: one handed in empty, then one with a single answer."""
    for seed, answers in ((5, ()), (6, ("a",))):
        typed = "".join(f"{line}\n" for line in (*answers, "submit", "yes"))
        assert trainer("exam", "--plain", "--start", "saa-mini", "--seed", seed, typed=typed).status == 0


def test_before_the_first(home: Path) -> None:
    assert trainer("exam", "--history").out == "No exam was finished yet.\n"
    assert json.loads(trainer("exam", "--history", "--json").out) == []
    none = trainer("exam", "--regrade", 1)
    assert (none.status, none.sentence()) == (1, "there are 0 finished exams; see: trainer exam --history")


@pytest.mark.usefixtures("two")
class TestAfterTwo:
    def test_the_newest_comes_first(self) -> None:
        newest, oldest = json.loads(trainer("exam", "--history", "--json").out)
        assert (newest["number"], oldest["number"], oldest["right"], oldest["of"]) == (1, 2, 0, SIZE)
        assert newest["started_at"] > oldest["started_at"]
        lines = trainer("exam", "--history").lines
        assert [line[:2] for line in lines if not line.startswith(" ")] == ["1.", "2."]
        assert f"0 of {SIZE}, below our line of" in " ".join(lines)

    def test_two_side_by_side_in_whichever_order_they_are_named(self) -> None:
        told = trainer("exam", "--compare", 2, 1)
        assert told.out == trainer("exam", "--compare", 1, 2).out
        assert told.lines[0].startswith(f"0 of {SIZE}, then ")
        found = json.loads(trainer("exam", "--compare", 2, 1, "--json").out)
        assert len(found["domains"]) == len(told.lines) - 1 > 1
        assert all(domain["earlier"] == 0 for domain in found["domains"])

    def test_a_result_by_todays_keys_stands_beside_the_old_one(self) -> None:
        told = " ".join(trainer("exam", "--regrade", 2).lines)
        assert told == (
            f"By today's keys 0 of {SIZE}; by those of its day 0 of {SIZE}, which stays. No mark is another."
        )
        found = json.loads(trainer("exam", "--regrade", 2, "--json").out)
        assert (found["right"], [again["right"] for again in found["regrades"]]) == (0, [0, 0])
        assert [again["changed"] for again in found["regrades"]] == [[], []]
        history = trainer("exam", "--history").out
        assert history.count(f": 0 of {SIZE}\n") == 2, "both stand below the old one"

    def test_a_number_that_is_not_there(self) -> None:
        ended = trainer("exam", "--compare", 1, 3)
        assert ended.status == 1
        assert ended.sentence() == "there are 2 finished exams; see: trainer exam --history"
