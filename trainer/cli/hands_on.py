"""Commands on simulated accounts: lab, aws, ecs serve."""

from __future__ import annotations

import re
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from trainer.cli.at_desk import at_desk
from trainer.clock import SystemClock
from trainer.errors import UsageError
from trainer.tui.door import Door
from trainer.wiring import learners_store

_WAIT = r"(\d{1,7})(s|m|h|d)?"
_LOOKED_AT = {"why": "web", "inbox": "ops@example.com"}
_SECONDS = {"s": 1, "": 60, "m": 60, "h": 3600, "d": 86_400}
WAIT_MOST_S = 7 * 86_400

if TYPE_CHECKING:
    import argparse

    from trainer.activities.desk import Desk


@at_desk
def lab(place: Desk, options: argparse.Namespace) -> int:
    """`trainer lab`."""
    from trainer.activities.lab import lab_named, open_lab
    from trainer.plain.lab import labs_lines, work_at
    from trainer.plain.talk import Talk

    if options.json:
        import json

        passed = place.store.labs.passed()
        labs = [
            {"id": one.id, "title": one.title, "minutes": one.minutes, "passed": one.id in passed}
            for one in place.course.labs.values()
        ]
        print(json.dumps(labs, ensure_ascii=False, indent=2))
        return 0
    if options.list or (options.plain and not options.name):
        Talk().say(*labs_lines(place))
        return 0
    if not options.plain:
        from trainer.cli.learn import open_tui

        return open_tui(place, Door("lab", lab_named(place, options.name).id if options.name else ""))
    work = open_lab(place, lab_named(place, options.name), fresh=options.fresh)
    work_at(Talk(), work)
    return 0


def aws(words: list[str]) -> int:
    """`trainer aws …`: everything after `aws`, as typed."""
    if words[:1] == ["--show-request"]:
        return _show_requests(words[1:])
    if not words:
        raise UsageError("give a command, such as: trainer aws ecs list-clusters; see: trainer aws --help")
    from trainer.activities.lab import let_time_pass, look, practise, start_afresh

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


def serve(options: argparse.Namespace) -> int:
    """`trainer ecs serve`."""
    import time

    from trainer.aws.server.serve import serve as serve_account

    def say(line: str) -> None:
        print(line, flush=True)

    serve_account(options.port, options.clock, time.monotonic, say, host=options.host, now=SystemClock().now)
    return 0


def ecs_limits(options: argparse.Namespace) -> int:  # noqa: ARG001 - a command's form
    """`trainer ecs limits`."""
    from trainer.aws.limits import limits

    for line in limits():
        print(line)
    return 0
