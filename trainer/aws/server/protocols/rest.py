"""REST with JSON or XML: the operation from method and path, parameters from path, query, headers, body."""

import base64
import json as text_json
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any
from urllib.parse import unquote
from xml.etree.ElementTree import Element, SubElement

from trainer.aws.model import Rejected
from trainer.aws.server.model import BadRequest, Request, Response
from trainer.aws.server.protocols import json, query, xml
from trainer.aws.server.protocols.protocol import Params, Protocol
from trainer.aws.server.protocols.scalars import from_text, to_text
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Route:
    """An operation's address: a pattern for the path, the query fields and headers that must be there."""

    name: str
    method: str
    path: re.Pattern[str]
    fields: tuple[tuple[str, str], ...]
    headers: tuple[str, ...]
    fixed: int


@cache
def routes(service: Any) -> tuple[Route, ...]:
    """All routes of a service, the most particular first, deprecated operations last."""
    found = []
    for name in service.operation_names:
        model = service.operation_model(name)
        http = model.http
        path, _, fields = http["requestUri"].partition("?")
        pairs = tuple(
            (key, value) for key, _, value in (each.partition("=") for each in fields.split("&") if each)
        )
        fixed = len(re.sub(r"\{[^}]*\}", "", path))
        found.append(Route(name, http["method"], _pattern(path), pairs, _headers_needed(model), fixed))
    found.sort(key=lambda route: (-len(route.fields), -route.fixed, -len(route.headers), route.name))
    return tuple(sorted(found, key=lambda route: bool(service.operation_model(route.name).deprecated)))


def _headers_needed(model: Any) -> tuple[str, ...]:
    """Headers without which the request is another operation's: CopyObject is PutObject with a source."""
    shape = model.input_shape
    required = (
        []
        if shape is None
        else [(name, shape.members[name].serialization) for name in shape.required_members]
    )
    return tuple(
        given.get("name", name).lower() for name, given in required if given.get("location") == "header"
    )


def _pattern(path: str) -> re.Pattern[str]:
    """`/a/{Name}/{Key+}` as a regular expression; a trailing slash does not matter."""
    parts = re.split(r"(\{[^}]*\})", path.rstrip("/"))
    made = "".join(_part(part) for part in parts)
    return re.compile(f"{made}/?")


def _part(part: str) -> str:
    if not part.startswith("{"):
        return re.escape(part)
    name = part[1:-1]
    group = f"p_{name.removesuffix('+').encode().hex()}"
    return f"(?P<{group}>.+)" if name.endswith("+") else f"(?P<{group}>[^/]+)"


def operation(service: Any, request: Request) -> str:
    """The operation whose method, path and query fields fit."""
    return _route(service, request).name


def _route(service: Any, request: Request) -> Route:
    given = dict(request.query)
    for route in routes(service):
        fits = all(key in given and (not value or given[key] == value) for key, value in route.fields)
        fits = fits and all(name in request.headers for name in route.headers)
        if route.method == request.method and fits and route.path.fullmatch(request.path):
            return route
    raise BadRequest("UnknownOperationException", f"No operation is at {request.method} {request.path}.", 404)


def _reader(body_of: Callable[[bytes, Any], Mapping[str, Any]]) -> Callable[[Any, Request], Params]:
    """`read` for a body that `body_of` turns into the members of a shape."""

    def read(model: Any, request: Request) -> Params:
        shape = model.input_shape
        if shape is None:
            return {}
        found = _located(shape, request, _in_path(model, request))
        payload = shape.serialization.get("payload")
        if payload is None:
            rest = {
                name for name, member in shape.members.items() if not member.serialization.get("location")
            }
            if rest and request.body:
                found.update(
                    {key: value for key, value in body_of(request.body, shape).items() if key in rest}
                )
        elif request.body:
            member = shape.members[payload]
            if member.type_name == "structure":
                found.update({payload: value} if (value := body_of(request.body, member)) else {})
            else:
                found[payload] = request.body if member.type_name == "blob" else request.body.decode()
        return found

    return read


def _in_path(model: Any, request: Request) -> dict[str, str]:
    match = _route(model.service_model, request).path.fullmatch(request.path)
    groups = match.groupdict() if match else {}
    return {bytes.fromhex(name.removeprefix("p_")).decode(): unquote(value) for name, value in groups.items()}


def _located(shape: Any, request: Request, path: Mapping[str, str]) -> Params:
    """The members that travel in the path, the query and the headers."""
    found: Params = {}
    for name, member in shape.members.items():
        wire = member.serialization.get("name", name)
        match member.serialization.get("location"):
            case "uri" if wire in path:
                found[name] = from_text(path[wire], member)
            case "querystring":
                if (value := _in_query(request, wire, member)) is not None:
                    found[name] = value
            case "header" if wire.lower() in request.headers:
                found[name] = _from_header(request.headers[wire.lower()], member)
            case "headers":
                start = wire.lower()
                named = {
                    key[len(start) :]: text for key, text in request.headers.items() if key.startswith(start)
                }
                if named:
                    found[name] = named
    return found


