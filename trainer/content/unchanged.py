"""Whether the files of a course are those that were read last: a start that finds them so reads none.

Their digest is kept beside the compiled course, with the state of each file: place, size, times of change. A
file system counts time in steps, so a state tells two versions apart only when the later one came a while
after the first; what was noted too soon after a change is not believed, as git does with its index.
"""

import contextlib
import os
from pathlib import Path
from stat import S_ISREG

from trainer.content.files import paths
from trainer.sha import sha256
from trainer.value import dataclass

_STEP_NS = 2_000_000_000
"""The coarsest step of a file system's clock: FAT's two seconds."""


@dataclass(frozen=True, slots=True)
class States:
    """How the files of a course stand."""

    name: str
    """Names course and states: 32 hexadecimal digits."""
    changed_ns: int
    """The last change of any."""


def states(root: Path) -> States | None:
    """How the files stand now; None where looking at them is not enough, as with links."""
    lines: list[str] = [str(root)]
    last = 0
    for path in paths(root):
        try:
            found = os.lstat(f"{root}{os.sep}{path}")
        except OSError:
            return None
        if not S_ISREG(found.st_mode):
            return None
        last = max(last, found.st_mtime_ns, found.st_ctime_ns)
        lines.append(f"{path} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}")
    named = "\n".join(lines).encode(errors="surrogateescape")
    return States(sha256(named).hexdigest()[:32], last)


def digest_of(now: States, note: Path) -> str | None:
    """The digest of the files' bytes, if the note is on these states and was made a while after them."""
    with contextlib.suppress(OSError, ValueError):
        name, _, known = note.read_text(encoding="ascii").partition(" ")
        if name == now.name and os.stat(note).st_mtime_ns > now.changed_ns + _STEP_NS:  # noqa: PTH116
            return known
    return None


def note_for(now: States, known: str) -> bytes:
    """What to keep: that files in these states, looked at before they were read, had this digest."""
    return f"{now.name} {known}".encode("ascii")
