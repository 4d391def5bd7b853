"""Commands that AWS's CLI adds to a service: another name for a call, or another way to print its reply."""

import base64
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeAlias

from trainer.aws.command_line.model import BadArgument, Globals, Invocation, Parsed
from trainer.aws.command_line.s3 import print_body, print_buckets, print_objects
from trainer.aws.model import Call

Own: TypeAlias = Callable[[list[str], Globals], Parsed]


def _login_password(rest: list[str], options: Globals) -> Parsed:
    """`aws ecr get-login-password`: GetAuthorizationToken, of which only the password is printed."""
    if rest:
        raise BadArgument(f"Unknown options: {', '.join(rest)}")
    return Invocation(Call("ecr", "GetAuthorizationToken", {}), options, own="get-login-password")


def _login(rest: list[str], options: Globals) -> Parsed:
    """`aws ecr get-login`, of the CLI's version 1: prints whole `docker login` lines."""
    words = [word for word in rest if word not in ("--include-email", "--no-include-email")]
    params: dict[str, Any] = {}
    if words[:1] == ["--registry-ids"] and words[1:]:
        params = {"registryIds": words[1:]}
        words = []
    if words:
        raise BadArgument(f"Unknown options: {', '.join(words)}")
    return Invocation(Call("ecr", "GetAuthorizationToken", params), options, own="get-login")


def _password(entry: Mapping[str, Any]) -> str:
    return base64.b64decode(entry["authorizationToken"]).decode().partition(":")[2]


def _print_password(data: Mapping[str, Any]) -> str:
    return _password(data["authorizationData"][0]) + "\n"


def _print_login(data: Mapping[str, Any]) -> str:
    entries: Sequence[Mapping[str, Any]] = data["authorizationData"]
    return "".join(
        f"docker login -u AWS -p {_password(entry)} {entry['proxyEndpoint']}\n" for entry in entries
    )


_TAIL = {
    "--log-stream-names": "logStreamNames",
    "--log-stream-name-prefix": "logStreamNamePrefix",
    "--filter-pattern": "filterPattern",
}


def _tail(rest: list[str], options: Globals) -> Parsed:
    """`aws logs tail GROUP`: FilterLogEvents, a line an event; everything, since no clock is asked here."""
    params: dict[str, Any] = {}
    own = "tail"
    words = list(rest)
    while words:
        word = words.pop(0)
        if word in _TAIL and words:
            name = _TAIL[word]
            value = words.pop(0)
            params[name] = [value, *_values(words)] if name == "logStreamNames" else value
        elif word == "--format" and words:
            own = "tail-short" if words.pop(0) == "short" else "tail"
        elif not word.startswith("--") and "logGroupName" not in params:
            params["logGroupName"] = word
        else:
            raise BadArgument(f"Unknown options: {word}")
    if "logGroupName" not in params:
        raise BadArgument("the following arguments are required: group_name")
    return Invocation(Call("logs", "FilterLogEvents", params), options, own=own)


def _values(words: list[str]) -> list[str]:
    """The words up to the next option, taken off."""
    taken: list[str] = []
    while words and not words[0].startswith("--"):
        taken.append(words.pop(0))
    return taken


def _print_tail(data: Mapping[str, Any]) -> str:
    return "".join(
        f"{_moment(event):%Y-%m-%dT%H:%M:%S.%f+00:00} {event['logStreamName']} {event['message']}\n"
        for event in data["events"]
    )


def _print_tail_short(data: Mapping[str, Any]) -> str:
    return "".join(f"{_moment(event):%Y-%m-%dT%H:%M:%S} {event['message']}\n" for event in data["events"])


def _moment(event: Mapping[str, Any]) -> datetime:
    return datetime.fromtimestamp(event["timestamp"] / 1000, UTC)


OWN_COMMANDS: dict[tuple[str, str], Own] = {
    ("ecr", "get-login-password"): _login_password,
    ("ecr", "get-login"): _login,
    ("logs", "tail"): _tail,
}
OWN_PRINTING: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "get-login-password": _print_password,
    "get-login": _print_login,
    "tail": _print_tail,
    "tail-short": _print_tail_short,
    "s3 ls buckets": print_buckets,
    "s3 ls": print_objects,
    "s3 cp -": print_body,
}
