"""EC2's own form of the query protocol: flat lists, capital letters, another envelope."""

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from trainer.aws.model import Rejected
from trainer.aws.server.model import Request, Response
from trainer.aws.server.protocols import query, xml
from trainer.aws.server.protocols.protocol import Params, Protocol
from trainer.aws.server.protocols.scalars import from_text


def read(model: Any, request: Request) -> Params:
    """The fields as parameters."""
    shape = model.input_shape
    return {} if shape is None else _structure(query.form(request), "", shape)


def _name(name: str, shape: Any) -> str:
    """`queryName`, or the XML name with a capital letter."""
    given = shape.serialization
    if "queryName" in given:
        return str(given["queryName"])
    written = str(given.get("name", name))
    return written[:1].upper() + written[1:] if "name" in given else name


def _structure(fields: Mapping[str, str], prefix: str, shape: Any) -> Params:
    found: Params = {}
    for name, member in shape.members.items():
        value = _field(fields, f"{prefix}{_name(name, member)}", member)
        if value is not None:
            found[name] = value
    return found


def _field(fields: Mapping[str, str], name: str, shape: Any) -> Any:
    match shape.type_name:
        case "structure":
            if not any(key.startswith(f"{name}.") for key in fields):
                return None
            return _structure(fields, f"{name}.", shape)
        case "list":
            found: list[Any] = []
            while (item := _field(fields, f"{name}.{len(found) + 1}", shape.member)) is not None:
                found.append(item)
            return found or None
        case _:
            return from_text(fields[name], shape) if name in fields else None


def reply(model: Any, data: Mapping[str, Any], request_id: str) -> Response:
    """`<NameResponse><requestId>…</requestId>…`."""
    version = model.service_model.metadata["apiVersion"]
    root = Element(f"{model.name}Response", {"xmlns": f"http://ec2.amazonaws.com/doc/{version}/"})
    SubElement(root, "requestId").text = request_id
    if model.output_shape is not None:
        xml.write_structure(root, data, model.output_shape)
    return Response(200, xml.text_of(root), query.HEADERS)


def refusal(service: Any, rejected: Rejected, request_id: str) -> Response:  # noqa: ARG001
    """`<Response><Errors><Error>…`."""
    root = Element("Response")
    error = SubElement(SubElement(root, "Errors"), "Error")
    SubElement(error, "Code").text = rejected.code
    SubElement(error, "Message").text = xml.NOT_IN_XML.sub("", rejected.message)
    SubElement(root, "RequestID").text = request_id
    return Response(rejected.status, xml.text_of(root), query.HEADERS)


PROTOCOL = Protocol(query.operation, read, reply, refusal)
