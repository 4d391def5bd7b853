"""Values as XML and back, by the shapes of botocore's model; shared by query, ec2 and rest-xml."""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

from trainer.aws.server.model import BadRequest
from trainer.aws.server.protocols.scalars import from_text, to_text

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_structure(parent: Element, value: Mapping[str, Any], shape: Any) -> None:
    """Puts the members of a structure under an element."""
    for name, member in shape.members.items():
        item = value.get(name)
        if item is None or member.serialization.get("location"):
            continue
        wire = member.serialization.get("name", name)
        if member.serialization.get("xmlAttribute"):
            parent.set(wire, to_text(item, member))
        else:
            write(parent, wire, item, member)


def write(parent: Element, name: str, value: Any, shape: Any) -> None:
    """Puts a value under an element as one of that name, or several where lists and maps are flattened."""
    match shape.type_name:
        case "structure":
            write_structure(_child(parent, name, shape), value, shape)
        case "list":
            flat = shape.serialization.get("flattened")
            item_name = shape.member.serialization.get("name", name if flat else "member")
            place = parent if flat else SubElement(parent, name)
            for item in value:
                write(place, item_name, item, shape.member)
        case "map":
            flat = shape.serialization.get("flattened")
            place = parent if flat else SubElement(parent, name)
            for key, item in value.items():
                entry = SubElement(place, name if flat else "entry")
                write(entry, shape.key.serialization.get("name", "key"), key, shape.key)
                write(entry, shape.value.serialization.get("name", "value"), item, shape.value)
        case _:
            SubElement(parent, name).text = NOT_IN_XML.sub("", to_text(value, shape))


def _child(parent: Element, name: str, shape: Any) -> Element:
    """A new element, with the namespace that the shape asks for (S3's grantees)."""
    namespace = shape.serialization.get("xmlNamespace")
    attributes = {}
    if isinstance(namespace, dict) and namespace.get("prefix"):
        attributes[f"xmlns:{namespace['prefix']}"] = namespace["uri"]
    return SubElement(parent, name, attributes)


def text_of(root: Element) -> bytes:
    """The document as UTF-8 with its declaration."""
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def parsed(body: bytes) -> Element:
    """The root of a body, namespaces taken off. Raises BadRequest, also for a document with entities."""
    if b"<!DOCTYPE" in body or b"<!ENTITY" in body:
        raise BadRequest("MalformedXML", "A document type is not allowed here.")
    try:
        root = fromstring(body)  # noqa: S314 - entities were refused above
    except ParseError as error:
        raise BadRequest("MalformedXML", f"The body is no XML: {error}") from error
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for name in list(element.attrib):
            if "}" in name:
                element.attrib[f"xsi:{name.rpartition('}')[2]}"] = element.attrib.pop(name)
    return root


def read(element: Element, shape: Any) -> Any:
    """The value of an element."""
    match shape.type_name:
        case "structure":
            return read_structure(element, shape)
        case "list":
            return [read(item, shape.member) for item in element]
        case "map":
            return dict(_entry(entry, shape) for entry in element)
        case _:
            return from_text(element.text or "", shape)


def read_structure(element: Element, shape: Any) -> dict[str, Any]:
    """The members of a structure that are there."""
    found: dict[str, Any] = {}
    for name, member in shape.members.items():
        wire = member.serialization.get("name", name)
        if member.serialization.get("location"):
            continue
        if member.serialization.get("xmlAttribute"):
            if wire in element.attrib:
                found[name] = from_text(element.attrib[wire], member)
            continue
        flat = member.type_name in ("list", "map") and member.serialization.get("flattened")
        if flat and member.type_name == "list":
            wire = member.member.serialization.get("name", wire)
        items = element.findall(wire)
        if items and flat:
            read_flat = member.type_name == "list"
            found[name] = (
                [read(item, member.member) for item in items]
                if read_flat
                else dict(_entry(item, member) for item in items)
            )
        elif items:
            found[name] = read(items[0], member)
    return found


def _entry(entry: Element, shape: Any) -> tuple[str, Any]:
    key = entry.find(shape.key.serialization.get("name", "key"))
    value = entry.find(shape.value.serialization.get("name", "value"))
    if key is None or value is None:
        raise BadRequest("MalformedXML", f"An entry of {shape.name} lacks its key or value.")
    return key.text or "", read(value, shape.value)
