"""How the screens answer: key to paint, bytes a key, idle work, memory after many keys, against a bare app.

The yardstick is a Textual app with one Footer and one OptionList of 40 rows at the same size. All programs
take turns of a few keys, so that whatever else the machine does falls on each alike. A view that hangs is
named, and its part is left out.

python -m tests.bench.screens --json [--only keys,idle,memory,long] [--keys 8] [--rounds 25] [--long 20000]
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.evening import Learner
from tests.bench.tui_probe import Probe
from trainer.activities.lab import lab_named, open_lab
from trainer.content.locate import bundled_course
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
LIMIT_S = 60
"""Whatever is waited for longer than this hangs."""
YARDSTICK = """
from textual.app import App
from textual.widgets import Footer, OptionList

class Bare(App):
    def compose(self):
        yield OptionList(*(f"row {number}" for number in range(40)))
        yield Footer()

Bare().run()
"""
ONE = """
from textual.app import App
from textual.widgets import Static

class One(App):
    def compose(self):
        yield Static("one static")

One().run()
"""
FIRST_KEYS = 3000
"""Memory is compared with what it was after so many."""
AT_REST_S = 1.0
"""Today works out a figure for a fraction of it."""


class HungError(Exception):
    """A program did not come to where it was waited for."""


@dataclass(frozen=True)
class View:
    """A program, the words that say it stands, the keys that lead on from there, those that are measured."""

    command: list[str]
    ready: str
    keys: tuple[str, ...]
    before: tuple[str, ...] = ()


@contextmanager
def named(what: str) -> Iterator[None]:
    """Whoever hangs is named."""
    try:
        yield
    except TimeoutError as error:
        raise HungError(f"{what}: {error}") from error


def views(folder: Path) -> dict[str, View]:
    """The yardstick and the screens, on a learner's home of their own."""
    script = folder / "bare.py"
    script.write_text(YARDSTICK, encoding="utf-8")
    with closing(desk(home=folder / "home")) as place:
        place.store.settings.save(Settings(first_run_done=True))
        work = open_lab(place, lab_named(place, "sandbox"))
        for line in LARGE:
            work.obey(line)
        tasks = sum(service.running for cluster in work.view.clusters for service in cluster.services)
        assert tasks == 200, f"{tasks} tasks run"
        longest = max(
            place.course.lessons.values(), key=lambda one: max(len(part.blocks) for part in one.sections)
        )
        first = longest.sections[0].title
    trainer = [sys.executable, "-m", "trainer"]
    return {
        "yardstick": View([sys.executable, str(script)], "row 3", ("down", "up")),
        "question": View([*trainer, "quiz", "--seed", "1"], "of 10", ("down", "up")),
        "lesson": View([*trainer, "learn", longest.id], first, ("down", "up")),
        "lab_200_tasks": View([*trainer, "lab", "sandbox"], "running 100", ("w", "backspace")),
    }


LARGE = (
    "scene machines",
    "aws ecs register-task-definition --family small"
    " --container-definitions name=small,image=shop/api:1,memory=32",
    "aws ecs create-service --cluster shop --service-name small --task-definition small --desired-count 96"
    " --launch-type EC2",
    "aws ecs register-task-definition --family web --network-mode awsvpc --requires-compatibilities FARGATE"
    " --cpu 256 --memory 512 --container-definitions name=web,image=shop/web:1",
    "aws ecs create-service --cluster shop --service-name web --task-definition web --desired-count 100"
    " --launch-type FARGATE"
    " --network-configuration"
    " awsvpcConfiguration={subnets=[subnet-0de0000000000001a],assignPublicIp=ENABLED}",
    "wait 1h",
)
"""Three services, 200 tasks: 100 on four machines, 100 on Fargate."""


