"""Pictures: which ones notes miss, taking them in, drawing the course's own anew."""

from collections.abc import Sequence
from pathlib import Path

from trainer.activities.desk import Desk
from trainer.problem import Problem


def missing(desk: Desk, folder: Path) -> tuple[str, ...]:
    """Names of pictures that notes embed and that are not in the learner's folder."""
    from trainer.importing.pictures import missing as missing_in

    return tuple(missing_in(desk.course.missing_images, folder))


def add(folder: Path, files: Sequence[Path]) -> list[Problem]:
    """Take pictures in after checks; returns what was refused and why."""
    from trainer.importing.pictures import add_picture

    results = [add_picture(file, file.name, folder) for file in files]
    return [result for result in results if isinstance(result, Problem)]


def redraw(desk: Desk, folder: Path | None = None) -> int:
    """Draw every figure of the course as PNG; returns how many."""
    from trainer.figures.redraw import redraw_all

    return len(redraw_all(desk.course, folder or Path(desk.course.images)))


def at_hand(home: Path) -> tuple[str, ...]:
    """Names of the pictures that the learner has supplied."""
    folder = home / "images"
    return tuple(sorted(file.name for file in folder.iterdir() if file.is_file())) if folder.is_dir() else ()
