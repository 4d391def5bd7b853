"""The notes of a folder, in the order a reader would open them."""

import os
from collections.abc import Iterator
from pathlib import Path

from trainer.content.clean import clean_line
from trainer.errors import TrainerError
from trainer.problem import Problem, Source, in_order
from trainer.value import dataclass

LARGEST_BYTES = 2_000_000
"""A note beyond this size is a data dump, and is left out."""


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A note as it came; `path` is relative to the vault, with forward slashes."""

    path: str
    title: str
    text: str


def read_note(path: Path) -> NoteFile:
    """One note. Raises TrainerError when it cannot be read as text."""
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= LARGEST_BYTES else b""
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise TrainerError(f"The note {path.name} cannot be read: {reason}.") from error
    if size > LARGEST_BYTES:
        raise TrainerError(f"The note {path.name} has {size:,} bytes; at most {LARGEST_BYTES:,} are read.")
    return NoteFile(clean_line(path.name), clean_line(path.stem), _text(raw, path.name))


def read_vault(folder: Path) -> tuple[tuple[NoteFile, ...], tuple[Problem, ...]]:
    """All notes under a folder, sorted by path, and the files that were left out and why.

    Settings (`.obsidian`), deleted notes (`.trash`) and other hidden folders are ignored, and so are links
    that lead out of the folder and files of more than 2 MB. Raises TrainerError when there is no such folder.
    """
    if not folder.is_dir():
        raise TrainerError(f"There is no folder {folder.name}; name the folder that holds your notes.")
    notes: list[NoteFile] = []
    problems: list[Problem] = []
    for path in sorted(_markdown_files(folder), key=lambda path: path.relative_to(folder).parts):
        name = path.relative_to(folder).as_posix()
        if not path.resolve().is_relative_to(folder.resolve()):
            problems.append(_left_out(name, "it is a link that leads out of the folder."))
            continue
        try:
            note = read_note(path)
        except TrainerError as error:
            problems.append(_left_out(name, str(error)))
        else:
            notes.append(NoteFile(clean_line(name), note.title, note.text))
    return tuple(notes), tuple(in_order(problems))


def _markdown_files(folder: Path) -> Iterator[Path]:
    """Files that end in .md; linked folders are not entered, so a loop of links ends."""
    for here, folders, files in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in files:
            if name.lower().endswith(".md") and not name.startswith("."):
                yield Path(here, name)


def _text(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TrainerError(f"The note {name} is no UTF-8 text; save it as UTF-8.") from error


def _left_out(path: str, why: str) -> Problem:
    return Problem(Source(clean_line(path)), "left-out", f"not read: {clean_line(why)}")
