"""`dataclass` as the standard library has it, but a fraction as dear to define: every start waits for that.

The library loads `inspect` with all that belongs to it, and writes and compiles the text of six methods for
each class; there are some five hundred classes, and a first question meets a third of them. Comparison, hash,
repr and the refusal to be changed differ only in the names of the fields, so here they are functions over
these names, and only `__init__` is written, when the first value of its class is made. What a class does is
the same, which a test holds to the library, and `fields`, `asdict` and the rest of `dataclasses` work on it;
type checkers see the library's own. A class under one of these has to be made here too.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import attrgetter, ge, gt, le, lt
from types import CodeType, FunctionType, MemberDescriptorType
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Never

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - to be imported from here
    from dataclasses import field as field  # noqa: PLC0414
    from dataclasses import replace as replace  # noqa: PLC0414
else:

    def dataclass(
        cls: type | None = None, /, *, frozen: bool = False, slots: bool = False, order: bool = False
    ) -> Any:
        """The library's decorator, with those of its options that are used here."""

        def make(cls: type) -> type:
            own, inherited = _own_fields(cls), _inherited_fields(cls)
            fields = tuple({**inherited, **own}.values())
            given = _given(fields, frozen, slots, order)
            return _with_slots(cls, own, inherited, given) if slots else _with_defaults(cls, own, given)

        return make if cls is None else make(cls)

    def field(
        *,
        default: Any = None,
        default_factory: Callable[[], Any] | None = None,
        repr: bool = True,  # noqa: A002 - the library's word
        compare: bool = True,
    ) -> Any:
        """The library's `field`, with those of its options that are used here."""
        return Field("", Any, default_factory is None, default, default_factory, repr, compare)

    def replace(one: Any, /, **changes: Any) -> Any:
        """The same value but for these fields; any other dataclass is left to the library."""
        if not is_value(one.__class__):
            from dataclasses import replace as librarys

            return librarys(one, **changes)
        kept = [
            changes.pop(each.name) if each.name in changes else getattr(one, each.name)
            for each in one.__value_fields__
        ]
        return one.__class__(*kept, **changes)


class Field(NamedTuple):
    """What is known of a field when its class is defined."""

    name: str
    type: Any
    has_default: bool = False
    default: Any = None
    make: Callable[[], Any] | None = None
    shown: bool = True
    compared: bool = True

    def by_default(self) -> Any:
        """What the field holds if nothing is given; REQUIRED if something must be."""
        return self.make() if self.make is not None else self.default if self.has_default else REQUIRED


REQUIRED = object()
"""Equal to no value."""


def is_value(kind: Any) -> bool:
    """Whether this is a class that was made here."""
    return hasattr(kind, "__value_fields__")


def fields_of(kind: Any) -> tuple[Field, ...]:
    """The fields of such a class, in order."""
    fields: tuple[Field, ...] = kind.__value_fields__
    return fields


class _Library:
    """Stands for `__dataclass_fields__` until the library's own functions ask for it."""

    def __get__(self, _: object, owner: type) -> Any:
        import dataclasses

        cls = next(one for one in owner.__mro__ if one.__dict__.get("__dataclass_fields__") is self)
        fields: tuple[Field, ...] = cls.__dict__["__value_fields__"]
        made: Any = dataclasses.make_dataclass(
            cls.__name__, [(one.name, one.type, _librarys(one)) for one in fields], init=False, eq=False
        )
        found = made.__dataclass_fields__
        type.__setattr__(cls, "__dataclass_fields__", found)
        return found


def _librarys(one: Field) -> Any:
    import dataclasses

    if one.make is not None:
        return dataclasses.field(default_factory=one.make, repr=one.shown, compare=one.compared)
    default = one.default if one.has_default else dataclasses.MISSING
    return dataclasses.field(default=default, repr=one.shown, compare=one.compared)


def _own_fields(cls: type) -> dict[str, Field]:
    """The fields that the class itself names, in order."""
    found: dict[str, Field] = {}
    for name, kind in cls.__annotations__.items():
        if getattr(kind, "__origin__", kind) is ClassVar or (isinstance(kind, str) and "ClassVar" in kind):
            continue
        if name not in cls.__dict__:
            found[name] = Field(name, kind)
            continue
        default = cls.__dict__[name]
        if isinstance(default, Field):
            found[name] = default._replace(name=name, type=kind)
        elif hasattr(default, "default_factory"):
            raise AssertionError(f"{cls.__name__}.{name} wants `field` of this module, or the library's own")
        elif default.__class__.__hash__ is None:
            raise AssertionError(f"{cls.__name__}.{name} would share one default; use default_factory")
        else:
            found[name] = Field(name, kind, has_default=True, default=default)
    return found


def _inherited_fields(cls: type) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for base in reversed(cls.__mro__[1:]):
        found |= {one.name: one for one in base.__dict__.get("__value_fields__", ())}
    return found


