"""What botocore writes we read, and what we write botocore reads: every protocol, from the models alone."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote, urlencode

import pytest
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

from tests.aws.shapes import some
from trainer.aws.answer import typed
from trainer.aws.model import Rejected
from trainer.aws.server.model import BadRequest, Request
from trainer.aws.server.protocols import PROTOCOLS, cbor
from trainer.aws.server.protocols import xml as xml_protocol
from trainer.aws.service_model import operation_model, service_model
from trainer.seed import stream

SERVICES = {
    "ecs": "json",
    "sqs": "json",
    "ecr": "json",
    "events": "json",
    "application-autoscaling": "json",
    "cloudwatch": "smithy-rpc-v2-cbor",
    "sts": "query",
    "elbv2": "query",
    "iam": "query",
    "autoscaling": "query",
    "sns": "query",
    "efs": "rest-json",
    "scheduler": "rest-json",
    "lambda": "rest-json",
    "route53": "rest-xml",
}
EC2 = (
    "DescribeSubnets",
    "DescribeVpcs",
    "DescribeSecurityGroups",
    "DescribeAvailabilityZones",
    "AuthorizeSecurityGroupIngress",
    "CreateTags",
    "CreateVpcEndpoint",
    "DescribeInstances",
)
S3 = (
    "ListObjectsV2",
    "PutObject",
    "CopyObject",
    "PutBucketNotificationConfiguration",
    "CreateBucket",
    "ListBuckets",
    "DeleteObjects",
)


def operations_of(service: str) -> list[tuple[str, str]]:
    return [
        (service, name)
        for name in service_model(service).operation_names
        if not operation_model(service, name).has_event_stream_output
    ]


OPERATIONS = [
    *(each for service in SERVICES for each in operations_of(service)),
    *(("ec2", name) for name in EC2),
    *(("s3", name) for name in S3),
]


def protocol_of(service: str) -> str:
    return {**SERVICES, "ec2": "ec2", "s3": "rest-xml"}[service]


def as_request(made: dict[str, Any]) -> Request:
    """What the serialiser made, as it arrives after the wire."""
    fields = made["query_string"]
    pairs = fields.items() if isinstance(fields, dict) else fields
    query = [(key, each) for key, value in pairs for each in (value if isinstance(value, list) else [value])]
    path, _, more = made["url_path"].partition("?")
    query.extend((key, value) for key, _, value in (part.partition("=") for part in more.split("&") if part))
    body = made["body"]
    if isinstance(body, dict):
        body = urlencode(body)
    headers = {name.lower(): str(value) for name, value in made["headers"].items()}
    texts = tuple((key, str(value)) for key, value in query)
    return Request(
        made["method"], path, texts, headers, body.encode() if isinstance(body, str) else bytes(body)
    )


def parameters(model: Any, *names: object) -> dict[str, Any]:
    if model.input_shape is None:
        return {}
    given = some(model.input_shape, stream("parameters", *names))
    for name, member in model.input_shape.members.items():
        if (
            member.serialization.get("location") in ("uri", "header", "headers", "querystring")
            and name in given
        ):
            given[name] = simple(given[name], member)
    return dict(given)


def simple(value: Any, member: Any) -> Any:
    """Texts that travel in addresses and headers keep to what those can carry."""
    if member.type_name == "string" and not member.enum:
        return "plain-name"
    if member.type_name == "list":
        return [simple(value[0], member.member)]
    if member.type_name == "map":
        return {"key": "plain-name"}
    return value


@pytest.mark.parametrize("service", [*SERVICES, "ec2", "s3"])
def test_requests_are_read_as_botocore_writes_them(service: str) -> None:
    protocol = PROTOCOLS[protocol_of(service)]
    serializer = create_serializer(protocol_of(service), include_validation=False)
    for _, name in [each for each in OPERATIONS if each[0] == service]:
        model = operation_model(service, name)
        for turn in range(3):
            given = parameters(model, service, name, turn)
            request = as_request(serializer.serialize_to_request(given, model))
            assert protocol.operation(service_model(service), request) == name
            read = protocol.read(model, request)
            assert read == expected(given, model), f"{service} {name}"


def expected(given: dict[str, Any], model: Any) -> dict[str, Any]:
    return {} if model.input_shape is None else dict(typed(given, model.input_shape))


@pytest.mark.parametrize("service", [*SERVICES, "ec2", "s3"])
def test_replies_are_read_by_botocore_as_they_were(service: str) -> None:
    protocol = PROTOCOLS[protocol_of(service)]
    parser = create_parser(protocol_of(service))
    for _, name in [each for each in OPERATIONS if each[0] == service]:
        model = operation_model(service, name)
        if model.output_shape is None or model.has_streaming_output:
            continue
        data = some(model.output_shape, stream("reply", service, name), full=True)
        for member_name, member in model.output_shape.members.items():
            if member.serialization.get("location") and member_name in data:
                data[member_name] = simple(data[member_name], member)
        response = protocol.reply(model, data, "id-1")
        wire = {"status_code": response.status, "headers": dict(response.headers), "body": response.body}
        parsed = parser.parse(wire, model.output_shape)
        parsed.pop("ResponseMetadata", None)
        for member_name, member in model.output_shape.members.items():
            if member.serialization.get("location") == "statusCode":
                data.pop(member_name, None)
                parsed.pop(member_name, None)
        assert parsed == data, f"{service} {name}"


@pytest.mark.parametrize("service", ["ecs", "sqs", "elbv2", "ec2", "efs", "route53", "s3"])
def test_refusals_carry_code_and_message(service: str) -> None:
    refused = Rejected("NoSuchThing", "There is no <such> thing.", 404)
    response = PROTOCOLS[protocol_of(service)].refusal(service_model(service), refused, "id-1")
    wire = {"status_code": response.status, "headers": dict(response.headers), "body": response.body}
    parsed = create_parser(protocol_of(service)).parse(wire, None)
    assert parsed["Error"]["Code"] == "NoSuchThing"
    assert parsed["Error"]["Message"] == "There is no <such> thing."
    assert response.status == 404


def test_paths_may_hold_quoted_slashes() -> None:
    model = operation_model("s3", "GetObject")
    request = Request("GET", "/bucket/" + quote("a b/c", safe="/"))
    assert PROTOCOLS["rest-xml"].operation(service_model("s3"), request) == "GetObject"
    assert PROTOCOLS["rest-xml"].read(model, request) == {"Bucket": "bucket", "Key": unquote("a%20b/c")}


@pytest.mark.parametrize(
    ("protocol", "service", "operation", "body"),
    [
        ("json", "ecs", "ListClusters", b"{"),
        ("json", "ecs", "ListClusters", b"[]"),
        ("json", "ecs", "ListClusters", b"\xff"),
        ("query", "elbv2", "DescribeTags", b"\xff\xfe"),
        ("smithy-rpc-v2-cbor", "cloudwatch", "DescribeAlarms", b"\x80"),
        ("smithy-rpc-v2-cbor", "cloudwatch", "DescribeAlarms", b"\xbf"),
        ("smithy-rpc-v2-cbor", "cloudwatch", "DescribeAlarms", b"\xa0\x00"),
        ("smithy-rpc-v2-cbor", "cloudwatch", "DescribeAlarms", b"\xbb" + b"\xff" * 8),
        ("smithy-rpc-v2-cbor", "cloudwatch", "DescribeAlarms", b"\x9f" * 500),
        ("smithy-rpc-v2-cbor", "cloudwatch", "DescribeAlarms", b"\xa1\xa0\x00"),
        ("query", "autoscaling", "SetDesiredCapacity", b"Action=SetDesiredCapacity&DesiredCapacity=many"),
        ("rest-json", "scheduler", "CreateSchedule", b"nope"),
        ("rest-xml", "s3", "CreateBucket", b"<a"),
        ("rest-xml", "s3", "CreateBucket", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ],
)
def test_bodies_that_cannot_be_read_are_refused(
    protocol: str, service: str, operation: str, body: bytes
) -> None:
    paths = {"scheduler": ("POST", "/schedules/x"), "s3": ("PUT", "/bucket")}
    method, path = paths.get(service, ("POST", "/"))
    with pytest.raises(BadRequest):
        PROTOCOLS[protocol].read(operation_model(service, operation), Request(method, path, body=body))


def test_cbor_is_read_in_all_its_forms() -> None:
    forms = {
        "bf6141f56142f6ff": {"A": True, "B": None},  # a map without an end
        "7f61616162ff": "ab",  # a text in pieces
        "9f0120ff": [1, -1],
        "f97c00": float("inf"),
        "fa3fc00000": 1.5,
        "1903e8": 1000,
        "4101": b"\x01",
    }
    for digits, value in forms.items():
        assert cbor.load(bytes.fromhex(digits)) == value, digits
    assert cbor.load(bytes.fromhex("c11a514b67b0")) == datetime(2013, 3, 21, 20, 4, tzinfo=UTC)  # RFC 8949


def test_texts_that_xml_cannot_hold_are_left_out() -> None:
    assert xml_protocol.NOT_IN_XML.sub("", "a\x00b\x1bc\td") == "abc\td"
