"""The options of each command, and what their values may be."""

import argparse
from pathlib import Path

from trainer.cli import hands_on


def course(command: argparse.ArgumentParser) -> None:
    """Another course than the bundled one."""
    # SUPPRESS: the option may stand before or after the command
    command.add_argument(
        "--course",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="another course than the bundled one",
    )


def plain(command: argparse.ArgumentParser) -> None:
    """Line by line instead of screens."""
    command.add_argument(
        "--plain", action="store_true", help="line by line, for screen readers, pipes and tests"
    )


def json(command: argparse.ArgumentParser) -> None:
    """A report as JSON."""
    command.add_argument("--json", action="store_true", help="print JSON")


def learn(command: argparse.ArgumentParser) -> None:
    """Options of `trainer learn`."""
    command.add_argument(
        "what", nargs="?", default="", help="a lesson, or your own note FILE.md or vault folder"
    )
    command.add_argument("--list", action="store_true", help="list the lessons and stop")
    command.add_argument(
        "--test-out",
        metavar="SECTION",
        help="answer questions on a section (its number or title) instead of reading it",
    )
    plain(command)
    json(command)


def find(command: argparse.ArgumentParser) -> None:
    """Options of `trainer find`."""
    command.add_argument("words", nargs="+", metavar="WORD", help="words that must all be there")
    json(command)


def review(command: argparse.ArgumentParser) -> None:
    """Options of `trainer review`."""
    command.add_argument(
        "--count", type=positive, default=20, metavar="N", help="at most N facts (default 20)"
    )
    command.add_argument(
        "--minutes", type=positive, metavar="M", help="end after M minutes, such as 5, 10 or 20 (plain)"
    )
    plain(command)


def quiz(command: argparse.ArgumentParser) -> None:
    """Options of `trainer quiz`."""
    command.add_argument("--count", type=positive, default=10, metavar="N", help="N questions (default 10)")
    command.add_argument("--seed", type=int, metavar="S", help="the same seed asks the same questions")
    command.add_argument("--topic", metavar="T", help="only this topic")
    command.add_argument(
        "--schedule", action="store_true", help="let the answers count for the review schedule (plain)"
    )
    plain(command)


def placement(command: argparse.ArgumentParser) -> None:
    """Options of `trainer placement`."""
    command.add_argument("--seed", type=int, metavar="S", help="the same seed asks the same questions")


def nothing(command: argparse.ArgumentParser) -> None:
    """A command without options."""
    pass


def outcome(command: argparse.ArgumentParser) -> None:
    """Options of `trainer outcome`."""
    command.add_argument(
        "happened",
        nargs="?",
        choices=["passed", "failed", "moved"],
        help="what became of the exam; without it what was told before",
    )
    command.add_argument("--weak", metavar="D,D", help="failed: the domains that the score report calls weak")
    command.add_argument("--to", metavar="DATE", help="moved: the new day, such as 2026-12-18")
    command.add_argument("--archive", action="store_true", help="passed: let everything rest")


def exam(command: argparse.ArgumentParser) -> None:
    """Options of `trainer exam`."""
    command.add_argument("--start", metavar="NAME", help="begin this exam (see --list)")
    command.add_argument("--list", action="store_true", help="list the exams and stop")
    command.add_argument("--seed", type=int, metavar="S", help="the same seed makes the same form")
    command.add_argument(
        "--time",
        choices=["1", "1.5", "2", "untimed"],
        default="1",
        help="how the time is stretched (default 1)",
    )
    command.add_argument("--half", action="store_true", help="half as long")
    command.add_argument("--topic", metavar="T", help="a short form of this topic alone")
    command.add_argument(
        "--extra",
        type=positive,
        default=0,
        metavar="MIN",
        help="minutes more, such as AWS's 30",
    )
    command.add_argument("--practice", action="store_true", help="may be paused; no feedback before the end")
    command.add_argument(
        "--unscored",
        action="store_true",
        help="15 of 65 do not count, as at AWS; which ones is told afterwards",
    )
    command.add_argument("--history", action="store_true", help="list the exams that were finished")
    command.add_argument(
        "--compare", nargs=2, type=positive, metavar="N", help="two of --history side by side, by domain"
    )
    command.add_argument(
        "--regrade", type=positive, metavar="N", help="grade one of --history by the keys of today's course"
    )
    plain(command)
    command.add_argument(
        "--json", action="store_true", help="with --list, --history, --compare, --regrade: print JSON"
    )


def progress(command: argparse.ArgumentParser) -> None:
    """Options of `trainer progress`."""
    json(command)
    plain(command)


def plan(command: argparse.ArgumentParser) -> None:
    """Options of `trainer plan`."""
    command.add_argument("--exam", metavar="ID", help="keep that this exam is meant, such as SAA-C03")
    command.add_argument("--on", metavar="DATE", help="keep the day of the exam, such as 2026-12-11, or none")
    command.add_argument("--minutes", type=positive, metavar="M", help="keep that you study M minutes a day")
    command.add_argument("--ics", action="store_true", help="print a calendar file for other programs")
    json(command)


