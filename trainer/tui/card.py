"""The first words of the program's first screen, known before the course is loaded.

The opening question never changes while the course does not, so its words are kept beside the compiled
course under a stamp of the course's files; and so is the theme, so that no other one flashes up first.
"""

import contextlib
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NAME = "first.txt"
"""A stamp, a theme, then the words: nothing has to be loaded to read it, as the first frame waits for it."""

WELCOME = "Welcome to trainer · one question first"


@dataclass(frozen=True, slots=True)
class Card:
    """A title and the words under it."""

    title: str
    words: str = ""
    theme: str = ""


def first_card(course: Path, cache: Path, *, newcomer: bool) -> Card:
    """What to paint first: the opening question while it is still open, else the title alone.

    `newcomer`: nothing was ever kept here.
    """
    try:
        kept, theme, words = (cache / NAME).read_text(encoding="utf-8").split("\n", 2)
        fresh = kept == stamp(course)
    except (OSError, ValueError):
        theme, words, fresh = "", "", False
    if words and fresh:
        return Card(WELCOME, words, theme)
    if newcomer:
        return Card(WELCOME, "The course is being prepared; this takes a moment, once.", theme)
    return Card("trainer", "Today", theme)


def keep_card(course: Path, cache: Path, words: str, theme: str) -> None:
    """Keep for the next start: the opening question's words while it is open (else none), and the theme.

    Without a cache nothing is lost.
    """
    with contextlib.suppress(OSError):
        (cache / NAME).write_text(f"{stamp(course)}\n{theme}\n{words}", encoding="utf-8")


def drop_card(cache: Path) -> None:
    """The opening question is done with: the next start opens on today's plan."""
    with contextlib.suppress(OSError):
        (cache / NAME).unlink(missing_ok=True)


def stamp(course: Path) -> str:
    """Names the state of the course's files by their names, sizes and times of change."""
    return f"{zlib.crc32(''.join(sorted(_files(course))).encode(errors='surrogateescape')):08x}"


def _files(folder: Path) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path))
            else:
                state = entry.stat()
                yield f"{entry.path}:{state.st_size}:{state.st_mtime_ns}\n"
