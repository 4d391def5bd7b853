"""The program as a stranger runs it: in this process for the many, as a process of its own for the few."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from trainer.cli.main import run

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "tests" / "sample_course"


@dataclass(frozen=True)
class Ended:
    """What came of a run."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    def sentence(self) -> str:
        """The one sentence on stderr; fails if there is more than one line, or a traceback."""
        (line,) = self.err.splitlines()
        assert line.startswith("trainer: ")
        return line.removeprefix("trainer: ")


def trainer(*arguments: object, typed: str | bytes = "") -> Ended:
    """`trainer ARGUMENTS` in this process with that input; the home is TRAINER_HOME."""
    data = typed if isinstance(typed, bytes) else typed.encode()
    out, err = io.BytesIO(), io.BytesIO()
    streams = [io.TextIOWrapper(one, "utf-8", write_through=True) for one in (io.BytesIO(data), out, err)]
    with patch.object(sys, "stdin", streams[0]), redirect_stdout(streams[1]), redirect_stderr(streams[2]):
        status = run([str(one) for one in arguments])
    return Ended(status, out.getvalue().decode(), err.getvalue().decode())


def process(*arguments: object, typed: str = "", **environment: str) -> Ended:
    """`python -m trainer ARGUMENTS` as a process; more variables by name."""
    done = subprocess.run(
        command(*arguments),
        input=typed,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def command(*arguments: object) -> list[str]:
    """The words that start the program."""
    return [sys.executable, "-m", "trainer", *(str(one) for one in arguments)]
