"""Items, forms and events as JSON texts that come back equal: what was asked can be proven years later.

Fields that hold their default are left out and fields that are not known are skipped, so that a text outlives
fields added later.
"""

import json
from collections.abc import Mapping
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from trainer.content.model import Blueprint
from trainer.exam.model import (
    Answered,
    ClockRead,
    Ended,
    Event,
    Flagged,
    Form,
    FormItem,
    Moved,
    Paused,
    Struck,
)
from trainer.questions.model import Item
from trainer.value import fields_of, is_value

T = TypeVar("T")
TAG = "is"
"""Names the class where a field may hold one of several."""

PLAIN = frozenset((str, int, float, bool, NoneType))
"""What JSON says as it is."""

EVENTS = (Answered, Flagged, Struck, Moved, ClockRead, Paused, Ended)


def freeze_item(item: Item) -> str:
    """The whole item, claims and proofs included, as one line of JSON; the same item gives the same text."""
    return _text(item)


def thaw_item(text: str) -> Item:
    """The item frozen into this text."""
    return _value(Item, text)


def freeze_place(place: FormItem) -> str:
    """One place of a form with its item."""
    return _text(place)


def thaw_place(text: str) -> FormItem:
    """The place frozen into this text."""
    return _value(FormItem, text)


def freeze_blueprint(blueprint: Blueprint) -> str:
    """A blueprint as it was when the form was made."""
    return _text(blueprint)


def thaw_blueprint(text: str) -> Blueprint:
    """The blueprint frozen into this text."""
    return _value(Blueprint, text)


def freeze_form(form: Form) -> str:
    """The form with all its items."""
    return _text(form)


def thaw_form(text: str) -> Form:
    """The form frozen into this text."""
    return _value(Form, text)


def freeze_event(event: Event) -> str:
    """One event of an attempt."""
    return _text(event, tagged=True)


def thaw_event(text: str) -> Event:
    """The event frozen into this text."""
    return cast(Event, _thawed(Event, json.loads(text)))


def _text(value: object, *, tagged: bool = False) -> str:
    return json.dumps(_frozen(value, tagged=tagged), ensure_ascii=False, separators=(",", ":"))


def _value(kind: type[T], text: str) -> T:
    return cast(T, _thawed(kind, json.loads(text)))


def _frozen(value: object, *, tagged: bool = False) -> object:  # noqa: PLR0911 - one return a shape
    """What JSON can say of a value. `tagged`: the reader must be told its class."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if is_value(kind):
        fields = {
            name: held if type(held) in PLAIN else _frozen(held, tagged=several)
            for name, several, usual in _shape(kind)  # type: ignore[arg-type]  # a type is hashable
            if (held := getattr(value, name)) != usual
        }
        return {TAG: kind.__name__, **fields} if tagged else fields
    if isinstance(value, Mapping):
        return {str(key): _frozen(held) for key, held in value.items()}
    if isinstance(value, frozenset):
        return sorted(str(held) for held in value)
    if isinstance(value, tuple | list):
        return [_frozen(held, tagged=tagged) for held in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _thawed(hint: Any, raw: Any) -> Any:  # noqa: PLR0911 - JSON on one side, any field on the other
    """The value of that type in what JSON said."""
    if isinstance(hint, NewType):
        return _thawed(hint.__supertype__, raw)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _one_of(arguments, raw)
    if origin is tuple:
        each = arguments[:1] * len(raw) if arguments[-1] is Ellipsis else arguments
        return tuple(_thawed(part, held) for part, held in zip(each, raw, strict=True))
    if origin is frozenset:
        return frozenset(raw)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _thawed(arguments[1], held) for key, held in raw.items()}
    if isinstance(hint, type):
        return _of_class(hint, raw)
    return raw


def _of_class(kind: type, raw: Any) -> Any:
    if is_value(kind):
        hints = _hints(kind)
        names = (field.name for field in fields_of(kind) if field.name in raw)
        return kind(**{name: _thawed(hints[name], raw[name]) for name in names})
    if issubclass(kind, date):  # datetime is one too
        return kind.fromisoformat(raw)
    return kind(raw) if issubclass(kind, Enum) else raw


def _one_of(arguments: tuple[Any, ...], raw: Any) -> Any:
    if raw is None and NoneType in arguments:
        return None
    classes = [part for part in arguments if is_value(part)]
    if classes and TAG in raw:
        return _thawed(next(part for part in classes if getattr(part, "__name__", "") == raw[TAG]), raw)
    parts = [part for part in arguments if part is not NoneType]
    return _thawed(parts[0], raw) if len(parts) == 1 else raw


def _several(hint: Any) -> bool:
    """Whether a field of this type may hold one of several classes, itself or as its elements."""
    parts = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return sum(is_value(part) for part in parts) > 1
    return any(_several(part) for part in parts)


@cache
def _shape(kind: type) -> tuple[tuple[str, bool, object], ...]:
    """Of each field: its name, whether it may hold one of several classes, and its default.

    An answer is kept with its whole item, so this is looked up some hundred times for each.
    """
    hints = _hints(kind)
    return tuple((field.name, _several(hints[field.name]), field.by_default()) for field in fields_of(kind))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
