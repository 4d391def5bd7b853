"""From a filled form to the line: parameters first, then options, shorthand and quotes."""

import json
import re
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.aws.command_line.arguments import Takes, arguments
from trainer.aws.command_line.model import Invocation
from trainer.aws.command_line.parse import parse
from trainer.aws.composing.form import Field, Path
from trainer.aws.composing.things import Deed

_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+-]+", re.ASCII)


class Unwritable(ValueError):  # noqa: N818 - what the form is
    """A value does not fit its field, or the call lacks something; the message says which."""


def command(deed: Deed, fields: Sequence[Field], values: Mapping[Path, str]) -> str:
    """The `aws` line of a filled form. Raises Unwritable."""
    params = parameters(fields, values)
    words = [f"aws {deed.words}"]
    for argument in arguments(deed.service, deed.operation).values():
        if argument.member not in params:
            continue
        value = params[argument.member]
        if argument.takes is Takes.NOTHING:
            words += [f"--{argument.name}"] if argument.fixed == value else []
        else:
            words.append(f"--{argument.name} {written(value)}")
    line = " ".join(words)
    parsed = parse(line.removeprefix("aws "), _no_files)
    if not isinstance(parsed, Invocation):
        lines = [line.strip() for line in getattr(parsed, "message", "").splitlines() if line.strip()]
        told = [line for line in lines if "rror" in line] or lines[-1:] or ["that makes no command"]
        raise Unwritable(told[0].partition("rror: ")[2] or told[0])
    return line


def parameters(fields: Sequence[Field], values: Mapping[Path, str]) -> dict[str, Any]:
    """The call's parameters; empty fields are left out. Raises Unwritable."""
    params: dict[str, Any] = {}
    for field in fields:
        text = values.get(field.path, "").strip()
        if text:
            several = text.replace(",", " ").split()
            _put(
                params,
                field.path,
                [_typed(field, one) for one in several] if field.many else _typed(field, text),
            )
    lacking = [field.label for field in fields if field.required and not values.get(field.path, "").strip()]
    if lacking:
        raise Unwritable(f"still needed: {', '.join(lacking)}")
    return {name: _listed(value) for name, value in params.items()}


def _put(params: dict[str, Any], path: Path, value: Any) -> None:
    inner: Any = params
    for part in path[:-1]:
        inner = inner.setdefault(part, {})
    inner[path[-1]] = value


def _listed(value: Any) -> Any:
    """With entries by their number made lists; an entry in which nothing stands is none."""
    if not isinstance(value, dict):
        return value
    if all(isinstance(key, int) for key in value):
        return [_listed(value[number]) for number in sorted(value)]
    return {name: _listed(inner) for name, inner in value.items()}


def _typed(field: Field, text: str) -> Any:
    match field.kind:
        case "integer":
            try:
                return int(text)
            except ValueError:
                raise Unwritable(f"{field.label}: {text} is no whole number") from None
        case "float":
            try:
                return float(text)
            except ValueError:
                raise Unwritable(f"{field.label}: {text} is no number") from None
        case "boolean":
            if text not in ("true", "false"):
                raise Unwritable(f"{field.label}: true or false")
            return text == "true"
        case "map":
            pairs = dict(part.partition("=")[::2] for part in text.split(","))
            if "=" not in text:
                raise Unwritable(f"{field.label}: write name=value,name=value")
            return pairs
        case _:
            return text


def written(value: Any) -> str:
    """A value as it is typed on the line."""
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return " ".join(_scalar(one) for one in value)
    if isinstance(value, dict | list):
        short = _shorthand(value)
        if short is None:
            return shlex.quote(json.dumps(value))
        return short
    return _scalar(value)


def _shorthand(value: dict[str, Any] | list[Any]) -> str | None:
    """AWS's short form, where nothing in it would be taken apart; one entry of a list needs no brackets."""
    if isinstance(value, list):
        inner = [_shorthand(one) for one in value]
        return " ".join(one for one in inner if one is not None) if None not in inner else None
    parts = []
    for name, one in value.items():
        text = _short(one)
        if text is None:
            return None
        parts.append(f"{name}={text}")
    return ",".join(parts)


def _short(value: Any) -> str | None:
    if isinstance(value, dict):
        inner = _shorthand(value)
        return None if inner is None else f"{{{inner}}}"
    if isinstance(value, list):
        inner_parts = [_short(one) for one in value]
        return None if None in inner_parts else f"[{','.join(str(one) for one in inner_parts)}]"
    text = _plain(value)
    return text if _PLAIN.fullmatch(text) else None


def _scalar(value: Any) -> str:
    text = _plain(value)
    return text if re.fullmatch(r"[A-Za-z0-9_./:=@%+,-]+", text, re.ASCII) else shlex.quote(text)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _no_files(name: str) -> bytes:
    raise FileNotFoundError(name)