def status(command: argparse.ArgumentParser) -> None:
    """Options of `trainer status`."""
    command.add_argument("--line", action="store_true", help="one line for a prompt (what it prints anyway)")


def reports(command: argparse.ArgumentParser) -> None:
    """Options of `trainer reports`."""
    command.add_argument(
        "action",
        nargs="?",
        choices=["list", "export"],
        default="list",
        help="export: as Markdown, to pass on",
    )
    json(command)


def lab(command: argparse.ArgumentParser) -> None:
    """Options of `trainer lab`."""
    command.add_argument("name", nargs="?", default="", help="the lab (see --list)")
    command.add_argument("--list", action="store_true", help="list the labs and stop")
    command.add_argument("--fresh", action="store_true", help="begin anew instead of going on")
    command.add_argument(
        "--serve", action="store_true", help="open the lab's world to the aws CLI and SDKs, on 127.0.0.1"
    )
    command.add_argument("--port", type=int, default=0, help="with --serve: the port; 0 takes any free one")
    plain(command)
    json(command)


def aws(command: argparse.ArgumentParser) -> None:
    """Options of `trainer aws`."""
    command.add_argument(
        "--show-request", action="store_true", help="print the request and run nothing; - reads lines"
    )
    command.add_argument(
        "words",
        nargs=argparse.REMAINDER,
        help="the command as AWS's CLI takes it; `wait 5m` lets time pass, `reset` starts afresh",
    )


def ecs(command: argparse.ArgumentParser) -> None:
    """Options of `trainer ecs`."""
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True)
    serve = actions.add_parser(
        "serve",
        help="speak AWS's protocols on 127.0.0.1",
        description="Serve the simulator on 127.0.0.1 for the aws CLI, SDKs and tools (AWS_ENDPOINT_URL).",
        epilog="example:\n  trainer ecs serve --port 4599 --clock x60",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serve.add_argument(
        "--port", type=port, default=4599, metavar="N", help="0 takes any free port (default 4599)"
    )
    serve.add_argument("--clock", default="x60", metavar="real|xN|manual", help="how time runs (default x60)")
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="another address to listen on: then whoever reaches it may use the account (default 127.0.0.1)",
    )
    course(serve)
    serve.set_defaults(run=hands_on.serve)
    limits = actions.add_parser(
        "limits",
        help="what the simulator does not model",
        description="What the simulator does not model, and which timings and rules are its own.",
        epilog="example:\n  trainer ecs limits",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    course(limits)
    limits.set_defaults(run=hands_on.ecs_limits)


def items(command: argparse.ArgumentParser) -> None:
    """Options of `trainer items`."""
    command.add_argument("--count", type=positive, default=10, metavar="N", help="N items (default 10)")
    command.add_argument("--seed", type=int, default=1, metavar="S", help="same seed, same items (default 1)")
    command.add_argument("--kind", metavar="K", help="only this kind")
    command.add_argument("--topic", metavar="T", help="only this topic")
    command.add_argument("--fact", metavar="F", help="only on this fact")
    command.add_argument("--level", choices=["recall", "apply", "decide"], help="only this level")
    command.add_argument("--exam", metavar="EXAM", help="only what this exam's forms may use")
    command.add_argument(
        "--as-of", metavar="DATE", help="facts that hold on this day (default: the course's)"
    )
    command.add_argument(
        "--explain-rejections",
        action="store_true",
        help="also what was tried and refused, each with its reason",
    )
    json(command)


def table(command: argparse.ArgumentParser) -> None:
    """Options of `trainer table`."""
    command.add_argument("pattern", nargs="?", metavar="PATTERN", help="a scenario (default: list them)")
    json(command)


def images(command: argparse.ArgumentParser) -> None:
    """Options of `trainer images`."""
    command.add_argument(
        "action", nargs="?", choices=["list", "add", "redraw"], default="list", help="default: list"
    )
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="pictures to take in")
    command.add_argument("--folder", type=Path, metavar="DIR", help="redraw: where the PNGs go")
    json(command)


def check(command: argparse.ArgumentParser) -> None:
    """Options of `trainer check`."""
    command.add_argument("where", nargs="?", type=Path, metavar="COURSE", help="the course's folder")
    command.add_argument(
        "--no-cache", action="store_true", help="prove every lab anew, also those proven as they are"
    )
    json(command)


def positive(text: str) -> int:
    """A whole number from 1; ArgumentTypeError otherwise."""
    if not text.isdecimal() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 to 100000")
    return int(text)


def port(text: str) -> int:
    """A port from 0 to 65535; ArgumentTypeError otherwise."""
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text} is no port from 0 to 65535")
    return int(text)
