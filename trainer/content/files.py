"""Which files make up a course, and their bytes."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from stat import S_ISLNK, S_ISREG

from trainer.problem import Problem, Source
from trainer.sha import sha256
from trainer.value import dataclass

BYTES_MAX = 4_000_000
"""Of one file; what is larger is not read."""

SINGLE = ("course.yaml", "pages.yaml", "vocabulary.yaml", "claims.yaml")
FOLDERS = {"facts": ".yaml", "lessons": ".md", "figures": ".yaml", "patterns": ".yaml", "exams": ".yaml"}
LAB_FILES = ("lab.yaml", "brief.md", "debrief.md")
IGNORED = ("images", "README.md", "LICENSE")
"""May lie in a course folder without being part of it."""


@dataclass(frozen=True, slots=True)
class CourseFiles:
    """Bytes by path relative to the course folder, in reading order, and what could not be read."""

    content: Mapping[str, bytes]
    problems: tuple[Problem, ...] = ()

    def digest(self) -> str:
        """Names and bytes of all files as 64 hexadecimal digits."""
        total = sha256()
        for path, data in sorted(self.content.items()):
            total.update(f"{path}\x00{len(data)}\x00".encode(errors="surrogateescape"))
            total.update(data)
        return total.hexdigest()

    def below(self, folder: str) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of the files in one folder, by name."""
        return ((path, data) for path, data in self.content.items() if path.startswith(f"{folder}/"))


def read_files(root: Path) -> CourseFiles:
    """All files of the course; unreadable ones become problems."""
    content: dict[str, bytes] = {}
    problems: list[Problem] = []
    home = root.resolve()
    for path in paths(root):
        try:
            content[path] = _read(f"{root}{os.sep}{path}", home)
        except _NotReadable as why:
            problems.append(Problem(Source(path), "unreadable", f"{why}.", "Mend or remove the file."))
    return CourseFiles(content, tuple(problems))


def strays(root: Path) -> list[str]:
    """Files in the course folder that no part of the program reads, hidden ones aside."""
    known = set(paths(root))
    found: list[str] = []
    for folder, folders, names in os.walk(root):
        here = Path(folder).relative_to(root)
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and str(here / name) not in IGNORED
        )
        for name in sorted(names):
            path = (here / name).as_posix()
            if path not in known and path not in IGNORED and not name.startswith("."):
                found.append(path)
    return found


def meant_by(path: str) -> str:
    """The path that a stray file would be read under if its ending or folder were not misspelt, or ""."""
    folder, _, name = path.rpartition("/")
    stem, _, ending = name.rpartition(".")
    if not stem or ending.lower() not in _ENDINGS or "/" in folder:
        return ""
    if not folder:
        right = f"{stem.lower()}.yaml"
        return right if right in SINGLE else ""
    near = _like(folder.lower())
    return f"{near}/{stem}{FOLDERS[near]}" if near and _ENDINGS[ending.lower()] == FOLDERS[near] else ""


_ENDINGS = {"yaml": ".yaml", "yml": ".yaml", "md": ".md", "markdown": ".md", "txt": ".md"}


def _like(folder: str) -> str:
    """The folder of a course with that name, in the singular or the plural."""
    return next((each for each in FOLDERS if folder.removesuffix("s") == each.removesuffix("s")), "")


class _NotReadable(Exception):  # noqa: N818 - it says what a file is
    """Why a file was left alone."""


def _read(path: str, home: Path) -> bytes:
    """Its bytes; each start reads all of a course, so a file is looked at once where that is enough."""
    try:
        found = os.lstat(path)
        if S_ISLNK(found.st_mode):
            if home not in Path(path).resolve().parents:
                raise _NotReadable("the link leads out of the course folder")
            found = os.stat(path)  # noqa: PTH116
        if not S_ISREG(found.st_mode):
            raise _NotReadable("this is no ordinary file")
        if found.st_size > BYTES_MAX:
            raise _NotReadable(f"the file is larger than {BYTES_MAX // 1_000_000} MB")
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError as error:
        raise _NotReadable(
            f"the file cannot be read ({(error.strerror or 'unknown reason').lower()})"
        ) from error


def paths(root: Path) -> list[str]:
    """Paths of the files that a course may have and this one has, in reading order.

    Every start lists them, and joining paths as texts is a tenth of the time.
    """
    found = [name for name in SINGLE if os.path.lexists(f"{root}/{name}")]
    for folder, suffix in FOLDERS.items():
        found += [f"{folder}/{name}" for name in _names(f"{root}/{folder}") if name.endswith(suffix)]
    for lab in _names(f"{root}/labs"):
        held = frozenset(_names(f"{root}/labs/{lab}"))
        found += [f"labs/{lab}/{name}" for name in LAB_FILES if name in held]
    return found


def _names(folder: str) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208
    except OSError:
        return []
