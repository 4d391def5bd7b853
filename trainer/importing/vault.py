"""The notes of a folder, in the order a reader would open them."""

from dataclasses import dataclass
from pathlib import Path

from trainer.problem import Problem


@dataclass(frozen=True, slots=True)
class NoteFile:
    """A note as it came; `path` is relative to the vault, with forward slashes."""

    path: str
    title: str
    text: str


def read_note(path: Path) -> NoteFile:
    """One note. Raises TrainerError when it cannot be read as text."""
    raise NotImplementedError


def read_vault(folder: Path) -> tuple[tuple[NoteFile, ...], tuple[Problem, ...]]:
    """All notes under a folder, sorted by path, and the files that were left out and why.

    Settings (`.obsidian`), deleted notes (`.trash`) and other hidden folders are ignored, and so are links
    that lead out of the folder and files of more than 2 MB.
    """
    raise NotImplementedError
