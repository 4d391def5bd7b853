"""What somebody means by a name: an ARN, an id or how it begins, a name, with or without its kind before."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from trainer.sim.model import (
    Alarm,
    AutoScalingGroup,
    CapacityProvider,
    Cluster,
    ContainerInstance,
    GroupInstance,
    Service,
    TargetGroup,
    Task,
)
from trainer.sim.world import World

Kinds = tuple[type[Any], ...]
_NAMED: Mapping[type[Any], Callable[[Any, str], bool]] = {
    Service: lambda one, name: name in (one.arn, one.name),
    Task: lambda one, name: name == one.arn or (len(name) >= 6 and one.id.startswith(name)),
    ContainerInstance: lambda one, name: (
        name in (one.arn, one.arn.rpartition("/")[2]) or (len(name) >= 8 and one.host.startswith(name))
    ),
    TargetGroup: lambda one, name: name in (one.arn, one.name, f"targetgroup/{one.name}"),
    Alarm: lambda one, name: name == one.name,
    GroupInstance: lambda one, name: name == one.instance_id,
    AutoScalingGroup: lambda one, name: name in (one.arn, one.name),
    CapacityProvider: lambda one, name: name in (one.arn, one.name),
    Cluster: lambda one, name: name in (one.arn, one.name),
}
_INSTANCES = (ContainerInstance, GroupInstance)
_SAID: Mapping[str, Kinds] = {
    "service": (Service,),
    "task": (Task,),
    "instance": _INSTANCES,
    "container instance": _INSTANCES,
    "target group": (TargetGroup,),
    "alarm": (Alarm,),
    "auto scaling group": (AutoScalingGroup,),
    "capacity provider": (CapacityProvider,),
    "cluster": (Cluster,),
    **dict.fromkeys(
        (
            "rule",
            "schedule",
            "bucket",
            "queue",
            "topic",
            "role",
            "repository",
            "file system",
            "log group",
            "secret",
            "table",
        ),
        (),
    ),
}
"""Kinds as people say them; a thing beside ECS has none here."""


def readings(words: str) -> Iterator[tuple[str, Kinds | None]]:
    """(name, kinds) that these words may mean, the likeliest first.

    None: a thing of any kind; no kinds: a thing beside ECS.
    """
    words = words.strip()
    yield words, None
    small = words.casefold()
    for kind, kinds in _SAID.items():
        if small.startswith(f"{kind} "):
            yield words[len(kind) :].strip(), kinds


def thing_named(world: World, name: str, kinds: Collection[type[Any]] | None = None) -> Any:
    """The record of ECS, or of what it scales with, that goes by that name; None when none does."""
    for table, goes_by in _NAMED.items():
        if kinds is None or table in kinds:
            for record in world.of(table).values():
                if goes_by(record, name):
                    return record
    return None


def tasks_of_family(world: World, name: str) -> list[Task]:
    """The tasks of a task definition: of a task that belongs to no service it is the only name."""
    return [
        one
        for one in world.of(Task).values()
        if name in (tail := one.definition.rpartition("/")[2], tail.rpartition(":")[0])
    ]
