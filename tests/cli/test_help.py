"""Every command tells what it does, with an example that parses."""

import argparse
import shlex
from collections.abc import Iterator

import pytest

import trainer
from tests.cli.program import process
from tests.cli.program import trainer as run
from trainer.cli.parser import build, parse
from trainer.cli.practice import words_after_aws

HEAVY = {
    "aiohttp",
    "textual",
    "botocore",
    "pydantic",
    "sqlite_utils",
    "yaml",
    "markdown_it",
    "PIL",
    "fsrs",
    "argparse",
}
HEAVY |= {"aiohttp"}
EXPECTED = ["learn", "review", "quiz", "exam", "lab", "aws", "ecs", "items", "images", "progress", "check"]
EXPECTED += ["find", "serve", "plan", "status", "reports", "judge", "table"]
EXPECTED += ["placement", "sheet", "warm-up", "outcome", "changes"]


def parsers(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                yield from parsers(one)


ALL = {parser.prog: parser for parser in parsers(build())}


def test_the_commands_are_those_that_were_promised() -> None:
    assert set(EXPECTED) == {prog.split()[1] for prog in ALL if prog.count(" ") == 1}


@pytest.mark.parametrize("prog", ALL)
def test_help_shows_an_example_that_parses(prog: str) -> None:
    if prog == "trainer ecs":  # it has nothing of its own, its one action has
        return
    ended = run(*prog.split()[1:], "--help")
    assert (ended.status, ended.err) == (0, "")
    example = ended.out.partition("example:\n")[2].splitlines()[0].strip()
    words = shlex.split(example)
    assert words[: len(prog.split())] == prog.split()
    assert words_after_aws(words[1:]) or callable(parse(words[1:]))


@pytest.mark.parametrize("prog", ALL)
def test_every_option_and_argument_has_its_words(prog: str) -> None:
    for action in ALL[prog]._actions:
        assert action.help or isinstance(action, argparse._SubParsersAction), action.dest


def test_the_disclaimer_is_said() -> None:
    assert "Not affiliated with AWS. No real exam questions. Everything is simulated." in run("--help").out


def test_version_loads_nothing_heavy() -> None:
    ended = process("--version", PYTHONPROFILEIMPORTTIME="1")
    assert (ended.status, ended.out) == (0, f"trainer {trainer.__version__}\n")
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in ended.err.splitlines()}
    assert "trainer" in loaded
    assert not loaded & HEAVY
