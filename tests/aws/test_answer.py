"""Calls are checked against AWS's model before any operation sees them, and replies against it afterwards."""

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.model import ServiceModel

from tests.aws.shapes import some
from tests.aws.worlds import empty, shop
from trainer.aws.answer import answer, enum_faults, refusal_code, typed
from trainer.aws.conform import faults, reply_faults
from trainer.aws.model import Call, Rejected, Reply
from trainer.aws.operations import OPERATIONS
from trainer.aws.service_model import operation_model, service_model, service_names
from trainer.seed import Stream, stream
from trainer.sim.run import run_for


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        (Call("ecz", "ListTasks", {}), "UnknownService", "'ecz' is no service of AWS."),
        (Call("ecs", "FlyAway", {}), "UnknownOperationException", "ecs has no operation 'FlyAway'."),
        (Call("trainer", "FlyAway", {}), "UnknownOperationException", "trainer has no operation 'FlyAway'."),
        (
            Call("lambda", "ListFunctions", {}),
            "NotImplemented",
            "lambda:ListFunctions exists in AWS, but this",
        ),
        (
            Call("sqs", "CreateQueue", {"QueueName": "a", "Attributes": {"Colour": "red"}}),
            "InvalidAttributeName",
            "Unknown Attribute Colour.",
        ),
        (
            Call("ecs", "StopTask", {}),
            "InvalidParameterException",
            'Missing required parameter in input: "task"',
        ),
        (
            Call("ecs", "StopTask", {"task": 1}),
            "InvalidParameterException",
            "Invalid type for parameter task",
        ),
        (
            Call("ecs", "StopTask", {"task": "t", "x": 1}),
            "InvalidParameterException",
            'Unknown parameter in input: "x"',
        ),
        (
            Call("ecs", "ListTasks", {"desiredStatus": "GONE"}),
            "InvalidParameterException",
            "Desired status should be one of [RUNNING, PENDING, STOPPED]",
        ),
        (
            Call("ecs", "ListServices", {"schedulingStrategy": "GONE"}),
            "InvalidParameterException",
            "1 validation error detected: Value 'GONE' at 'schedulingStrategy' failed to satisfy constraint: "
            "Member must satisfy enum value set: [REPLICA, DAEMON]",
        ),
        (
            Call("ecs", "ListAccountSettings", {"name": "unknown"}),
            "InvalidParameterException",
            "unknown should be one of [serviceLongArnFormat,",
        ),
    ],
)
def test_refused_before_any_operation(call: Call, code: str, said: str) -> None:
    world = empty()
    before = world.copy()
    refused = answer(world, call)
    assert isinstance(refused, Rejected)
    assert refused.code == code
    assert said in refused.message
    assert world == before


@pytest.mark.parametrize(
    ("service", "operation", "code"),
    [
        ("ecs", "RunTask", "InvalidParameterException"),
        ("application-autoscaling", "PutScalingPolicy", "ValidationException"),
        ("ec2", "DescribeVpcs", "InvalidParameterValue"),
        ("elbv2", "CreateLoadBalancer", "ValidationError"),
    ],
)
def test_each_service_refuses_in_its_own_way(service: str, operation: str, code: str) -> None:
    assert refusal_code(service, operation) == code


def test_enums_deep_inside_are_found_with_their_place() -> None:
    shape = operation_model("ecs", "RegisterTaskDefinition").input_shape
    params = {
        "family": "f",
        "networkMode": "tcp",
        "containerDefinitions": [{"name": "a", "portMappings": [{"protocol": "smoke"}]}],
    }
    found = list(enum_faults(params, shape))
    assert [(fault.value, fault.path) for fault in found] == [
        ("tcp", "networkMode"),
        ("smoke", "containerDefinitions.1.member.portMappings.1.member.protocol"),
    ]


def test_operations_get_times_and_bytes() -> None:
    shape = operation_model("cloudwatch", "GetMetricStatistics").input_shape
    given = {"StartTime": "2026-01-05T10:00:00Z", "EndTime": 0}
    assert typed(given, shape) == {
        "StartTime": datetime(2026, 1, 5, 10, tzinfo=UTC),
        "EndTime": datetime(1970, 1, 1, tzinfo=UTC),
    }
    blob = operation_model("lambda", "Invoke").input_shape
    assert typed({"FunctionName": "f", "Payload": "x"}, blob) == {"FunctionName": "f", "Payload": b"x"}


def test_every_operation_is_one_of_aws_or_our_own() -> None:
    for service, operation in OPERATIONS:
        if service != "trainer":
            assert operation in service_model(service).operation_names


