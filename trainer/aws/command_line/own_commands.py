"""Commands that AWS's CLI adds to a service: another name for a call, or another way to print its reply."""

import base64
from collections.abc import Callable, Mapping, Sequence
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


OWN_COMMANDS: dict[tuple[str, str], Own] = {
    ("ecr", "get-login-password"): _login_password,
    ("ecr", "get-login"): _login,
}
OWN_PRINTING: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "get-login-password": _print_password,
    "get-login": _print_login,
    "s3 ls buckets": print_buckets,
    "s3 ls": print_objects,
    "s3 cp -": print_body,
}
