"""Ours beside Anki's own engine, from one run on one machine, counted alike.

python -m tests.bench.beside_anki --json --anki VENV/bin/python [--cards 100000]

The Python given has the `anki` package (AGPL: never imported here). Its figures come from `bench_anki.py`.
Ours: import, open and the first question as text in a fresh process, no screen; an answer committed;
counts. The learner's file holds as many answers as Anki's collection has cards, on the bundled course.
Answers are also given in turns, ten there and ten here, so that whatever else the machine does meets both.
There a next card takes a third of a millisecond and here a question several, and a disk that was used just
before answers faster: with `--pause-ms 20` both wait so long before each answer, as after a person's thought.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.store import build, p95, timed
from trainer.activities.desk import Desk
from trainer.activities.study import Sitting, start_on_facts, start_review
from trainer.content.model import FactId
from trainer.memory.model import Confidence
from trainer.questions.model import Response
from trainer.wiring import desk

FIRST = """
import sys, time
began = time.perf_counter()
from pathlib import Path
from trainer.wiring import desk
from trainer.activities.desk import Desk
from trainer.activities.study import Sitting, start_on_facts, start_review
from trainer.plain.question import item_lines
place = desk(home=Path(sys.argv[1]))
item = start_review(place, 20).advance()
text = "\\n".join(item_lines(place.course, item))
assert text
print((time.perf_counter() - began) * 1000)
"""
BENCH = Path(__file__).with_name("bench_anki.py")
THEIRS = """
import random, sys, time
sys.path.insert(0, sys.argv[1])
from bench_anki import build
path, cards, pause_s = sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
build(path, cards, 20250310, False)
from anki.collection import Collection
collection, chance = Collection(path), random.Random(20250310)
print("ready", flush=True)
for line in sys.stdin:
    times = []
    for _ in range(int(line)):
        top = collection.sched.get_queued_cards(fetch_limit=1).cards[0]
        card = collection.get_card(top.card.id)
        card.start_timer()
        card.render_output()
        rating = chance.choices([0, 1, 2, 3], [1, 1, 7, 1])[0]
        if pause_s:  # even none at all would let others run first
            time.sleep(pause_s)
        began = time.perf_counter()
        change = collection.sched.build_answer(card=card, states=top.states, rating=rating)
        collection.sched.answer_card(change)
        times.append((time.perf_counter() - began) * 1000)
    print(*times, flush=True)
collection.close()
"""
"""What `bench_anki.py` times of an answer, as many at a time as a line asks for."""
TURN = 10


def first_question_ms(home: Path, rounds: int) -> list[float]:
    run = [sys.executable, "-c", FIRST, str(home)]
    return [float(subprocess.run(run, capture_output=True, check=True).stdout) for _ in range(rounds)]


def answered_ms(place: Desk, pause_s: float = 0.0) -> Iterator[float]:
    """Milliseconds of one answer after another: what is due first, then all other facts, asked on purpose.

    `pause_s`: between a question and its answer.
    """
    asked: set[FactId] = set()
    met = -1
    while met < len(asked):  # not for ever, should what is due have no question
        met = len(asked)
        yield from _each(start_review(place, 50), asked, pause_s)
    rest = sorted(place.askable - asked)
    yield from _each(start_on_facts(place, rest, len(place.askable)), asked, pause_s)


def _each(sitting: Sitting, asked: set[FactId], pause_s: float) -> Iterator[float]:
    while (item := sitting.advance()) is not None:
        asked.add(item.fact_ids[0])
        sitting.shown()
        if pause_s:
            time.sleep(pause_s)
        yield timed(partial(sitting.answer, Response(item.key), Confidence.SURE, 4000))


def learned_home(home: Path, cards: int) -> None:
    """A home whose file holds so many answers."""
    place = desk(home=home)
    facts = [place.course.facts[name] for name in sorted(place.askable)]
    known = {str(fact.id): (str(fact.topic), fact.says) for fact in facts}
    # at one moment a fifth of the facts is due, as with Anki's cards
    build(home / "trainer.db", len(known), cards, datetime.now(UTC), course="ecs", known=known)


def ours(cards: int, rounds: int, answers: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        learned_home(home, cards)
        first_question_ms(home, 1)
        started = first_question_ms(home, rounds)
        place = desk(home=home)
        place.store.warm()
        times = list(islice(answered_ms(place), answers))
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


def in_turns(python: str, cards: int, answers: int, pause_s: float = 0.0) -> dict[str, float]:
    """Answers of both, ten by ten: medians, 95th percentiles and how many times as long ours take."""
    mine: list[float] = []
    others: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "home")
        home.mkdir()
        learned_home(home, cards)
        kept = str(Path(folder, "collection.anki2"))
        words = [python, "-c", THEIRS, str(BENCH.parent), kept, str(cards), str(pause_s)]
        place = desk(home=home)
        place.store.warm()
        times = answered_ms(place, pause_s)
        with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            while len(mine) < answers and (turn := list(islice(times, TURN))):
                mine += turn
                print(TURN, file=child.stdin, flush=True)
                others += map(float, child.stdout.readline().split())
        place.close()
    return {
        "answers each": len(mine),
        "ours, ms": round(median(mine), 2),
        "ours p95, ms": round(p95(mine), 2),
        "anki, ms": round(median(others), 2),
        "anki p95, ms": round(p95(others), 2),
        "times at the median": round(median(mine) / median(others), 2),
        "times at p95": round(p95(mine) / p95(others), 2),
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
    parser.add_argument("--pause-ms", type=float, default=0.0, help="before each answer given in turns")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    report = {
        "ours": ours(options.cards, options.rounds, options.answers),
        "anki": theirs(options.anki, options.cards, options.rounds, options.answers),
        "answers in turns": in_turns(options.anki, options.cards, options.answers, options.pause_ms / 1000),
    }
    print(json.dumps(report, indent=2 if options.json else 1))


if __name__ == "__main__":
    main()
