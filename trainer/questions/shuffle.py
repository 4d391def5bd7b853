"""The order of options: an independent uniform shuffle, numbers sorted."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from trainer.seed import Stream

T = TypeVar("T")

_LEADING_NUMBER = re.compile(r"^[^0-9A-Za-z]*(\d[\d,]*(?:\.\d+)?)\s*(%|[A-Za-z]*)")
_SCALE = {
    "second": 1.0, "seconds": 1.0, "minute": 60.0, "minutes": 60.0, "hour": 3600.0, "hours": 3600.0,
    "day": 86400.0, "days": 86400.0, "kib": 1 / 1024, "mib": 1.0, "gib": 1024.0, "mb": 1.0, "gb": 1024.0,
}  # fmt: skip


def arranged(options: Sequence[T], text: Callable[[T], str], stream: Stream) -> list[T]:
    """The options in the order shown: sorted when every one opens with a number, shuffled otherwise."""
    values = [leading_number(text(option)) for option in options]
    if all(value is not None for value in values):
        ranked = sorted(range(len(options)), key=lambda place: (values[place] or 0.0, text(options[place])))
        return [options[place] for place in ranked]
    return stream.shuffled(options)


def leading_number(text: str) -> float | None:
    """The number that a text opens with, in seconds or MiB where it has such a unit; None without one."""
    found = _LEADING_NUMBER.match(text)
    if not found:
        return None
    return float(found[1].replace(",", "")) * _SCALE.get(found[2].lower(), 1.0)
