"""Event patterns: whether an event is one that a rule wants, and if not, where it differs.

Stands for EB-2. AWS: "Amazon EventBridge event patterns". Fields that a pattern does not name do not matter;
each that it names must be there with one of the listed values; a list in the event matches when one of its
items does.
"""

import json
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import Any, TypeAlias

Leaf: TypeAlias = str | int | float | bool | None

_LENGTH_MAX = 4096
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_ABSENT = object()


class BadPattern(ValueError):  # noqa: N818 - what was given, not what failed
    """The text is no event pattern."""


@lru_cache(maxsize=256)
def read(text: str) -> Mapping[str, Any]:
    """The pattern that the text is, checked; raises BadPattern with AWS's kind of reason."""
    if len(text) > _LENGTH_MAX:
        raise BadPattern(f"Pattern is longer than {_LENGTH_MAX} characters")
    try:
        pattern = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadPattern(f"Filter is not valid JSON: {error}") from error
    if not isinstance(pattern, dict):
        raise BadPattern("Filter is not an object")
    if not pattern:
        raise BadPattern("Empty event pattern is not allowed")
    _check(pattern, ())
    return pattern


def difference(pattern: Mapping[str, Any], event: Mapping[str, Any]) -> tuple[str, str]:
    """Where the event is not what the pattern wants, as field and sentence; two empty texts if it matches."""
    return next(_differences(pattern, [event], ()), ("", ""))


