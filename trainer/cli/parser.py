"""Every command with its options, an example and what it runs."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Never, TypeAlias

import trainer
from trainer.cli import author, hands_on, judging, last_week, learn, options, plans, practice, serving
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
    chosen = build().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = chosen.run
    return lambda: run(chosen)


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
        options.course(command)
        add(command)
        command.set_defaults(run=run)
    return parser


COMMANDS: tuple[
    tuple[str, str, str, Callable[[argparse.Namespace], int], Callable[[argparse.ArgumentParser], None]], ...
] = (
    (
        "learn",
        "Read a lesson, or your own notes with a mark at each statement.",
        'trainer learn "Amazon ECS.md"',
        learn.learn,
        options.learn,
    ),
    (
        "find",
        "Find anything by its name, and words in the text of the lessons.",
        "trainer find execution role",
        learn.find,
        options.find,
    ),
    (
        "review",
        "Answer fresh questions on the facts that slip first.",
        "trainer review --count 10",
        learn.review,
        options.review,
    ),
    (
        "quiz",
        "Answer a few questions; changes no schedule.",
        "trainer quiz --count 5 --topic iam-roles",
        learn.quiz,
        options.quiz,
    ),
    (
        "exam",
        "Sit a timed exam, or go on with the open one.",
        "trainer exam --start saa-mini",
        learn.exam,
        options.exam,
    ),
    ("progress", "Say where you stand.", "trainer progress --json", learn.progress, options.progress),
    (
        "plan",
        "Show the plan for your exam date.",
        "trainer plan --ics",
        plans.plan,
        options.plan,
    ),
    (
        "status",
        "Print what is due on one line, for a prompt.",
        "trainer status --line",
        plans.status,
        options.status,
    ),
    (
        "reports",
        "List the questions that you reported.",
        "trainer reports export",
        plans.reports,
        options.reports,
    ),
    (
        "placement",
        "Find out what you know already: at most 20 questions.",
        "trainer placement",
        last_week.placement,
        options.placement,
    ),
    (
        "sheet",
        "Print one page for the evening before the exam.",
        "trainer sheet",
        last_week.sheet,
        options.nothing,
    ),
    (
        "warm-up",
        "Five minutes on the day of the exam; keeps nothing.",
        "trainer warm-up",
        last_week.warm_up,
        options.nothing,
    ),
    (
        "outcome",
        "Tell what became of the exam; the plan follows.",
        "trainer outcome failed --weak secure",
        last_week.outcome,
        options.outcome,
    ),
    (
        "changes",
        "Show what changed since you learned it.",
        "trainer changes",
        last_week.changes,
        options.nothing,
    ),
    (
        "lab",
        "Do a hands-on lab on a simulated account.",
        "trainer lab first-service",
        hands_on.lab,
        options.lab,
    ),
    (
        "aws",
        "Run one aws command on your practice account, simulated.",
        "trainer aws ecs create-cluster --cluster-name shop",
        practice.aws_help,
        options.aws,
    ),
    (
        "ecs",
        "Serve the ECS simulator to other tools.",
        "trainer ecs serve --port 0",
        hands_on.serve,
        options.ecs,
    ),
    (
        "serve",
        "Show the screens in a browser, for yourself or a class.",
        "trainer serve --codes class.txt",
        serving.serve,
        serving.add,
    ),
    (
        "items",
        "Print generated items with their proofs.",
        "trainer items --count 5 --seed 7 --json",
        author.items,
        options.items,
    ),
    (
        "table",
        "Print everything that a pattern concludes, to be read.",
        "trainer table least-overhead-storage",
        author.table,
        options.table,
    ),
    (
        "images",
        "List pictures that notes miss, and take them in.",
        'trainer images add "Screenshot 2025-03-10 113608.png"',
        author.images,
        options.images,
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
        options.check,
    ),
)
