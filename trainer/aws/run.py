"""One `aws` command run in a world: parsed, answered, printed. For `trainer aws` and the lab's prompt."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from trainer.aws.answer import answer
from trainer.aws.command_line.files import no_writing
from trainer.aws.command_line.model import (
    USAGE_STATUS,
    Help,
    Invocation,
    Mistake,
    ReadFile,
    Skeleton,
    WriteFile,
)
from trainer.aws.command_line.own_commands import OWN_PRINTING
from trainer.aws.command_line.paging import RESUME, collect
from trainer.aws.command_line.parse import parse
from trainer.aws.model import Answer, Call, Rejected
from trainer.aws.printing.render import render
from trainer.aws.service_model import error_code, missing_tokens
from trainer.aws.waiting import wait
from trainer.sim.run import run_for
from trainer.sim.world import World
from trainer.value import dataclass, replace

REFUSED_STATUS = 1
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Names in a world are anyone's text: nothing in them may steer a terminal."""

_DOCUMENTS = ("AssumeRolePolicyDocument", "PolicyDocument", "Document")

Advance = Callable[[World, int], object]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did. `call` is None where none was made; `waited_ms` is virtual time."""

    stdout: str = ""
    stderr: str = ""
    exit_code: int = 0
    call: Call | None = None
    answer: Answer | None = None
    world_changed: bool = False
    waited_ms: int = 0


def run(
    world: World,
    line: str | Sequence[str],
    read_file: ReadFile,
    advance: Advance = run_for,
    write_file: WriteFile = no_writing,
) -> Ran:
    """Runs one command in the world, which it changes; any line at all gives a result, never an exception.

    Exit codes: 0 done, 1 the service refused or what was waited for did not come, 2 wrong use. A command that
    is refused or not understood leaves the world as it was. `advance` lets so many milliseconds pass;
    `write_file` takes what a command saves to a file.
    """
    ran = _run(world, line, read_file, advance, write_file)
    return replace(ran, stdout=CONTROL.sub("", ran.stdout), stderr=CONTROL.sub("", ran.stderr))


def _run(
    world: World, line: str | Sequence[str], read_file: ReadFile, advance: Advance, write_file: WriteFile
) -> Ran:
    match parse(line, read_file):
        case Help(text=text) | Skeleton(text=text):
            return Ran(stdout=text if text.endswith("\n") else f"{text}\n")
        case Mistake(message=message, exit_code=exit_code):
            return Ran(stderr=f"{message}\n", exit_code=exit_code)
        case Invocation() as invocation:
            return _invoke(world, invocation, advance, write_file)


def _invoke(world: World, invocation: Invocation, advance: Advance, write_file: WriteFile) -> Ran:
    call, options = invocation.call, invocation.options
    if options.region not in (None, world.region):
        told = f"This simulated account has one region, {world.region}. Leave --region out.\n"
        return Ran(stderr=f"\naws: [ERROR]: {told}", exit_code=USAGE_STATUS, call=call)
    call = _with_tokens(world, call)
    before = (world.sequence, world.now_ms)
    if invocation.waiter is not None:
        waited = wait(
            call,
            invocation.waiter,
            lambda asked: answer(world, asked),
            lambda ms: advance(world, ms),
        )
        stderr = f"\naws: [ERROR]: {waited.failure}\n" if waited.failure else ""
        status = REFUSED_STATUS if waited.failure else 0
        return Ran("", stderr, status, call, waited.last, waited.took_ms > 0, waited.took_ms)
    done = collect(lambda asked: answer(world, asked), call, invocation.paging)
    changed = (world.sequence, world.now_ms) != before
    if isinstance(done, Rejected):
        return Ran(
            stderr=refusal_text(call, done, invocation.failed),
            exit_code=REFUSED_STATUS,
            call=call,
            answer=done,
            world_changed=changed,
        )
    stdout, stderr = _printed(invocation, done.data, write_file)
    return Ran(stdout, stderr, USAGE_STATUS if stderr else 0, call, done, changed)


def _with_tokens(world: World, call: Call) -> Call:
    """The call with those idempotency tokens that AWS's clients make up where a request must have one."""
    missing = missing_tokens(call.service, call.operation, call.params)
    made = {name: world.new_uuid("token", call.operation, name) for name in missing}
    return replace(call, params={**call.params, **made}) if made else call


def _printed(invocation: Invocation, data: Mapping[str, Any], write_file: WriteFile) -> tuple[str, str]:
    if invocation.outfile:
        try:
            write_file(invocation.outfile, bytes(data["Body"]))
        except OSError as error:
            return "", f"\naws: [ERROR]: {invocation.outfile}: {error.strerror or error}\n"
        data = {name: value for name, value in data.items() if name != "Body"}
    if invocation.said:
        return f"{invocation.said}\n", ""
    if invocation.own is not None:
        return OWN_PRINTING[invocation.own](data), ""
    if invocation.call.service == "iam":
        data = decoded(data)
    options, operation = invocation.options, invocation.call.operation
    parts = [data]
    if options.output == "text" and invocation.paging.enabled and RESUME in data:
        # as text, the CLI prints the token after the pages, and asks the query of it too
        rest = {name: value for name, value in data.items() if name != RESUME}
        parts = [rest, {RESUME: {RESUME: data[RESUME]}}]
    try:
        return "".join(render(operation, part, options.output, options.query) for part in parts), ""
    except ValueError as error:
        return "", f"\naws: [ERROR]: {error}\n"


def decoded(value: Any) -> Any:
    """IAM's policy documents as JSON instead of percent-encoded text, as AWS's clients show them."""
    if isinstance(value, Mapping):
        return {
            key: json.loads(unquote(inner))
            if key in _DOCUMENTS and isinstance(inner, str)
            else decoded(inner)
            for key, inner in value.items()
        }
    return [decoded(inner) for inner in value] if isinstance(value, list) else value


def refusal_text(call: Call, rejected: Rejected, before: str = "") -> str:
    """The line in which AWS's CLI tells an error of a service; `aws s3` says first what failed."""
    said = f"when calling the {call.operation} operation: {rejected.message}"
    return f"{before or chr(10)}An error occurred ({error_code(call.service, rejected.code)}) {said}\n"
