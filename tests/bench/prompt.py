"""The lab's prompt in milliseconds: opened, first and later commands, undo, a cold `trainer aws`, proofs.

    python -m tests.bench.prompt [--json] [--fuzz 5000] [--apart]

Every figure is of this machine as it is; run it while nothing else does. Fuzzed lines are counted, not timed:
no traceback, and the world unchanged unless the line succeeded.
"""

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from trainer.activities.desk import Desk
from trainer.activities.lab import open_lab
from trainer.content.model import Lab, LabId
from trainer.labs.open import begin
from trainer.labs.prompt import WORDS, obey
from trainer.labs.prove import prove
from trainer.sim.saving import to_json
from trainer.wiring import desk as wired

TARGETS = {"opened_ms": 700, "first_ms": 150, "later_p95_ms": 15, "undo_p95_ms": 10, "cold_aws_ms": 900}
ROUNDS = 40
PIECES = (
    *("aws", "ecs", "ec2", "elbv2", "iam", "logs", "--cluster", "shop", "web", "--query", "--output"),
    *("table", "help", "wait", "-1", "5m", "until steady", "list-services", "describe-tasks", "--tasks"),
    *("yes", "file://x", "'", '"', "[", "{", "{}", "a=b,c=d", "|", "--no-such", "--cli-input-json", "é"),
    *("$(aws", ")", "$(", "[?a", "\\", "create-cluster", "--cluster-name", "x", "update-service"),
    *("--service", "--desired-count", "3", "delete-service", "\x00", "\x1b[A", "\t", "\n", "=", ","),
    *("=,=", "[[", "0", "999999999999", "true", "--force", "kill", "undo"),
)


CLOCKS: dict[str, Callable[[], float]] = {"wall": time.perf_counter, "cpu": time.process_time}
clock = CLOCKS["wall"]


def took_ms(work: Callable[[], object]) -> float:
    began = clock()
    work()
    return (clock() - began) * 1000


def proven(lab: Lab) -> None:
    """Raises if anything is wrong with the lab."""
    found = list(prove(lab))
    assert not found, found


def p95(found: list[float]) -> float:
    return sorted(found)[max(0, round(len(found) * 0.95) - 1)]


def desk_in(home: Path) -> Desk:
    return wired(home=home)


def opened_at(desk: Desk, lab: Lab) -> None:
    """Opened and left; the process, where it is one, is started within the time."""
    open_lab(desk, lab, fresh=True).close()


def measure(home: Path, *, apart: bool) -> dict[str, Any]:
    """All timings, on labs of the bundled course; `apart`: with simulators in processes of their own."""
    desk = desk_in(home)
    labs = desk.course.labs
    _ = desk.store
    if apart:
        desk.simulators.move_out()
    opened = {lab.id: took_ms(partial(opened_at, desk, lab)) for lab in labs.values()}
    work = open_lab(desk, labs[LabId("no-room")], fresh=True)
    work.warm()
    first = took_ms(lambda: work.obey("aws ecs list-clusters"))
    lines = (
        "aws ecs describe-services --cluster shop --services api",
        "aws ecs list-tasks --cluster shop --query taskArns[0] --output text",
        "aws ecs update-service --cluster shop --service api --desired-count 4",
        "aws ecs describe-container-instances --cluster shop --container-instances"
        " $(aws ecs list-container-instances --cluster shop --query containerInstanceArns)",
    )
    for line in lines:
        work.obey(line)
    later = [took_ms(partial(work.obey, line)) for _ in range(ROUNDS) for line in lines]
    undo = [took_ms(partial(work.obey, "undo")) for _ in range(ROUNDS)]
    desk.simulators.close()
    proofs = {lab.id: took_ms(partial(proven, lab)) for lab in labs.values()}
    slowest = max(proofs, key=lambda name: proofs[name])
    return {
        "opened_ms": max(opened.values()),
        "opened_slowest": max(opened, key=lambda name: opened[name]),
        "first_ms": first,
        "later_median_ms": statistics.median(later),
        "later_p95_ms": p95(later),
        "undo_p95_ms": p95(undo),
        "labs": len(labs),
        "proof_slowest": slowest,
        "proof_slowest_ms": proofs[slowest],
        "proofs_all_s": sum(proofs.values()) / 1000,
    }


def cold_aws_ms(home: Path) -> float:
    """A whole process, the median of seven."""
    command = [sys.executable, "-m", "trainer", "aws", "ecs", "list-clusters"]
    environment = {"TRAINER_HOME": str(home), "PATH": ""}
    return statistics.median(
        took_ms(lambda: subprocess.run(command, check=True, capture_output=True, env=environment))
        for _ in range(7)
    )


def fuzzed(count: int, seed: int = 1) -> Iterator[str]:
    chance = random.Random(seed)
    words = [*PIECES, *WORDS]
    for _ in range(count):
        yield " ".join(chance.choice(words) for _ in range(chance.randint(1, 9)))


def fuzz(count: int, home: Path) -> dict[str, int]:
    """Lines at random in a lab that has something in it; raises if one failed and changed the world."""
    lab = desk_in(home).course.labs[LabId("stuck")]
    work = begin(lab)
    done = 0
    for line in fuzzed(count):
        before = to_json(work.world)
        after, said = obey(work, line)
        if said.exit_code and (after.world is not work.world or to_json(work.world) != before):
            raise AssertionError(f"{line!r} failed and changed the world")
        done += not said.exit_code
        work = after if len(after.world.reasons) < 400 else begin(lab)
    return {"lines": count, "succeeded": done, "tracebacks": 0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--fuzz", type=int, default=5000)
    parser.add_argument("--clock", choices=CLOCKS, default="wall", help="cpu: on a machine that is busy")
    parser.add_argument("--apart", action="store_true", help="as under the screens: in a process of its own")
    options = parser.parse_args()
    global clock  # noqa: PLW0603 - one bench, one clock
    clock = CLOCKS[options.clock]
    with tempfile.TemporaryDirectory() as folder:
        found = measure(Path(folder), apart=options.apart)
        if options.clock == "wall":
            found["cold_aws_ms"] = cold_aws_ms(Path(folder))
        found["fuzz"] = fuzz(options.fuzz, Path(folder))
    if options.json:
        print(json.dumps({"measured": found, "targets": TARGETS}, indent=2))
        return
    for name, value in found.items():
        limit = f"   (at most {TARGETS[name]})" if name in TARGETS else ""
        print(f"{name:20} {value if not isinstance(value, float) else round(value, 1)}{limit}")


if __name__ == "__main__":
    main()