def _differences(
    pattern: Mapping[str, Any], within: list[Any], path: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for name, wanted in pattern.items():
        if name == "$or":
            if not any(next(_differences(one, within, path), None) is None for one in wanted):
                yield ".".join(path) or "$or", "none of the alternatives of $or matches"
            continue
        here = (*path, name)
        found = [each for one in within for each in _items(one, name)]
        if isinstance(wanted, Mapping):
            yield from _differences(wanted, found, here)
        elif not _matches(wanted, found):
            yield ".".join(here), _said(".".join(here), wanted, found)


def _items(holder: Any, name: str) -> Iterator[Any]:
    """The values of a field; a list stands for each of its items."""
    if not isinstance(holder, Mapping) or name not in holder:
        return
    value = holder[name]
    if isinstance(value, list | tuple):
        yield from value
    else:
        yield value


def _matches(wanted: list[Any], found: list[Any]) -> bool:
    leaves: list[Any] = [each for each in found if not isinstance(each, Mapping | list)]
    return any(_fits(one, leaf) for one in wanted for leaf in leaves or [_ABSENT])


def _fits(wanted: Any, leaf: Any) -> bool:
    """Whether one value of the event is what one entry of the pattern's list wants."""
    if not isinstance(wanted, Mapping):
        return leaf is not _ABSENT and _same(wanted, leaf)
    [(kind, operand)] = wanted.items()
    if kind == "exists":
        return bool(operand) is (leaf is not _ABSENT)
    return leaf is not _ABSENT and _TESTS[kind](operand, leaf)


def _in_range(operand: list[Any], leaf: Leaf) -> bool:
    return _is_number(leaf) and all(
        _COMPARISONS[sign](leaf, bound) for sign, bound in zip(operand[::2], operand[1::2], strict=True)
    )


def _text_fits(kind: str, operand: Any, leaf: str) -> bool:
    if isinstance(operand, Mapping):
        folded: str = operand["equals-ignore-case"]
        return _text_fits(kind, folded.lower(), leaf.lower())
    text = str(operand)
    if kind == "prefix":
        return leaf.startswith(text)
    if kind == "suffix":
        return leaf.endswith(text)
    if kind == "equals-ignore-case":
        return leaf.lower() == text.lower()
    return re.fullmatch(re.escape(text).replace(r"\*", ".*"), leaf, re.DOTALL) is not None


def _is_text(kind: str, operand: Any, leaf: Leaf) -> bool:
    return isinstance(leaf, str) and _text_fits(kind, operand, leaf)


def _denied(operand: Any, leaf: Leaf) -> bool:
    if isinstance(operand, Mapping):
        [(kind, inner)] = operand.items()
        choices = inner if isinstance(inner, list) else [inner]
        return isinstance(leaf, str) and any(_text_fits(kind, one, leaf) for one in choices)
    choices = operand if isinstance(operand, list) else [operand]
    return any(_same(one, leaf) for one in choices)


def _in_network(network: str, leaf: Leaf) -> bool:
    try:
        return isinstance(leaf, str) and ip_address(leaf) in ip_network(network, strict=False)
    except ValueError:
        return False


_TESTS: Mapping[str, Callable[[Any, Leaf], bool]] = {
    "anything-but": lambda operand, leaf: not _denied(operand, leaf),
    "numeric": _in_range,
    "cidr": _in_network,
    "prefix": lambda operand, leaf: _is_text("prefix", operand, leaf),
    "suffix": lambda operand, leaf: _is_text("suffix", operand, leaf),
    "equals-ignore-case": lambda operand, leaf: _is_text("equals-ignore-case", operand, leaf),
    "wildcard": lambda operand, leaf: _is_text("wildcard", operand, leaf),
}


def _same(one: Any, other: Any) -> bool:
    """Equal as JSON: true is not 1, and 1 is 1.0."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if _is_number(one) and _is_number(other):
        return bool(one == other)
    return type(one) is type(other) and bool(one == other)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _said(field: str, wanted: list[Any], found: list[Any]) -> str:
    has = ", ".join(_short(one) for one in found[:3]) if found else "is not there"
    return f"{field} {'is ' if found else ''}{has}, wanted {' or '.join(_short(one) for one in wanted[:3])}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else f"{text[:117]}…"


def _check(pattern: Mapping[str, Any], path: tuple[str, ...]) -> None:
    for name, wanted in pattern.items():
        where = ".".join((*path, name))
        if name == "$or":
            if (
                not isinstance(wanted, list)
                or len(wanted) < 2
                or not all(isinstance(one, dict) for one in wanted)
            ):
                raise BadPattern(
                    f"Event pattern is not valid. Reason: {where} must be an array of two objects or more"
                )
            for one in wanted:
                _check(one, path)
        elif isinstance(wanted, dict):
            if not wanted:
                raise BadPattern(
                    f"Event pattern is not valid. Reason: Empty objects are not allowed at {where}"
                )
            _check(wanted, (*path, name))
        elif not isinstance(wanted, list):
            raise BadPattern(f'Event pattern is not valid. Reason: "{name}" must be an object or an array')
        elif not wanted:
            raise BadPattern(f"Event pattern is not valid. Reason: Empty arrays are not allowed at {where}")
        else:
            for entry in wanted:
                _check_entry(entry, where)


def _check_entry(entry: Any, where: str) -> None:
    if isinstance(entry, list):
        raise BadPattern(f"Event pattern is not valid. Reason: no array within an array at {where}")
    if not isinstance(entry, dict):
        return
    if len(entry) != 1:
        raise BadPattern(
            f"Event pattern is not valid. Reason: Only one key allowed in match expression at {where}"
        )
    [(kind, operand)] = entry.items()
    if kind != "exists" and kind not in _TESTS:
        raise BadPattern(f"Event pattern is not valid. Reason: Unrecognized match type {kind}")
    if not _operand_fits(kind, operand):
        raise BadPattern(f"Event pattern is not valid. Reason: {kind} match pattern is not valid at {where}")


def _operand_fits(kind: str, operand: Any) -> bool:
    match kind:
        case "exists":
            return isinstance(operand, bool)
        case "numeric":
            return _range_fits(operand)
        case "prefix" | "suffix":
            folded = isinstance(operand, dict) and list(operand) == ["equals-ignore-case"]
            return isinstance(operand["equals-ignore-case"] if folded else operand, str)
        case "anything-but":
            return _denial_fits(operand)
        case _:
            return isinstance(operand, str) and (kind != "wildcard" or "**" not in operand)


def _range_fits(operand: Any) -> bool:
    if not isinstance(operand, list) or len(operand) not in (2, 4):
        return False
    signs, bounds = operand[::2], operand[1::2]
    return all(sign in _COMPARISONS for sign in signs) and all(_is_number(bound) for bound in bounds)


def _denial_fits(operand: Any) -> bool:
    if isinstance(operand, dict):
        kinds = ("prefix", "suffix", "wildcard", "equals-ignore-case")
        if len(operand) != 1 or next(iter(operand)) not in kinds:
            return False
        inner = next(iter(operand.values()))
        return all(isinstance(one, str) for one in (inner if isinstance(inner, list) else [inner]))
    choices = operand if isinstance(operand, list) else [operand]
    return bool(choices) and all(isinstance(one, str) or _is_number(one) for one in choices)
