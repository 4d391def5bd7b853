"""Random worlds for as long as one likes: `python -m tests.bench.machine --steps 200 --runs 50 --json`.

A run is one of the suite's state machines (`ecs`, `beside`, `setup`): random commands and faults, random
pauses between them (hypothesis leaves out some rules of each run, often the one that waits), the
invariants after every step, and in the end replay = run, copy = original and every service settled. The
suite runs a few fixed worlds; here come new ones. What breaks is told with its machine and seed, by which
`--machine NAME --seed N` meets it again, and with its last steps; with `--json` with all of them.
"""

import argparse
import io
import json
import sys
import time
import traceback
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, run_state_machine_as_test

from tests.sim.living import PAUSES_S, live
from tests.sim.test_machine import Ecs
from tests.sim.test_machine_beside import Beside
from tests.sim.test_machine_setup import SettingUp
from trainer.seed import stream
from trainer.sim.latencies import SECOND_MS

MACHINES: dict[str, type[RuleBasedStateMachine]] = {"ecs": Ecs, "beside": Beside, "setup": SettingUp}
BATCH = 5
"""So many runs come from one seed; the first of them is always hypothesis's simplest."""
STEPS_TOLD = 12
"""So many of a broken run's steps are shown."""


@dataclass(slots=True)
class Walk:
    """The runs of one seed: how far they went, and what one of them broke."""

    name: str
    number: int
    runs: list[tuple[int, int]] = field(default_factory=list)
    """Of each run its steps and its simulated seconds; then a half hour in peace follows."""
    last: Any = None
    """The machine of the latest run."""
    broke: dict[str, Any] | None = None

    def go(self, runs: int, steps: int) -> None:
        """Do them, up to the first that breaks something."""
        chosen = settings(
            max_examples=runs, stateful_step_count=steps, deadline=None, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck), print_blob=False,
        )  # fmt: skip
        try:
            with redirect_stdout(io.StringIO()):
                run_state_machine_as_test(seed(self.number)(paused(self)), settings=chosen)
        except Exception as error:  # whatever broke is what is looked for
            where = traceback.extract_tb(error.__traceback__)[-1]
            self.broke = {
                "machine": self.name,
                "seed": self.number,
                "error": f"{type(error).__name__}: {error}",
                "at": f"{where.filename.rpartition('/')[2]}:{where.lineno}",
                "now_ms": self.last.world.now_ms,
                "log": self.last.log,
            }


def paused(walk: Walk) -> type[RuleBasedStateMachine]:
    """The machine with random pauses between its steps, telling the walk where it is."""
    machine: Any = MACHINES[walk.name]

    class Paused(machine):  # type: ignore[misc]
        @initialize()
        def begin(self) -> None:
            walk.last = self
            super().begin()

        @invariant()
        def time_passes(self) -> None:
            pause_s = stream(walk.number, "pause", len(self.log)).choice(PAUSES_S)
            if pause_s:
                live(self.world, pause_s * SECOND_MS)
                self.log.append(("", {"seconds": pause_s}))

        def teardown(self) -> None:
            walk.runs.append((len(self.log), self.world.now_ms // SECOND_MS))
            super().teardown()

    return Paused


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--machine", choices=MACHINES, help="one of them only")
    parser.add_argument("--steps", type=int, default=200, help="random steps a run")
    parser.add_argument("--runs", type=int, default=10, help=f"runs of each machine, {BATCH} of a seed")
    parser.add_argument("--seed", type=int, default=1, help="the first seed; the next ones count on")
    parser.add_argument("--seconds", type=float, help="begin no new seed after so long")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    begun, runs, broken = time.monotonic(), [], []
    for number in range(options.seed, options.seed + -(-options.runs // BATCH)):
        for name in [options.machine] if options.machine else MACHINES:
            if options.seconds is not None and time.monotonic() - begun > options.seconds:
                break
            walk = Walk(name, number)
            walk.go(min(BATCH, options.runs), options.steps)
            runs.extend(walk.runs)
            did = f"{len(walk.runs)} runs, {sum(steps for steps, _ in walk.runs)} steps"
            print(f"{name}, seed {number}: {did}", file=sys.stderr, flush=True)
            if walk.broke is not None:
                broken.append(walk.broke)
                if not options.json:
                    show(walk.broke)
    told = {
        "runs": len(runs),
        "steps": sum(steps for steps, _ in runs),
        "simulated_hours": round(sum(seconds for _, seconds in runs) / 3600, 1),
        "seconds": round(time.monotonic() - begun, 1),
        "broken": broken,
    }
    if options.json:
        print(json.dumps(told, indent=2))
    else:
        print(f"{told['runs']} runs, {told['steps']} steps, {told['simulated_hours']} simulated hours in "
              f"{told['seconds']} s: {len(broken)} broke something")  # fmt: skip
    raise SystemExit(1 if broken else 0)


def show(broke: dict[str, Any]) -> None:
    """What broke, with the last steps before."""
    print(
        f"{broke['machine']} --seed {broke['seed']}: {broke['error']} ({broke['at']}) at {broke['now_ms']} ms"
    )
    for operation, params in broke["log"][-STEPS_TOLD:]:
        print(f"    {operation or 'wait'} {json.dumps(params)}", flush=True)


if __name__ == "__main__":
    main()
