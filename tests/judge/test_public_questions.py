"""Questions such as public sets ask, reduced by hand to requirements, decided by the course's facts.

What counts as a public ECS question when the facts are measured on ones that nobody here has seen: a
published multiple-choice question in the manner of an exam (SAA, DVA; SysOps and DevOps where ECS is what
it is about) whose stem or right answer is about ECS, Fargate under ECS, ECR, or what belongs directly to
them: roles of tasks, load balancers in front of tasks, scaling of services and of their capacity,
blue/green for ECS, logs, secrets and files of containers. One that only happens to run on ECS (a slow
database behind it) does not count. It is reduced from its text with `trainer judge --vocabulary` at hand,
the reduction is kept as it is, and only then the judge is asked; a question that cannot be reduced counts
as undecided. Questions seen once are never counted again. Each set is told by itself.
"""

import json
from pathlib import Path

import pytest

from tests.courses import ecs_graph
from trainer.judge.requirements import judge_requirements

FILE = Path(__file__).with_name("questions.jsonl")
QUESTIONS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["asks"] for question in QUESTIONS])
def test_the_facts_decide_it(question: dict) -> None:  # type: ignore[type-arg]
    ruling = judge_requirements(question, ecs_graph())
    assert ruling.plain()["best"] == question["best"], ruling.why


def test_there_are_enough_of_them() -> None:
    assert len(QUESTIONS) >= 200
    assert len({question["asks"] for question in QUESTIONS}) == len(QUESTIONS)
