"""Replies as lines of fields with tabs between, for `cut` and `awk`.

A structure gives one line of its scalars in the order of their names, headed by the name of the list or
member it came from, and then the lines of what lies within. All structures of one list have the same columns.
"""

from collections.abc import Iterator
from typing import Any


def as_text(found: Any) -> str:
    """The lines; nothing for an empty list or structure, `None` for what was not found."""
    return "".join(f"{line}\n" for line in _lines(found, None, None))


def _lines(value: Any, name: str | None, columns: list[str] | None) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _structure(value, name, columns)
    elif isinstance(value, list):
        yield from _list(value, name)
    else:
        yield str(value)


def _structure(value: dict[str, Any], name: str | None, columns: list[str] | None) -> Iterator[str]:
    scalars = [key for key in sorted(value) if not isinstance(value[key], dict | list)]
    fields = [str(value.get(key, "")) for key in (scalars if columns is None else columns)]
    if fields:
        yield "\t".join(([name.upper()] if name is not None else []) + fields)
    for key in sorted(value):
        if isinstance(value[key], dict | list):
            yield from _lines(value[key], key, None)


def _list(items: list[Any], name: str | None) -> Iterator[str]:
    if any(isinstance(item, dict) for item in items):
        columns = sorted(
            {
                key
                for item in items
                if isinstance(item, dict)
                for key, field in item.items()
                if not isinstance(field, dict | list)
            }
        )
        for item in items:
            yield from _lines(item, name, columns)
        return
    scalars = [str(item) for item in items if not isinstance(item, list)]
    if scalars and name is not None:
        yield from (f"{name.upper()}\t{scalar}" for scalar in scalars)
    elif scalars:
        yield "\t".join(scalars)
    for item in items:
        if isinstance(item, list):
            yield from _list(item, name)
