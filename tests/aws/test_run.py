"""Commands run in a world: what is printed and refused, how waiting lets time pass, that nothing breaks."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.aws.worlds import done, empty, shop
from trainer.aws.command_line.files import no_files
from trainer.aws.command_line.names import operations
from trainer.aws.conform import reply_faults
from trainer.aws.model import Reply
from trainer.aws.run import run
from trainer.sim.world import World


def test_a_command_changes_the_world_and_prints_the_reply() -> None:
    world = empty()
    ran = done(world, "aws ecs create-cluster --cluster-name shop")
    assert ran.world_changed
    assert json.loads(ran.stdout)["cluster"]["clusterName"] == "shop"
    assert ran.call is not None
    assert (ran.call.service, ran.call.operation) == ("ecs", "CreateCluster")


def test_looking_changes_nothing() -> None:
    world = shop()
    before = world.copy()
    ran = done(world, "ecs describe-services --cluster shop --services web --query services[0].runningCount")
    assert ran.stdout == "2\n"
    assert not ran.world_changed
    assert world == before


@pytest.mark.parametrize(
    ("line", "status", "said"),
    [
        (
            "ecs delete-cluster --cluster shop",
            1,
            "An error occurred (ClusterContainsServicesException) when calling the DeleteCluster operation: ",
        ),
        (
            "ecs list-tasks --launch-type SPACESHIP",
            1,
            "Value 'SPACESHIP' at 'launchType' failed to satisfy constraint",
        ),
        (
            "lambda list-functions",
            1,
            "lambda:ListFunctions exists in AWS, but this simulator does not model it.",
        ),
        ("ecs list-clusters --region mars-north-1", 2, "has one region, us-east-1"),
        ("ecs list-clusters --query 'length(clusterArns[0][0])'", 2, "Bad value for --query"),
        ("ecs stop-task", 2, "the following arguments are required: --task"),
    ],
)
def test_what_fails_says_so_and_leaves_the_world(line: str, status: int, said: str) -> None:
    world = shop()
    before = world.copy()
    ran = run(world, line, no_files)
    assert (ran.exit_code, ran.stdout) == (status, "")
    assert said in ran.stderr
    assert world == before


def test_a_cut_listing_as_text_tells_its_token_last_and_asks_the_query_of_it_too() -> None:
    world = empty()
    for name in ("a", "b"):
        done(world, f"ecs create-cluster --cluster-name {name}")
    cut = "ecs list-clusters --max-items 1 --output text"
    arn = "arn:aws:ecs:us-east-1:123456789012:cluster/a"
    listed, token = done(world, cut).stdout.splitlines()
    assert listed == f"CLUSTERARNS\t{arn}"
    assert token.startswith("NEXTTOKEN\tey")
    assert done(world, f"{cut} --query clusterArns[0]").stdout == f"{arn}\nNone\n"
    assert json.loads(done(world, cut.replace("text", "json")).stdout)["NextToken"] == token.split("\t")[1]


def test_a_required_idempotency_token_is_made_up_anew_for_each_command() -> None:
    world = empty()
    made = [json.loads(done(world, "efs create-file-system").stdout) for _ in range(2)]
    assert made[0]["FileSystemId"] != made[1]["FileSystemId"]
    assert made[0]["CreationToken"] != made[1]["CreationToken"]
    again = done(empty(), "efs create-file-system")
    assert json.loads(again.stdout)["CreationToken"] == made[0]["CreationToken"]


def test_nothing_printed_can_steer_a_terminal() -> None:
    world = empty()
    ran = run(world, ["ecs", "create-\x1b[31mcluster"], no_files)
    assert "create-[31mcluster" in ran.stderr
    done(world, "ecs create-cluster --cluster-name shop")
    tag = ["--tags", "key=a,value=\x9bred\x07"]
    run(world, ["ecs", "create-cluster", "--cluster-name", "odd", *tag, "--output", "text"], no_files)
    shown = run(world, "ecs describe-clusters --clusters odd --include TAGS --output text", no_files)
    assert "\x9b" not in shown.stdout
    assert "\x07" not in shown.stdout


def test_a_whole_life_of_a_service_on_virtual_time() -> None:
    world = shop()
    arns = done(world, "ecs list-tasks --cluster shop --query taskArns --output text").stdout.split()
    assert len(arns) == 2
    ran = done(world, f"ecs wait tasks-running --cluster shop --tasks {' '.join(arns)}")
    assert ran.waited_ms == 0
    done(world, f"ecs stop-task --cluster shop --task {arns[0]}")
    ran = done(world, f"ecs wait tasks-stopped --cluster shop --tasks {arns[0]}")
    assert ran.waited_ms > 0
    assert ran.waited_ms % 6000 == 0
    done(world, "ecs update-service --cluster shop --service web --desired-count 0")
    done(world, "ecs delete-service --cluster shop --service web")
    done(world, "ecs wait services-inactive --cluster shop --services web")


def test_waiting_for_what_cannot_come_ends() -> None:
    world = shop()
    ran = run(world, "ecs wait services-stable --cluster shop --services nope", no_files)
    assert ran.exit_code == 1
    assert "terminal failure state" in ran.stderr
    assert "MISSING" in ran.stderr
    ran = run(world, "ecs wait services-inactive --cluster shop --services web", no_files)
    assert ran.exit_code == 1
    assert "Max attempts exceeded" in ran.stderr
    assert ran.waited_ms == 39 * 15_000


def test_a_listing_goes_on_where_it_ended() -> None:
    world = empty()
    for number in range(5):
        done(world, f"ecs create-cluster --cluster-name c{number}")
    found: list[str] = []
    token = ""
    for _ in range(3):
        page = json.loads(done(world, f"ecs list-clusters --max-items 2 --page-size 1 {token}").stdout)
        found += page["clusterArns"]
        token = f"--starting-token {page['NextToken']}" if "NextToken" in page else ""
    assert [arn.rpartition("/")[2] for arn in found] == ["c0", "c1", "c2", "c3", "c4"]


WORDS = st.sampled_from(
    [
        *(
            "aws",
            "ecs",
            "ec2",
            "sts",
            "ecr",
            "wait",
            "help",
            "--cluster",
            "--cluster=shop",
            "shop",
            "web",
            "--tasks",
        ),
        *(
            "--services",
            "--service",
            "--task-definition",
            "web:1",
            "--tags",
            "key=a,value=b",
            "key=[",
            "--force",
        ),
        *(
            "--no-force",
            "--overrides",
            "{}",
            '{"containerOverrides": [{}]}',
            "[1]",
            "null",
            "--count",
            "-1",
            "0",
            "9" * 30,
        ),
        *(
            "--network-configuration",
            "awsvpcConfiguration={subnets=[a]}",
            "--query",
            "[",
            "@",
            "--output",
            "table",
            "text",
        ),
        *(
            "--cli-input-json",
            "--cli-input-yaml",
            "a: [",
            "--generate-cli-skeleton",
            "--max-items",
            "--page-size",
            "2",
        ),
        *(
            "--starting-token",
            "eyJ4IjogMX0=",
            "file://x",
            "--task",
            "ü\x00\x1b[31m",
            "'",
            '"',
            "",
            "--",
            "-",
            "=",
            "--=x",
        ),
        *(
            "--desired-count",
            "--launch-type",
            "FARGATE",
            "--container-definitions",
            "--no-paginate",
            "--region",
        ),
        *operations("ecs"),
        *(
            "describe-subnets",
            "--filters",
            "Name=a,Values=b",
            "Name=vpc-id",
            "get-caller-identity",
            "--filter",
        ),
    ]
)
SHOP = shop()


def unharmed(world: World, line: str | list[str]) -> None:
    before = SHOP.copy()
    ran = run(world, line, no_files)
    assert ran.exit_code in (0, 1, 2)
    if ran.exit_code and not ran.waited_ms:
        assert world == before
        assert ran.stderr
        assert not ran.world_changed
    if ran.call is not None and isinstance(ran.answer, Reply):
        assert reply_faults(ran.call, ran.answer.data) == []


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(["ecs", "ecs", "ec2", "sts", "aws"]), st.lists(WORDS, max_size=9))
def test_no_words_break_it_and_failures_change_nothing(first: str, words: list[str]) -> None:
    unharmed(SHOP.copy(), [first, *words])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(operations("ecs"))), st.lists(WORDS, max_size=6))
def test_no_options_break_an_operation(operation: str, words: list[str]) -> None:
    unharmed(SHOP.copy(), ["ecs", operation, *words])


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_it(line: str) -> None:
    unharmed(SHOP.copy(), line)
    unharmed(SHOP.copy(), f"ecs {line}")
