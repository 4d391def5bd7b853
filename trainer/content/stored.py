"""A course as bytes and back: a pickle that may name nothing but our own values and dates.

Each value is stored as its class and its fields, which is both the smallest form and the quickest to read.
Of a learner's part some tables stay bytes until somebody looks into one: a start reads what it needs.
"""

import gc
import io
import pickle
import zlib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any

from trainer import problem
from trainer.content import figure, lab, model, prose
from trainer.content.model import Course, Pattern
from trainer.value import Field, fields_of, is_value

_LATER = ((Course, ("lessons", "figures", "claims", "labs", "patterns")), (Pattern, ("slots",)))
"""Tables that a first question needs none or one of, and what screens leave to the process that makes
questions; together more than half of what there is to read."""

SQUEEZED_FROM = 16_384
"""Bytes of a table from which it is squeezed: a screen holds patterns for an evening and never looks."""


class Later(Mapping[Any, Any]):
    """A table that is read when it is first looked into; equal to what it holds."""

    __slots__ = ("_packed", "_table", "squeezed")

    def __init__(self, packed: bytes, squeezed: bool = False) -> None:
        self._packed = packed
        self.squeezed = squeezed
        """Whether the bytes are."""
        self._table: dict[Any, Any] | None = None

    def _read(self) -> dict[Any, Any]:
        packed, table = self._packed, self._table  # in this order: another thread may read it meanwhile
        if table is None:
            plain = zlib.decompress(packed) if self.squeezed else packed
            table = self._table = _Reader(io.BytesIO(plain)).load()
            self._packed = b""
        return table

    def packed(self) -> bytes:
        """The bytes, of a table that nobody looked into."""
        return self._packed

    def __getitem__(self, key: Any) -> Any:
        return self._read()[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def __contains__(self, key: object) -> bool:
        return key in self._read()

    def __repr__(self) -> str:
        return repr(self._read())


def write_values(course: Course) -> bytes:
    """The course as bytes for `read_values`."""
    out = io.BytesIO()
    _Writer(out, later={} if course.whole else dict(_LATER)).dump(course)
    return out.getvalue()


def read_values(data: bytes) -> Course | None:
    """The course, or None for bytes that are none; runs nothing but our own constructors."""
    collecting = gc.isenabled()
    gc.disable()  # all of what is read stays: looking through it again and again is a quarter of the time
    try:
        found = _Reader(io.BytesIO(data)).load()
    except Exception:  # a damaged pickle can fail in any way, and each only means: compile again
        return None
    finally:
        if collecting:
            gc.freeze()  # nor is it looked through later
            gc.enable()
    return found if isinstance(found, Course) else None


class _Writer(pickle.Pickler):
    """Writes equal texts once, and equal tuples of texts: a pickle keeps apart what are two objects, and the
    parsers make one for each mention of a name."""

    def __init__(self, out: io.BytesIO, later: Mapping[type, tuple[str, ...]]) -> None:
        super().__init__(out, protocol=5)
        self._later = later
        self._known: dict[Any, Any] = {}

    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        if is_value(kind):
            later = self._later.get(kind, ())
            return kind, tuple(
                _packed(held, self._later) if name in later else self._once(held)
                for name, held in ((each.name, getattr(value, each.name)) for each in _told(value))
            )
        if kind is Later:
            return Later, (value.packed(), value.squeezed)
        # by value, as a reader allows nothing else: Python 3.11.0 to 3.11.3 write "getattr" of its name
        return (kind, (value.value,)) if isinstance(value, Enum) else NotImplemented

    def _once(self, value: Any) -> Any:
        kind = type(value)
        if kind is str:
            return self._known.setdefault(value, value)
        if kind is tuple:
            inner = tuple([self._once(one) for one in value])
            if all(type(one) is str for one in inner):  # 1 and True are equal, and not the same
                return self._known.setdefault(inner, inner)
            return inner
        if kind is dict:
            return {self._once(key): self._once(one) for key, one in value.items()}
        return [self._once(one) for one in value] if kind is list else value


def _told(value: Any) -> tuple[Field, ...]:
    """Its fields up to the last that holds something else than it does by default."""
    fields = fields_of(type(value))
    last = len(fields)
    while (
        last and fields[last - 1].has_default and _is(getattr(value, fields[last - 1].name), fields[last - 1])
    ):
        last -= 1
    return fields[:last]


def _is(held: Any, by_default: Field) -> bool:
    usual = by_default.default
    return held is usual or (type(held) is type(usual) and held == usual)


def _packed(table: Mapping[Any, Any], later: Mapping[type, tuple[str, ...]]) -> Later:
    out = io.BytesIO()
    _Writer(out, later).dump(dict(table))
    found = out.getvalue()
    return Later(zlib.compress(found), squeezed=True) if len(found) > SQUEEZED_FROM else Later(found)


def _allowed() -> dict[tuple[str, str], Callable[..., Any]]:
    found: dict[tuple[str, str], Callable[..., Any]] = {("datetime", "date"): date}
    found[Later.__module__, Later.__name__] = Later
    for module in (model, lab, prose, figure, problem):
        for name, value in vars(module).items():
            own = isinstance(value, type) and value.__module__ == module.__name__
            if own and (is_value(value) or issubclass(value, Enum)):
                found[module.__name__, name] = value
    return found


_ALLOWED = _allowed()


class _Reader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        try:
            return _ALLOWED[module, name]
        except KeyError:
            raise pickle.UnpicklingError(f"{module}.{name} is none of our values") from None
