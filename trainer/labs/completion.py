"""What may come next at a lab's prompt: words, what they take here, and `aws` commands."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from trainer.aws.completion import complete as complete_aws
from trainer.labs.model import Work
from trainer.labs.prompt import WORDS
from trainer.labs.substitution import innermost
from trainer.sim.model import (
    Alarm,
    Bucket,
    Cluster,
    DataTable,
    EventRule,
    Host,
    Letter,
    Queue,
    Schedule,
    Service,
    TargetGroup,
    Task,
    TaskStatus,
    Topic,
)

Names: TypeAlias = Callable[[Work], Iterable[str]]


def complete(work: Work, line: str) -> list[str]:
    """The words that may stand where the line ends, best first."""
    line = innermost(line)
    word, blank, rest = line.partition(" ")
    if not blank:
        return [one for one in ("aws", *WORDS) if one.startswith(word)]
    if word == "aws":
        return complete_aws(work.world, line)
    names = TAKES.get(word)
    begun = rest.rpartition(" ")[2]
    return [] if names is None else [one for one in dict.fromkeys(names(work)) if one.startswith(begun)]


def _things(work: Work) -> Iterable[str]:
    yield "last"
    yield from _victims(work)
    world = work.world
    yield from (host.instance_id for host in world.of(Host).values() if host.state != "running")
    yield from (f"targetgroup/{group.name}" for group in world.of(TargetGroup).values())
    yield from world.of(Alarm)
    beside: tuple[type[Any], ...] = (EventRule, Schedule, Bucket, Queue, Topic, DataTable)
    yield from (record.name for table in beside for record in world.of(table).values())
    yield from (cluster.name for cluster in world.of(Cluster).values())


def _victims(work: Work) -> Iterable[str]:
    world = work.world
    yield from (one.name for one in world.of(Service).values() if one.status != "INACTIVE")
    yield from (task.id for task in world.of(Task).values() if task.last_status is TaskStatus.RUNNING)
    yield from (host.instance_id for host in world.of(Host).values() if host.state == "running")


TAKES: Mapping[str, Names] = {
    "wait": lambda work: ("until steady", "30s", "1m", "5m", "1h"),  # noqa: ARG005 - the same everywhere
    "why": _things,
    "inbox": lambda work: dict.fromkeys(one.address for one in work.world.of(Letter).values()),
    "kill": _victims,
    "load": lambda work: (one.id for one in work.lab.loads),
    "break": lambda work: (one.id for one in work.lab.breaks),
    "scene": lambda work: (one.id for one in work.lab.scenes),
    "choose": lambda work: (one.id for one in work.lab.watch.designs) if work.lab.watch else (),
    "open": lambda work: work.saved,
    "save": lambda work: work.saved,
    "solution": lambda work: ("yes",),  # noqa: ARG005
}
"""Word -> what it may be given in this lab."""
