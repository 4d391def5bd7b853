"""The items that benches measure, generated from the bundled course, kept in a file if the caller wants."""

import argparse
import pickle
import sys
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from tests.courses import ecs
from trainer.aws.play import play
from trainer.graph.facts import FactGraph
from trainer.questions.bank import Bank
from trainer.questions.generate import generate
from trainer.questions.kinds import chooses_several
from trainer.questions.model import Item, Request
from trainer.questions.turns import in_turns


def parser(says: str) -> argparse.ArgumentParser:
    """The options that benches over items share."""
    found = argparse.ArgumentParser(description=says)
    found.add_argument("--json", action="store_true", help="print JSON instead of a table")
    found.add_argument("--count", type=int, default=5000, help="how many items (default 5000)")
    found.add_argument("--seed", type=int, default=1, help="of the items (default 1)")
    found.add_argument("--keep", type=Path, help="a file to keep the items in, read if it is there already")
    found.add_argument("--several", action="store_true", help="choose two or three, as forms ask it")
    found.add_argument("--worst", type=int, default=0, metavar="N", help="the N patterns that leak most")
    return found


def bank() -> Bank:
    """The bundled course with the simulator."""
    return Bank(FactGraph(ecs()), play)


def items_of(options: argparse.Namespace) -> list[Item]:
    """The items that the options ask for, reserved patterns included."""
    kept: Path | None = options.keep
    if kept is not None and kept.exists():
        found: list[Item] = pickle.loads(kept.read_bytes())
        return found[: options.count]
    began = time.perf_counter()
    found = list(
        _several(options)
        if options.several
        else generate(bank(), Request(count=options.count, seed=options.seed, reserved=True))
    )
    print(f"{len(found)} items generated in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    if kept is not None:
        kept.write_bytes(pickle.dumps(found))
    return found


def _several(options: argparse.Namespace) -> Iterator[Item]:
    """Items with more than one key, of all patterns that forms may use, each in its turn."""
    ready = bank()
    patterns = [one for one in ready.graph.course.patterns.values() if one.exams and chooses_several(one)]
    return islice(in_turns(ready, patterns, options.seed), options.count)
