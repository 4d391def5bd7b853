"""A call that came from another tool -> the line that makes it at a prompt."""

import base64
import json
import shlex
from datetime import datetime
from typing import Any

from trainer.aws.command_line.arguments import Takes, arguments
from trainer.aws.command_line.model import Invocation
from trainer.aws.command_line.names import cli_service
from trainer.aws.command_line.parse import parse
from trainer.aws.composing.writing import written
from trainer.aws.model import Call
from trainer.aws.service_model import dashed


class Unspoken(ValueError):  # noqa: N818 - what the call is
    """No line makes this call, such as one that carries a file's bytes."""


def line_of(call: Call) -> str:
    """The `aws` line of a call, with options where they say the same, else as one JSON document.

    Raises Unspoken.
    """
    head = f"aws {cli_service(call.service)} {dashed(call.operation)}"
    params = json.loads(json.dumps(dict(call.params), default=_told))
    table = {one.member: one for one in arguments(call.service, call.operation).values()}
    words = [head]
    for member, value in params.items():
        argument = next(
            (one for one in arguments(call.service, call.operation).values()
             if one.member == member and (one.takes is not Takes.NOTHING or one.fixed == value)),
            table.get(member),
        )  # fmt: skip
        if argument is not None:
            bare = argument.takes is Takes.NOTHING
            words.append(f"--{argument.name}" if bare else f"--{argument.name} {written(value)}")
    document = f"{head} --cli-input-json {shlex.quote(json.dumps(params))}" if params else head
    for line in (" ".join(words), document):
        if "$(" not in line and "\n" not in line and _means(line, call, params):
            return line
    raise Unspoken(f"{head} cannot be typed as a line, so this lab cannot keep it")


def _means(line: str, call: Call, params: dict[str, Any]) -> bool:
    parsed = parse(line.removeprefix("aws "), _no_files)
    return (
        isinstance(parsed, Invocation)
        and (parsed.call.service, parsed.call.operation) == (call.service, call.operation)
        and json.loads(json.dumps(dict(parsed.call.params), default=_told)).items() >= params.items()
    )


def _told(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise Unspoken(f"a call with a {type(value).__name__} cannot be typed as a line")


def _no_files(name: str) -> bytes:
    raise FileNotFoundError(name)
