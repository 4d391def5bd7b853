"""How fast a long learner's file is: `python -m tests.bench.store --json`.

Builds a file of 10,000 facts and 1,000,000 answers (rows in bulk, as the program would have written them),
then measures opening, choosing the next fact, committing an answer, counts and the line for a prompt.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles

from tests.exam.samples import item
from tests.store.samples import answer
from trainer.content.model import FactId
from trainer.exam.frozen import freeze_item
from trainer.memory.agenda import agenda
from trainer.memory.fsrs import ALGORITHM
from trainer.memory.model import NEW, Limits, Rating
from trainer.memory.queue import queue
from trainer.memory.terms import Candidate, Terms
from trainer.seed import digest, stream
from trainer.store.connection import stamp
from trainer.store.opening import open_file
from trainer.store.store import Store, open_store
from trainer.store.sums import ADD, More

COURSE = "bench"
DAY = timedelta(days=1)


def build(
    path: Path,
    facts: int,
    answers: int,
    now: datetime,
    *,
    course: str = COURSE,
    known: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """The file; one item a fact, answers spread over the two years before now.

    `known`: the facts by name, each with its topic and how it reads; made up where none are given.
    """
    known = known or {f"fact-{number}": (f"topic-{number % 12}", "") for number in range(facts)}
    names = list(known)
    connection = open_file(path)
    draw = stream("bench-store")
    keys = []
    began = now - 730 * DAY
    with connection.form() as database:
        execute = database.conn.executemany
        for number in range(facts):
            text = freeze_item(item(f"item-{number}", facts=(names[number],)))
            keys.append((digest(text, length=24), text))
        execute("INSERT INTO items (key, item) VALUES (?, ?)", keys)
        columns = (
            "sitting_id, mode, item_key, item_id, pattern, kind, topic, reserved, seed, option_order, chosen,"
            " typed, verdict, taken_ms, content_version, answered_at, course, facts, cold, odds, recall"
        )
        order = '["a", "b", "c", "d"]'

        def rows() -> Iterator[tuple[object, ...]]:
            for number in range(answers):
                fact = number % facts
                at = stamp(began + number * (730 * DAY) / answers)
                verdict = "right" if draw.random() < 0.85 else "wrong"
                head = (f"sitting-{number // 20}", "review", keys[fact][0], f"item-{fact}", "which-role")
                shown = ("lookup", known[names[fact]][0], 0, 1, order, '["a"]', "", verdict)
                yield (*head, *shown, 20_000, "v1", at, course, f'["{names[fact]}"]', 1, 0.25, 0.85)

        marks = ", ".join("?" * 21)
        execute(f"INSERT INTO answers ({columns}) VALUES ({marks})", rows())
        execute(
            "INSERT INTO reviews (id, answer_id, fact_id, rating, retention, reviewed_at, course)"
            " SELECT id, id, facts ->> 0, iif(verdict = 'right', 3, 1), 0.9, answered_at, course"
            " FROM answers WHERE ? = ?",
            [(1, 1)],
        )
        execute(
            "INSERT INTO sums SELECT course, 'topic', topic, count(*), sum(verdict = 'right'), 0 FROM answers"
            " WHERE ? = ? GROUP BY topic",
            [(1, 1)],
        )
        topics = Counter(topic for topic, _ in known.values())
        more = [More(course, "facts", topic, count) for topic, count in topics.items()]
        more += [More(course, "kind", "lookup", answers, seconds=20.0 * answers)]
        execute(ADD, [*more, More(course, "cold", "", answers), More("", "reviews", "", answers)])
        execute(
            "INSERT INTO learned VALUES (?, ?, ?, ?)",
            ((course, name, says, stamp(began)) for name, (_, says) in known.items()),
        )
        memory = []
        for number in range(facts):
            last = now - (0.1 + 10 * draw.random()) * DAY
            stability = 1 + 40 * draw.random()
            due = last + round(stability) * DAY
            last_answer = number + (answers - 1 - number) // facts * facts
            seen_at = stamp(began + last_answer * (730 * DAY) / answers)
            met = (1, number + 1, 0, seen_at, f'["{known[names[number]][0]}"]')
            tail = (stamp(due), stamp(last), stamp(began), 100, 8, ALGORITHM)
            rated = (stability, 4 + 3 * draw.random())
            memory.append((course, names[number], *met, *rated, *tail))
        execute(f"INSERT INTO facts VALUES ({', '.join('?' * 15)})", memory)
    connection.read("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def choose(store: Store, now: datetime) -> object:
    """What a review does before its first item: read what is due and new, and order it."""
    due = store.memory.due(now, 20)
    facts = (*due, *store.memory.never_rated())
    limits = Limits(20 - store.memory.begun_since(now - DAY))
    return queue(facts, due, now, now + DAY, limits)[0]


def measure(path: Path, now: datetime, rounds: int) -> dict[str, float]:
    code = (
        "import sys, time; began = time.perf_counter(); from pathlib import Path;"
        " from trainer.store.store import open_store; store = open_store(Path(sys.argv[1]), 'bench');"
        " store.settings.load(); print((time.perf_counter() - began) * 1000)"
    )
    opened = [
        float(subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, check=True).stdout)
        for _ in range(5)
    ]
    store = open_store(path, COURSE)
    store.warm()
    introduced = store.readings.introduced()
    states = store.memory.states()
    terms = Terms(now, now + 30 * DAY, 25)
    facts = [Candidate(fact, 1.0, states.get(fact, NEW), True, 30.0) for fact in introduced]
    chosen, planned, committed = [], [], []
    for number in range(rounds):
        fact = FactId(f"fact-{number * 37 % len(introduced)}")
        at = now + timedelta(seconds=number)
        given = answer(of=item(f"item-{fact[5:]}", facts=(fact,)), at=at, sitting="bench")
        committed.append(timed(partial(store.answers.add, given, {fact: Rating.GOOD})))
        chosen.append(timed(partial(choose, store, at)))
    for _ in range(10):
        planned.append(timed(lambda: agenda(facts, terms)))
    counts = timed(lambda: (store.progress.counts(now), store.evidence.cold_count()))
    store.close()
    environment = {"TRAINER_HOME": str(path.parent), "PATH": ""}
    line = [sys.executable, "-m", "trainer", "status", "--line"]
    status = [
        timed(lambda: subprocess.run(line, env=environment, check=True, capture_output=True))
        for _ in range(9)
    ]
    return {
        "open_ms": sorted(opened)[2],
        "next_item_p95_ms": p95(chosen),
        "agenda_ms": sorted(planned)[5],
        "answer_p95_ms": p95(committed),
        "counts_ms": counts,
        "status_line_ms": sorted(status)[4],
        "file_mb": path.stat().st_size / 1e6,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=10_000)
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    now = datetime(2026, 11, 22, 9, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "trainer.db"
        built = timed(lambda: build(path, options.facts, options.answers, now))
        found = {"facts": options.facts, "answers": options.answers, "build_s": round(built / 1000)}
        found |= {name: round(value, 1) for name, value in measure(path, now, options.rounds).items()}
    if options.json:
        print(json.dumps(found, indent=2))
    else:
        for name, value in found.items():
            print(f"{name:18} {value}")


if __name__ == "__main__":
    main()
