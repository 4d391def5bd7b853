"""In a real pseudo-terminal: start, signals, crash, resize, suspend, type-ahead, and no terminal at all."""

import fcntl
import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.bench.tui_probe import Probe
from trainer.activities.today import keep_settings
from trainer.store.model import Settings
from trainer.wiring import desk as wired

TRAINER = [sys.executable, "-m", "trainer"]
CRASHING = """
from trainer.tui.screens.today import TodayScreen
def fail(self):
    password = "hunter2"
    raise ValueError("a mistake of ours")
TodayScreen.action_lessons = fail
import sys
from trainer.cli.main import run
sys.exit(run([]))
"""

Run = Callable[..., Any]
"""Starts a program in a probe, which has no types."""


def keep_settings_of_somebody(home: Path) -> None:
    """Somebody who is past the first run."""
    place = wired(home=home)
    keep_settings(place, Settings(first_run_done=True))
    place.close()


@pytest.fixture
def run(home: Path) -> Iterator[Run]:
    """Starts a program in a pseudo-terminal for somebody who is past the first run."""
    keep_settings_of_somebody(home)
    with ExitStack() as open_probes:

        def start(*command: str, cols: int = 80, rows: int = 24, **environment: str) -> Any:
            return open_probes.enter_context(
                Probe(  # type: ignore[no-untyped-call]
                    list(command) or TRAINER,
                    cols=cols,
                    rows=rows,
                    env={"TRAINER_HOME": str(home), **environment},
                    timeout=30,
                )
            )

        yield start


def test_it_starts_leaves_with_status_0_and_the_terminal_as_it_was(run: Run) -> None:
    probe = run()
    probe.wait("Ready?")
    probe.keys("escape")
    assert probe.wait_exit() == 0
    assert probe.leftovers() == {}


@pytest.mark.parametrize(("name", "status"), [("TERM", 128 + 15), ("HUP", 128 + 1)])
def test_a_signal_ends_it_and_leaves_nothing_switched_on(run: Run, name: str, status: int) -> None:
    probe = run()
    probe.wait("Ready?")
    probe.signal(name)
    assert probe.wait_exit() == status
    assert probe.leftovers() == {}


@pytest.mark.parametrize("told", [True, False], ids=["with a hang-up", "without one"])
def test_it_ends_when_its_terminal_vanishes(home: Path, told: bool) -> None:
    """A window was closed, a connection lost: nothing can be written any more, and nothing hangs on it."""
    keep_settings_of_somebody(home)
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        TRAINER,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "TRAINER_HOME": str(home), "TERM": "xterm-256color"},
        start_new_session=True,
        preexec_fn=(lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0)) if told else None,  # noqa: PLW1509 - one call
    )
    os.close(theirs)
    shown = b""
    while b"Ready" not in shown:
        shown += os.read(ours, 65536)
    os.close(ours)
    try:
        assert program.wait(timeout=20) in {128 + signal.SIGHUP, -signal.SIGHUP}
    finally:
        program.kill()
        program.wait()
    assert not list((home / "log").glob("*"))


def test_a_crash_is_one_sentence_a_log_without_values_and_status_1(run: Run, home: Path) -> None:
    probe = run(sys.executable, "-c", CRASHING)
    probe.wait("Ready?")
    probe.keys("l")
    assert probe.wait_exit() == 1
    assert probe.leftovers() == {}
    assert "stopped on a mistake of its own (ValueError)" in " ".join(probe.text().split())
    assert "Traceback" not in probe.text()
    (log,) = (home / "log").glob("crash-*.txt")
    assert "a mistake of ours" in log.read_text(encoding="utf-8")
    assert "locals" not in log.read_text(encoding="utf-8")


def test_a_resize_is_followed_at_any_moment(run: Run) -> None:
    probe = run()
    probe.wait("Ready?")
    probe.resize(39, 11)
    probe.wait("More room, please")
    probe.resize(120, 40)
    probe.wait("Ready?")
    assert probe.find("help")[1] == 39


def test_what_is_typed_ahead_at_the_prompt_is_not_lost(run: Run) -> None:
    probe = run(*TRAINER, "lab", "first-service")
    probe.wait("your account")
    probe.wait("aws ecs")
    probe.write("aws ecs create-cluster --cluster-name shop\rwait 1m\r")
    probe.wait("10:01:00")
    probe.wait("cluster shop")


def alone_soon(probe: Any) -> bool:
    """Whether the program has no process beside its own, at once or while what was left is cleared away."""
    for _ in range(50):
        if probe.rss()["processes"] == 1:
            return True
        probe.pump(0.1)
    return False


def test_a_labs_process_ends_when_the_lab_is_left(run: Run) -> None:
    probe = run(*TRAINER, "lab", "first-service")
    probe.wait("tab complete")
    probe.wait_idle(0.2)
    probe.keys("ctrl+u")
    probe.type("aws ecs list-clusters")
    probe.keys("enter")
    probe.wait('"clusterArns": []')
    assert probe.rss()["processes"] == 2
    probe.keys("escape")
    probe.wait("esc quit")
    assert alone_soon(probe)
    probe.keys("b")
    probe.wait("enter open")
    probe.keys("escape")
    probe.wait("esc quit")
    assert alone_soon(probe)


def test_a_key_typed_before_the_first_screen_stands_is_not_lost(run: Run) -> None:
    probe = run()
    probe.wait("trainer")
    probe.keys("l")
    probe.wait("The EC2 launch type")


def test_it_is_painted_again_after_a_rest_in_the_background(run: Run) -> None:
    probe = run("bash", "--norc", "--noprofile", "-i", PS1="shell> ")
    probe.wait("shell>")
    probe.type(f"{sys.executable} -m trainer\n")
    probe.wait("Ready?")
    probe.keys("ctrl+z")
    probe.wait("Stopped")
    probe.type("fg\n")
    probe.wait("Ready?")
    probe.keys("escape")
    probe.wait("shell>")


def test_without_a_terminal_it_says_so(home: Path) -> None:
    done = subprocess.run(
        TRAINER,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=60,
        check=False,
        env={**os.environ, "TRAINER_HOME": str(home)},
    )
    assert done.returncode in (2, 3)
    assert "terminal" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