def _in_query(request: Request, wire: str, member: Any) -> Any:
    values = [value for key, value in request.query if key == wire]
    if member.type_name == "map":
        return dict(request.query) or None
    if not values:
        return None
    if member.type_name == "list":
        return [from_text(value, member.member) for value in values]
    return from_text(values[0], member)


def _from_header(text: str, member: Any) -> Any:
    if member.type_name == "list":
        return [from_text(part.strip(), member.member) for part in text.split(",")]
    if member.serialization.get("jsonvalue"):
        return text_json.loads(base64.b64decode(text))
    return from_text(text, member)


def _json_body(body: bytes, shape: Any) -> Mapping[str, Any]:
    found = json.from_json(json.load(body), shape)
    if not isinstance(found, Mapping):
        raise BadRequest("SerializationException", "The body must be a JSON object.")
    return found


def _xml_body(body: bytes, shape: Any) -> Mapping[str, Any]:
    return xml.read_structure(xml.parsed(body), shape)


def _json_text(model: Any, value: Mapping[str, Any], shape: Any, name: str) -> bytes:  # noqa: ARG001
    rest = {key: item for key, item in value.items() if not shape.members[key].serialization.get("location")}
    return json.dump(json.to_json(rest, shape))


def _xml_text(model: Any, value: Mapping[str, Any], shape: Any, name: str) -> bytes:
    namespace = model.service_model.metadata.get("xmlNamespace") or shape.serialization.get(
        "xmlNamespace", ""
    )
    uri = namespace.get("uri", "") if isinstance(namespace, Mapping) else namespace
    root = Element(name, {"xmlns": uri} if uri else {})
    xml.write_structure(root, value, shape)
    return xml.text_of(root)


def _replier(
    text: Callable[[Any, Mapping[str, Any], Any, str], bytes], content_type: str
) -> Callable[[Any, Mapping[str, Any], str], Response]:
    """`reply` for bodies that `text` writes."""

    def reply(model: Any, data: Mapping[str, Any], request_id: str) -> Response:
        shape = model.output_shape
        status = model.http.get("responseCode", 200)
        headers = {
            "Content-Type": content_type,
            "x-amzn-RequestId": request_id,
            "x-amz-request-id": request_id,
        }
        if shape is None:
            return Response(status, b"", headers)
        for name, member in shape.members.items():
            value = data.get(name)
            wire = member.serialization.get("name", name)
            match member.serialization.get("location"):
                case "header" if value is not None:
                    headers[wire] = to_text(value, member, "rfc822")
                case "headers" if value:
                    headers.update({f"{wire}{key}": item for key, item in value.items()})
                case "statusCode" if value is not None:
                    status = value
        payload = shape.serialization.get("payload")
        if payload is None:
            name = shape.serialization.get("resultWrapper") or shape.name
            return Response(status, text(model, data, shape, name), headers)
        member, value = shape.members[payload], data.get(payload)
        if value is None:
            return Response(status, b"", headers)
        if member.type_name == "structure":
            name = member.serialization.get("name", payload)
            return Response(status, text(model, value, member, name), headers)
        return Response(status, value.encode() if isinstance(value, str) else bytes(value), headers)

    return reply


def _json_refusal(service: Any, rejected: Rejected, request_id: str) -> Response:  # noqa: ARG001
    headers = {
        "Content-Type": "application/json",
        "x-amzn-RequestId": request_id,
        "x-amzn-ErrorType": rejected.code,
    }
    return Response(
        rejected.status, json.dump({"__type": rejected.code, "message": rejected.message}), headers
    )


def _xml_refusal(service: Any, rejected: Rejected, request_id: str) -> Response:
    """S3 answers with a bare `<Error>`, the others with `<ErrorResponse>`."""
    if service.metadata.get("endpointPrefix") != "s3":
        return query.refusal(service, rejected, request_id)
    root = Element("Error")
    for name, value in (("Code", rejected.code), ("Message", rejected.message), ("RequestId", request_id)):
        SubElement(root, name).text = xml.NOT_IN_XML.sub("", value)
    return Response(rejected.status, xml.text_of(root), {"Content-Type": "application/xml"})


REST_JSON = Protocol(operation, _reader(_json_body), _replier(_json_text, "application/json"), _json_refusal)
REST_XML = Protocol(operation, _reader(_xml_body), _replier(_xml_text, "application/xml"), _xml_refusal)
