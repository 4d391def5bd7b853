"""The query protocol: `Action=…&Member.1.Name=…` in, XML out."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element, SubElement

from trainer.aws.model import Rejected
from trainer.aws.server.model import BadRequest, Request, Response
from trainer.aws.server.protocols import xml
from trainer.aws.server.protocols.protocol import Params, Protocol
from trainer.aws.server.protocols.scalars import from_text

HEADERS = {"Content-Type": "text/xml"}


def operation(service: Any, request: Request) -> str:  # noqa: ARG001 - the form of a protocol
    """The operation in `Action`."""
    name = form(request).get("Action", "")
    if not name:
        raise BadRequest("MissingAction", "The request must contain the parameter Action.")
    return name


def form(request: Request) -> dict[str, str]:
    """The fields of the body, or of the address for GET."""
    try:
        fields = parse_qsl(request.body.decode(), keep_blank_values=True, max_num_fields=10_000)
    except ValueError as error:
        raise BadRequest("MalformedQueryString", "The body is no form.") from error
    return {**dict(request.query), **dict(fields)}


def read(model: Any, request: Request) -> Params:
    """The fields as parameters."""
    if model.input_shape is None:
        return {}
    return structure(form(request), "", model.input_shape, _name)


def _name(name: str, shape: Any) -> str:
    return str(shape.serialization.get("name", name))


def structure(fields: Mapping[str, str], prefix: str, shape: Any, wire_name: Any) -> Params:
    """The members found under a prefix; `wire_name(name, shape)` says how one is written."""
    found: Params = {}
    for name, member in shape.members.items():
        value = field(fields, f"{prefix}{wire_name(name, member)}", member, wire_name)
        if value is not None:
            found[name] = value
    return found


def field(fields: Mapping[str, str], name: str, shape: Any, wire_name: Any) -> Any:
    """The value of a shape under a name; None when there is none."""
    match shape.type_name:
        case "structure":
            if not any(key.startswith(f"{name}.") for key in fields):
                return None
            return structure(fields, f"{name}.", shape, wire_name)
        case "list":
            return listed(fields, list_prefix(name, shape), shape.member, wire_name, empty=name)
        case "map":
            return _mapped(fields, name, shape, wire_name)
        case _:
            return from_text(fields[name], shape) if name in fields else None


def list_prefix(name: str, shape: Any) -> str:
    """Where the items of a list are: `Name.member.1`, or `Item.1` for a flattened one."""
    inner = shape.member.serialization.get("name")
    if not shape.serialization.get("flattened"):
        return f"{name}.{inner or 'member'}"
    return ".".join([*name.split(".")[:-1], inner]) if inner else name


def listed(
    fields: Mapping[str, str], prefix: str, shape: Any, wire_name: Any, empty: str
) -> list[Any] | None:
    """Items 1, 2, … under a prefix; an empty field of the list's own name is an empty list."""
    found: list[Any] = []
    while (item := field(fields, f"{prefix}.{len(found) + 1}", shape, wire_name)) is not None:
        found.append(item)
    return found or ([] if fields.get(empty) == "" else None)


def _mapped(fields: Mapping[str, str], name: str, shape: Any, wire_name: Any) -> dict[str, Any] | None:
    prefix = name if shape.serialization.get("flattened") else f"{name}.entry"
    key_name, value_name = _name("key", shape.key), _name("value", shape.value)
    found: dict[str, Any] = {}
    number = 1
    while (key := fields.get(f"{prefix}.{number}.{key_name}")) is not None:
        found[key] = field(fields, f"{prefix}.{number}.{value_name}", shape.value, wire_name)
        number += 1
    return found or None


def reply(model: Any, data: Mapping[str, Any], request_id: str) -> Response:
    """`<NameResponse><NameResult>…</NameResult><ResponseMetadata>…`."""
    root = Element(f"{model.name}Response", {"xmlns": model.service_model.metadata.get("xmlNamespace", "")})
    shape = model.output_shape
    if shape is not None:
        wrapper = shape.serialization.get("resultWrapper")
        xml.write_structure(SubElement(root, wrapper) if wrapper else root, data, shape)
    SubElement(SubElement(root, "ResponseMetadata"), "RequestId").text = request_id
    return Response(200, xml.text_of(root), {**HEADERS, "x-amzn-RequestId": request_id})


def refusal(service: Any, rejected: Rejected, request_id: str) -> Response:
    """`<ErrorResponse><Error>…`."""
    root = Element("ErrorResponse", {"xmlns": service.metadata.get("xmlNamespace", "")})
    error = SubElement(root, "Error")
    SubElement(error, "Type").text = "Sender" if rejected.status < 500 else "Receiver"
    SubElement(error, "Code").text = wire_code(service, rejected.code)
    SubElement(error, "Message").text = xml.NOT_IN_XML.sub("", rejected.message)
    SubElement(root, "RequestId").text = request_id
    return Response(rejected.status, xml.text_of(root), HEADERS)


def wire_code(service: Any, code: str) -> str:
    """An error's code as it is sent: some shapes go by another name (`LoadBalancerNotFound`)."""
    for shape in service.error_shapes:
        if shape.name == code:
            return str(shape.metadata.get("error", {}).get("code", code))
    return code


PROTOCOL = Protocol(operation, read, reply, refusal)
