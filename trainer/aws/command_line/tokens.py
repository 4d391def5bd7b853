"""A command line as words: shell quoting undone, global options taken out."""

import shlex
from collections.abc import Sequence

from trainer.aws.command_line.model import BadArgument, Globals
from trainer.value import dataclass, replace

OUTPUTS = ("json", "text", "table", "yaml", "yaml-stream", "off")
BLOB_FORMATS = ("base64", "raw-in-base64-out")
REFUSED = {
    "profile": "The account is simulated and takes any credentials. Leave --profile out.",
    "endpoint-url": "Nothing here goes over a network. Leave --endpoint-url out.",
    "debug": "There is no request to trace here. Leave --debug out.",
}
IGNORED_WITH_VALUE = ("color", "ca-bundle", "cli-read-timeout", "cli-connect-timeout", "cli-error-format")
IGNORED = ("no-verify-ssl", "no-sign-request", "no-cli-pager", "cli-auto-prompt", "no-cli-auto-prompt")


@dataclass(frozen=True, slots=True)
class Words:
    """A line taken apart: the words that are left, the global options, whether to page."""

    rest: tuple[str, ...]
    options: Globals
    paginate: bool = True
    version: bool = False


def split(line: str) -> list[str]:
    """The words of a line as a POSIX shell would pass them; a backslash at a line's end joins lines.

    Raises BadArgument when a quotation is not closed.
    """
    try:
        return shlex.split(line.replace("\\\r\n", "").replace("\\\n", ""), posix=True)
    except ValueError as error:
        raise BadArgument(f"The line does not end where it should: {str(error).lower()}.") from error


def take_globals(tokens: Sequence[str]) -> Words:
    """Takes the global options out, wherever they stand. Raises BadArgument on a bad one."""
    rest: list[str] = []
    options, paginate, version = Globals(), True, False
    at = 0
    while at < len(tokens):
        name, equals, value = tokens[at].partition("=")
        name = name.removeprefix("--") if name.startswith("--") else ""
        at += 1
        if name in REFUSED:
            raise BadArgument(REFUSED[name])
        if name in ("no-paginate", "version", *IGNORED) and not equals:
            paginate, version = paginate and name != "no-paginate", version or name == "version"
            continue
        if name not in ("query", "output", "region", "cli-binary-format", *IGNORED_WITH_VALUE):
            rest.append(tokens[at - 1])
            continue
        if not equals:
            if at >= len(tokens) or tokens[at].startswith("--"):
                raise BadArgument(f"argument --{name}: expected one argument")
            value, at = tokens[at], at + 1
        options = _with(options, name, value)
    return Words(tuple(rest), options, paginate, version)


def _with(options: Globals, name: str, value: str) -> Globals:
    match name:
        case "query":
            _check_query(value)
            return replace(options, query=value)
        case "output":
            if value not in OUTPUTS:
                raise BadArgument(_choice("output", value, OUTPUTS))
            return replace(options, output=value)
        case "region":
            return replace(options, region=value)
        case "cli-binary-format":
            if value not in BLOB_FORMATS:
                raise BadArgument(_choice("cli-binary-format", value, BLOB_FORMATS))
            return replace(options, decode_blobs=value == "base64")
        case _:
            return options


def _choice(name: str, value: str, choices: Sequence[str]) -> str:
    listed = ", ".join(choices)
    return f"argument --{name}: Found invalid choice '{value}' (choose from {listed})"


def _check_query(query: str) -> None:
    import jmespath
    from jmespath.exceptions import JMESPathError

    try:
        jmespath.compile(query)
    except JMESPathError as error:
        raise BadArgument(f"Bad value for --query {query}: {error}") from error
