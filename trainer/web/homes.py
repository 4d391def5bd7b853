"""A learner's folder, begun with the course compiled: thirty who start at once would each compile it."""

import contextlib
import shutil
from pathlib import Path

from trainer.wiring import desk, made


def prepare(course: Path | None, folder: Path) -> None:
    """Compile the course into this folder; TrainerError where it has mistakes."""
    with contextlib.closing(desk(course, home=folder)) as place:
        from trainer.activities.derived import first_item

        first_item(place.course, folder / "cache", place.questions.opening)
        _ = place.kinds


def begun(home: Path, prepared: Path) -> Path:
    """The learner's folder, made if missing, with what is prepared. TrainerError where it cannot be made."""
    kept = made(home) / "cache"
    if prepared != home:
        with contextlib.suppress(OSError):  # then it is compiled there
            for file in (prepared / "cache").iterdir():
                if file.is_file() and not (kept / file.name).exists():
                    shutil.copyfile(file, kept / file.name)
    return home
