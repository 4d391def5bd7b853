"""One API call put to a world: checked against AWS's model, then done, or refused in AWS's words."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from trainer.aws.authorise import refused
from trainer.aws.enums import EnumFault, enum_refusal, taken_all_the_same
from trainer.aws.model import Answer, Call, Rejected
from trainer.aws.operations import OPERATIONS
from trainer.aws.plain import plain
from trainer.aws.service_model import operation_model, service_model, service_names, validator

if TYPE_CHECKING:
    from trainer.sim.world import World

OWN_SERVICE = "trainer"
"""Calls that are ours and not AWS's: faults and load. They skip botocore's model."""


def answer(world: "World", call: Call) -> Answer:
    """Does the call in the world and gives its reply; a refusal leaves the world exactly as it was.

    Parameters are checked by botocore's validator and, which botocore does not do, against the enums of its
    model; the operation gets times as aware datetimes and blobs as bytes.
    """
    if call.service == OWN_SERVICE:
        own = OPERATIONS.get((OWN_SERVICE, call.operation))
        return _unknown(call) if own is None else own(world, call.params)
    if call.service not in service_names():
        return Rejected("UnknownService", f"'{call.service}' is no service of AWS.", 404)
    try:
        model = operation_model(call.service, call.operation)
    except KeyError:
        return _unknown(call)
    params: Mapping[str, Any] = call.params
    if model.input_shape is not None and not plain(params, model.input_shape):
        report = validator().validate(params, model.input_shape)
        if report.has_errors():
            return Rejected(refusal_code(call.service, call.operation), report.generate_report())
        faults = [one for one in enum_faults(params, model.input_shape) if not taken_all_the_same(call, one)]
        if faults:
            return enum_refusal(call, refusal_code(call.service, call.operation), faults)
        params = typed(params, model.input_shape)
    handler = OPERATIONS.get((call.service, call.operation))
    if handler is None:
        return Rejected(
            "NotImplemented",
            f"{call.service}:{call.operation} exists in AWS, but this simulator does not model it.",
            501,
        )
    return refused(world, Call(call.service, call.operation, params)) or handler(world, params)


def _unknown(call: Call) -> Rejected:
    return Rejected("UnknownOperationException", f"{call.service} has no operation '{call.operation}'.", 404)


@cache
def refusal_code(service: str, operation: str) -> str:
    """The code with which a service refuses a parameter that its model does not allow."""
    model = service_model(service)
    if model.metadata.get("protocol") == "ec2":
        return "InvalidParameterValue"
    errors = {shape.name: shape for shape in operation_model(service, operation).error_shapes}
    for name in ("ValidationException", "InvalidParameterException", "InvalidParameterValueException"):
        if name in errors:
            compatible = "awsQueryCompatible" in model.metadata
            return str(errors[name].error_code) if compatible else name
    return "ValidationError" if model.metadata.get("protocol") == "query" else "ValidationException"


def enum_faults(value: Any, shape: Any, path: str = "") -> Iterator[EnumFault]:
    """What breaks an enum of the model, each with the place of the value."""
    if not has_kind(shape, "enum"):
        return
    match shape.type_name:
        case "structure" if isinstance(value, Mapping):
            for key, item in value.items():
                if key in shape.members and item is not None:
                    yield from enum_faults(item, shape.members[key], f"{path}.{key}" if path else key)
        case "list" if isinstance(value, Sequence) and not isinstance(value, str):
            for number, item in enumerate(value, 1):
                yield from enum_faults(item, shape.member, f"{path}.{number}.member")
        case "map" if isinstance(value, Mapping):
            for key, item in value.items():
                yield from enum_faults(key, shape.key, f"{path}.{key}.key")
                yield from enum_faults(item, shape.value, f"{path}.{key}.member")
        case "string" if isinstance(value, str) and shape.enum and value not in shape.enum:
            yield EnumFault(path, value, tuple(shape.enum))


def typed(value: Any, shape: Any) -> Any:
    """A parameter with times as aware datetimes and blobs as bytes, wherever they lie."""
    if not has_kind(shape, "timestamp", "blob"):
        return value
    match shape.type_name:
        case "structure" if isinstance(value, Mapping):
            return {
                key: typed(item, shape.members[key]) for key, item in value.items() if key in shape.members
            }
        case "list" if isinstance(value, Sequence):
            return [typed(item, shape.member) for item in value]
        case "map" if isinstance(value, Mapping):
            return {key: typed(item, shape.value) for key, item in value.items()}
        case "timestamp":
            from trainer.aws.times import moment

            return moment(value)
        case "blob":
            if isinstance(value, str):
                return value.encode()
            return value.read() if hasattr(value, "read") else bytes(value)
        case _:
            return value


_KINDS: dict[int, tuple[Any, frozenset[str]]] = {}
"""Shape's id -> the shape (kept, so that the id stays its own) and the kinds of scalars within."""


def has_kind(shape: Any, *kinds: str) -> bool:
    """Whether such scalars (`timestamp`, `blob`, or `enum`) lie anywhere in the shape."""
    found = _KINDS.get(id(shape))
    if found is None:
        found = (shape, frozenset(_kinds(shape, ())))
        _KINDS[id(shape)] = found
    return not found[1].isdisjoint(kinds)


def _kinds(shape: Any, within: tuple[str, ...]) -> Iterator[str]:
    if shape.name in within:
        return
    inner = (*within, shape.name)
    match shape.type_name:
        case "structure":
            for member in shape.members.values():
                yield from _kinds(member, inner)
        case "list":
            yield from _kinds(shape.member, inner)
        case "map":
            yield from _kinds(shape.key, inner)
            yield from _kinds(shape.value, inner)
        case kind:
            yield kind
            if getattr(shape, "enum", None):
                yield "enum"
