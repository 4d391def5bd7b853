"""Pages of help from the models' own documentation, fitted to 76 columns."""

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any

from trainer.aws.command_line.arguments import Argument, Takes, arguments
from trainer.aws.command_line.html import plain_text
from trainer.aws.command_line.names import cli_service, operations, services
from trainer.aws.service_model import dashed, documented_model, waiters

WIDTH = 76
ENUMS_SHOWN = 30
OWN = {
    "cli-input-json": "The parameters as one JSON object, or file:// and its path. Options beside it win.",
    "cli-input-yaml": "The parameters as YAML, or file:// and its path. Options beside it win.",
    "generate-cli-skeleton": "Prints an empty form of parameters (input, yaml-input) or reply (output).",
    "starting-token": "Where to go on: the NextToken that an earlier listing ended with.",
    "page-size": "How many items each call asks for. The whole listing stays the same.",
    "max-items": "How many items are printed; with more of them there is a NextToken to go on from.",
}


def general_help() -> str:
    """`aws help`: the services."""
    return _page(
        _section("NAME", "aws - the command line of a simulated AWS account"),
        _section("SYNOPSIS", "aws [options] <command> <subcommand> [parameters]"),
        _section("SERVICES", _columns(services())),
        _section("MORE", "aws <command> help, aws <command> <subcommand> help"),
    )


def service_help(service: str) -> str:
    """`aws SERVICE help`: what it is for, and its operations."""
    names: list[str] = list(operations(service))
    if waiters(service):
        names = sorted([*names, "wait"])
    return _page(
        _section("NAME", cli_service(service)),
        _section("DESCRIPTION", plain_text(documented_model(service).documentation, WIDTH - 4)),
        _section("COMMANDS", _columns(names)),
    )


def waiters_help(service: str) -> str:
    """`aws SERVICE wait help`: the waiters, how often they look and when they give up."""
    lines = [
        f"{dashed(name)}\n    polls {dashed(waiter['operation'])} every {waiter['delay']} seconds,"
        f" at most {waiter['maxAttempts']} times"
        for name, waiter in sorted(waiters(service).items())
    ]
    return _page(_section("NAME", f"{cli_service(service)} wait"), _section("WAITERS", "\n".join(lines)))


def operation_help(service: str, operation: str) -> str:
    """`aws SERVICE OPERATION help`: what it does, its options, its reply."""
    model = documented_model(service).operation_model(operation)
    members = model.input_shape.members if model.input_shape else {}
    table = arguments(service, operation)
    output = model.output_shape
    reply = [] if output is None else [_option(f"{name}", shape) for name, shape in output.members.items()]
    return _page(
        _section("NAME", f"{cli_service(service)} {dashed(operation)}"),
        _section("DESCRIPTION", plain_text(model.documentation, WIDTH - 4)),
        _section("SYNOPSIS", _synopsis(service, operation, table)),
        _section("OPTIONS", "\n\n".join(_argument(one, members) for one in table.values() if _shown(one))),
        _section("OUTPUT", "\n\n".join(reply)),
    )


def _shown(argument: Argument) -> bool:
    return not (argument.takes is Takes.NOTHING and argument.fixed in (False, {"Value": False}))


def _synopsis(service: str, operation: str, table: dict[str, Argument]) -> str:
    words = [_usage(argument) for argument in table.values() if _shown(argument)]
    return "\n".join([f"aws {cli_service(service)} {dashed(operation)}", *(f"    {word}" for word in words)])


def _usage(argument: Argument) -> str:
    value = {
        Takes.NOTHING: "",
        Takes.ONE: " <value>",
        Takes.PERHAPS_ONE: " [<value>]",
        Takes.MANY: " <value> …",
    }
    text = f"--{argument.name}{value[argument.takes]}"
    if argument.takes is Takes.NOTHING and argument.partner:
        text = f"{text} | --{argument.partner}"
    return text if argument.required else f"[{text}]"


def _argument(argument: Argument, members: Mapping[str, Any]) -> str:
    if argument.shape is None:
        return _paragraph(
            f"--{argument.name}", OWN.get(argument.name, "A short way to write a nested parameter.")
        )
    return _option(f"--{argument.name}", members.get(argument.member, argument.shape))


def _option(title: str, shape: Any) -> str:
    text = plain_text(shape.documentation, WIDTH - 8)
    parts = [f"{title} ({shape.type_name})", *([textwrap.indent(text, "    ")] if text else [])]
    example = syntax(shape)
    if title.startswith("--") and example:
        parts.append(textwrap.indent(f"Shorthand: {example}", "    "))
    enum = getattr(shape if shape.type_name != "list" else shape.member, "enum", None) or []
    if enum:
        shown = ", ".join(enum[:ENUMS_SHOWN]) + (", …" if len(enum) > ENUMS_SHOWN else "")
        parts.append(
            textwrap.fill(f"One of: {shown}", WIDTH - 4, initial_indent="    ", subsequent_indent="      ")
        )
    return "\n".join(parts)


def syntax(shape: Any) -> str:
    """The shorthand of a structure, a map or a list of them, one level deep: `key=string,value=string …`."""
    if shape.type_name == "list":
        inner = syntax(shape.member)
        return f"{inner} …" if inner else ""
    if shape.type_name == "map":
        return f"KeyName1={shape.value.type_name},KeyName2={shape.value.type_name}"
    if shape.type_name != "structure":
        return ""
    return ",".join(f"{name}={_word(member)}" for name, member in shape.members.items())


def _word(shape: Any) -> str:
    match shape.type_name:
        case "list":
            return f"[{_word(shape.member)},…]"
        case "structure" | "map":
            return "{…}"
        case kind:
            return str(kind)


def _paragraph(title: str, text: str) -> str:
    return f"{title}\n{textwrap.fill(text, WIDTH - 4, initial_indent='    ', subsequent_indent='    ')}"


def _section(title: str, body: str) -> str:
    if not body.strip():
        return ""
    lines = []
    for line in body.splitlines():
        room = WIDTH - 4
        indent = " " * min(len(line) - len(line.lstrip()), room // 2)
        lines.extend(textwrap.wrap(line, room, subsequent_indent=indent + "  ") or [""])
    return f"{title}\n" + "\n".join(f"    {line}" if line else "" for line in lines)


def _columns(names: Iterable[str]) -> str:
    listed = sorted(names)
    room = max(len(name) for name in listed) + 2
    across = max(1, (WIDTH - 4) // room)
    rows = [listed[at : at + across] for at in range(0, len(listed), across)]
    return "\n".join("".join(name.ljust(room) for name in row).rstrip() for row in rows)


def _page(*sections: str) -> str:
    return "\n\n".join(section for section in sections if section) + "\n"
