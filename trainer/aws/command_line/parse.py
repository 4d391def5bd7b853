"""A line of the `aws` command -> what it asks for: a call, help, a skeleton, or what is wrong with it."""

from collections.abc import Iterable, Sequence
from typing import Any

from trainer.aws.command_line.arguments import Argument, arguments
from trainer.aws.command_line.help import general_help, operation_help, service_help, waiters_help
from trainer.aws.command_line.invocation import invocation_of
from trainer.aws.command_line.model import BadArgument, Mistake, Parsed, ReadFile, Skeleton
from trainer.aws.command_line.model import Help as HelpPage
from trainer.aws.command_line.names import nearest, operations, services
from trainer.aws.command_line.options import read_options
from trainer.aws.command_line.own_commands import OWN_COMMANDS
from trainer.aws.command_line.s3 import s3_command
from trainer.aws.command_line.skeleton import skeleton
from trainer.aws.command_line.tokens import Words, split, take_globals
from trainer.aws.service_model import dashed, waiters

USAGE = """usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
"""
VERSION = "aws-cli (simulated by trainer)"


def parse(line: str | Sequence[str], read_file: ReadFile) -> Parsed:
    """What a line asks for; a leading `aws` may be there or not. Nothing is run.

    `read_file` is called with the path of each `file://` and `fileb://`. Any text at all gives a value.
    """
    try:
        tokens = split(line) if isinstance(line, str) else list(line)
        words = take_globals(tokens[1:] if tokens[:1] == ["aws"] else tokens)
        return _command(words, read_file)
    except BadArgument as error:
        return Mistake(f"\naws: [ERROR]: {error}")


def _command(words: Words, read_file: ReadFile) -> Parsed:
    rest = list(words.rest)
    if words.version:
        return HelpPage(VERSION)
    if not rest:
        return _usage("the following arguments are required: command")
    if rest[0] == "help":
        return HelpPage(general_help())
    if rest[0] == "s3":
        return s3_command(rest[1:], words.options, read_file)
    if rest[0] not in services():
        return _unknown("command", rest[0], services())
    service = services()[rest[0]]
    if len(rest) == 1:
        return _usage("the following arguments are required: operation")
    if rest[1] == "help":
        return HelpPage(service_help(service))
    if rest[1] == "wait":
        return _wait(service, words, read_file)
    if (own := OWN_COMMANDS.get((service, rest[1]))) is not None:
        return own(rest[2:], words.options)
    if rest[1] not in operations(service):
        names = [*operations(service), *(["wait"] if waiters(service) else [])]
        return _unknown("operation", rest[1], names, f"aws {rest[0]} help")
    return _operation(service, operations(service)[rest[1]], rest[2:], words, read_file)


def _wait(service: str, words: Words, read_file: ReadFile) -> Parsed:
    rest = list(words.rest[2:])
    names = {dashed(name): name for name in waiters(service)}
    if not names:
        return _unknown("operation", "wait", operations(service), f"aws {words.rest[0]} help")
    if not rest:
        return _usage("the following arguments are required: waiter")
    if rest[0] == "help":
        return HelpPage(waiters_help(service))
    if rest[0] not in names:
        return _unknown("waiter", rest[0], names, f"aws {words.rest[0]} wait help")
    operation = waiters(service)[names[rest[0]]]["operation"]
    return _operation(service, operation, rest[1:], words, read_file, names[rest[0]])


def _operation(
    service: str,
    operation: str,
    rest: list[str],
    words: Words,
    read_file: ReadFile,
    waiter: str | None = None,
) -> Parsed:
    if rest == ["help"]:
        return HelpPage(operation_help(service, operation))
    table = arguments(service, operation)
    if waiter is not None:
        table = {
            name: argument for name, argument in table.items() if argument.member or name.startswith("cli-")
        }
    options = read_options(rest, table)
    if (wanted := options.own.get("generate-cli-skeleton")) is not None:
        return Skeleton(skeleton(service, operation, wanted))
    if not any(name in options.own for name in ("cli-input-json", "cli-input-yaml")):
        missing = _missing(table, options.given)
        if missing:
            return _usage(f"the following arguments are required: {', '.join(missing)}")
    return invocation_of(service, operation, options, words, read_file, waiter)


def _missing(table: dict[str, Argument], given: dict[str, Any]) -> list[str]:
    return [
        f"--{argument.name}"
        for argument in table.values()
        if argument.required and argument.name not in given and argument.partner not in given
    ]


def _usage(message: str) -> Mistake:
    return Mistake(f"\naws: [ERROR]: {message}\n\n{USAGE.rstrip()}")


def _unknown(what: str, word: str, names: Iterable[str], page: str = "aws help") -> Mistake:
    listed = list(names)
    near = nearest(word, listed)
    if near:
        suggestion = "maybe you meant:\n\n" + "\n".join(f"  * {name}" for name in near)
    else:
        suggestion = f"`{page}` lists what there is."
    return _usage(f"argument {what}: Invalid choice '{word}', {suggestion}")
