"""A lab served to other tools: what they call is a line of its history; time stands still for them."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.aws.shapes import some
from trainer.activities.serving import LabAccount, environment
from trainer.aws.command_line.files import no_files
from trainer.aws.command_line.model import Invocation
from trainer.aws.command_line.parse import parse
from trainer.aws.composing.spoken import Unspoken, line_of
from trainer.aws.model import Answer, Call, Reply
from trainer.aws.operations import OPERATIONS
from trainer.aws.server.model import Request
from trainer.aws.service_model import operation_model
from trainer.seed import stream

SOME = sorted(one for one in OPERATIONS if one[0] in ("ecs", "sqs", "elbv2"))
CALLS = (
    Call("ecs", "ListClusters", {}),
    Call("ecs", "UpdateService", {"cluster": "shop", "service": "web", "desiredCount": 3}),
    Call("ecs", "UpdateService", {"service": "web", "forceNewDeployment": False}),
    Call("ecs", "CreateCluster", {"clusterName": "shop", "tags": [{"key": "a b", "value": "it's"}]}),
    Call("ecs", "RegisterTaskDefinition", {
        "family": "web",
        "containerDefinitions": [{"name": "web", "image": "shop/web:1", "command": ["sh", "-c", "a, b=c"]}],
    }),
    Call("s3", "CreateBucket", {"Bucket": "orders"}),
)  # fmt: skip


@pytest.mark.parametrize("call", CALLS)
def test_the_line_of_a_call_makes_the_call(call: Call) -> None:
    parsed = parse(line_of(call).removeprefix("aws "), no_files)
    assert isinstance(parsed, Invocation)
    assert parsed.call == call


def test_a_line_reads_as_one_would_type_it() -> None:
    assert line_of(CALLS[1]) == "aws ecs update-service --cluster shop --service web --desired-count 3"
    assert line_of(CALLS[2]) == "aws ecs update-service --service web --no-force-new-deployment"


def test_what_no_line_can_say_is_told() -> None:
    with pytest.raises(Unspoken, match="cannot be typed as a line"):
        line_of(Call("ecs", "CreateCluster", {"clusterName": "$(aws sts get-caller-identity)"}))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(SOME), st.integers(0, 9))
def test_any_call_gives_a_line_that_makes_it_or_none(named: tuple[str, str], seed: int) -> None:
    shape = operation_model(*named).input_shape
    params: dict[str, Any] = some(shape, stream(seed, *named)) if shape is not None else {}
    try:
        line = line_of(Call(*named, params))
    except Unspoken:
        return
    parsed = parse(line.removeprefix("aws "), no_files)
    assert isinstance(parsed, Invocation)
    assert (parsed.call.service, parsed.call.operation) == named


class Asked:
    """Remembers what was asked, and after how many seconds of the lab's time."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, int]] = []

    def __call__(self, call: Call, seconds: int) -> Answer:
        self.calls.append((call.operation, seconds))
        return Reply({})


def test_time_passes_only_for_a_tool_that_asks_the_same_again() -> None:
    wall, asked = [100.0], Asked()
    account = LabAccount("us-east-1", asked, lambda: wall[0])
    for operation in ("ListClusters", "ListClusters", "ListServices", "ListClusters"):
        account.handle(request(operation))
        wall[0] += 15
    assert asked.calls == [
        ("ListClusters", 0),
        ("ListClusters", 900),
        ("ListServices", 0),
        ("ListClusters", 0),
    ]


def test_another_region_is_refused() -> None:
    asked = Asked()
    response = LabAccount("us-east-1", asked, lambda: 0.0).handle(request("ListClusters", "eu-west-1"))
    assert response.status == 403
    assert b"one region, us-east-1" in response.body
    assert asked.calls == []


def request(operation: str, region: str = "us-east-1") -> Request:
    """As a client of botocore would send it."""
    target = f"AmazonEC2ContainerServiceV20141113.{operation}"
    credential = f"AWS4-HMAC-SHA256 Credential=x/20260105/{region}/ecs/aws4_request"
    return Request("POST", "/", (), {"x-amz-target": target, "authorization": credential}, b"{}")


def test_the_line_that_ends_it_takes_back_all_that_the_other_set() -> None:
    begin, end = environment("http://127.0.0.1:1", "us-east-1")
    assert begin.startswith("export AWS_ENDPOINT_URL=http://127.0.0.1:1 ")
    assert end.split() == ["unset", *(part.partition("=")[0] for part in begin.split()[1:])]
