"""An acknowledged answer is on the disk: processes are killed, and several write at once."""

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store.samples import GOOD, answer
from trainer.store.store import Store, open_store

ANSWERING = """
import sys
from pathlib import Path
from tests.store.samples import GOOD, answer
from trainer.store.store import open_store
store = open_store(Path(sys.argv[1]), "bakery")
first, last = int(sys.argv[2]), int(sys.argv[3])
for number in range(first, last):
    store.answers.add(answer(number, sitting=sys.argv[2]), GOOD)
    print("saved", number, flush=True)
"""

SITTING = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from tests.exam import samples
from trainer.exam.attempt import answer, check_clock, flag
from trainer.exam.model import Moment
from trainer.questions.model import Response
from trainer.store.store import open_store
store = open_store(Path(sys.argv[1]), "bakery")
def now():
    return Moment(datetime.now(UTC), time.monotonic())
attempt = store.attempts.open()
if attempt is None:
    attempt = samples.attempt(now())
    store.attempts.start(attempt)
attempt = check_clock(attempt, now())
store.attempts.keep(attempt)
number = 0
while True:
    position, chosen = number % 20, "abcd"[number // 20 % 4]
    attempt = answer(attempt, position, Response((chosen,)), now())
    attempt = flag(attempt, position, now())
    store.attempts.keep(attempt)
    print("saved", position, chosen, attempt.used_s, attempt.events[-1].at.timestamp(), flush=True)
    number += 1
"""


def killed(code: str, path: Path, *arguments: str, after_lines: int) -> list[str]:
    """The lines of a process that was killed with SIGKILL some while after it had printed so many."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path), *arguments], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    lines = [process.stdout.readline() for _ in range(after_lines)]
    process.send_signal(signal.SIGKILL)
    lines += process.stdout.read().splitlines(keepends=True)
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    return [line for line in lines if line.endswith("\n")]  # a line cut off was not said


def whole(path: Path) -> bool:
    raw = sqlite3.connect(path)
    found = raw.execute("PRAGMA integrity_check").fetchone()
    raw.close()
    return bool(found == ("ok",))


def test_killed_at_ten_random_moments_no_acknowledged_answer_is_lost(path: Path) -> None:
    chance = random.Random(os.urandom(8))
    said: list[int] = []
    for turn in range(10):
        first = turn * 10_000
        lines = killed(ANSWERING, path, str(first), str(first + 10_000), after_lines=chance.randint(0, 40))
        said += [int(line.split()[1]) for line in lines]
    store = open_store(path, "bakery")
    kept = {int(brief.item_id.removeprefix("item-")) for brief in store.answers.briefs()}
    states = store.memory.states()
    store.memory.rebuild()
    assert store.memory.states() == states
    assert len(store.memory.reviews()) == len(kept)
    store.close()
    assert whole(path)
    assert set(said) <= kept
    assert len(kept) - len(said) <= 10, "at most one answer a turn was kept without a word"


def test_an_exam_killed_again_and_again_goes_on_with_answers_and_clock(path: Path) -> None:
    chance = random.Random(os.urandom(8))
    first_used = first_at = None
    for _ in range(5):
        lines = killed(SITTING, path, after_lines=chance.randint(1, 25))
        last = re.fullmatch(r"saved (\d+) (\w) (\S+) (\S+)\n", lines[-1])
        assert last is not None
        store = open_store(path, "bakery")
        attempt = store.attempts.open()
        store.close()
        assert attempt is not None
        said = {line.split()[1]: line.split()[2] for line in lines}
        different = sum(
            response is not None and str(position) in said and response.chosen != (said[str(position)],)
            for position, response in enumerate(attempt.responses)
        )
        assert different <= 1, "only the answer in work when it was killed may be newer than what was said"
        assert all(attempt.responses[int(position)] is not None for position in said)
        used, at = float(last[3]), float(last[4])
        if first_used is None or first_at is None:
            first_used, first_at = used, at
        assert used - first_used == pytest.approx(at - first_at, abs=1.0)
    assert whole(path)


def test_two_processes_write_into_one_file(path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", ANSWERING, str(path), str(first), str(first + 60)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for first in (0, 1000)
    ]
    for writer in writers:
        out, _ = writer.communicate()
        assert writer.returncode == 0
        assert len(out.splitlines()) == 60
    store = open_store(path, "bakery")
    numbers = [int(brief.item_id.removeprefix("item-")) for brief in store.answers.briefs()]
    assert sorted(numbers) == [*range(60), *range(1000, 1060)]
    states = store.memory.states()
    store.memory.rebuild()
    assert store.memory.states() == states
    store.close()
    assert whole(path)


def test_many_processes_open_a_new_file_at_once(path: Path) -> None:
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", ANSWERING, str(path), str(n * 10), str(n * 10 + 2)], stdout=subprocess.PIPE
        )
        for n in range(4)
    ]
    for writer in writers:
        writer.communicate()
        assert writer.returncode == 0
    store = open_store(path, "bakery")
    assert len(store.answers.briefs()) == 8
    store.close()
    assert [entry.name for entry in path.parent.iterdir()] == ["trainer.db"]


def test_threads_of_one_process_share_a_store(store: Store) -> None:
    """A screen's worker may write while the screen reads."""

    def work(first: int) -> None:
        store.warm()
        for number in range(first, first + 15):
            store.answers.add(answer(number), GOOD)
            assert store.memory.states()

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work, first) for first in range(0, 60, 15)]:
            done.result()
    assert sorted(brief.item_id for brief in store.answers.briefs()) == sorted(f"item-{n}" for n in range(60))
    assert len(store.memory.reviews()) == 60
