"""Random keys, clicks and sizes on every screen, many of them: how many screens came through.

python -m tests.bench.wander --json [--keys 5000] [--seed 1] [--screen NAME]
"""

import argparse
import asyncio
import json
import sys
import tempfile
import traceback
from contextlib import closing
from pathlib import Path
from time import perf_counter
from typing import Any

from tests.tui.screens import WAYS, settled_learner
from tests.tui.wanderer import MORE, wander
from trainer.store.connection import Connection
from trainer.wiring import DATABASE
from trainer.wiring import desk as wired

PLACES = [*WAYS, *MORE, "notes"]


def one(place: str, seed: int, keys: int) -> dict[str, Any]:
    """A fresh learner on the bundled course; runs are begun anew until so many keys were pressed."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        done = 0
        fault = ""
        began = perf_counter()
        with closing(wired(home=home)) as desk:
            settled_learner(desk)
            while done < keys and not fault:
                try:
                    done += asyncio.run(wander(desk, place, seed + done, keys - done, home)).keys
                except Exception:
                    fault = traceback.format_exc().strip().splitlines()[-1]
                    traceback.print_exc()
        check = Connection(home / DATABASE)
        intact = check.read("PRAGMA integrity_check")[0][0] == "ok"
        check.close()
        return {"keys": done, "seconds": round(perf_counter() - began, 1), "intact": intact, "fault": fault}


def main() -> int:
    """Every screen, or one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keys", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--screen", choices=PLACES)
    wish = parser.parse_args()
    places = [wish.screen] if wish.screen else PLACES
    measured = {place: one(place, wish.seed, wish.keys) for place in places}
    missed = [place for place, found in measured.items() if found["fault"] or not found["intact"]]
    report = {"bench": "wander", "target": {"faults": 0}, "measured": measured, "missed": missed}
    print(json.dumps(report) if wish.json else json.dumps(report, indent=2))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
