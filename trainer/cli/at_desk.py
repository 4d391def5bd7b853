"""Commands that work at the learner's desk: laid out before, its file closed afterwards."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import wraps
from typing import TYPE_CHECKING

from trainer.wiring import desk

if TYPE_CHECKING:
    import argparse

    from trainer.activities.desk import Desk


def at_desk(
    command: Callable[[Desk, argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    """The command with a desk on the course of its options.

    The file is closed whatever happens, so that a copy of `trainer.db` alone is a whole backup.
    """

    return _at(command, whole=False)


def at_authors_desk(
    command: Callable[[Desk, argparse.Namespace], int],
) -> Callable[[argparse.Namespace], int]:
    """The same with all of the course, of which learners need a part."""
    return _at(command, whole=True)


def _at(
    command: Callable[[Desk, argparse.Namespace], int], *, whole: bool
) -> Callable[[argparse.Namespace], int]:
    @wraps(command)
    def run(options: argparse.Namespace) -> int:
        with closing(desk(options.course, whole=whole)) as place:
            return command(place, options)

    return run