def _with_slots(
    cls: type, own: Mapping[str, Field], inherited: Mapping[str, Field], given: Mapping[str, Any]
) -> type:
    """The class once more: slots have to stand there when a class is made, and methods then cost least."""
    dropped = ("__dict__", "__weakref__", *own)
    kept = {**given, **{name: value for name, value in cls.__dict__.items() if name not in dropped}}
    kept["__slots__"] = tuple(name for name in own if name not in inherited)
    made = type(cls)(cls.__name__, cls.__bases__, kept)
    made.__qualname__ = cls.__qualname__
    return made


def _with_defaults(cls: type, own: Mapping[str, Field], given: Mapping[str, Any]) -> type:
    """The class itself, where defaults stand as they are and not as what `field` returned."""
    for one in own.values():
        if isinstance(cls.__dict__.get(one.name), Field):
            if one.has_default:
                setattr(cls, one.name, one.default)
            else:
                delattr(cls, one.name)
    for name, method in given.items():
        if name not in cls.__dict__:
            setattr(cls, name, method)
    return cls


def _given(fields: tuple[Field, ...], frozen: bool, slots: bool, order: bool) -> dict[str, Any]:
    """What the library would have given the class."""
    compared = _taker([one.name for one in fields if one.compared])
    kept = _taker([one.name for one in fields])
    shown = [one.name for one in fields if one.shown]

    def first(self: Any, *given: Any, **named: Any) -> None:
        cls = next(one for one in self.__class__.__mro__ if one.__dict__.get("__init__") is first)
        init = _init(cls, fields, frozen)
        cls.__init__ = init
        init(self, *given, **named)

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

    always: dict[str, Any] = {"__value_fields__": fields, "__dataclass_fields__": _Library()}
    always |= {"__init__": first, "__eq__": equal, "__repr__": told}
    always["__match_args__"] = tuple(one.name for one in fields)
    if order:
        always |= {f"__{word}__": _order(compared, rule) for word, rule in _RULES.items()}
    if not frozen:
        return {**always, "__hash__": None}
    always |= {"__hash__": hashed, "__setattr__": _no_setting, "__delattr__": _no_deleting}
    if slots:
        always |= {"__getstate__": stated, "__setstate__": restored}
    return always


_RULES: dict[str, Callable[[Any, Any], bool]] = {"lt": lt, "le": le, "gt": gt, "ge": ge}


def _order(compared: Callable[[Any], tuple[Any, ...]], rule: Callable[[Any, Any], bool]) -> Any:
    def holds(self: Any, other: object) -> bool:
        return rule(compared(self), compared(other)) if other.__class__ is self.__class__ else NotImplemented

    return holds


def _no_setting(_self: object, name: str, _value: object) -> Never:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_deleting(_self: object, name: str) -> Never:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _taker(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """What takes the values of these attributes as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple([getattr(one, name) for name in names])


def _init(cls: type, fields: Sequence[Field], frozen: bool) -> Callable[..., None]:
    """The class's `__init__`: the one form for such fields, with their names as its arguments."""
    code = _form("".join("m" if one.make is not None else "." for one in fields))
    named = code.replace(co_varnames=("self", *(one.name for one in fields)))
    known: dict[str, Any] = {"nothing": REQUIRED}
    for at, one in enumerate(fields):
        known |= {f"set_{at}": _setter(cls, one.name, frozen), f"make_{at}": one.make}
    usual = [one for one in fields if one.has_default or one.make is not None]
    defaults = tuple(REQUIRED if one.make is not None else one.default for one in usual)
    init = FunctionType(named, known, "__init__", defaults)
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    init.__annotations__ = {**{one.name: one.type for one in fields}, "return": None}
    return init


def _setter(cls: type, name: str, frozen: bool) -> Callable[[Any, Any], None]:
    """What sets the field, past the refusal of a frozen class: its slot, or by its name where it has none."""
    slot = getattr(cls, name, None)
    if isinstance(slot, MemberDescriptorType):
        return slot.__set__
    put = object.__setattr__ if frozen else setattr
    return lambda one, value: put(one, name, value)


@cache
def _form(makes: str) -> CodeType:
    """The code of an `__init__` by which fields are made anew (m) where nothing is given.

    Most classes are alike but for the names of their fields, and to compile a text takes twenty times as long
    as to give other names to what was compiled.
    """
    names = [f"field_{at}" for at in range(len(makes))]
    values = [
        f"make_{at}() if {name} is nothing else {name}" if makes[at] == "m" else name
        for at, name in enumerate(names)
    ]
    body = "\n ".join(f"set_{at}(self, {value})" for at, value in enumerate(values)) or "pass"
    known: dict[str, Any] = {}
    # as the library does it: our own names and nothing else
    exec(f"def __init__({', '.join(['self', *names])}):\n {body}", known)  # noqa: S102
    code: CodeType = known["__init__"].__code__
    return code
