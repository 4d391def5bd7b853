"""Questions such as public sets ask, reduced by hand to requirements, decided by the course's facts."""

import json
from pathlib import Path

import pytest

from tests.courses import ecs_graph
from trainer.judge.requirements import judge_requirements

FILE = Path(__file__).with_name("questions.jsonl")
QUESTIONS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
GRAPH = ecs_graph()


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["asks"] for question in QUESTIONS])
def test_the_facts_decide_it(question: dict) -> None:  # type: ignore[type-arg]
    ruling = judge_requirements(question, GRAPH)
    assert ruling.plain()["best"] == question["best"], ruling.why


def test_there_are_enough_of_them() -> None:
    assert len(QUESTIONS) >= 200
    assert len({question["asks"] for question in QUESTIONS}) == len(QUESTIONS)