def long_course(folder: Path, lines: int = 500) -> Path:
    """The bundled course with one lesson more, whose only section has so many lines."""
    root, _ = bundled_course()
    course = folder / "ecs"
    shutil.copytree(root, course)
    part = [
        "**Part {0}**",
        "",
        "- a task runs on Fargate",
        "    - or on an instance",
        "- a service keeps tasks",
        "",
    ]
    part += ["| a | b |", "| --- | --- |", "| one | two |", "", "```sh", "aws ecs list-tasks", "```", ""]
    whole = ["---", "format_version: 1", "id: long-lesson", "title: Long", "topic: tasks", "---"]
    whole += ["## All of it {#long-section}", ""]
    number = 0
    while len(whole) < lines:
        number += 1
        whole += [line.format(number) for line in part]
    (course / "lessons" / "00-long.md").write_text("\n".join(whole[:lines]) + "\n", encoding="utf-8")
    return course


def opened(stack: ExitStack, name: str, view: View, home: Path) -> Any:
    """A probe on the view, ready for keys."""
    probe_of: Any = Probe  # the tool has no types
    with named(name):
        probe = stack.enter_context(
            probe_of(view.command, env={"TRAINER_HOME": str(home)}, timeout=LIMIT_S, **SIZE)
        )
        probe.wait(view.ready)
        probe.wait_idle(0.3)
        probe.keys(*view.before)
    return probe


def high(times: list[float]) -> float:
    """The ninety-fifth percentile."""
    return sorted(times)[round(0.95 * (len(times) - 1))]


def key_to_paint(ready: Mapping[str, View], home: Path, keys: int, rounds: int) -> dict[str, Any]:
    """Ninety-fifth percentiles over all rounds: milliseconds to the first changed cell, bytes a key."""
    times: dict[str, list[float]] = {name: [] for name in ready}
    sizes: dict[str, list[float]] = {name: [] for name in ready}
    used: dict[str, list[float]] = {name: [] for name in ready}
    with ExitStack() as stack:
        probes = {name: opened(stack, name, view, home) for name, view in ready.items()}
        for _ in range(rounds):
            for name, view in ready.items():
                before_s = probes[name].cpu_seconds()
                with named(name):
                    measured = probes[name].latency(list(view.keys), n=keys)
                if measured["no_change"]:
                    raise HungError(f"{name}: a key of {view.keys} changed nothing:\n{probes[name].text()}")
                used[name].append((probes[name].cpu_seconds() - before_s) * 1000 / keys)
                times[name] += measured["all_first_ms"]
                sizes[name] += measured["all_bytes"]
    screens = [name for name in ready if name != "yardstick"]
    return {
        **{f"{name}_ratio": round(high(times[name]) / high(times["yardstick"]), 2) for name in screens},
        "bytes_a_key": max(round(high(sizes[name])) for name in screens),
        "p95_ms": {name: round(high(found), 1) for name, found in times.items()},
        "p50_ms": {name: round(median(found), 1) for name, found in times.items()},
        "cpu_ms_a_key": {name: round(sum(found) / len(found), 1) for name, found in used.items()},
        "bytes_p95": {name: round(high(found)) for name, found in sizes.items()},
    }


def idle(ready: Mapping[str, View], home: Path, seconds: float) -> dict[str, Any]:
    """The share of one core that a program takes while nobody does anything, of the busiest screen."""
    shares = {}
    for name, view in ready.items():
        with ExitStack() as stack:
            probe = opened(stack, name, view, home)
            probe.pump(2.0)  # what warms up aside is done
            time.sleep(2.0)
            shares[name] = round(probe.cpu_percent(seconds), 2)
    most = max(share for name, share in shares.items() if name != "yardstick")
    return {"idle_cpu_percent": most, "idle_cpu": shares}


def long_lesson(home: Path, folder: Path, runs: int) -> dict[str, Any]:
    """From the key that opens a lesson of 500 lines to its first words, against an empty app's start."""
    probe_of: Any = Probe
    one = folder / "one.py"
    one.write_text(ONE, encoding="utf-8")
    course = long_course(folder)
    list_of_lessons = View([sys.executable, "-m", "trainer", "learn", "--course", str(course)], "Long", ())
    ratios, opening_ms = [], []
    for run in range(runs + 1):
        with named("empty app"), probe_of([sys.executable, str(one)], timeout=LIMIT_S, **SIZE) as probe:
            probe.wait("one static")
            start_s = probe.t_found - probe.t0
        with ExitStack() as stack:
            probe = opened(stack, "lessons", list_of_lessons, home)
            probe.keys("home")
            with named("long lesson"):
                taken_s = timed(probe, "Part 1")
        if run:  # the first one compiles the course and warms the page cache
            ratios.append(taken_s / start_s)
            opening_ms.append(taken_s * 1000)
    return {"long_lesson_ratio": round(median(ratios), 3), "long_lesson_ms": round(median(opening_ms), 1)}


