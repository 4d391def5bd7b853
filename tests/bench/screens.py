"""How the screens answer: key to paint, bytes a key, idle work, memory after many keys, against a bare app.

The yardstick is a Textual app with one Footer and one OptionList of 40 rows at the same size; all take turns.

python -m tests.bench.screens --json [--keys 60] [--rounds 3] [--long 20000]
"""

import argparse
import json
import sys
import tempfile
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.tui_probe import Probe
from trainer.store.model import Settings
from trainer.wiring import desk

TARGETS = {
    "question_ratio": 1.5,
    "lesson_ratio": 1.5,
    "lab_200_tasks_ratio": 2.0,
    "bytes_a_key": 20_000,
    "idle_cpu_percent": 1.5,
    "long_lesson_ratio": 0.4,
    "memory_ratio": 1.6,
    "memory_growth": 1.05,
}
SIZE = {"cols": 100, "rows": 30}
YARDSTICK = """
from textual.app import App
from textual.widgets import Footer, OptionList

class Bare(App):
    def compose(self):
        yield OptionList(*(f"row {number}" for number in range(40)))
        yield Footer()

Bare().run()
"""
ONE = YARDSTICK.replace(
    'OptionList(*(f"row {number}" for number in range(40)))', "Static('one static')"
).replace("Footer, OptionList", "Footer, Static")
FIRST_KEYS = 3000
"""Memory is compared with what it was after so many."""


@dataclass(frozen=True)
class View:
    """A program, the words that say it stands, and the keys that change something each time."""

    command: list[str]
    ready: str
    before: tuple[str, ...]
    keys: tuple[str, ...]


def views(folder: Path) -> dict[str, View]:
    """The yardstick and the screens, each with a learner's home of its own."""
    script = folder / "bare.py"
    script.write_text(YARDSTICK, encoding="utf-8")
    note = folder / "long.md"
    note.write_text(long_note(), encoding="utf-8")
    with closing(desk(home=folder / "home")) as place:
        place.store.settings.save(Settings(first_run_done=True))
        place.open_file()
    trainer = [sys.executable, "-m", "trainer"]
    return {
        "yardstick": View([sys.executable, str(script)], "row 3", (), ("down", "up")),
        "question": View([*trainer, "quiz", "--seed", "1"], "of 10", (), ("down", "up")),
        "lesson": View([*trainer, "learn", str(note)], "Part 1", (), ("pagedown", "pageup")),
        "lab_200_tasks": View([*trainer, "lab", "sandbox"], "or: help", LARGE, ("w", "backspace")),
    }


LARGE = (
    "aws ecs create-cluster --cluster-name big",
    "aws ecs register-task-definition --family web --network-mode awsvpc --requires-compatibilities FARGATE"
    " --cpu 256 --memory 512 --container-definitions name=web,image=nginx",
    "aws ecs create-service --cluster big --service-name web --task-definition web --desired-count 200"
    " --launch-type FARGATE --network-configuration awsvpcConfiguration={subnets=[subnet-0a1]}",
    "wait 10m",
)
"""A service of 200 tasks at the prompt."""


def long_note(lines: int = 500) -> str:
    """A note of so many lines: headings, lists, a table, code."""
    part = [
        "## Part {0}",
        "",
        "- a task runs on Fargate",
        "\t- or on an instance",
        "- a service keeps tasks",
        "",
    ]
    part += ["| a | b |", "| --- | --- |", "| one | two |", "", "```sh", "aws ecs list-tasks", "```", ""]
    whole = ["# Long", ""]
    number = 0
    while len(whole) < lines:
        number += 1
        whole += [line.format(number) for line in part]
    return "\n".join(whole[:lines]) + "\n"


def opened(stack: ExitStack, view: View, home: Path) -> Any:
    """A probe on the view, ready for keys."""
    probe_of: Any = Probe  # the tool has no types
    probe = stack.enter_context(probe_of(view.command, env={"TRAINER_HOME": str(home)}, timeout=60, **SIZE))
    probe.wait(view.ready)
    probe.wait_idle(0.3)
    for line in view.before:
        probe.type(line)
        probe.keys("enter")
        probe.wait_idle(0.4)
    return probe


def key_to_paint(ready: dict[str, View], home: Path, keys: int, rounds: int) -> dict[str, Any]:
    """The ninetieth percentile of each round in milliseconds, turn about; the ratio is the rounds' median."""
    found: dict[str, list[float]] = {name: [] for name in ready}
    sizes: dict[str, float] = {}
    idle: dict[str, float] = {}
    with ExitStack() as stack:
        probes = {name: opened(stack, view, home) for name, view in ready.items()}
        for _ in range(rounds):
            for name, view in ready.items():
                measured = probes[name].latency(list(view.keys), n=keys)
                found[name].append(measured["first_ms"]["p90"])
                sizes[name] = measured["bytes_per_key"]["p50"]
        for name in ready:
            idle[name] = probes[name].cpu_percent(4.0)
    base = found["yardstick"]
    ratios = {
        f"{name}_ratio": round(median(one / other for one, other in zip(times, base, strict=True)), 2)
        for name, times in found.items()
        if name != "yardstick"
    }
    return {
        **ratios,
        "p90_ms": {name: round(median(times), 1) for name, times in found.items()},
        "bytes_a_key": max(size for name, size in sizes.items() if name != "yardstick"),
        "idle_cpu_percent": max(share for name, share in idle.items() if name != "yardstick"),
    }


def long_lesson(view: View, home: Path, folder: Path, runs: int) -> float:
    """From the key that opens a 500-line note to its last part painted, against the bare app's start."""
    probe_of: Any = Probe
    one = folder / "one.py"
    one.write_text(ONE, encoding="utf-8")
    ratios = []
    for _ in range(runs):
        with probe_of([sys.executable, str(one)], timeout=60, **SIZE) as probe:
            probe.wait("one static")
            start_s = probe.t_found - probe.t0
        with ExitStack() as stack:
            probe = opened(stack, view, home)
            measured = probe.latency(["end", "home"], n=2)
            ratios.append(measured["settled_ms"]["p50"] / 1000 / start_s)
    return float(round(median(ratios), 3))


def memory(view: View, yardstick: View, home: Path, keys: int) -> dict[str, float]:
    """Resident megabytes after the first keys and after all of them, against the bare app's."""
    with ExitStack() as stack:
        bare = opened(stack, yardstick, home).rss()["rss_mb"]
        probe = opened(stack, view, home)
        after: dict[int, float] = {}
        for done in range(0, keys, 50):
            probe.keys(*(view.keys[number % len(view.keys)] for number in range(50)))
            probe.pump(0.05)
            if done + 50 in (FIRST_KEYS, keys):
                probe.wait_idle(0.3)
                after[done + 50] = probe.rss()["rss_mb"]
    last = after[max(after)]
    return {"memory_ratio": round(last / bare, 2), "memory_growth": round(last / after[min(after)], 3)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--long", type=int, default=20_000, help="keys of the memory run; 0 leaves it out")
    wish = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ready = views(folder)
        home = folder / "home"
        measured = key_to_paint(ready, home, wish.keys, wish.rounds)
        measured["long_lesson_ratio"] = long_lesson(ready["lesson"], home, folder, wish.rounds)
        if wish.long:
            measured |= memory(ready["question"], ready["yardstick"], home, wish.long)
    missed = [name for name, most in TARGETS.items() if name in measured and measured[name] > most]
    report = {"bench": "screens", "target": TARGETS, "measured": measured, "missed": missed}
    print(json.dumps(report) if wish.json else json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
