"""A course read once: compiled values kept by the digest of the files, so that starting needs no parser."""

import contextlib
import os
from pathlib import Path
from zlib import crc32

from trainer.content.files import CourseFiles, read_files
from trainer.content.model import Course
from trainer.content.program import program
from trainer.content.stored import read_values, write_values
from trainer.content.unchanged import digest_of, note_for, states
from trainer.errors import TrainerError
from trainer.problem import Problem
from trainer.sha import sha256
from trainer.value import replace

_MAGIC = b"trainer course 4\n"
_KEEP = 8
"""Compiled courses that stay in the cache, the latest ones."""


class CourseError(TrainerError):
    """The course has mistakes; `problems` holds them all, the message tells the first."""

    def __init__(self, root: Path, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        self.root = root
        count = "a mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        first = f"{root}/{problems[0].line()}" if problems else ""
        super().__init__(
            f"The course in {root} has {count}; `trainer check {root}` tells what to mend. First: {first}"
        )


def load_course(root: Path, images: Path, cache_dir: Path | None, *, whole: bool = True) -> Course:
    """The course in that folder, from the cache when its files have not changed.

    Not `whole`: only what learners need of it, see `learners_part.py`; the two are kept apart.
    Raises CourseError when the course has mistakes. A cache that is corrupt, foreign, unwritable or None
    only costs the time to compile.
    """
    if cache_dir is None:
        compiled = _compiled(read_files(root), root, images)
        return _placed(compiled if whole else _learners_part(compiled), root, images)
    now, note = states(root), cache_dir / f"files-{_name_of(root)}.txt"
    known = digest_of(now, note) if now is not None else None
    course = _stored(cache_dir / _file_name(known, whole=whole)) if known is not None else None
    if course is None:
        files = read_files(root)
        found = files.digest()
        course = _stored(cache_dir / _file_name(found, whole=whole)) if not files.problems else None
        if course is None:
            both = {True: _compiled(files, root, images)}
            both[False] = _learners_part(both[True])
            for one, made in both.items():
                _store(cache_dir / _file_name(found, whole=one), made)
            course = both[whole]
        if now is not None:
            _write(note, note_for(now, found))
    return _placed(course, root, images)


def _learners_part(course: Course) -> Course:
    from trainer.content.learners_part import learners_part  # only when a course changed

    return learners_part(course)


def _compiled(files: CourseFiles, root: Path, images: Path) -> Course:
    from trainer.content.compile import compile_files  # parsers load only when a course changed

    compiled = compile_files(files, root, images)
    if compiled.course is None or compiled.problems:
        raise CourseError(root, compiled.problems)
    return compiled.course


def _placed(course: Course, root: Path, images: Path) -> Course:
    return replace(course, root=str(root), images=str(images))


def _file_name(digest: str, *, whole: bool) -> str:
    """Names the files and the program that read them, down to its own sources in a working copy."""
    return f"{'whole' if whole else 'course'}-{digest[:24]}-{program('content')}.bin"


def _name_of(root: Path) -> str:
    return sha256(str(root).encode(errors="surrogateescape")).hexdigest()[:12]


def _stored(path: Path) -> Course | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    head = len(_MAGIC) + 4
    payload = data[head:]
    if not data.startswith(_MAGIC) or _sum(payload) != data[len(_MAGIC) : head]:
        return None
    return read_values(payload)


def _sum(payload: bytes) -> bytes:
    """CRC-32: against damage, not against malice, and each start waits for it."""
    return crc32(payload).to_bytes(4, "big")


def _store(path: Path, course: Course) -> None:
    payload = write_values(replace(course, root="", images=""))
    _write(path, _MAGIC + _sum(payload) + payload)
    with contextlib.suppress(OSError):
        _forget_old(path.parent)


def _write(path: Path, data: bytes) -> None:
    """The file whole or not at all; where nothing can be written, nothing is kept."""
    import tempfile  # only when something is written

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".course-")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(data)
            Path(name).replace(path)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _forget_old(folder: Path) -> None:
    for names in ("course-*.bin", "whole-*.bin"):
        kept = sorted(folder.glob(names), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in kept[_KEEP:]:
            path.unlink(missing_ok=True)
