"""Somebody's notes, marked: each statement recognised by its concepts and relation words, never by its sentence."""

from collections.abc import Sequence

from trainer.content.model import Course
from trainer.content.prose import Block
from trainer.importing.model import MarkedNote


def mark_note(blocks: Sequence[Block], course: Course, title: str = "", path: str = "") -> MarkedNote:
    """The note split by heading, its blocks untouched, with a mark for each statement.

    `title` (usually the file's name without its ending) counts as the outermost heading.
    """
    raise NotImplementedError
