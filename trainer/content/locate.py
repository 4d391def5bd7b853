"""Where courses lie: the one that came with the program, or a folder that a learner names."""

from pathlib import Path

from trainer.errors import UsageError

BUNDLED = "ecs"


def bundled_course(name: str = BUNDLED) -> tuple[Path, Path]:
    """Folder and images of a course that comes with the program.

    In a checkout they lie beside the package, in an installed wheel inside it.
    """
    package = Path(__file__).resolve().parent.parent
    for base in (package.parent, package / "_bundled"):
        root = base / "content" / name
        if (root / "course.yaml").is_file():
            return root, base / "images" / name
    raise UsageError(
        f"The course {name} is missing from this installation: "
        "install the program again, or name a course with --course DIR."
    )


def course_at(folder: Path) -> tuple[Path, Path]:
    """Folder and images of a course anywhere; UsageError when there is no course.

    Its pictures lie in DIR/images, or in images/NAME beside content/NAME as in this repository.
    """
    if not folder.is_dir():
        raise UsageError(
            f"{folder} is no folder: give the folder of a course, the one that holds course.yaml."
        )
    if not (folder / "course.yaml").is_file():
        raise UsageError(f"{folder} is not a course: it has no course.yaml.")
    root = folder.resolve()
    beside = root.parent.parent / "images" / root.name
    if root.parent.name == "content" and beside.is_dir() and not (root / "images").is_dir():
        return root, beside
    return root, root / "images"