def test_every_listing_of_a_lively_world_has_the_shape_that_aws_gives_it() -> None:
    world = shop()
    asked: list[Call] = []
    for service, operation in OPERATIONS:
        if service == "trainer" or not operation.startswith(("Describe", "List", "Get")):
            continue
        shape = operation_model(service, operation).input_shape
        if shape is None or not shape.required_members:
            asked.append(Call(service, operation, {}))
    tasks = answer(world, Call("ecs", "ListTasks", {"cluster": "shop"}))
    assert isinstance(tasks, Reply)
    asked += [
        Call(
            "ecs", "DescribeClusters", {"clusters": ["shop"], "include": ["STATISTICS", "SETTINGS", "TAGS"]}
        ),
        Call("ecs", "DescribeServices", {"cluster": "shop", "services": ["web", "gone"]}),
        Call("ecs", "DescribeTasks", {"cluster": "shop", "tasks": [*tasks.data["taskArns"], "0" * 32]}),
        Call("ecs", "DescribeTaskDefinition", {"taskDefinition": "web", "include": ["TAGS"]}),
    ]
    for call in asked:
        reply = answer(world, call)
        if isinstance(reply, Rejected):
            assert reply.code.endswith(
                ("NotFoundException", "ValidationError", "MissingParameter", "BadRequest")
            ), (
                call,
                reply,
            )
        else:
            assert reply_faults(call, reply.data) == []


NAMES = ("shop", "web", "web:1", "default", "arn:aws:ecs:us-east-1:123456789012:cluster/shop", "gone")
LIVELY = shop()


def pointed(value: Any, chance: Stream) -> Any:
    """Drawn texts replaced, often, by names that the world knows."""
    if isinstance(value, dict):
        return {key: pointed(item, chance) for key, item in value.items()}
    if isinstance(value, list):
        return [pointed(item, chance) for item in value]
    if isinstance(value, str) and value not in ("A",) and chance.random() < 0.7 and not value.isupper():
        return chance.choice(NAMES)
    return value


@pytest.mark.parametrize("number", range(6))
def test_any_valid_parameters_get_a_reply_of_aws_shape_or_a_refusal_that_changes_nothing(number: int) -> None:
    for service, operation in sorted(OPERATIONS):
        if service == "trainer":
            continue
        shape = operation_model(service, operation).input_shape
        for turn in range(8):
            chance = stream("valid", number, service, operation, turn)
            params = {} if shape is None else pointed(some(shape, chance), chance)
            world, before = LIVELY.copy(), LIVELY.copy()
            call = Call(service, operation, params)
            reply = answer(world, call)
            if isinstance(reply, Rejected):
                assert world == before, call
                assert reply.message, call
            else:
                assert reply_faults(call, reply.data) == [], call
                run_for(world, 60_000)


def model(members: dict[str, Any], **more: Any) -> Any:
    shapes = {
        "Out": {"type": "structure", "required": ["name"], "members": members},
        "Name": {"type": "string"},
        "Kind": {"type": "string", "enum": ["A", "B"]},
        "Count": {"type": "integer"},
        "When": {"type": "timestamp"},
        "Names": {"type": "list", "member": {"shape": "Name"}},
        "Sizes": {"type": "map", "key": {"shape": "Kind"}, "value": {"shape": "Count"}},
        **more,
    }
    return ServiceModel({"metadata": {}, "shapes": shapes, "operations": {}}).shape_for("Out")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"name": "x", "kind": "A", "count": 1, "names": ["y"], "sizes": {"A": 1}}, []),
        ({}, ["R: Out must have 'name'"]),
        ({"name": "x", "nmae": "y"}, ["R: Out has no member 'nmae'"]),
        ({"name": 1}, ["R.name: a string is wanted, found int"]),
        ({"name": "x", "kind": "C"}, ["R.kind: 'C' is none of A, B"]),
        ({"name": "x", "count": True}, ["R.count: a integer is wanted, found bool"]),
        ({"name": "x", "when": "2026"}, ["R.when: a timestamp is wanted, found str"]),
        ({"name": "x", "when": datetime(2026, 1, 1)}, ["R.when: the time says no zone"]),  # noqa: DTZ001
        ({"name": "x", "names": "abc"}, ["R.names: a list is wanted, found str"]),
        ({"name": "x", "names": [None]}, ["R.names[0]: a string is wanted, found NoneType"]),
        ({"name": "x", "sizes": {"C": 1}}, ["R.sizes key 'C': 'C' is none of A, B"]),
    ],
)
def test_a_reply_that_aws_would_never_give_is_named(value: dict[str, Any], said: list[str]) -> None:
    members = {name.lower(): {"shape": name} for name in ("Name", "Kind", "Count", "When", "Names", "Sizes")}
    assert list(faults(value, model(members), "R")) == said


def test_no_service_is_loaded_that_botocore_lacks() -> None:
    assert "ecs" in service_names()
    with pytest.raises(KeyError):
        service_model("ecz")
    with pytest.raises(KeyError):
        operation_model("ecs", "FlyAway")


def test_receiving_takes_attributes_of_messages_under_their_old_name() -> None:
    world = empty()
    answer(world, Call("sqs", "CreateQueue", {"QueueName": "work"}))
    answer(world, Call("sqs", "SendMessage", {"QueueUrl": "work", "MessageBody": "a"}))
    asked = {"QueueUrl": "work", "AttributeNames": ["ApproximateReceiveCount", "SentTimestamp"]}
    got = answer(world, Call("sqs", "ReceiveMessage", asked))
    assert isinstance(got, Reply)
    assert got.data["Messages"][0]["Attributes"]["ApproximateReceiveCount"] == "1"
