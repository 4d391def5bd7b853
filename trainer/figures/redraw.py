"""Draws a course's figures as PNG files."""

from pathlib import Path

from trainer.content.model import Course
from trainer.errors import TrainerError
from trainer.figures.png import draw_png


def redraw_all(course: Course, folder: Path) -> list[Path]:
    """Writes `<figure id>.png` for every figure of the course; returns the files in the course's order.

    Raises TrainerError when the folder cannot be written or a figure's font cannot be read.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for figure in course.figures.values():
            font = Path(course.images) / figure.font if figure.font else None
            path = folder / f"{figure.id}.png"
            path.write_bytes(draw_png(figure, font, names=names_of_roles(course)))
            written.append(path)
    except OSError as error:
        raise TrainerError(f"The pictures cannot be drawn into {folder}: {error}") from error
    return written


def names_of_roles(course: Course) -> dict[str, str]:
    """What to write for roles in drawings: each concept's name by its id."""
    return {str(concept.id): concept.name for concept in course.concepts.values()}
