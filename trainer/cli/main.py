"""Reads the command line, hands it to a command and turns trouble into one sentence and an exit status."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import TextIO

import trainer
from trainer.errors import TrainerError

CLOSED_PIPE = 0


def run(arguments: Sequence[str]) -> int:
    """The whole program for these arguments.

    Returns the exit status: 0 fine, 1 not so, 2 wrong use, 3 trouble.
    """
    if list(arguments) in (["--version"], ["-V"]):
        print(f"trainer {trainer.__version__}")
        return 0
    _open_streams()
    try:
        status = _dispatch(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_output()
        return CLOSED_PIPE
    except TrainerError as error:
        return _trouble(str(error), error.exit_code)
    except OSError as error:
        # a disk that is full under our output, a folder that may not be entered: from outside, so a sentence
        _close_output()
        named = f"{error.filename}: " if error.filename else ""
        return _trouble(f"{named}{error.strerror or error}; nothing that was kept is lost", 3)
    _close_output()  # what a terminal that vanished did not take would end Python with a status of its own
    return status


def _dispatch(arguments: Sequence[str]) -> int:
    if list(arguments) == ["status", "--line"]:  # in a prompt every millisecond shows
        from trainer.cli.status import line

        return line()
    if not arguments:
        from trainer.cli.learn import bare

        return bare()
    from trainer.cli.practice import aws, words_after_aws

    words = words_after_aws(arguments)
    if words is not None:
        return aws(words)
    from trainer.cli.parser import parse

    try:
        command = parse(arguments)
    except SystemExit as end:  # argparse, after it printed the help
        return end.code if isinstance(end.code, int) else 0
    return command()


def _trouble(message: str, status: int) -> int:
    """Tell it on stderr. Names of files and what was typed may hold anything, so they are cleaned."""
    from trainer.content.clean import clean_line

    with suppress(OSError):
        print(f"trainer: {clean_line(message)}", file=sys.stderr, flush=True)
    return status


def _open_streams() -> None:
    """Streams that can be read and written whatever the locale, also where the caller closed them."""
    if sys.stdin is None:
        sys.stdin = _nowhere("r")
    if sys.stdout is None:
        sys.stdout = _nowhere("w")
    if sys.stderr is None:
        sys.stderr = _nowhere("w")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        # bytes that are no text become a sign for it: no answer, but no reason to end either
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _nowhere(mode: str) -> TextIO:
    return open(os.devnull, mode, encoding="utf-8")  # type: ignore[return-value]  # noqa: PTH123


def _close_output() -> None:
    """Nobody takes our output any more; Python would complain once again while it closes the streams."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
