"""AWS JSON 1.0 and 1.1: the operation in a header, parameters and reply as one JSON document."""

import json
from collections.abc import Mapping
from typing import Any

from trainer.aws.model import Rejected
from trainer.aws.server.model import BadRequest, Request, Response
from trainer.aws.server.protocols.protocol import Params, Protocol
from trainer.aws.server.protocols.scalars import from_text, time_in, time_out, to_text
from trainer.aws.service_model import error_code


def operation(service: Any, request: Request) -> str:
    """The operation in `X-Amz-Target: Prefix.Operation`."""
    prefix, dot, name = request.header("x-amz-target").rpartition(".")
    if not dot or prefix != service.metadata.get("targetPrefix", prefix):
        raise BadRequest("UnknownOperationException", "The request names no operation in X-Amz-Target.")
    return name


def read(model: Any, request: Request) -> Params:
    """The JSON body as parameters."""
    document = load(request.body)
    if not isinstance(document, Mapping):
        raise BadRequest("SerializationException", "The body must be a JSON object.")
    shape = model.input_shape
    return {} if shape is None else dict(from_json(document, shape))


def reply(model: Any, data: Mapping[str, Any], request_id: str) -> Response:
    """The reply as a JSON body."""
    shape = model.output_shape
    body = {} if shape is None else to_json(data, shape)
    return Response(200, dump(body), _headers(model.service_model, request_id))


def refusal(service: Any, rejected: Rejected, request_id: str) -> Response:
    """The refusal as a JSON body; its code is in `__type`."""
    headers = {**_headers(service, request_id), **query_error(service, rejected)}
    body = {"__type": rejected.code, "message": rejected.message}
    return Response(rejected.status, dump(body), headers)


def query_error(service: Any, rejected: Rejected) -> dict[str, str]:
    """The old code of a service that once spoke query (SQS), which its clients still expect."""
    if "awsQueryCompatible" not in service.metadata:
        return {}
    return {"x-amzn-query-error": f"{error_code(service.service_name, rejected.code)};Sender"}


def _headers(service: Any, request_id: str) -> dict[str, str]:
    version = service.metadata.get("jsonVersion", "1.1")
    return {"Content-Type": f"application/x-amz-json-{version}", "x-amzn-RequestId": request_id}


def load(body: bytes) -> Any:
    """JSON of a body, an empty one being an empty object. Raises BadRequest."""
    try:
        return json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise BadRequest("SerializationException", f"The body is no JSON: {error}") from error


def dump(value: Any) -> bytes:
    """JSON as bytes, in as few of them as possible."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


def from_json(value: Any, shape: Any) -> Any:
    """JSON to parameters: members by their own or their wire's name, times and blobs typed.

    What is of another type than the shape is left as it is, for validation to name.
    """
    if getattr(shape, "is_document_type", False) or value is None:
        return value
    match shape.type_name:
        case "structure" if isinstance(value, Mapping):
            found = {}
            for name, member in shape.members.items():
                wire = member.serialization.get("name", name)
                if value.get(wire) is not None:
                    found[name] = from_json(value[wire], member)
            return found
        case "list" if isinstance(value, list):
            return [from_json(item, shape.member) for item in value]
        case "map" if isinstance(value, Mapping):
            return {key: from_json(item, shape.value) for key, item in value.items()}
        case "blob" if isinstance(value, str):
            return from_text(value, shape)
        case "timestamp":
            try:
                return time_in(value)
            except (ValueError, TypeError, OverflowError) as error:
                raise BadRequest("SerializationException", f"{value!r} is no time.") from error
        case _:
            return value


def to_json(value: Any, shape: Any) -> Any:
    """A reply as JSON; members that are None are left out."""
    if getattr(shape, "is_document_type", False):
        return value
    match shape.type_name:
        case "structure":
            return {
                member.serialization.get("name", name): to_json(value[name], member)
                for name, member in shape.members.items()
                if value.get(name) is not None
            }
        case "list":
            return [to_json(item, shape.member) for item in value]
        case "map":
            return {key: to_json(item, shape.value) for key, item in value.items()}
        case "timestamp":
            return time_out(value, shape.serialization.get("timestampFormat", "unixTimestamp"))
        case "blob":
            return to_text(value, shape)
        case _:
            return value


PROTOCOL = Protocol(operation, read, reply, refusal)
