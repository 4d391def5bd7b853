"""The plain exam: letters, moves, flags, the list; what was said to be saved is there after kill -9."""

import json
import os
import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli.program import Ended, command, trainer
from tests.plain.reading import questions

SIZE = 20


def sit(*lines: str, start: bool = False, seed: int = 5) -> str:
    """A sitting of the mini exam with these lines, to the end of input or of the exam."""
    words = ("--start", "saa-mini", "--seed", seed) if start else ()
    ended = trainer("exam", "--plain", *words, typed="".join(f"{line}\n" for line in lines))
    assert (ended.status, ended.err) == (0, "")
    return ended.out


def open_attempt() -> dict[str, Any] | None:
    found: dict[str, Any] | None = json.loads(trainer("progress", "--json").out)["open_attempt"]
    return found


def test_answers_moves_flags_and_the_list(home: Path) -> None:
    out = sit("a", "p", "f", "3", "n", "list", "f", "f", start=True)
    headings = [question.heading for question in questions(out)]
    assert headings[0].startswith(f"Question 1 of {SIZE}")
    assert f"Question 1 of {SIZE} · chosen: A" in headings
    assert f"Question 3 of {SIZE}" in headings
    assert f"Question 4 of {SIZE}" in headings
    assert out.count("saved\n") == 4
    assert out.count("saved\nFlagged.") == 2
    assert "saved\nFlag removed." in out
    assert "   1  answered  flagged\n" in out
    assert ">  4  open\n" in out
    assert re.search(r"1 of 20 answered\. (40 min 0|39 min 5\d) s left\.", out)
    assert out.endswith("The exam waits: 1 answered, nothing is lost. Go on with: trainer exam\n")


def test_no_word_of_what_is_right_before_the_end(home: Path) -> None:
    out = sit(*("a,b" if number % 2 else "a" for number in range(40)), "list", start=True)
    assert not re.search(r"\b(Right|Wrong|right|wrong)\b\.", out)
    assert "AWS:" not in out


def test_what_is_no_answer_is_told_and_kept_nowhere(home: Path) -> None:
    out = sit("z", "a,a", "21", "0", "p", "", "help", "?", "99999999999999999999", start=True)
    assert "saved" not in out
    assert out.count("That is no answer here.") == 2
    assert "There is no question 21; the numbers go from 1 to 20." in out
    assert open_attempt() == {"answered": 0, "left_s": pytest.approx(2400, abs=30)}


def test_submit_asks_once_and_everything_is_explained(home: Path) -> None:
    out = sit("a", "submit", "no", "submit", "yes", start=True)
    assert out.count("unanswered (count as wrong), 0 flagged. Hand in? yes/no: ") == 2
    assert "Not handed in." in out
    result = out.split("Hand in? yes/no: ")[-1]
    assert re.search(r"\d+ of 20 right, (above|below) our pass line of \d+", result)
    assert len(re.findall(r"(?m)^Question \d+: (right|wrong), your answer: ", result)) == SIZE
    assert len(re.findall(r"(?m)^[A-H] \(right\): ", result)) >= SIZE
    assert len(re.findall(r"(?m)^[A-H] \(wrong\): ", result)) >= 3 * (SIZE - 4)
    assert open_attempt() is None
    assert json.loads(trainer("progress", "--json").out)["answers"] == 1, "those of submitted attempts count"


def test_the_end_of_input_and_on_again(home: Path) -> None:
    first = sit("a", start=True)
    begun: Ended = trainer("exam", "--plain", "--start", "saa-mini")
    assert begun.status == 2
    assert "still open" in begun.sentence()
    assert open_attempt() is not None
    second = sit("p", "list")
    assert questions(second)[0] == questions(first)[-1]
    assert f"Question 1 of {SIZE} · chosen: A" in [question.heading for question in questions(second)]


def test_the_same_seed_makes_the_same_form(home: Path) -> None:
    walk = ["n"] * (SIZE - 1)
    one = questions(sit(*walk, start=True))
    sit("submit", "y")
    two = questions(sit(*walk, start=True))
    sit("submit", "y")
    assert one == two
    assert one != questions(sit(*walk, start=True, seed=6))


def test_killed_it_goes_on_with_all_that_was_saved(home: Path) -> None:
    with subprocess.Popen(
        command("exam", "--plain", "--start", "saa-mini", "--seed", "5"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ},
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b"b\np\nf\n")
        process.stdin.flush()
        saved = 0
        while saved < 2:
            line = process.stdout.readline()
            assert line
            saved += line.endswith(b"saved\n")
        process.send_signal(signal.SIGKILL)
    assert open_attempt() == {"answered": 1, "left_s": pytest.approx(2400, abs=30)}
    out = sit("list")
    assert questions(out)[0].heading == f"Question 1 of {SIZE} · flagged · chosen: B"
    assert ">  1  answered  flagged\n" in out


def test_untimed(home: Path) -> None:
    ended = trainer("exam", "--plain", "--start", "saa-mini", "--time", "untimed", typed="time\n")
    assert ended.out.count("No time limit.") == 2
    assert open_attempt() == {"answered": 0, "left_s": None}
