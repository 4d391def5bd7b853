"""Smithy RPC v2 with CBOR (RFC 8949): the operation in the path, parameters and reply as one CBOR map.

What clients of CloudWatch speak by default since 2025; source: "Smithy RPC v2 CBOR protocol" of smithy.io.
"""

import re
import struct
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from trainer.aws.model import Rejected
from trainer.aws.server.model import BadRequest, Request, Response
from trainer.aws.server.protocols.json import from_json, query_error
from trainer.aws.server.protocols.protocol import Params, Protocol
from trainer.aws.times import moment

PATH = re.compile(r"/service/(?P<service>[\w.]+)/operation/(?P<operation>\w+)")
DEPTH_MAX = 64
INTEGER, NEGATIVE, BYTES, TEXT, LIST, MAP, TAG, SIMPLE = range(8)
ENDLESS, BREAK = 31, object()
SIMPLES = {20: False, 21: True, 22: None, 23: None}
FLOATS = {25: ">e", 26: ">f", 27: ">d"}


def operation(service: Any, request: Request) -> str:
    """The operation in `/service/Name/operation/Operation`."""
    match = PATH.fullmatch(request.path)
    if match is None or match["service"].rpartition(".")[2] != service.metadata.get("targetPrefix"):
        raise BadRequest("UnknownOperationException", "The path names no operation of this service.")
    return match["operation"]


def read(model: Any, request: Request) -> Params:
    """The CBOR body as parameters."""
    document = load(request.body) if request.body else {}
    if not isinstance(document, Mapping):
        raise BadRequest("SerializationException", "The body must be a CBOR map.")
    shape = model.input_shape
    return {} if shape is None else dict(from_json(document, shape))


def reply(model: Any, data: Mapping[str, Any], request_id: str) -> Response:
    """The reply as a CBOR body."""
    body = bytearray()
    if model.output_shape is not None:
        write(body, data, model.output_shape)
    return Response(200, bytes(body), _headers(request_id))


def refusal(service: Any, rejected: Rejected, request_id: str) -> Response:
    """The refusal as a CBOR body; its code is in `__type`."""
    body = bytearray()
    _head(body, MAP, 2)
    for text in ("__type", rejected.code, "message", rejected.message):
        _text(body, text)
    return Response(rejected.status, bytes(body), {**_headers(request_id), **query_error(service, rejected)})


def _headers(request_id: str) -> dict[str, str]:
    return {
        "Content-Type": "application/cbor",
        "smithy-protocol": "rpc-v2-cbor",
        "x-amzn-RequestId": request_id,
    }


def load(body: bytes) -> Any:
    """The one value of a body. Raises BadRequest for anything else than one whole value."""
    try:
        value, end = _value(body, 0, 0)
    except (
        IndexError,
        struct.error,
        UnicodeDecodeError,
        OverflowError,
        OSError,
        ValueError,
        TypeError,
    ) as error:
        raise BadRequest("SerializationException", f"The body is no CBOR: {error}") from error
    if end != len(body) or value is BREAK:
        raise BadRequest("SerializationException", "The body is no CBOR: it does not end where it should.")
    return value


def _value(body: bytes, at: int, depth: int) -> tuple[Any, int]:
    """The value that begins at a place, and where it ends."""
    if depth > DEPTH_MAX:
        raise ValueError("it lies too deep")
    kind, info = body[at] >> 5, body[at] & 31
    if kind == SIMPLE:
        return _simple(body, at, info)
    if info == ENDLESS:
        return _endless(body, at + 1, kind, depth)
    number, at = _number(body, at, info)
    match kind:
        case 0:
            return number, at
        case 1:
            return -1 - number, at
        case 2 | 3:
            if at + number > len(body):
                raise ValueError("it is cut off")
            raw = body[at : at + number]
            return (raw if kind == BYTES else raw.decode()), at + number
        case 4:
            return _items(body, at, number, depth)
        case 5:
            flat, at = _items(body, at, 2 * number, depth)
            return dict(zip(flat[::2], flat[1::2], strict=True)), at
        case _:
            inner, at = _value(body, at, depth + 1)
            return (datetime.fromtimestamp(inner, UTC) if number == 1 else inner), at


