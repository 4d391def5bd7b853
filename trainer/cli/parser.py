"""Every command with its options, an example and what it runs."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Never, TypeAlias

import trainer
from trainer.cli import author, hands_on, judging, last_week, learn, plans
from trainer.errors import UsageError

Command: TypeAlias = Callable[[], int]
"""A command with its options filled in; returns the exit status."""

DISCLAIMER = "Not affiliated with AWS. No real exam questions. Everything is simulated."


class Parser(argparse.ArgumentParser):
    """argparse that reports wrong use as one sentence through our own door."""

    def __init__(self, **settings: Any) -> None:
        # a shortened option could come to mean another one with the next version
        super().__init__(**settings, allow_abbrev=False)

    def error(self, message: str) -> Never:
        """Raise what argparse would print."""
        raise UsageError(f"{message}; see: {self.prog} --help")


def parse(arguments: Sequence[str]) -> Command:
    """The command for these arguments. Raises UsageError; `--help` prints and raises SystemExit(0)."""
    rest = _without_course(arguments)
    if rest[:1] == ["aws"] and rest[1:] not in (["--help"], ["-h"]):
        # the rest is the aws command's own language, argparse must not touch it; it needs no course
        return lambda: hands_on.aws(_without_course(rest[1:]))
    options = build().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    return lambda: run(options)


def _without_course(arguments: Sequence[str]) -> list[str]:
    """The arguments without `--course DIR` at their beginning."""
    rest = list(arguments)
    while rest and (rest[0] == "--course" or rest[0].startswith("--course=")):
        rest = rest[2 if rest[0] == "--course" else 1 :]
    return rest


def build() -> Parser:
    """The whole parser; tests walk it to hold every command to its help."""
    parser = Parser(
        prog="trainer",
        description="Study for a certification in the terminal: lessons, questions, a simulator, exams.",
        epilog=f"Without a command the trainer opens on today's plan.\n\n"
        f"example:\n  trainer quiz --count 5\n\n{DISCLAIMER}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"trainer {trainer.__version__}")
    parser.add_argument("--course", type=Path, metavar="DIR", help="another course than the bundled one")
    parser.set_defaults(run=learn.today)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=Parser)
    for name, words, example, run, add in COMMANDS:
        command = commands.add_parser(
            name,
            help=words,
            description=words,
            epilog=f"example:\n  {example}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        _course(command)
        add(command)
        command.set_defaults(run=run)
    return parser


def _course(command: argparse.ArgumentParser) -> None:
    # SUPPRESS: the option may stand before or after the command
    command.add_argument(
        "--course",
        type=Path,
        metavar="DIR",
        default=argparse.SUPPRESS,
        help="another course than the bundled one",
    )


def _plain(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--plain", action="store_true", help="line by line, for screen readers, pipes and tests"
    )


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON")


def _learn(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "what", nargs="?", default="", help="a lesson, or your own note FILE.md or vault folder"
    )
    command.add_argument("--list", action="store_true", help="list the lessons and stop")
    command.add_argument(
        "--test-out",
        metavar="SECTION",
        help="answer questions on a section (its number or title) instead of reading it",
    )
    _plain(command)
    _json(command)


def _review(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--count", type=_positive, default=20, metavar="N", help="at most N facts (default 20)"
    )
    command.add_argument(
        "--minutes", type=_positive, metavar="M", help="end after M minutes, such as 5, 10 or 20 (plain)"
    )
    _plain(command)


def _quiz(command: argparse.ArgumentParser) -> None:
    command.add_argument("--count", type=_positive, default=10, metavar="N", help="N questions (default 10)")
    command.add_argument("--seed", type=int, metavar="S", help="the same seed asks the same questions")
    command.add_argument("--topic", metavar="T", help="only this topic")
    command.add_argument(
        "--schedule", action="store_true", help="let the answers count for the review schedule (plain)"
    )
    _plain(command)


def _placement(command: argparse.ArgumentParser) -> None:
    command.add_argument("--seed", type=int, metavar="S", help="the same seed asks the same questions")


def _nothing(command: argparse.ArgumentParser) -> None:
    pass


def _outcome(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "happened",
        nargs="?",
        choices=["passed", "failed", "moved"],
        help="what became of the exam; without it what was told before",
    )
    command.add_argument("--weak", metavar="D,D", help="failed: the domains that the score report calls weak")
    command.add_argument("--to", metavar="DATE", help="moved: the new day, such as 2026-12-18")
    command.add_argument("--archive", action="store_true", help="passed: let everything rest")


def _exam(command: argparse.ArgumentParser) -> None:
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
        type=_positive,
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
        "--compare", nargs=2, type=_positive, metavar="N", help="two of --history side by side, by domain"
    )
    command.add_argument(
        "--regrade", type=_positive, metavar="N", help="grade one of --history by the keys of today's course"
    )
    _plain(command)
    command.add_argument("--json", action="store_true", help="with --list: print JSON")


def _progress(command: argparse.ArgumentParser) -> None:
    _json(command)
    _plain(command)


def _plan(command: argparse.ArgumentParser) -> None:
    command.add_argument("--ics", action="store_true", help="print a calendar file for other programs")
    _json(command)


def _status(command: argparse.ArgumentParser) -> None:
    command.add_argument("--line", action="store_true", help="one line for a prompt (what it prints anyway)")


def _reports(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "action",
        nargs="?",
        choices=["list", "export"],
        default="list",
        help="export: as Markdown, to pass on",
    )
    _json(command)


def _lab(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", nargs="?", default="", help="the lab (see --list)")
    command.add_argument("--list", action="store_true", help="list the labs and stop")
    command.add_argument("--fresh", action="store_true", help="begin anew instead of going on")
    _plain(command)
    _json(command)


def _aws(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--show-request", action="store_true", help="print the request and run nothing; - reads lines"
    )
    command.add_argument(
        "words",
        nargs=argparse.REMAINDER,
        help="the command as AWS's CLI takes it; `wait 5m` lets time pass, `reset` starts afresh",
    )


def _ecs(command: argparse.ArgumentParser) -> None:
    actions = command.add_subparsers(title="actions", metavar="ACTION", required=True, parser_class=Parser)
    serve = actions.add_parser(
        "serve",
        help="speak AWS's protocols on 127.0.0.1",
        description="Serve the simulator on 127.0.0.1 for the aws CLI, SDKs and tools (AWS_ENDPOINT_URL).",
        epilog="example:\n  trainer ecs serve --port 4599 --clock x60",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    serve.add_argument(
        "--port", type=_port, default=4599, metavar="N", help="0 takes any free port (default 4599)"
    )
    serve.add_argument("--clock", default="x60", metavar="real|xN|manual", help="how time runs (default x60)")
    serve.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="another address to listen on: then whoever reaches it may use the account (default 127.0.0.1)",
    )
    _course(serve)
    serve.set_defaults(run=hands_on.serve)
    limits = actions.add_parser(
        "limits",
        help="what the simulator does not model",
        description="What the simulator does not model, and which timings and rules are its own.",
        epilog="example:\n  trainer ecs limits",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _course(limits)
    limits.set_defaults(run=hands_on.ecs_limits)


def _items(command: argparse.ArgumentParser) -> None:
    command.add_argument("--count", type=_positive, default=10, metavar="N", help="N items (default 10)")
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
    _json(command)


def _images(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "action", nargs="?", choices=["list", "add", "redraw"], default="list", help="default: list"
    )
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="pictures to take in")
    command.add_argument("--folder", type=Path, metavar="DIR", help="redraw: where the PNGs go")
    _json(command)


def _check(command: argparse.ArgumentParser) -> None:
    command.add_argument("where", nargs="?", type=Path, metavar="COURSE", help="the course's folder")
    _json(command)


def _positive(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 100_000:
        raise argparse.ArgumentTypeError(f"{text} is no number from 1 to 100000")
    return int(text)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:
        raise argparse.ArgumentTypeError(f"{text} is no port from 0 to 65535")
    return int(text)


COMMANDS: tuple[
    tuple[str, str, str, Callable[[argparse.Namespace], int], Callable[[argparse.ArgumentParser], None]], ...
] = (
    (
        "learn",
        "Read a lesson, or your own notes with a mark at each statement.",
        'trainer learn "Amazon ECS.md"',
        learn.learn,
        _learn,
    ),
    (
        "review",
        "Answer fresh questions on the facts that slip first.",
        "trainer review --count 10",
        learn.review,
        _review,
    ),
    (
        "quiz",
        "Answer a few questions; changes no schedule.",
        "trainer quiz --count 5 --topic iam-roles",
        learn.quiz,
        _quiz,
    ),
    (
        "exam",
        "Sit a timed exam, or go on with the open one.",
        "trainer exam --start saa-mini",
        learn.exam,
        _exam,
    ),
    ("progress", "Say where you stand.", "trainer progress --json", learn.progress, _progress),
    (
        "plan",
        "Show the plan for your exam date.",
        "trainer plan --ics",
        plans.plan,
        _plan,
    ),
    (
        "status",
        "Print what is due on one line, for a prompt.",
        "trainer status --line",
        plans.status,
        _status,
    ),
    (
        "reports",
        "List the questions that you reported.",
        "trainer reports export",
        plans.reports,
        _reports,
    ),
    (
        "placement",
        "Find out what you know already: at most 20 questions.",
        "trainer placement",
        last_week.placement,
        _placement,
    ),
    (
        "sheet",
        "Print one page for the evening before the exam.",
        "trainer sheet",
        last_week.sheet,
        _nothing,
    ),
    (
        "warm-up",
        "Five minutes on the day of the exam; keeps nothing.",
        "trainer warm-up",
        last_week.warm_up,
        _nothing,
    ),
    (
        "outcome",
        "Tell what became of the exam; the plan follows.",
        "trainer outcome failed --weak secure",
        last_week.outcome,
        _outcome,
    ),
    (
        "changes",
        "Show what changed since you learned it.",
        "trainer changes",
        last_week.changes,
        _nothing,
    ),
    ("lab", "Do a hands-on lab on a simulated account.", "trainer lab first-service", hands_on.lab, _lab),
    (
        "aws",
        "Run one aws command on your practice account, simulated.",
        "trainer aws ecs create-cluster --cluster-name shop",
        hands_on.aws_help,
        _aws,
    ),
    ("ecs", "Serve the ECS simulator to other tools.", "trainer ecs serve --port 0", hands_on.serve, _ecs),
    (
        "items",
        "Print generated items with their proofs.",
        "trainer items --count 5 --seed 7 --json",
        author.items,
        _items,
    ),
    (
        "images",
        "List pictures that notes miss, and take them in.",
        'trainer images add "Screenshot 2025-03-10 113608.png"',
        author.images,
        _images,
    ),
    (
        "judge",
        "Decide questions that are reduced to requirements and options.",
        "trainer judge questions.jsonl",
        judging.judge,
        judging.add,
    ),
    (
        "check",
        "Check a course: every mistake with file and line.",
        "trainer check content/ecs",
        author.check,
        _check,
    ),
)
