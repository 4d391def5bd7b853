"""What completes where: words of the model, and names that exist in the world."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.aws.worlds import done, shop
from trainer.aws.command_line.files import no_files
from trainer.aws.command_line.model import Mistake
from trainer.aws.command_line.names import cli_service
from trainer.aws.command_line.parse import parse
from trainer.aws.completion import complete, quoted
from trainer.aws.operations import SERVICES

WORLD = shop()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("aw", ["aws"]),
        ("aws st", ["sts", "stepfunctions", "storagegateway"]),
        ("aws ecs create-cl", ["create-cluster"]),
        ("ecs wait tasks-", ["tasks-running", "tasks-stopped"]),
        ("aws ecs describe-services --cluster ", ["shop"]),
        ("aws ecs describe-services --cluster shop --services ", ["web"]),
        ("aws ecs update-service --cluster shop --service w", ["web"]),
        ("aws ecs describe-services --cluster shop --services x", []),
        ("aws ecs run-task --task-definition web", ["web", "web:1"]),
        ("aws ecs run-task --launch-type F", ["FARGATE"]),
        (
            "aws ecs run-task --launch-type FARGATE --cl",
            ["--cluster", "--client-token", "--cli-input-json", "--cli-input-yaml"],
        ),
        ("aws ecs create-cluster --tags ", ["key=", "value="]),
        ("aws ecs list-tasks --output y", ["yaml", "yaml-stream"]),
        ("aws ecs list-tasks --region ", ["us-east-1"]),
        ("aws ecs stop-task --t", ["--task"]),
        ("aws ecs deregister-container-instance --f", ["--force"]),
        ("aws ecs deregister-container-instance --force --n", ["--no-paginate", "--no-cli-pager"]),
        ("aws nothing ", []),
        ("aws ecs nothing --", []),
        ("aws ecs list-tasks 'open", []),
    ],
)
def test_what_may_come_next(line: str, words: list[str]) -> None:
    assert complete(WORLD, line) == words


def test_required_options_come_first() -> None:
    assert complete(WORLD, "aws ecs stop-task ")[0] == "--task"


def test_tasks_and_subnets_of_this_world_are_offered() -> None:
    assert len(complete(WORLD, "ecs stop-task --cluster shop --task ")) == 2
    assert len(complete(WORLD, "ec2 describe-subnets --subnet-ids subnet-")) == 3


def test_modelled_services_come_first() -> None:
    modelled = sorted({*(cli_service(service) for service in SERVICES), "s3"} - {"trainer"})
    assert complete(WORLD, "aws ")[: len(modelled)] == modelled


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.sampled_from(["aws", "ecs", "wait", "run-task", "--cluster", "shop", "--", "-", "--output", "x"]),
        max_size=6,
    )
)
def test_every_completion_begins_with_what_is_there(words: list[str]) -> None:
    line = " ".join(words)
    begun = words[-1] if words else ""
    assert all(word.startswith(begun) for word in complete(WORLD, line))


def test_every_completed_operation_is_understood() -> None:
    for operation in complete(WORLD, "aws ecs "):
        parsed = parse(f"ecs {operation} help", no_files)
        assert not isinstance(parsed, Mistake), operation


def test_words_are_quoted_where_a_shell_would_split_them() -> None:
    assert [quoted(word) for word in ("web:1", "a b", "it's", "a;b")] == [
        "web:1",
        "'a b'",
        "'it'\"'\"'s'",
        "'a;b'",
    ]


def test_s3_has_commands_of_its_own_and_knows_the_buckets() -> None:
    world = shop()
    done(world, "s3 mb s3://uploads")
    assert complete(world, "aws s3 c") == ["cp"]
    assert complete(world, "aws s3 ls s3://u") == ["s3://uploads"]
