"""The cluster query language, by AWS's samples."""

import pytest

from trainer.sim.query import BadExpression, Subject, matches

HERE = Subject(
    {"ecs.instance-type": "t3.small", "ecs.availability-zone": "us-east-1a", "stack": "prod"},
    True,
    "i-0a1",
    1000,
    1,
    ("service:production", "family:web"),
)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("attribute:ecs.instance-type =~ t3.*", True),
        ("attribute:ecs.instance-type =~ t2.*", False),
        ("attribute:ecs.instance-type !~ t2.*", True),
        ("attribute:ecs.availability-zone in [us-east-1a, us-east-1b]", True),
        ("attribute:ecs.availability-zone !in [us-east-1a, us-east-1b]", False),
        ("attribute:ecs.availability-zone not_in [us-east-1c]", True),
        ("task:group == service:production", True),
        ("not(task:group == database)", True),
        ("!(task:group == service:production)", False),
        ("runningTasksCount == 1", True),
        ("runningTasksCount greater_than 1", False),
        ("runningTasksCount >= 1", True),
        ("attribute:stack == prod", True),
        ("attribute:stack exists", True),
        ("attribute:stack !exists", False),
        ("attribute:other !exists", True),
        ("attribute:stack == prod and attribute:ecs.instance-type == t2.small", False),
        ("attribute:stack == prod || attribute:ecs.instance-type == t2.small", True),
        ("(attribute:stack == dev or runningTasksCount < 2) && agentConnected == true", True),
        ("attribute:stack equals prod", True),
        ("ec2InstanceId in ['i-0a1', 'i-0b2']", True),
    ],
)
def test_expressions(expression: str, expected: bool) -> None:
    assert matches(expression, HERE) is expected


@pytest.mark.parametrize(
    "expression",
    ["", "attribute:stack", "attribute:stack ==", "colour == red", "attribute:a == b)", "(attribute:a == b",
     "attribute:a in b", "attribute:a ~ b", "attribute:a =~ [", "attribute:a == b attribute:c == d"],
)  # fmt: skip
def test_what_cannot_be_read_is_told(expression: str) -> None:
    with pytest.raises(BadExpression):
        matches(expression, HERE)
