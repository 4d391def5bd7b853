"""Habits of a shell at the lab's prompt: each is told by name, and quoted text is nobody's business."""

import pytest

from tests.labs.samples import begun
from trainer.labs.prompt import obey
from trainer.labs.shell import shell_only

LIST = "aws ecs list-clusters"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"{LIST} | grep shop", 'it does not know "|". --query picks from an answer'),
        (f"{LIST} && {LIST}", 'it does not know "&&". Enter one command at a time.'),
        (f"{LIST}; {LIST}", 'it does not know ";". Enter one command at a time.'),
        (f"{LIST} > clusters.json", 'it does not know ">". A lab has no files'),
        ("aws ecs delete-cluster --cluster $CLUSTER", "it has no variable $CLUSTER. Write the value itself"),
        ('aws ecs delete-cluster --cluster "${CLUSTER}"', "it has no variable ${CLUSTER}. Write the value"),
        ("CLUSTER=shop", "it keeps no variable CLUSTER. Write the value where it is needed"),
        ("export CLUSTER=shop", "it keeps no variable CLUSTER. Write the value where it is needed"),
    ],
)
def test_what_only_a_shell_understands_is_told_and_changes_nothing(line: str, told: str) -> None:
    work = begun()
    same, said = obey(work, line)
    assert same is work
    assert said.exit_code == 2
    assert said.text.startswith(f"This prompt is no shell: {told}")


@pytest.mark.parametrize(
    "line",
    [
        "aws ecs list-clusters --query 'clusterArns | [0]'",
        "aws ecs describe-clusters --clusters $(aws ecs list-clusters --query 'clusterArns | [0]')",
        'aws events put-rule --name r --event-pattern \'{"detail": {"a": ["$HOME > ; && |"]}}\'',
        "aws events put-targets --rule r --targets Id=1,Arn=x,InputPath=$.detail",
        "aws ec2 describe-launch-template-versions --versions $Latest",
        'aws iam put-role-policy --policy-document \'{"Resource": "arn:aws:s3:::b/${aws:username}"}\'',
        "aws ecs create-cluster --cluster-name \\$HOME",
        'aws logs filter-log-events --filter-pattern "a | b ; c"',
    ],
)
def test_quoted_text_and_inner_commands_are_left_alone(line: str) -> None:
    assert not shell_only(line)
