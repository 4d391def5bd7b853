"""Marked notes as JSON."""

from typing import Any

from trainer.activities.notes import MarkedVault
from trainer.importing.model import MarkedNote


def as_json(vault: MarkedVault) -> dict[str, Any]:
    """Every statement with its mark, every missing picture by name."""
    return {
        "counts": {kind.value: count for kind, count in vault.counts().items()},
        "notes": [_note(note) for note in vault.notes],
        "left_out": [problem.line() for problem in vault.left_out],
    }


def _note(note: MarkedNote) -> dict[str, Any]:
    return {
        "title": note.title,
        "path": note.path,
        "statements": [
            {
                "line": mark.statement.source.line,
                "text": mark.statement.text,
                "mark": mark.standing.value,
                "claim": mark.claim or None,
                "why": mark.why,
                "exam": mark.exam or None,
                "fact_ids": list(mark.facts),
            }
            for mark in note.marks
        ],
        "pictures": [
            {"name": picture.name, "supplied": picture.supplied, "figures": list(picture.figures)}
            for picture in note.pictures
        ],
    }
