"""The program of one learner, as the server starts it: the screens, drawn into a browser.

It knows its learner's folder and nothing else of the server: no codes, no other folder, and of its
environment only what `environment` lets through.
"""

import os
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from trainer.errors import TrainerError
from trainer.web.model import Size

VISITOR = "import sys; sys.path[:] = sys.argv[2:]; from trainer.web.visitor import main; sys.exit(main())"
PASSED = ("PATH", "TZ", "LANG", "LC_ALL", "LC_CTYPE", "SYSTEMROOT", "TMPDIR", "PYTHONDONTWRITEBYTECODE")
"""All of the server's environment that a learner's program gets: no keys, no tokens, no agents."""
DRIVER = "trainer.web.driver:BrowserDriver"
"""As Textual imports it; not imported here, since the server has no screens."""


def command(course: Path | None) -> list[str]:
    """What starts it: this interpreter, no shell, nothing that a visitor typed."""
    return [sys.executable, "-P", "-c", VISITOR, str(course or ""), *sys.path]


def environment(home: Path, size: Size, ours: Mapping[str, str]) -> dict[str, str]:
    """The environment of a learner's program."""
    return {
        **{name: ours[name] for name in PASSED if name in ours},
        "HOME": str(home),
        "TRAINER_HOME": str(home),
        "TERM": "xterm-256color",
        "TERM_PROGRAM": "textual",
        "COLORTERM": "truecolor",
        "TEXTUAL_COLOR_SYSTEM": "truecolor",
        "TEXTUAL_DRIVER": DRIVER,
        "COLUMNS": str(size.columns),
        "ROWS": str(size.rows),
        "PYTHONUTF8": "1",
    }


def main() -> int:
    """Run the screens until they are left; trouble is told on stderr, for whoever serves."""
    from trainer.tui.app import run
    from trainer.wiring import desk

    os.umask(0o077)
    course = Path(sys.argv[1]) if sys.argv[1] else None
    try:
        with closing(desk(course)) as place:
            return run(place)
    except TrainerError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
