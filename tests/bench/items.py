"""How long an item takes to be generated and proven, warm.

python -m tests.bench.items --json [--count 2000]
"""

import argparse
import json
import time
from itertools import islice
from statistics import quantiles

from trainer.aws.play import play
from trainer.graph.facts import FactGraph
from trainer.questions.bank import Bank
from trainer.questions.generate import generate
from trainer.questions.model import Request

TARGET_P95_MS = 50.0
WARM = 200
SEEDS = 40
"""The items come from so many sittings: later items of a long one are harder to find."""


def bank() -> Bank:
    """The bundled course with the simulator, as the program joins them."""
    from trainer.content.cache import load_course
    from trainer.content.locate import bundled_course

    return Bank(FactGraph(load_course(*bundled_course(), None)), play)


def timings_ms(bank_: Bank, count: int, first_seed: int) -> list[float]:
    """Milliseconds for each item, over sittings of equal length."""
    times: list[float] = []
    each = -(-count // SEEDS)
    for seed in range(first_seed, first_seed + SEEDS):
        items = generate(bank_, Request(count=each, seed=seed))
        while len(times) < count:
            began = time.perf_counter()
            item = next(items, None)
            took = (time.perf_counter() - began) * 1000
            if item is None:
                break
            times.append(took)
    return times


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    ready = bank()
    began = time.perf_counter()
    list(islice(generate(ready, Request(count=1, seed=0)), 1))
    first_ms = (time.perf_counter() - began) * 1000
    timings_ms(ready, WARM, 10_000)
    times = timings_ms(ready, options.count, 0)
    cuts = quantiles(times, n=100)
    measured = {
        "items": len(times),
        "first_cold_ms": round(first_ms, 2),
        "p50_ms": round(cuts[49], 2),
        "p95_ms": round(cuts[94], 2),
        "p99_ms": round(cuts[98], 2),
        "max_ms": round(max(times), 2),
    }
    report = {"bench": "items", "target": {"p95_ms": TARGET_P95_MS}, "measured": measured}
    print(json.dumps(report) if options.json else f"p95 at most {TARGET_P95_MS} ms wanted, found {measured}")


if __name__ == "__main__":
    main()
