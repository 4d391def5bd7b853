"""Streams that end, fill up, are closed or speak another encoding."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.program import command, process, trainer

SAMPLE = Path(__file__).parent.parent / "sample_course"


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A line of bash that exits with the status of the first program of its pipe."""
    script = f"{line}; exit ${{PIPESTATUS[0]}}"
    program = " ".join(command())
    return subprocess.run(
        ["bash", "-c", script.replace("trainer", program)],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("line", ["items --count 60 --json", "--help", f"check --json {SAMPLE}"])
def test_a_reader_that_goes_away_ends_it_quietly(line: str, home: Path) -> None:
    done = shell(f"trainer {line} | head -n 1 >/dev/null")
    assert done.stderr in ("", "There are no more than 60 of these.\n")
    assert done.returncode in (0, 1)


def test_a_full_disk_under_the_output_is_told(home: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    done = shell("trainer items --count 40 > /dev/full")
    assert done.returncode == 3
    assert done.stderr == "trainer: No space left on device; nothing that was kept is lost\n"


def test_closed_streams_are_like_empty_ones(home: Path) -> None:
    done = shell("trainer quiz --plain --count 1 --seed 1 <&-")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("Nothing was answered.\n")
    assert shell("trainer progress >&-").returncode == 0


def test_a_terminal_without_our_letters_gets_others(home: Path) -> None:
    ended = process("items", "--count", "3", PYTHONIOENCODING="ascii")
    assert (ended.status, ended.err) == (0, "")


def test_bytes_that_are_no_text_are_no_answer(home: Path) -> None:
    ended = trainer("quiz", "--plain", "--count", "1", "--seed", "1", typed=b"\xff\xfe\n?\n")
    assert ended.status == 0
    assert "That is no answer here." in ended.out
    assert "\nNot known. " in ended.out


def test_ctrl_c_ends_a_quiz_without_a_traceback(home: Path) -> None:
    with subprocess.Popen(
        command("quiz", "--plain", "--count", "3", "--seed", "1"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # a shell that started us in the background has us ignore it, and children would too
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    ) as quiz:
        assert quiz.stdin is not None
        assert quiz.stdout is not None
        assert quiz.stderr is not None
        quiz.stdin.write(b"?\n")
        quiz.stdin.flush()
        while not quiz.stdout.readline().startswith(b"Not known."):
            assert quiz.poll() is None
        time.sleep(0.05)
        quiz.send_signal(signal.SIGINT)
        assert quiz.wait(20) == 130
        assert quiz.stderr.read() == b""
    assert '"answers": 1' in trainer("progress", "--json").out


def test_a_dumb_terminal_is_told_of_the_plain_mode(home: Path) -> None:
    """Both ends of a real terminal that says it can do nothing."""
    import pty

    main, side = pty.openpty()
    done = subprocess.run(
        command("quiz"),
        stdin=side,
        stdout=side,
        stderr=subprocess.PIPE,
        env={**os.environ, "TERM": "dumb"},
        check=False,
    )
    os.close(side)
    os.close(main)
    assert done.returncode == 3
    assert re.fullmatch(rb"trainer: this is no terminal .* trainer quiz --plain\n", done.stderr)


def test_what_nobody_takes_any_more_leaves_the_status_as_it_is() -> None:
    """A terminal that vanished while it was written to: Python's own status for that is 120."""
    code = """
import contextlib, sys
from trainer.cli import main

def painting(_):
    with contextlib.suppress(OSError):
        print("a row", file=sys.stderr, flush=True)
    return 7

main._dispatch = painting
sys.exit(main.run(["x"]))
"""
    reader, writer = os.pipe()
    os.close(reader)
    environment = {**os.environ, "PYTHONUNBUFFERED": ""}  # with it nothing is left to be flushed
    done = subprocess.run([sys.executable, "-c", code], env=environment, stderr=writer, check=False)
    os.close(writer)
    assert done.returncode == 7
