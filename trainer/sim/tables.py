"""Items of a table: their key, their size, what DynamoDB refuses to keep.

Stands for A1 of 10.3. AWS: "Working with items and attributes in DynamoDB".
"""

import json
from collections.abc import Mapping
from typing import Any

from trainer.sim.model import DataItem, DataTable

ITEM_MAX = 400 * 1024
KINDS = ("S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL")


class BadItem(ValueError):  # noqa: N818 - what was given, not what failed
    """An item or key that does not fit the table, in DynamoDB's words."""


def item_of(table: DataTable, data: Mapping[str, Any]) -> DataItem:
    """The item as the table keeps it; raises BadItem."""
    for name, value in data.items():
        check_value(name, value)
    if size_of(data) > ITEM_MAX:
        raise BadItem("Item size has exceeded the maximum allowed size")
    return DataItem(table.name, primary_of(table, data), dict(data))


def primary_of(table: DataTable, data: Mapping[str, Any]) -> str:
    """The item's key attributes as one text; raises BadItem for one that is missing or of another type."""
    parts: list[str] = []
    for name in filter(None, (table.hash_key, table.range_key)):
        value, kind = data.get(name), (table.types or {}).get(name, "S")
        if value is None:
            raise BadItem(f"One or more parameter values were invalid: Missing the key {name} in the item")
        if list(value) != [kind]:
            raise BadItem(
                "One or more parameter values were invalid: Type mismatch for key "
                f"{name} expected: {kind} actual: {next(iter(value), '')}"
            )
        if value[kind] in ("", b""):
            raise BadItem(
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot "
                f"contain an empty string value. Key: {name}"
            )
        parts.append(str(plain_number(value[kind])) if kind == "N" else str(value[kind]))
    return json.dumps(parts, ensure_ascii=False)


def check_value(name: str, value: Any) -> None:
    """Raises BadItem for what is no attribute value."""
    if not isinstance(value, Mapping) or len(value) != 1 or next(iter(value)) not in KINDS:
        more = "has more than one datatypes set" if value else "is empty"
        raise BadItem(
            f"Supplied AttributeValue {more}, must contain exactly one of the supported datatypes ({name})"
        )
    [(kind, inner)] = value.items()
    if kind == "N":
        plain_number(inner)
    elif kind == "M":
        for key, item in inner.items():
            check_value(key, item)
    elif kind == "L":
        for item in inner:
            check_value(name, item)
    elif kind in ("SS", "NS", "BS") and (not inner or len(set(inner)) != len(inner)):
        raise BadItem(
            "One or more parameter values were invalid: An number set may not be empty or repeat values"
        )


def plain_number(text: Any) -> float | int:
    """The number that a text is; raises BadItem."""
    try:
        value = float(text)
    except (TypeError, ValueError) as error:
        raise BadItem(f"The parameter cannot be converted to a numeric value: {text}") from error
    return int(value) if value.is_integer() and abs(value) < 1e15 else value


def size_of(value: Any) -> int:
    """Roughly the bytes that DynamoDB counts: names and values in UTF-8."""
    if isinstance(value, Mapping):
        return sum(len(str(key).encode()) + size_of(inner) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return 3 + sum(map(size_of, value))
    if isinstance(value, bytes):
        return len(value)
    return len(str(value).encode())
