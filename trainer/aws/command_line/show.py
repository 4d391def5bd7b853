"""The request that a command line would make, as plain data, without making it."""

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from trainer.aws.command_line.model import Help, Invocation, Mistake, ReadFile, Skeleton
from trainer.aws.command_line.parse import parse
from trainer.aws.command_line.values import is_document
from trainer.aws.service_model import operation_model
from trainer.aws.times import moment


def show_request(line: str | Sequence[str], read_file: ReadFile) -> dict[str, Any]:
    """`{"service", "operation", "params"}` as handed to the client, or `{"error"}` where there is none.

    Names are botocore's; blobs are base64, times ISO 8601. `wait X` gives the operation that it polls.
    """
    match parse(line, read_file):
        case Invocation(call=call):
            shape = operation_model(call.service, call.operation).input_shape
            params = {} if shape is None else plain(call.params, shape)
            return {"service": call.service, "operation": call.operation, "params": params}
        case Help():
            return {"error": "help makes no request"}
        case Skeleton():
            return {"error": "--generate-cli-skeleton makes no request"}
        case Mistake(message=message):
            return {"error": message.strip().removeprefix("aws: [ERROR]: ")}


def plain(value: Any, shape: Any) -> Any:
    """A value of a shape with nothing in it that JSON lacks."""
    if is_document(shape):
        return value
    match shape.type_name:
        case "structure" if isinstance(value, Mapping):
            return {
                key: plain(item, shape.members[key]) for key, item in value.items() if key in shape.members
            }
        case "map" if isinstance(value, Mapping):
            return {str(key): plain(item, shape.value) for key, item in value.items()}
        case "list" if isinstance(value, Sequence) and not isinstance(value, str):
            return [plain(item, shape.member) for item in value]
        case "blob":
            return base64.b64encode(value.encode() if isinstance(value, str) else bytes(value)).decode()
        case "timestamp":
            return _iso(value)
        case _:
            return value


def _iso(value: Any) -> Any:
    """A time that already reads as ISO 8601 is left as it was written."""
    if isinstance(value, str):
        try:
            datetime.fromisoformat(value)
        except ValueError:
            pass
        else:
            if "-" in value:
                return value
    return moment(value).isoformat()
