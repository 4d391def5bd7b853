"""What may come next in an `aws` command: services, operations, options, their values, names that exist."""

import re
import shlex
from collections.abc import Iterable, Mapping
from itertools import pairwise

from trainer.aws.command_line.arguments import Argument, Takes, arguments
from trainer.aws.command_line.names import operations, services
from trainer.aws.command_line.options import looks_like_option
from trainer.aws.command_line.s3 import S3_COMMANDS, SCHEME
from trainer.aws.command_line.tokens import OUTPUTS
from trainer.aws.naming import NAMES
from trainer.aws.operations import SERVICES
from trainer.aws.service_model import dashed, waiters
from trainer.sim.model import Bucket
from trainer.sim.world import World

GLOBAL_OPTIONS = ("--output", "--query", "--region", "--no-paginate", "--no-cli-pager")
MOST = 400


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
    names = {**services(), "s3": "s3"}
    return sorted(names, key=lambda name: (names[name] not in SERVICES, name))


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
    if plain[0] == "s3":
        return _in_s3(world, plain[1:])
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


def _in_s3(world: World, rest: list[str]) -> Iterable[str]:
    """The commands of `aws s3`, then the buckets there are."""
    return (f"{SCHEME}{name}" for name in world.of(Bucket)) if rest else S3_COMMANDS


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


UNSAFE = re.compile(r"[^A-Za-z0-9_./:=@%+,-]")


def quoted(word: str) -> str:
    """A completed word as it must be typed: quoted where a shell would take it apart."""
    return shlex.quote(word) if UNSAFE.search(word) else word
