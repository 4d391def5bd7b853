"""Courses that are the sample course with a few files replaced.

`python -m tests.content.cases` writes anew what is expected of those in `invalid`, to be read in review.
"""

import shutil
import tempfile
from pathlib import Path

from trainer.authoring.check import check_course

HERE = Path(__file__).parent
SAMPLE = HERE.parent / "sample_course"


def cases(folder: str) -> list[Path]:
    """The cases of a folder, by name."""
    return sorted(path for path in (HERE / folder).iterdir() if path.is_dir())


def laid_over_sample(case: Path, where: Path) -> Path:
    """The sample course with the case's files in place of its own."""
    root = where / "course"
    shutil.copytree(SAMPLE, root)
    shutil.copytree(case, root, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt"))
    return root


def told(root: Path) -> str:
    """What `trainer check` prints when it is started in the course's folder."""
    report = check_course(root, root)
    return "".join(f"{problem}\n" for problem in report.problems) + f"{report.summary}\n"


if __name__ == "__main__":
    for each in cases("invalid"):
        with tempfile.TemporaryDirectory() as scratch:
            (each / "expected.txt").write_text(
                told(laid_over_sample(each, Path(scratch).resolve())), encoding="utf-8"
            )
