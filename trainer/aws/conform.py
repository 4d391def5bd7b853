"""A strict look at a reply: whatever botocore's model of the output does not allow.

botocore itself ignores unknown members, so that a misspelt field would vanish without a word.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from trainer.aws.model import Call
from trainer.aws.service_model import operation_model

PYTHON: dict[str, tuple[type, ...]] = {
    "string": (str,), "character": (str,), "integer": (int,), "long": (int,), "float": (int, float),
    "double": (int, float), "boolean": (bool,), "timestamp": (datetime,), "blob": (bytes,),
}  # fmt: skip


def reply_faults(call: Call, data: Mapping[str, Any]) -> list[str]:
    """Everything in the reply that the operation's output shape does not allow, each with its place."""
    shape = operation_model(call.service, call.operation).output_shape
    if shape is None:
        return [f"{call.operation} has no output, found {sorted(data)}"] if data else []
    return list(faults(data, shape, call.operation))


def faults(value: Any, shape: Any, path: str) -> Iterator[str]:
    """Unknown members, missing required ones, wrong types, values outside of an enum."""
    if getattr(shape, "is_document_type", False):
        return
    match shape.type_name:
        case "structure":
            yield from _structure(value, shape, path)
        case "list":
            if not isinstance(value, Sequence) or isinstance(value, str | bytes):
                yield f"{path}: a list is wanted, found {type(value).__name__}"
                return
            for number, item in enumerate(value):
                yield from faults(item, shape.member, f"{path}[{number}]")
        case "map":
            if not isinstance(value, Mapping):
                yield f"{path}: a map is wanted, found {type(value).__name__}"
                return
            for key, item in value.items():
                yield from faults(key, shape.key, f"{path} key {key!r}")
                yield from faults(item, shape.value, f"{path}.{key}")
        case kind:
            yield from _scalar(value, shape, kind, path)


def _structure(value: Any, shape: Any, path: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield f"{path}: {shape.name} is wanted, found {type(value).__name__}"
        return
    for key in value:
        if key not in shape.members:
            yield f"{path}: {shape.name} has no member {key!r}"
    for key, member in shape.members.items():
        if key in value:
            yield from faults(value[key], member, f"{path}.{key}")
        elif key in shape.required_members:
            yield f"{path}: {shape.name} must have {key!r}"


def _scalar(value: Any, shape: Any, kind: str, path: str) -> Iterator[str]:
    wanted = PYTHON.get(kind, (object,))
    if not isinstance(value, wanted) or (isinstance(value, bool) and kind != "boolean"):
        yield f"{path}: a {kind} is wanted, found {type(value).__name__}"
    elif isinstance(value, datetime) and value.tzinfo is None:
        yield f"{path}: the time says no zone"
    elif getattr(shape, "enum", None) and value not in shape.enum:
        yield f"{path}: {value!r} is none of {', '.join(shape.enum)}"
