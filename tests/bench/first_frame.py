"""From the command to the first painted frame and to the first words of the real first screen.

The yardstick is a Textual app with one Static on the same machine; all programs take turns.

python -m tests.bench.first_frame --json [--runs 15]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.store import build
from tests.bench.tui_probe import Probe
from trainer.questions.generate import opening_item
from trainer.questions.model import Item
from trainer.store.model import Settings
from trainer.wiring import DATABASE, desk

TARGETS = {"first_frame_ratio": 1.3, "first_line_ratio": 1.6, "long_learner_first_line_ratio": 1.8}
ANSWERS = 100_000
"""In the long learner's file."""
SIZE = {"cols": 80, "rows": 24}
YARDSTICK = """
from textual.app import App
from textual.widgets import Static

class One(App):
    def compose(self):
        yield Static("one static")

One().run()
"""


@dataclass(frozen=True)
class Program:
    """What is started, in which home, and the words that are waited for, in the order they are hoped for."""

    command: list[str]
    home: Path
    words: dict[str, str]


def programs(folder: Path) -> dict[str, Program]:
    """The yardstick; a newcomer's start, the opening question still open; starts on today's plan."""
    script = folder / "yardstick.py"
    script.write_text(YARDSTICK)
    trainer = [sys.executable, "-m", "trainer"]
    newcomer, learner, long = (folder / name for name in ("newcomer", "learner", "long_learner"))
    with closing(desk(home=newcomer)) as place:
        item = opening_item(place.bank)
        assert isinstance(item, Item)
        first_line, first_option = item.stem[:30], item.options[0].text[:20]
    with closing(desk(home=learner)) as place:
        place.store.settings.save(Settings(first_run_done=True))
        minutes = "minutes" if place.course.lessons else ""
    with closing(desk(home=long)) as place:
        place.store.settings.save(Settings(first_run_done=True))
        known = {str(fact.id): (str(fact.topic), fact.says) for fact in place.course.facts.values()}
        course = place.course.id
        (long / DATABASE).unlink()
    build(long / DATABASE, len(known), ANSWERS, datetime.now(UTC), course=course, known=known)
    with closing(desk(home=long)) as place:
        place.store.settings.save(Settings(first_run_done=True))
    return {
        "yardstick": Program([sys.executable, str(script)], newcomer, {"first_line": "one static"}),
        "newcomer": Program(trainer, newcomer, {"first_line": first_line, "whole": first_option}),
        "learner": Program(trainer, learner, {"first_line": "Today", "whole": minutes}),
        "long_learner": Program(trainer, long, {"first_line": "Today", "whole": minutes}),
    }


def start(program: Program) -> dict[str, float]:
    """Milliseconds from the command to the first frame and to each of the words."""
    probe_of: Any = Probe  # the tool has no types
    with probe_of(program.command, env={"TRAINER_HOME": str(program.home)}, timeout=30, **SIZE) as probe:
        found = {}
        for name, words in program.words.items():
            probe.wait(words)
            found[name] = (probe.t_found - probe.t0) * 1000
        probe.wait_idle(0.3)
        return {"first_frame": (probe.t_first_paint - probe.t0) * 1000, **found}


def measure(runs: int) -> dict[str, Any]:
    """Medians in milliseconds, and the ratios to the yardstick."""
    with tempfile.TemporaryDirectory() as name:
        ready = programs(Path(name))
        times: dict[str, list[dict[str, float]]] = {each: [] for each in ready}
        for program in ready.values():
            start(program)  # the page cache is warm, the course compiled, byte code written
        for _ in range(runs):
            for each, program in ready.items():
                times[each].append(start(program))
    medians = {
        each: {key: round(median(run[key] for run in found), 1) for key in found[0]}
        for each, found in times.items()
    }
    yardstick = medians["yardstick"]
    ratios = {
        each: {
            f"{key}_ratio": round(
                medians[each][key] / yardstick["first_frame" if key == "first_frame" else "first_line"], 2
            )
            for key in medians[each]
        }
        for each in medians
        if each != "yardstick"
    }
    return {"ratios": ratios, "medians_ms": medians, "runs": runs, "size": "80x24"}


def imports_ms() -> float:
    """How long importing Textual alone takes here, for judging the rest."""
    code = "import time; t = time.perf_counter(); import textual.app; print((time.perf_counter() - t) * 1000)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    return round(float(done.stdout), 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # whoever uses it has its byte code
    measured = measure(options.runs) | {"import_textual_ms": imports_ms()}
    report = {"bench": "first_frame", "target": TARGETS, "measured": measured}
    print(json.dumps(report) if options.json else json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