def _number(body: bytes, at: int, info: int) -> tuple[int, int]:
    """The number after an initial byte: in the byte itself, or in the 1, 2, 4 or 8 that follow."""
    if info < 24:
        return info, at + 1
    if info > 27:
        raise ValueError(f"additional information {info} is reserved")
    size = 1 << (info - 24)
    end = at + 1 + size
    if end > len(body):
        raise ValueError("it is cut off")
    return int.from_bytes(body[at + 1 : end], "big"), end


def _simple(body: bytes, at: int, info: int) -> tuple[Any, int]:
    if info == ENDLESS:
        return BREAK, at + 1
    if info in FLOATS:
        size = struct.calcsize(FLOATS[info])
        return struct.unpack(FLOATS[info], body[at + 1 : at + 1 + size])[0], at + 1 + size
    if info not in SIMPLES:
        raise ValueError(f"simple value {info} is unknown")
    return SIMPLES[info], at + 1


def _items(body: bytes, at: int, count: int, depth: int) -> tuple[list[Any], int]:
    if count > len(body) - at:
        raise ValueError("it is cut off")
    items = []
    for _ in range(count):
        item, at = _value(body, at, depth + 1)
        if item is BREAK:
            raise ValueError("a break where a value should be")
        items.append(item)
    return items, at


def _endless(body: bytes, at: int, kind: int, depth: int) -> tuple[Any, int]:
    """A text, list or map whose end is marked by a break."""
    items = []
    while True:
        item, at = _value(body, at, depth + 1)
        if item is BREAK:
            break
        items.append(item)
    if kind in (BYTES, TEXT):
        return (b"" if kind == BYTES else "").join(items), at
    if kind == LIST:
        return items, at
    if kind != MAP:
        raise ValueError("only texts, lists and maps may be without an end")
    return dict(zip(items[::2], items[1::2], strict=True)), at


def write(body: bytearray, value: Any, shape: Any) -> None:
    """Appends a value of a shape; members that are None are left out."""
    match shape.type_name:
        case "structure":
            there = [(name, value[name]) for name in shape.members if value.get(name) is not None]
            _head(body, MAP, len(there))
            for name, item in there:
                member = shape.members[name]
                _text(body, member.serialization.get("name", name))
                write(body, item, member)
        case "list":
            _head(body, LIST, len(value))
            for item in value:
                write(body, item, shape.member)
        case "map":
            _head(body, MAP, len(value))
            for key, item in value.items():
                _text(body, key)
                write(body, item, shape.value)
        case "boolean":
            body.append(SIMPLE << 5 | (21 if value else 20))
        case "integer" | "long":
            _head(body, NEGATIVE if value < 0 else INTEGER, -1 - value if value < 0 else value)
        case "float" | "double":
            body.append(SIMPLE << 5 | 27)
            body.extend(struct.pack(">d", float(value)))
        case "timestamp":
            body.append(TAG << 5 | 1)
            body.append(SIMPLE << 5 | 27)
            body.extend(struct.pack(">d", moment(value).timestamp()))
        case "blob":
            _head(body, BYTES, len(value))
            body.extend(value)
        case _:
            _text(body, str(value))


def _head(body: bytearray, kind: int, number: int) -> None:
    """Appends an initial byte with its number."""
    if number < 24:
        body.append(kind << 5 | number)
        return
    info = next(info for info in (24, 25, 26, 27) if number < 1 << (8 << (info - 24)))
    body.append(kind << 5 | info)
    body.extend(number.to_bytes(1 << (info - 24), "big"))


def _text(body: bytearray, text: str) -> None:
    raw = text.encode()
    _head(body, TEXT, len(raw))
    body.extend(raw)


PROTOCOL = Protocol(operation, read, reply, refusal)