def timed(probe: Any, words: str) -> float:
    """Seconds from Enter to these words."""
    began = time.perf_counter()
    probe.write("\r")
    probe.wait(words)
    return float(probe.t_found - began)


def memory(yardstick: View, home: Path, keys: int) -> dict[str, Any]:
    """Resident megabytes over evenings, against the bare app's and against those after the first keys.

    All processes of the program count, pages that they share in each. They are looked at when Today has stood
    for a moment and what it worked out is let go; `at_once` is the most that was seen before that,
    `in_the_lab` while a lab was open.
    """
    today = View([sys.executable, "-m", "trainer"], "q quick quiz", ())
    with ExitStack() as stack:
        bare = opened(stack, "yardstick", yardstick, home).rss()["rss_mb"]
        probe = opened(stack, "memory", today, home)
        learner = Learner(probe)
        found = {0: probe.rss()["rss_mb"]}
        in_the_lab: list[float] = []
        at_once: list[float] = []
        while learner.keys < keys:
            with named(f"memory, after {learner.keys} keys"):
                learner.evening(in_the_lab=lambda: in_the_lab.append(probe.rss()["rss_mb"]))
            at_once.append(probe.rss()["rss_mb"])
            probe.wait_idle(AT_REST_S)
            found[learner.keys] = probe.rss()["rss_mb"]
    last = found[learner.keys]
    first = next((size for done, size in found.items() if done >= FIRST_KEYS), last)
    return {
        "memory_ratio": round(last / bare, 2),
        "memory_growth": round(last / first, 3),
        "memory_mb": {"bare": bare, **{str(done): size for done, size in found.items()}},
        "at_once_mb": max(at_once),
        "at_once_ratio": round(max(at_once) / bare, 2),
        "in_the_lab_mb": max(in_the_lab),
        "in_the_lab_ratio": round(max(in_the_lab) / bare, 2),
        "evenings": learner.evenings,
        "questions": learner.questions,
    }


def main() -> int:
    """Measure and print; 1 where a target is missed or something hangs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--only", default="keys,idle,long,memory", help="parts, joined by commas")
    parser.add_argument("--keys", type=int, default=8, help="keys of a turn")
    parser.add_argument("--rounds", type=int, default=25, help="turns of each program")
    parser.add_argument("--idle", type=float, default=20.0, metavar="SECONDS")
    parser.add_argument("--long", type=int, default=20_000, help="keys of the memory run")
    wish = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # whoever uses it has its byte code
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ready, home = views(folder), folder / "home"
        parts: dict[str, Callable[[], dict[str, Any]]] = {
            "keys": lambda: key_to_paint(ready, home, wish.keys, wish.rounds),
            "idle": lambda: idle(ready, home, wish.idle),
            "long": lambda: long_lesson(home, folder, 5),
            "memory": lambda: memory(ready["yardstick"], home, wish.long),
        }
        measured: dict[str, Any] = {}
        hung = []
        for part in wish.only.split(","):
            try:
                measured |= parts[part]()
            except HungError as error:
                hung.append(part)
                print(f"{part} hangs: {error}", file=sys.stderr)
    missed = [name for name, most in TARGETS.items() if name in measured and measured[name] > most]
    report = {"bench": "screens", "target": TARGETS, "measured": measured, "missed": missed, "hung": hung}
    print(json.dumps(report) if wish.json else json.dumps(report, indent=2))
    return 1 if missed or hung else 0


if __name__ == "__main__":
    sys.exit(main())
