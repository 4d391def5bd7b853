"""Attribute values between the API, where binaries are bytes, and the world, where they are base64."""

import base64
from collections.abc import Mapping
from typing import Any


def kept(value: Any) -> Any:
    """A value of the API as the world keeps it."""
    return _each(value, lambda data: base64.b64encode(bytes(data)).decode())


def shown(value: Any) -> Any:
    """A value of the world as the API shows it."""
    return _each(value, base64.b64decode)


def _each(value: Any, binary: Any) -> Any:
    """A map of attributes, or one attribute value, with its binaries changed."""
    if not isinstance(value, Mapping):
        return value
    if len(value) == 1:
        [(kind, inner)] = value.items()
        match kind:
            case "B" if not isinstance(inner, Mapping):
                return {kind: binary(inner)}
            case "BS" if not isinstance(inner, Mapping):
                return {kind: [binary(one) for one in inner]}
            case "L" if isinstance(inner, list | tuple):
                return {kind: [_each(one, binary) for one in inner]}
            case "M" if isinstance(inner, Mapping):
                return {kind: {name: _each(one, binary) for name, one in inner.items()}}
            case _:
                pass
    return {name: _each(one, binary) for name, one in value.items()}
