"""Kill -9 at random moments of plain quiz and exam sittings: is every acknowledged answer kept, and the time?

python -m tests.bench.kill --json [--kills 200]
"""

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from trainer.exam.attempt import time_left
from trainer.exam.model import Moment
from trainer.store.store import open_store

LONGEST_S = 0.25
"""A sitting is killed at any moment within so long of its first acknowledgement."""
LINES = 400
EXAM_KILLS = 25
"""Kills of one exam before it is handed in: with hundreds it would hold more moves than anybody makes."""


@dataclass
class Toll:
    """What the kills did."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0
    clock_off_s: float = 0.0
    """The most by which an exam's used time, read after a kill, differed from the time since its start."""


def sitting(home: Path, *words: str) -> "subprocess.Popen[bytes]":
    """A plain sitting on the learner's home."""
    return subprocess.Popen(
        [sys.executable, "-m", "trainer", *words, "--plain"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TRAINER_HOME": str(home)},
    )


def killed(process: "subprocess.Popen[bytes]", typed: bytes, sign: bytes) -> list[bytes]:
    """Type, wait for the first line that acknowledges something, kill a while later; all whole lines."""
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(typed)
        process.stdin.flush()
        lines = _until(process.stdout, sign)
        time.sleep(random.random() * LONGEST_S)
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.read().splitlines(keepends=True)
    return [line for line in lines if line.endswith(b"\n")]  # a line cut off was not said


def _until(stream: IO[bytes], sign: bytes) -> list[bytes]:
    lines = []
    while line := stream.readline():
        lines.append(line)
        if line.startswith(sign):
            break
    return lines


def kill_quizzes(home: Path, kills: int, toll: Toll) -> None:
    """Quizzes answered as fast as the program takes it, each killed: the verdict is the acknowledgement."""
    before = _counted(home)
    for turn in range(kills):
        quiz = sitting(home, "quiz", "--count", str(LINES), "--seed", str(turn))
        lines = killed(quiz, b"?\n" * LINES, b"Not known.")
        said = sum(line.startswith(b"Not known.") for line in lines)
        now = _counted(home)
        _add(toll, said, lost=max(0, said - (now - before)), whole=_whole(home))
        before = now


def kill_exams(home: Path, kills: int, toll: Toll) -> None:
    """One exam after another, killed and gone on with: `saved` is the acknowledgement.

    Positions are answered in turn with a letter that tells the round, so that what was kept can be told from
    what was kept before.
    """
    for turn in range(kills):
        if turn % EXAM_KILLS == EXAM_KILLS - 1:
            sitting(home, "exam").communicate(b"submit\nyes\n")
        words = ("exam",) if _open(home) is not None else ("exam", "--start", "saa-mini", "--seed", str(turn))
        letter = "abcd"[turn % 4]
        typed = b"".join(f"{number}\n{letter}\n".encode() for _ in range(9) for number in range(1, 21))
        lines = killed(sitting(home, *words), typed, b"saved")
        said = _acknowledged(lines)
        kept = _open(home) or {}
        lost = sum(kept.get(position) != (letter,) for position in said)
        _add(toll, len(said), lost=lost, whole=_whole(home))
        toll.clock_off_s = max(toll.clock_off_s, _clock_off_s(home))


def _acknowledged(lines: list[bytes]) -> set[int]:
    """Positions for which `saved` was said: each follows the heading of its question."""
    found, position = set(), None
    for line in lines:
        if line.startswith(b"Question "):
            position = int(line.split()[1]) - 1
        elif line.endswith(b"saved\n") and position is not None:
            found.add(position)
    return found


def _open(home: Path) -> dict[int, tuple[str, ...]] | None:
    """The answers of the open exam by position; None when there is none."""
    with closing(open_store(home / "trainer.db", "ecs")) as store:
        attempt = store.attempts.open()
    if attempt is None:
        return None
    return {at: given.chosen for at, given in enumerate(attempt.responses) if given is not None}


def _clock_off_s(home: Path) -> float:
    """Nobody may pause this exam, so all the time since its start is used, that of dead processes too."""
    with closing(open_store(home / "trainer.db", "ecs")) as store:
        attempt = store.attempts.open()
    if attempt is None:
        return 0.0
    now = datetime.now(UTC)
    used_s = time_left(attempt, Moment(now, time.monotonic())).used_s
    return round(abs(used_s - (now - attempt.started_at).total_seconds()), 3)


def _counted(home: Path) -> int:
    with closing(open_store(home / "trainer.db", "ecs")) as store:
        return store.progress.counts(datetime.now(UTC)).answers


def _whole(home: Path) -> bool:
    with closing(sqlite3.connect(home / "trainer.db")) as raw:
        return bool(raw.execute("PRAGMA integrity_check").fetchone() == ("ok",))


def _add(toll: Toll, said: int, *, lost: int, whole: bool) -> None:
    toll.kills += 1
    toll.acknowledged += said
    toll.lost += lost
    toll.damaged += not whole
    if toll.kills % 20 == 0:  # long runs are stopped now and then: what was found so far is told
        print(toll, file=sys.stderr, flush=True)


def main() -> None:
    """Run both and print the toll."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    tolls = {name: Toll() for name in _BOTH}
    # both at once, each on a home of its own: a sitting mostly waits to be started and killed
    with ThreadPoolExecutor(len(_BOTH)) as pool:
        running = [pool.submit(_run, kill, options.kills // 2, tolls[name]) for name, kill in _BOTH.items()]
        for one in running:
            one.result()
    measured = {name: asdict(toll) for name, toll in tolls.items()}
    report = {"bench": "kill", "target": {"lost": 0, "damaged": 0, "clock_off_s": 1}, "measured": measured}
    print(
        json.dumps(report)
        if options.json
        else f"lost 0, damaged 0, clock off by at most 1 s wanted, found {measured}"
    )


def _run(kill: Callable[[Path, int, Toll], None], kills: int, toll: Toll) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kill(Path(folder), kills, toll)


_BOTH: dict[str, Callable[[Path, int, Toll], None]] = {"quiz": kill_quizzes, "exam": kill_exams}

if __name__ == "__main__":
    main()
