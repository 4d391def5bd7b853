"""What a kind of goal is: how it looks, and what it reports."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from trainer.content.model import Plain
from trainer.labs.model import Run
from trainer.sim.world import World
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class Seen:
    """What a kind of goal reports: whether it is met, what was wanted, what was found."""

    met: bool
    wanted: str
    found: str


Look: TypeAlias = Callable[[Mapping[str, Plain], World, Run], Seen]


@dataclass(frozen=True, slots=True)
class GoalKind:
    """A kind of goal: how it looks, which slots it must and may have."""

    look: Look
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()


def mapping(value: Plain) -> Mapping[str, Plain]:
    """The value if it is a mapping, or an empty one."""
    return value if isinstance(value, dict) else {}


def number(value: Plain, otherwise: float = 0) -> float:
    """The value as a number."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else otherwise


def bounds(slots: Mapping[str, Plain]) -> tuple[float | None, float | None]:
    """`at_least` and `at_most` of the slots; `is` with a number is both."""
    exact = slots.get("is")
    if isinstance(exact, int | float) and not isinstance(exact, bool):
        return exact, exact
    least, most = slots.get("at_least"), slots.get("at_most")
    return (
        None if least is None else number(least),
        None if most is None else number(most),
    )


def within(found: float, slots: Mapping[str, Plain]) -> bool:
    """Whether a number lies in the bounds of the slots."""
    least, most = bounds(slots)
    return (least is None or found >= least) and (most is None or found <= most)


def bounds_text(slots: Mapping[str, Plain]) -> str:
    """The bounds in words: "at least 2", "at most 30", "2"."""
    least, most = bounds(slots)
    if least is not None and least == most:
        return plain_number(least)
    told = [f"at least {plain_number(least)}"] if least is not None else []
    told += [f"at most {plain_number(most)}"] if most is not None else []
    return " and ".join(told)


def plain_number(value: float) -> str:
    """A number as one says it: no needless decimals."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def shown(value: Any) -> str:
    """A member of an answer in few words."""
    if isinstance(value, list):
        return "/".join(shown(one) for one in value) or "none"
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {shown(one)}" for name, one in value.items()) or "none"
    return "not set" if value is None else str(value).rsplit("/", 1)[-1]
