"""The line a problem points at, with a caret below its column, and its file's path as a reader has it."""

import unicodedata
from pathlib import Path

from trainer.content.clean import clean, decode
from trainer.content.files import BYTES_MAX
from trainer.problem import Source

WIDTH = 100
"""Columns of a line that are shown; a longer one is cut around the place."""


def shown_path(root: Path, path: str, here: Path) -> str:
    """The path of a course's file: relative to `here` when it lies below, absolute otherwise."""
    full = root / path
    try:
        return full.relative_to(here.resolve()).as_posix()
    except ValueError:
        return full.as_posix()


def context_of(root: Path, source: Source) -> tuple[str, ...]:
    """The line with its number, and a caret under the column; nothing for a place that is a whole file."""
    text = _line(root / source.path, source.line)
    if text is None or not text.strip():
        return ()
    column = max(1, min(source.column, len(text) + 1))
    start = 0 if column <= WIDTH - 10 else column - WIDTH // 2
    text = text.replace("\t", " ")
    shown = f"{'…' if start else ''}{text[start : start + WIDTH]}{'…' if len(text) > start + WIDTH else ''}"
    before = text[start : column - 1]
    number = str(source.line)
    caret = " " * (_columns(before) + (1 if start else 0)) + "^"
    return (f"{number} | {shown}", f"{' ' * len(number)} | {caret}")


def _line(file: Path, number: int) -> str | None:
    try:
        if number < 1 or not file.is_file() or file.stat().st_size > BYTES_MAX:
            return None
        lines = clean(decode(file.read_bytes())).split("\n")
    except OSError:
        return None
    return lines[number - 1].rstrip() if number <= len(lines) else None


def _columns(text: str) -> int:
    """Columns that the text takes on a terminal."""
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    joined = sum(unicodedata.combining(letter) > 0 for letter in text)
    return len(text) + wide - joined
