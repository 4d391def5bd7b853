"""Questions such as public sets ask, reduced by hand to requirements, decided by the course's facts."""

import json
from pathlib import Path

import pytest

from tests.questions.banks import ecs
from trainer.graph.facts import FactGraph
from trainer.judge.requirements import judge_requirements

FILE = Path(__file__).with_name("questions.jsonl")
QUESTIONS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
OPEN = {"event for a stopped task", "a security group for each task", "on-premises servers"}
"""No fact says what a service action event leaves out, where security groups belong in bridge and host mode,
nor that Fargate and App Runner run nothing outside AWS."""


@pytest.mark.parametrize("question", QUESTIONS, ids=[question["asks"] for question in QUESTIONS])
def test_the_facts_decide_it(question: dict) -> None:  # type: ignore[type-arg]
    ruling = judge_requirements(question, FactGraph(ecs()))
    assert ruling.best in ({None, question["best"]} if question["asks"] in OPEN else {question["best"]}), (
        ruling.why
    )


def test_there_are_enough_of_them_and_few_are_open() -> None:
    assert len(QUESTIONS) >= 30
    assert len(OPEN) <= 0.1 * len(QUESTIONS)
