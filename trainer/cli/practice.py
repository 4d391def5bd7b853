"""`trainer aws …`: commands on the practice account, in the aws command's own language.

It is reached without the table of commands, as people type it again and again and wait for it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.clock import SystemClock
from trainer.errors import UsageError
from trainer.wiring import learners_store

_WAIT = r"(\d{1,7})(s|m|h|d)?"
_LOOKED_AT = {"why": "web", "inbox": "ops@example.com"}
_SECONDS = {"s": 1, "": 60, "m": 60, "h": 3600, "d": 86_400}
WAIT_MOST_S = 7 * 86_400

if TYPE_CHECKING:
    import argparse


def words_after_aws(arguments: Sequence[str]) -> list[str] | None:
    """What follows `aws`, if the arguments are such a command; argparse must not touch that.

    It needs no course, so `--course DIR` before or after `aws` is passed over. None also for `aws --help`.
    """
    rest = _without_course(arguments)
    if rest[:1] != ["aws"] or rest[1:] in (["--help"], ["-h"]):
        return None
    return _without_course(rest[1:])


def _without_course(arguments: Sequence[str]) -> list[str]:
    """The arguments without `--course DIR` at their beginning."""
    rest = list(arguments)
    while rest and (rest[0] == "--course" or rest[0].startswith("--course=")):
        rest = rest[2 if rest[0] == "--course" else 1 :]
    return rest


def aws(words: list[str]) -> int:
    """`trainer aws …`: everything after `aws`, as typed."""
    if words[:1] == ["--show-request"]:
        return _show_requests(words[1:])
    if not words:
        raise UsageError("give a command, such as: trainer aws ecs list-clusters; see: trainer aws --help")
    from trainer.activities.practice import let_time_pass, look, practise, start_afresh

    now = SystemClock().now()
    with closing(learners_store()) as store:
        if words == ["reset"]:
            start_afresh(store.worlds)
            print("Your practice account is empty.")
            return 0
        if words[0] == "wait":
            then = let_time_pass(store.worlds, _seconds(words[1:]), now)
            print(f"It is {then:%Y-%m-%d %H:%M:%S} UTC in your practice account.")
            return 0
        if words[0] in ("why", "inbox"):
            if len(words) != 2:
                raise UsageError(f"say of what, such as: trainer aws {words[0]} {_LOOKED_AT[words[0]]}")
            print("\n".join(look(store.worlds, words[0], words[1], now)))
            return 0
        ran = practise(store.worlds, words, now, read_here, write_here)
    sys.stdout.write(ran.stdout)
    sys.stdout.flush()
    sys.stderr.write(ran.stderr)
    return ran.exit_code


def _seconds(words: list[str]) -> int:
    match = re.fullmatch(_WAIT, "".join(words), re.ASCII)
    seconds = int(match[1]) * _SECONDS[match[2] or ""] if match else 0
    if not 1 <= seconds <= WAIT_MOST_S:
        raise UsageError("say how long, at most 7 days, such as: trainer aws wait 5m")
    return seconds


def read_here(name: str) -> bytes:
    """What `file://` names, relative to the working folder. Raises OSError."""
    from trainer.aws.command_line.files import folder_reader

    try:
        path = Path(name).expanduser()
    except RuntimeError:  # there is no such user: then it is a name like any other
        path = Path(name)
    return folder_reader(Path(), confined=False)(str(path))


def write_here(name: str, data: bytes) -> None:
    """Write what a command saves, relative to the working folder. Raises OSError."""
    from trainer.aws.command_line.files import folder_writer

    folder_writer(Path(), confined=False)(name, data)


def _show_requests(words: list[str]) -> int:
    import json

    from trainer.aws.command_line.show import show_request

    if words != ["-"]:
        print(json.dumps(show_request(words, read_here), ensure_ascii=False))
        return 0
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(show_request(line, read_here), ensure_ascii=False), flush=True)
    return 0


def aws_help(options: argparse.Namespace) -> int:
    """`trainer aws` without a command."""
    del options
    return aws([])
