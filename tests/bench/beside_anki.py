"""Ours beside Anki's own engine, from one run on one machine, counted alike.

python -m tests.bench.beside_anki --json --anki VENV/bin/python [--cards 100000]

The Python given has the `anki` package (AGPL: never imported here). Its figures come from `bench_anki.py`.
Ours: import, open and the first question as text in a fresh process, no screen; an answer committed;
counts. The learner's file holds as many answers as Anki's collection has cards, on the bundled course.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.store import build, p95, timed
from trainer.activities.study import start_review
from trainer.content.model import FactId
from trainer.memory.model import Confidence
from trainer.questions.model import Response
from trainer.wiring import desk

FIRST = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from trainer.wiring import desk
from trainer.activities.study import start_review
from trainer.plain.question import item_lines
place = desk(home=Path(sys.argv[1]))
item = start_review(place, 20).advance()
text = "\\n".join(item_lines(place.course, item))
assert text
print((time.perf_counter() - began) * 1000)
"""
BENCH = Path(__file__).with_name("bench_anki.py")


def first_question_ms(home: Path, rounds: int) -> list[float]:
    run = [sys.executable, "-c", FIRST, str(home)]
    return [float(subprocess.run(run, capture_output=True, check=True).stdout) for _ in range(rounds)]


def ours(cards: int, rounds: int, answers: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        names: list[FactId] = sorted(desk(home=home).askable)
        # at one moment a fifth of the facts is due, as with Anki's cards
        build(home / "trainer.db", len(names), cards, datetime.now(UTC), course="ecs", names=names)
        first_question_ms(home, 1)
        started = first_question_ms(home, rounds)
        place = desk(home=home)
        place.store.warm()
        times: list[float] = []
        while len(times) < answers:
            sitting = start_review(place, 50)
            if not sitting.of:
                break
            while (item := sitting.advance()) is not None and len(times) < answers:
                times.append(timed(lambda: sitting.answer(Response(item.key), Confidence.SURE, 4000)))  # noqa: B023
        counted = [timed(lambda: place.store.progress.counts(place.now())) for _ in range(9)]
        size = sum(file.stat().st_size for file in home.iterdir() if file.is_file())
        place.close()
    return {
        "start to first question, ms": round(median(started), 1),
        "answer, ms": round(median(times), 2),
        "answer p95, ms": round(p95(times), 2),
        "counts, ms": round(median(counted), 2),
        "bytes an answer": round(size / cards),
    }


def theirs(python: str, cards: int, rounds: int, answers: int) -> Any:
    words = [python, str(BENCH), "--cards", str(cards), "--opens", str(rounds), "--answers", str(answers)]
    return json.loads(subprocess.run(words, capture_output=True, check=True, env=dict(os.environ)).stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anki", required=True, help="a Python with the anki package")
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--answers", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = {
        "ours": ours(options.cards, options.rounds, options.answers),
        "anki": theirs(options.anki, options.cards, options.rounds, options.answers),
    }
    print(json.dumps(report, indent=2 if options.json else 1))


if __name__ == "__main__":
    main()
