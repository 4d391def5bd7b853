"""What may come next in an `aws` command: services, operations, options, their values, names that exist."""

import re
import shlex
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import Any

from trainer.aws.answer import operations as modelled_operations
from trainer.aws.command_line.arguments import Argument, Takes, arguments
from trainer.aws.command_line.names import operations, services
from trainer.aws.command_line.options import looks_like_option
from trainer.aws.command_line.tokens import OUTPUTS
from trainer.aws.service_model import dashed, waiters
from trainer.sim import model as records
from trainer.sim.world import World

GLOBAL_OPTIONS = ("--output", "--query", "--region", "--no-paginate", "--no-cli-pager")
MOST = 400

Names = Callable[[World, Mapping[str, str]], Iterable[str]]


def complete(world: World, line: str) -> list[str]:
    """The words that may stand where the line ends, best first.

    The line may begin with `aws` or not. A line that ends in a blank asks for a new word. Every word of the
    answer begins with what stands there already; nothing fits, or a quotation is open: the list is empty.
    """
    try:
        words = shlex.split(line, posix=True)
    except ValueError:
        return []
    begun = words.pop() if words and not line[-1:].isspace() else ""
    if words[:1] == ["aws"]:
        words = words[1:]
    elif not words and begun and "aws".startswith(begun) and begun not in services():
        return ["aws", *_fitting(_services_known(), begun)]
    return _fitting(_next(world, words, begun), begun)[:MOST]


def _services_known() -> list[str]:
    """Those that the simulator models first, then all others of AWS."""
    modelled = {service for service, _ in modelled_operations()}
    names = services()
    return sorted(names, key=lambda name: (names[name] not in modelled, name))


def _fitting(words: Iterable[str], begun: str) -> list[str]:
    return [word for word in dict.fromkeys(words) if word.startswith(begun)]


def _next(world: World, words: list[str], begun: str) -> Iterable[str]:
    if words and words[-1] == "--output":
        return OUTPUTS
    if words and words[-1] == "--region":
        return (world.region,)
    plain = _without_globals(words)
    if not plain:
        return GLOBAL_OPTIONS if begun.startswith("-") else (*_services_known(), "help")
    if plain[0] not in services():
        return ()
    service = services()[plain[0]]
    waits = {dashed(name): name for name in waiters(service)}
    if len(plain) == 1:
        return sorted([*operations(service), *(["wait"] if waits else []), "help"])
    if plain[1] == "wait":
        if len(plain) == 2:
            return (*sorted(waits), "help")
        operation = waiters(service)[waits[plain[2]]]["operation"] if plain[2] in waits else ""
        rest = plain[3:]
    else:
        operation = operations(service).get(plain[1], "")
        rest = plain[2:]
    if not operation:
        return ()
    return _in_operation(world, arguments(service, operation), rest, begun)


def _without_globals(words: list[str]) -> list[str]:
    plain: list[str] = []
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word in ("--output", "--query", "--region"):
            skip = True
        elif word not in GLOBAL_OPTIONS:
            plain.append(word)
    return plain


def _in_operation(world: World, table: Mapping[str, Argument], rest: list[str], begun: str) -> Iterable[str]:
    last = max((at for at, word in enumerate(rest) if looks_like_option(word)), default=-1)
    argument = table.get(rest[last].removeprefix("--")) if last >= 0 else None
    given = len(rest) - last - 1
    if argument is not None and not begun.startswith("--") and _wants(argument, given):
        values = list(_values(world, argument, _said(rest)))
        if values or argument.takes is not Takes.MANY or given == 0:
            return values
    used = {word.removeprefix("--") for word in rest if looks_like_option(word)}
    order = sorted(table.values(), key=lambda each: not each.required)
    free = [f"--{each.name}" for each in order if each.name not in used and each.partner not in used]
    return [*free, *GLOBAL_OPTIONS, *([] if rest else ["help"])]


def _wants(argument: Argument, given: int) -> bool:
    return argument.takes is Takes.MANY or (argument.takes is not Takes.NOTHING and given == 0)


def _said(rest: list[str]) -> dict[str, str]:
    """Options given so far with their first values, to narrow names to the cluster meant."""
    return {name.removeprefix("--"): value for name, value in pairwise(rest) if name.startswith("--")}


def _values(world: World, argument: Argument, said: Mapping[str, str]) -> Iterable[str]:
    shape = argument.shape
    if argument.name == "generate-cli-skeleton":
        return ("input", "output", "yaml-input")
    if shape is None:
        return ()
    member = shape.member if shape.type_name == "list" else shape
    if getattr(member, "enum", None):
        return list(member.enum)
    if member.type_name == "structure":
        return [f"{name}=" for name in member.members]
    look = NAMES.get(argument.name)
    return () if look is None else sorted(dict.fromkeys(look(world, said)))


def _cluster(said: Mapping[str, str]) -> str:
    """The name of the cluster that the command is about."""
    return said.get("cluster", "default").rpartition("/")[2]


def _clusters(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return (cluster.name for cluster in world.of(records.Cluster).values() if cluster.status == "ACTIVE")


def _in_cluster(
    world: World, said: Mapping[str, str], table: type[Any], name: Callable[[Any], str]
) -> list[str]:
    """Names of the cluster's records; of all clusters' when the one meant does not exist."""
    meant = _cluster(said)
    every: list[Any] = list(world.of(table).values())
    within = [each for each in every if each.cluster.rpartition("/")[2] == meant]
    known = meant in set(_clusters(world, said))
    return [name(each) for each in (within if known else every)]


def _services(world: World, said: Mapping[str, str]) -> Iterable[str]:
    return _in_cluster(world, said, records.Service, lambda service: str(service.name))


def _tasks(world: World, said: Mapping[str, str]) -> Iterable[str]:
    return _in_cluster(world, said, records.Task, lambda task: str(task.arn).rpartition("/")[2])


def _instances(world: World, said: Mapping[str, str]) -> Iterable[str]:
    return _in_cluster(world, said, records.ContainerInstance, lambda each: str(each.arn).rpartition("/")[2])


def _definitions(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    for each in world.of(records.TaskDefinition).values():
        if each.status == "ACTIVE":
            yield each.family
            yield f"{each.family}:{each.revision}"


def _families(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return (family.name for family in world.of(records.Family).values())


def _arns(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    tables: tuple[type[Any], ...] = (
        records.Cluster,
        records.Service,
        records.Task,
        records.ContainerInstance,
    )
    return (each.arn for table in tables for each in world.of(table).values())


def _subnets(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return world.of(records.Subnet)


def _groups(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return world.of(records.SecurityGroup)


def _vpcs(world: World, said: Mapping[str, str]) -> Iterable[str]:  # noqa: ARG001
    return world.of(records.Vpc)


NAMES: dict[str, Names] = {
    "cluster": _clusters,
    "clusters": _clusters,
    "service": _services,
    "services": _services,
    "service-name": _services,
    "task": _tasks,
    "tasks": _tasks,
    "container-instance": _instances,
    "container-instances": _instances,
    "task-definition": _definitions,
    "task-definitions": _definitions,
    "family": _families,
    "family-prefix": _families,
    "resource-arn": _arns,
    "subnet-ids": _subnets,
    "group-ids": _groups,
    "vpc-ids": _vpcs,
}
"""Option -> the names in the world that it may be given."""

UNSAFE = re.compile(r"[^A-Za-z0-9_./:=@%+,-]")


def quoted(word: str) -> str:
    """A completed word as it must be typed: quoted where a shell would take it apart."""
    return shlex.quote(word) if UNSAFE.search(word) else word
