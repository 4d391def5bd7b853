"""A newcomer's first minutes, and how many questions ten minutes hold, at 200 words a minute.

What the machine takes is measured on the real program; what reading takes is counted from the words on the
screen. Thinking is not reading: each question gets some seconds more.

python -m tests.bench.first_steps --json [--sittings 30]
"""

import argparse
import json
import os
import sys
import tempfile
import time
from contextlib import closing
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.items import bank
from tests.bench.tui_probe import Probe
from trainer.questions.explain import first_view
from trainer.questions.generate import generate
from trainer.questions.grade import grade
from trainer.questions.model import Item, Request, Response
from trainer.questions.wording import words

TARGETS = {"first_answer_keys": 3, "first_answer_s": 45.0, "simulator_s": 180.0, "items_in_ten_minutes": 8}
WORDS_S = 60 / 200
THINK_S = 10.0
"""For each question, besides reading it."""
SITTING_S = 600.0
SIZE = {"cols": 100, "rows": 30}


def reading_s(text: str) -> float:
    """Seconds for the words of a text; lines of a frame are none."""
    return WORDS_S * sum(any(letter.isalnum() for letter in word) for word in text.split())


def first_steps(home: Path) -> dict[str, Any]:
    """From the command to an answered question and to the simulator's first moment."""
    probe_of: Any = Probe  # the tool has no types
    keys = 0
    with closing(
        probe_of([sys.executable, "-m", "trainer"], env={"TRAINER_HOME": str(home)}, **SIZE)
    ) as probe:
        began = time.perf_counter()
        probe.wait("how sure")
        probe.wait_idle(0.2)
        reading = reading_s(probe.text()) + THINK_S
        for key in ("a", "enter"):
            probe.keys(key)
            keys += 1
        probe.wait("see it happen")
        machine_s = time.perf_counter() - began
        answered_s = machine_s + reading
        probe.wait_idle(0.2)
        reading += reading_s(probe.text())
        probe.keys("s")
        probe.wait("desired")
        seen_s = time.perf_counter() - began + reading
    return {
        "first_answer_keys": keys,
        "first_answer_s": round(answered_s, 1),
        "of_it_machine_s": round(machine_s, 1),
        "simulator_keys": keys + 1,
        "simulator_s": round(seen_s, 1),
    }


def item_s(item: Item, feedback: str) -> float:
    """Reading a question with its options, thinking, reading what is said at once."""
    asked = " ".join([item.stem, *(option.text for option in item.options)])
    return THINK_S + WORDS_S * (words(asked) + words(feedback))


def in_ten_minutes(sittings: int) -> dict[str, Any]:
    """Questions that are answered within a sitting, wrong ones throughout: those have most to read."""
    ready = bank()
    counts = []
    for seed in range(sittings):
        left_s, count = SITTING_S, 0
        for item in islice(generate(ready, Request(count=60, seed=seed)), 60):
            wrong = next((option.id for option in item.options if not option.is_key), "")
            mark = grade(item, Response(chosen=(wrong,)) if wrong else Response(known=False))
            left_s -= item_s(item, first_view(ready.graph, item, mark).text)
            if left_s < 0:
                break
            count += 1
        counts.append(count)
    return {"items_in_ten_minutes": min(counts), "items_in_ten_minutes_median": median(counts)}


def main() -> int:
    """Measure and print; 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--sittings", type=int, default=30)
    wish = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as home:
        measured = first_steps(Path(home)) | in_ten_minutes(wish.sittings)
    at_least = {"items_in_ten_minutes"}
    missed = [
        name
        for name, target in TARGETS.items()
        if (measured[name] < target if name in at_least else measured[name] > target)
    ]
    report = {"bench": "first_steps", "target": TARGETS, "measured": measured, "missed": missed}
    print(json.dumps(report) if wish.json else json.dumps(report, indent=2))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
