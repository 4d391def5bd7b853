"""One's own notes: a file or a vault folder, unmodified, with a mark beside each statement."""

from pathlib import Path

from trainer.activities.desk import Desk
from trainer.activities.images import at_hand
from trainer.errors import NotSo
from trainer.importing.model import MarkedNote, Standing
from trainer.problem import Problem
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class MarkedVault:
    """The notes of a file or folder with their marks, and what was left out and why."""

    notes: tuple[MarkedNote, ...]
    left_out: tuple[Problem, ...]

    def counts(self) -> dict[Standing, int]:
        """How many statements stand how, over all notes."""
        return {kind: sum(note.counts()[kind] for note in self.notes) for kind in Standing}


def mark_notes(desk: Desk, path: Path) -> MarkedVault:
    """Read and mark a note or all notes of a folder; NotSo when there is none."""
    from trainer.content.markdown import read_markdown
    from trainer.importing.notes import mark_note
    from trainer.importing.vault import read_note, read_vault

    if path.is_dir():
        files, left_out = read_vault(path)
    elif path.exists():
        files, left_out = (read_note(path),), ()
    else:
        raise NotSo(f"there is no note or folder {path}; give a Markdown file or a vault folder")
    if not files:
        raise NotSo(f"there is no Markdown note in {path}; give a folder with .md files")
    supplied, course = at_hand(desk.home), desk.whole_course()
    notes = tuple(
        mark_note(read_markdown(file.text, file.path).blocks, course, file.title, file.path, supplied)
        for file in files
    )
    return MarkedVault(notes, left_out)
