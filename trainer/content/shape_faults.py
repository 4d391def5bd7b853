"""Data held against its shape: every fault at its place and in an author's words."""

import difflib
import json
import typing
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from trainer.content.yaml_source import YamlFile
from trainer.problem import Problem

M = TypeVar("M", bound=BaseModel)
Path = tuple[str | int, ...]


def shaped(model: type[M], data: object, file: YamlFile, path: Path, problems: list[Problem]) -> M | None:
    """The data as the model, or None and its faults in `problems`; `path` is where it stands in the file."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        problems.extend(_faults(model, error, file, path))
        return None


def did_you_mean(wrong: str, right: Sequence[str]) -> str:
    """`did you mean "x"?`, or nothing when no known name is near."""
    folded = {name.casefold(): name for name in reversed(right)}
    close = difflib.get_close_matches(wrong.casefold(), list(folded), n=1, cutoff=0.7)
    if not close:
        return ""
    right_name = folded[close[0]]
    return f'did you mean "{right_name}"?{_look_alike(wrong, right_name)}'


def _look_alike(wrong: str, right: str) -> str:
    """The first letter in which two names differ that look the same: one from another alphabet."""
    differ = [
        (one, other) for one, other in zip(wrong, right, strict=False) if one.casefold() != other.casefold()
    ]
    if len(wrong) != len(right) or any(one.isascii() or not other.isascii() for one, other in differ):
        return ""
    return f' "{differ[0][0]}" is U+{ord(differ[0][0]):04X}, another letter.' if differ else ""


def part_of_text(key: str) -> str:
    """What to do where a key is as long as a piece of a sentence; nothing for a shorter one."""
    if len(key.split()) < _SENTENCE:
        return ""
    return "Quote the whole text if this is part of one: without quotes a comma ends it."


_SENTENCE = 4
"""Words from which a key is taken for a piece of a text."""


def keys_of(model: type[BaseModel]) -> list[str]:
    """The keys that a mapping of this shape may have, as authors write them."""
    return [info.alias or name for name, info in model.model_fields.items()]


def _faults(model: type[BaseModel], error: ValidationError, file: YamlFile, path: Path) -> list[Problem]:
    found = error.errors(include_url=False, include_context=True)
    missing = {
        (tuple(fault["loc"][:-1]), str(fault["loc"][-1])) for fault in found if fault["type"] == "missing"
    }
    problems: list[Problem] = []
    mistyped: set[tuple[Path, str]] = set()
    for fault in found:
        if fault["type"] != "extra_forbidden":
            continue
        *above, key = fault["loc"]
        here = tuple(above)
        wanted = [name for at, name in missing if at == here]
        meant = did_you_mean(str(key), wanted)
        if meant:
            mistyped.add((here, meant.split('"')[1]))
        keys = keys_of(_model_at(model, here))
        mend = (
            meant
            or did_you_mean(str(key), keys)
            or part_of_text(str(key))
            or f"The keys here are {', '.join(keys)}."
        )
        problems.append(
            Problem(file.key_at(*path, *fault["loc"]), "unknown-key", f'unknown key "{key}".', mend)
        )
    for fault in found:
        loc = tuple(fault["loc"])
        if fault["type"] == "extra_forbidden" or (
            fault["type"] == "missing" and (loc[:-1], loc[-1]) in mistyped
        ):
            continue
        problems.append(_fault(dict(fault), file, path))
    return problems


def _model_at(model: type[BaseModel], loc: Path) -> type[BaseModel]:
    """The shape that applies below these keys."""
    current: Any = model
    for step in loc:
        if isinstance(current, type) and issubclass(current, BaseModel):
            fields = {info.alias or name: info for name, info in current.model_fields.items()}
            current = fields[str(step)].annotation if str(step) in fields else current
        else:
            arguments = typing.get_args(current)
            current = arguments[-1] if arguments else current
    return current if isinstance(current, type) and issubclass(current, BaseModel) else model


_WANTED = {
    "list_type": ("a list", "Write [one, two], or one a line after dashes."),
    "dict_type": ("a mapping", "Write {key: value}."),
    "model_type": ("a mapping", "Write {key: value}."),
    "int_type": ("a whole number", ""),
    "int_from_float": ("a whole number", ""),
    "float_type": ("a number", ""),
    "bool_type": ("true or false", ""),
    "date_type": ("a date", "Write it as 2026-11-22."),
    "date_from_datetime_parsing": ("a date", "Write it as 2026-11-22."),
}


def _fault(fault: dict[str, Any], file: YamlFile, path: Path) -> Problem:  # noqa: PLR0911 - a return for each kind of fault
    kind, loc = fault["type"], (*path, *fault["loc"])
    name, context = _name(loc), fault.get("ctx", {})
    value = fault.get("input")
    if loc and loc[-1] == "[key]":
        key = loc[-2]
        return Problem(file.key_at(*loc[:-1]), "bad-id", f'"{key}" is no id.', _ID_MEND)
    source = file.at(*loc)
    if kind == "missing":
        return Problem(file.at(*loc[:-1]), "missing-key", f'key "{loc[-1]}" is missing.', "Add it.")
    if value is None and kind != "missing":
        return Problem(source, "empty", f"{name} has no value.", "Give it one, or remove the key.")
    if kind == "string_type":
        return _not_text(file, loc, name, value)
    if kind == "string_pattern_mismatch":
        if "http" in context.get("pattern", ""):
            return Problem(
                source,
                "bad-url",
                f'"{value}" is no web address.',
                "It begins with https:// and has no spaces.",
            )
        return Problem(source, "bad-id", f'"{value}" is no id.', _ID_MEND)
    if kind == "literal_error":
        choices = [part.strip().strip("'") for part in context["expected"].replace(" or ", ", ").split(",")]
        mend = did_you_mean(str(value), choices) or f"Choose one of {', '.join(choices)}."
        return Problem(source, "unknown-word", f'"{file.raw(*loc) or value}" is not known for {name}.', mend)
    if kind in _WANTED:
        wanted, mend = _WANTED[kind]
        return Problem(source, "wrong-type", f"{name} wants {wanted}{_not(value, file, loc)}.", mend)
    if kind == "value_error" or kind.startswith("date"):
        return Problem(
            source, "wrong-type", f'"{file.raw(*loc)}" is no day of the calendar.', "Write it as 2026-11-22."
        )
    return Problem(source, "out-of-range", f"{name} {_limit(kind, context)}.")


_ID_MEND = "Ids are lower-case words and digits joined by hyphens."


def _not_text(file: YamlFile, loc: Path, name: str, value: object) -> Problem:
    source = file.at(*loc)
    if isinstance(value, list):
        return Problem(
            source, "wrong-type", f"{name} wants text, not a list.", 'Quote a text that begins with "[".'
        )
    if isinstance(value, dict):
        return Problem(
            source, "wrong-type", f"{name} wants text, not a mapping.", 'Quote a text with ": " in it.'
        )
    raw = file.raw(*loc) or json.dumps(value)
    read = "yes/no" if isinstance(value, bool) else "a number"
    return Problem(
        source, "wrong-type", f"{raw} reads as {read}, and {name} wants text.", f'Quote it: "{raw}".'
    )


def _name(loc: Path) -> str:
    around = [step for step in loc if isinstance(step, str)]
    if loc and isinstance(loc[-1], int) and around:
        return f'an entry of "{around[-1]}"'
    for step in reversed(loc):
        if isinstance(step, str) and step != "[key]":
            return f'"{step}"'
    return "this"


def _not(value: object, file: YamlFile, loc: Path) -> str:
    if isinstance(value, list):
        return ", not a list"
    if isinstance(value, dict):
        return ", not a mapping"
    return f', not "{(file.raw(*loc) or str(value))[:60]}"'


def _limit(kind: str, context: dict[str, Any]) -> str:
    limits = {
        "too_short": f"needs at least {context.get('min_length')}",
        "too_long": f"has more than {context.get('max_length')}",
        "string_too_short": "is empty",
        "string_too_long": f"is longer than {context.get('max_length')} characters",
        "greater_than_equal": f"is below {context.get('ge')}",
        "less_than_equal": f"is above {context.get('le')}",
    }
    return limits.get(kind, "cannot be used")
