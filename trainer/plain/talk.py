"""A conversation in lines: text out, flushed block by block, one line in."""

import sys
import textwrap
from collections.abc import Iterable
from typing import TextIO

from trainer.content.clean import clean

WIDTH = 76


class Talk:
    """Says blocks of text and asks for lines. No colour, no box art, nothing that moves."""

    def __init__(self, source: TextIO | None = None, target: TextIO | None = None) -> None:
        self._in = source or sys.stdin
        self._out = target or sys.stdout

    def say(self, *lines: str) -> None:
        """Print these lines and flush; no lines print an empty one.

        Names of a learner's files stand in some of them: nothing here may move a terminal's cursor.
        """
        for line in lines or ("",):
            self._out.write(clean(line) + "\n")
        self._out.flush()

    def ask(self, prompt: str) -> str | None:
        """The next line of input without its end, or None at the end of input."""
        self._out.write(prompt)
        self._out.flush()
        line = self._in.readline()
        # what was typed ends with its own newline on a terminal, in a pipe nothing does
        if not self._in.isatty():
            self._out.write("\n")
            self._out.flush()
        return line.rstrip("\r\n") if line else None


def wrapped(text: str, indent: str = "", hang: str | None = None) -> list[str]:
    """The text in lines of at most 76 columns, each paragraph on its own."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        lines += textwrap.wrap(
            paragraph,
            WIDTH,
            initial_indent=indent,
            subsequent_indent=indent if hang is None else hang,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
    return lines


def indented(lines: Iterable[str], by: str = "    ") -> list[str]:
    """Lines as they are, moved in: for error texts and JSON that must not be broken."""
    return [f"{by}{line}" for line in lines]
