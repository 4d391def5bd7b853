"""What follows from the course and the program alone but takes seconds: kept beside the compiled course.

A file that is missing, damaged or of another program only costs the time to work it out anew.
"""

import contextlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from trainer.content.program import program
from trainer.seed import digest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer.content.model import Course, FactId
    from trainer.questions.bank import Bank
    from trainer.questions.model import Item

Found = TypeVar("Found")

_ASKS = ("content", "graph", "questions")
_OPENING = ("aws", *_ASKS, "exam", "sim")
"""In a working copy a change of these packages makes the file anew."""


def know_asks(bank: "Bank", cache: Path) -> None:
    """Which facts each pattern asks about and which patterns are kept back, so that nothing has to be tried
    before the first plan."""
    from trainer.content.model import FactId, PatternId
    from trainer.questions.asks import asks_of_all, take_asks
    from trainer.questions.reserve import reserved, take_reserved

    def make() -> dict[str, Any]:
        asked = {str(key): list(facts) for key, facts in asks_of_all(bank.graph).items()}
        return {"asks": asked, "reserved": sorted(reserved(bank.graph))}

    def take(told: Any) -> None:
        asked = {PatternId(key): tuple(map(FactId, facts)) for key, facts in told["asks"].items()}
        kept_back = frozenset(map(PatternId, told["reserved"]))
        take_asks(bank.graph, asked)
        take_reserved(bank.graph, kept_back)

    _kept(cache, "asks", bank.graph.course, _ASKS, make=make, read=take)


def kinds_known(
    course: "Course", cache: Path, work: Callable[[], dict[str, list[str]]]
) -> "Mapping[FactId, tuple[str, ...]]":
    """The facts that can be asked about, each with the kinds of item that can: what `work` returns, kept."""

    def read(told: Any) -> "Mapping[FactId, tuple[str, ...]]":
        return {course.facts[name].id: tuple(map(str, kinds)) for name, kinds in told.items()}

    return _kept(cache, "kinds", course, _ASKS, make=work, read=read)


def first_item(course: "Course", cache: Path, work: "Callable[[], Item | None]") -> "Item | None":
    """The question that a newcomer meets first: it never changes while course and program do not. What `work`
    returns, kept."""
    from trainer.exam.frozen import freeze_item, thaw_item

    def make() -> str | None:
        made = work()
        return None if made is None else freeze_item(made)

    def read(told: Any) -> "Item | None":
        return None if told is None else thaw_item(told)

    return _kept(cache, "opening", course, _OPENING, make=make, read=read)


def _kept(
    cache: Path,
    name: str,
    course: "Course",
    packages: tuple[str, ...],
    *,
    make: Callable[[], Any],
    read: Callable[[Any], Found],
) -> Found:
    """What the file of this name says, as `read` understands it, or what is made now; None is never kept."""
    file = cache / f"{name}-{digest(course.version, program(*packages), length=16)}.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        if (told := json.loads(file.read_text(encoding="utf-8"))) is not None:
            return read(told)
    value = make()
    if value is not None:
        with contextlib.suppress(OSError):
            for old in cache.glob(f"{name}-*.json"):
                old.unlink(missing_ok=True)
            begun = file.with_suffix(f".{os.getpid()}")
            begun.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
            begun.replace(file)
    return read(value)
