"""A quick yes for parameters that are plainly valid; whoever is refused it goes the long way.

A check is made once for each shape of botocore's model and asks only what `validator()` and `enum_faults`
would find nothing in: right types, nothing unknown, nothing required missing, minimums and enums kept. It
says no to whatever it does not know, and the long way finds the words.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Check: TypeAlias = Callable[[Any], bool]

_CHECKS: dict[int, tuple[Any, Check]] = {}
"""Shape's id -> the shape (kept, so that the id stays its own) and its check."""
_NUMBERS: dict[str, tuple[type, ...]] = {
    "integer": (int,), "long": (int,), "float": (float, int), "double": (float, int), "boolean": (bool,),
}  # fmt: skip


def plain(value: Any, shape: Any) -> bool:
    """Whether the value of that shape is valid beyond doubt; False means only that it is not known yet."""
    found = _CHECKS.get(id(shape))
    if found is None:
        found = _CHECKS[id(shape)] = (shape, _made(shape, ()))
    return found[1](value)


def _made(shape: Any, within: tuple[str, ...]) -> Check:
    """The check of a shape; one that lies within itself is made when a value goes that deep."""
    if shape.name in within:
        return lambda value: plain(value, shape)
    if shape.serialization.get("jsonvalue") or shape.serialization.get("hostLabel"):
        return _never
    inner = (*within, shape.name)
    match shape.type_name:
        case "structure" if not (shape.is_document_type or shape.is_tagged_union):
            return _structure(shape, {name: _made(member, inner) for name, member in shape.members.items()})
        case "list":
            return _list(shape, _made(shape.member, inner))
        case "map":
            return _map(_made(shape.key, inner), _made(shape.value, inner))
        case "string":
            return _string(shape)
        case kind if kind in _NUMBERS:
            return _number(shape, _NUMBERS[kind])
        case _:
            return _never


def _never(value: Any) -> bool:  # noqa: ARG001 - times, blobs, documents: the long way
    return False


def _structure(shape: Any, checks: Mapping[str, Check]) -> Check:
    required = tuple(shape.metadata.get("required", ()))

    def check(value: Any) -> bool:
        if type(value) is not dict:
            return False
        for name in required:
            if name not in value:
                return False
        for name, item in value.items():
            known = checks.get(name)
            if known is None or not known(item):
                return False
        return True

    return check


def _list(shape: Any, member: Check) -> Check:
    least = shape.metadata.get("min", 0)

    def check(value: Any) -> bool:
        if type(value) is not list or len(value) < least:
            return False
        return all(map(member, value))

    return check


def _map(key: Check, member: Check) -> Check:
    def check(value: Any) -> bool:
        return isinstance(value, Mapping) and all(key(name) and member(item) for name, item in value.items())

    return check


def _string(shape: Any) -> Check:
    least = shape.metadata.get("min", 0)
    if shape.enum:
        allowed = frozenset(shape.enum)
        return lambda value: type(value) is str and value in allowed
    if not least:
        return lambda value: type(value) is str
    return lambda value: type(value) is str and len(value) >= least


def _number(shape: Any, types: tuple[type, ...]) -> Check:
    least = shape.metadata.get("min")
    if least is None:
        return lambda value: type(value) in types
    return lambda value: type(value) in types and value >= least
