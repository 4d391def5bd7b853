"""See it happen: the world that a question describes, run on the simulator."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby

from trainer.activities.desk import Desk
from trainer.labs.timeline import Happening, Kind
from trainer.questions.model import Item
from trainer.value import dataclass

__all__ = ["Happening", "Kind", "Moment", "moments", "turning_point", "watch"]

_TASK = re.compile(r"task [0-9a-f]{8} (?P<rest>.+)")
_LONG_ID = re.compile(r"\b([0-9a-f]{8})[0-9a-f]{24}\b")
_DEPLOYMENT = re.compile(r"\(deployment ecs-svc/\d+\) ")
_MANY_TASKS = re.compile(r"(has (?:started|stopped) \d+ (?:running )?tasks): .*")


@dataclass(frozen=True, slots=True)
class Moment:
    """All that happened at one time, like things counted together, and how many tasks ran and were wanted."""

    at: datetime
    lines: tuple[tuple[Kind, str], ...]
    running: int
    wanted: int


def watch(desk: Desk, item: Item) -> tuple[Happening, ...]:
    """The timeline of the item's scene; empty when the simulator cannot play it."""
    return desk.simulators.timeline(item.scene.steps, item.scene.run_s) if item.scene is not None else ()


def moments(told: Sequence[Happening]) -> tuple[Moment, ...]:
    """The timeline by the clock."""
    found = []
    for at, group in groupby(told, key=lambda one: one.at):
        same = list(group)
        found.append(Moment(at, tuple(_lines(same)), same[-1].running, same[-1].wanted))
    return tuple(found)


def turning_point(told: Sequence[Moment]) -> int:
    """Where the story begins: the moment of the last command; what went before is the setting."""
    acted = [
        place
        for place, moment in enumerate(told)
        if any(kind in (Kind.COMMAND, Kind.REFUSED) for kind, _ in moment.lines)
    ]
    return acted[-1] if acted else 0


def _lines(same: Sequence[Happening]) -> Iterator[tuple[Kind, str]]:
    """Neighbours that differ in nothing but the task become one line."""
    for (kind, _), group in groupby(same, key=lambda one: (one.kind, _alike(one))):
        alike = list(group)
        task = _TASK.fullmatch(alike[0].text)
        if task and len(alike) > 1:
            yield kind, f"{len(alike)} tasks {task['rest']}"
        else:
            yield kind, _shortened(alike[0].text)


def _alike(one: Happening) -> str:
    task = _TASK.fullmatch(one.text)
    return task["rest"] if task else one.text


def _shortened(text: str) -> str:
    return _LONG_ID.sub(r"\1", _DEPLOYMENT.sub("", _MANY_TASKS.sub(r"\1.", text)))
