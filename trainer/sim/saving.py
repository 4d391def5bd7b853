"""A world as plain data for JSON, and back: what is saved of a practice world or a lab."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from trainer.sim import events, model, neighbours, world
from trainer.sim.world import START, Entry, Reason, World
from trainer.value import fields_of, is_value

FORMAT = 1
"""Raised whenever a saved world could no longer be read."""
_TYPE = "is"
_CLASSES: Mapping[str, type[Any]] = {
    name: found
    for module in (world, *model.MODULES, events, neighbours)
    for name, found in vars(module).items()
    if isinstance(found, type) and is_value(found)
}


class UnreadableWorld(ValueError):  # noqa: N818 - what was read, not what failed
    """The data is not a saved world of this version."""


def to_json(saved: World) -> dict[str, Any]:
    """The world as a dict that JSON can hold; equal worlds give equal dicts."""
    return {
        "format": FORMAT,
        "seed": saved.seed,
        "account": saved.account,
        "region": saved.region,
        "now_ms": saved.now_ms,
        "sequence": saved.sequence,
        "handling": saved.handling,
        "cause": saved.cause,
        "agenda": [[*entry[:3], _out(entry.event), entry.cause] for entry in saved.agenda],
        "reasons": [_out(reason) for reason in saved.reasons],
        "told": saved.told,
        "reasons_max": saved.reasons_max,
        **({} if saved.start == START else {"start": saved.start.isoformat()}),
        "tables": {
            table.__name__: [_out(record) for record in records.values()]
            for table, records in saved.tables.items()
        },
    }


def from_json(data: Mapping[str, Any]) -> World:
    """The world that was saved; raises UnreadableWorld for anything else."""
    if data.get("format") != FORMAT:
        raise UnreadableWorld(f"this world was saved in format {data.get('format')!r}, not {FORMAT}")
    try:
        read = World(
            data["seed"],
            data["account"],
            data["region"],
            data["now_ms"],
            data["sequence"],
            data["handling"],
            data["cause"],
            [
                Entry(at, priority, number, _in(event), cause)
                for at, priority, number, event, cause in data["agenda"]
            ],
            [_read(Reason, reason) for reason in data["reasons"]],
        )
        read.told = data.get("told", len(read.reasons))
        read.reasons_max = data.get("reasons_max", read.reasons_max)
        if "start" in data:
            read.start = _start(data["start"])
        for name, records in data["tables"].items():
            table = _CLASSES[name]
            read.tables[table] = {record.key: record for record in (_read(table, item) for item in records)}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableWorld(f"the saved world is damaged: {error!r}") from error
    return read.rebuilt()


def _start(text: str) -> datetime:
    """Raises ValueError for a time without a zone, which no moment can be reckoned from."""
    start = datetime.fromisoformat(text)
    if start.tzinfo is None:
        raise ValueError(f"{text!r} has no zone")
    return start


def _out(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [_out(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _out(item) for key, item in value.items()}
    names, defaults = _shape(type(value))  # type: ignore[arg-type]  # a type is hashable
    told = {_TYPE: type(value).__name__}
    told.update(
        (name, _out(held)) for name in names if (held := getattr(value, name)) != defaults.get(name, _NONE)
    )
    return told


_NONE = object()


@cache
def _shape(table: type[Any]) -> tuple[tuple[str, ...], Mapping[str, Any]]:
    """The names of a dataclass's fields, and the defaults that need not be saved."""
    found = fields_of(table)
    defaults = {item.name: item.default for item in found if item.has_default}
    return tuple(item.name for item in found), defaults


def _in(data: Mapping[str, Any]) -> Any:
    """A dataclass whose type is only known from the data."""
    return _read(_CLASSES[data[_TYPE]], data)


def _read(table: type[Any], data: Mapping[str, Any]) -> Any:
    readers = _readers(table)  # type: ignore[arg-type]  # a type is hashable
    return table(**{name: readers[name](value) for name, value in data.items() if name != _TYPE})


@cache
def _readers(table: type[Any]) -> Mapping[str, Callable[[Any], Any]]:
    hints = get_type_hints(table)
    return {item.name: _reader(hints[item.name]) for item in fields_of(table)}


def _reader(hint: Any) -> Callable[[Any], Any]:
    """What makes a value of this type of what JSON held."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        inner = _reader(next(one for one in arguments if one is not type(None)))
        return lambda value: None if value is None else inner(value)
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            each = _reader(arguments[0])
            return lambda value: tuple(map(each, value))
        parts = tuple(map(_reader, arguments))
        return lambda value: tuple(read(part) for read, part in zip(parts, value, strict=True))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    return _plain_reader(hint)


def _plain_reader(hint: Any) -> Callable[[Any], Any]:
    if isinstance(hint, type) and is_value(hint):
        return lambda value: _read(hint, value)
    if hint is Any:
        return lambda value: _in(value) if isinstance(value, Mapping) and _TYPE in value else value
    return lambda value: value
