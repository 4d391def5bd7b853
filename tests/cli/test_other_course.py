"""A course of one's own works in every command, named before or after the command word."""

import json
from pathlib import Path

import pytest

from tests.cli.program import trainer

LINES = {
    "items --count 3 --seed 1 --json": "",
    "quiz --plain --count 2 --seed 1": "a\na\n",
    "review --plain": "",
    "exam --list": "",
    "exam --start baker-mini --seed 1 --plain": "a\nsubmit\nyes\n",
    "lab --list": "",
    "lab --json": "",
    "lab first-oven --plain": "aws ecs create-cluster --cluster-name bakery\n",
    "learn --list": "",
    "learn flours --plain": "\n\n",
    "learn --json": "",
    "progress": "",
    "progress --json": "",
    "images list --json": "",
    "check": "",
}


@pytest.mark.parametrize("line", LINES)
def test_before_and_after_the_command(line: str, home: Path, other_course: Path) -> None:
    before = trainer("--course", other_course, *line.split(), typed=LINES[line])
    (home / "trainer.db").unlink(missing_ok=True)
    after = trainer(*line.split(), "--course", other_course, typed=LINES[line])
    assert before.status == after.status == 0, before.err
    assert before.out == after.out
    assert not {"Fargate", "SAA-C03"} & set(before.out.split())


def test_it_is_that_course_that_is_asked(home: Path, other_course: Path) -> None:
    ended = trainer("--course", other_course, "items", "--count", "4", "--json")
    assert {json.loads(line)["topic"] for line in ended.lines} <= {"leavening", "flours", "baking"}
    assert "BAKER-1" in ended.out
    assert "Crumb 2026-01-05.png" in trainer("--course", other_course, "images").out


def test_two_courses_share_a_home_and_do_not_mix(home: Path, other_course: Path) -> None:
    trainer("--course", other_course, "quiz", "--plain", "--count", "2", "--seed", "1", typed="a\nb\n")
    here, there = trainer("progress", "--json"), trainer("progress", "--json", "--course", other_course)
    assert not any(topic["answers"] for topic in json.loads(here.out)["topics"])
    assert sum(topic["answers"] for topic in json.loads(there.out)["topics"]) == 2


def test_a_course_without_questions_says_so(home: Path) -> None:
    sample = Path(__file__).parents[1] / "sample_course"
    for line in ("quiz --plain", "items"):
        assert trainer("--course", sample, *line.split()).status == 1
    assert "has no question" in trainer("--course", sample, "quiz", "--plain").err
