"""Reads the command line, hands it to a command and turns trouble into one sentence and an exit status."""

import os
import sys
from collections.abc import Sequence

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
    try:
        status = _dispatch(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # whoever read our output has gone; Python would complain once more while closing stdout
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLOSED_PIPE
    except TrainerError as error:
        print(f"trainer: {error}", file=sys.stderr)
        return error.exit_code
    return status


def _dispatch(arguments: Sequence[str]) -> int:
    from trainer.cli.parser import parse

    command = parse(arguments)
    return command()
