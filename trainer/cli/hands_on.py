"""Commands on simulated accounts: lab, ecs serve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trainer.cli.at_desk import at_desk
from trainer.clock import SystemClock
from trainer.errors import UsageError
from trainer.tui.door import Door

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
    if options.serve and not options.name:
        raise UsageError("say which lab, such as: trainer lab sandbox --serve")
    port = options.port if options.serve else None
    if options.list or (options.plain and not options.name):
        Talk().say(*labs_lines(place))
        return 0
    if not options.plain:
        from trainer.cli.learn import open_tui

        name = lab_named(place, options.name).id if options.name else ""
        if name:
            place.simulators.move_out()
            place.simulators.ready()  # it loads beside the screens
        return open_tui(place, Door("lab", name, port=port))
    work = open_lab(place, lab_named(place, options.name), fresh=options.fresh)
    work_at(Talk(), work, port)
    return 0


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
