"""`dataclass` as the standard library has it, but a third as dear to define: every start waits for that.

The library writes the text of six methods for each class and compiles them, and there are some five hundred
classes: a sixth of a cold `trainer aws` and of the way to a first question. Comparison, hash, repr and the
refusal to be changed differ only in the names of the fields, so here they are functions over these names, and
only `__init__` is written. What a class does is the same, which a test holds to the library; type checkers
see the library's own. A class under one of these has to be made here too.
"""

import dataclasses
from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Never

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - to be imported from here
else:

    def dataclass(*, frozen: bool = False, slots: bool) -> Callable[[type], type]:
        """The library's decorator, with those of its options that are used here; values have slots."""
        if not slots:
            raise AssertionError("without slots the library's own is wanted")

        def make(cls: type) -> type:
            own = cls.__dict__.keys()
            made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
            for name, method in _methods(made, frozen).items():
                if name not in own:
                    setattr(made, name, method)
            return made

        return make


def _methods(cls: type, frozen: bool) -> dict[str, Any]:
    """What the library would have given the class."""
    fields = dataclasses.fields(cls)
    compared = _taker([one.name for one in fields if one.compare])
    kept = _taker([one.name for one in fields])
    shown = [one.name for one in fields if one.repr]

    def equal(self: Any, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(compared(self))

    def told(self: Any) -> str:
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{self.__class__.__qualname__}({inner})"

    def stated(self: Any) -> tuple[Any, ...]:
        return kept(self)

    def restored(self: Any, state: Sequence[Any]) -> None:
        for one, value in zip(fields, state, strict=True):
            object.__setattr__(self, one.name, value)

    always = {"__init__": _init(cls, fields, frozen), "__eq__": equal, "__repr__": told}
    if not frozen:
        return {**always, "__hash__": None}
    refusing = {"__setattr__": _no_setting, "__delattr__": _no_deleting}
    return {**always, "__hash__": hashed, **refusing, "__getstate__": stated, "__setstate__": restored}


def _no_setting(_self: object, name: str, _value: object) -> Never:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_deleting(_self: object, name: str) -> Never:
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _taker(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of these attributes as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple([getattr(one, name) for name in names])


def _init(cls: type, fields: Sequence["dataclasses.Field[Any]"], frozen: bool) -> Callable[..., None]:
    """The class's `__init__`; a frozen one sets its slots past the refusal."""
    known: dict[str, Any] = {}
    wanted, body = ["self"], []
    for one in fields:
        name = value = one.name
        if not one.init or one.kw_only:
            raise AssertionError(f"{cls.__name__}.{name} wants the library's own")
        known[f"set_{name}"] = getattr(cls, name).__set__
        if one.default_factory is not dataclasses.MISSING:
            known[f"make_{name}"], known["nothing"] = one.default_factory, _NOTHING
            wanted.append(f"{name}=nothing")
            value = f"make_{name}() if {name} is nothing else {name}"
        elif one.default is not dataclasses.MISSING:
            known[f"default_{name}"] = one.default
            wanted.append(f"{name}=default_{name}")
        else:
            wanted.append(name)
        body.append(f"set_{name}(self, {value})" if frozen else f"self.{name} = {value}")
    text = f"def __init__({', '.join(wanted)}):\n " + "\n ".join(body or ["pass"])
    exec(text, known)  # noqa: S102 - as the library does it: names of our own fields, nothing else
    init: Callable[..., None] = known["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {**{one.name: one.type for one in fields}, "return": None}
    return init


_NOTHING = object()
