"""How cost grows with size: `python -m tests.bench.growth --json`.

A rolling deployment of two services of 5,000 tasks on 1,000 container instances against two of 500 on 100:
time for each task that is started, as CPU time so that a busy machine does not matter. Smaller sizes:
`--tasks 200 --instances 40 --factor 4`.
"""

import argparse
import json
import resource
import time
from typing import Any

from trainer.aws.model import Reply
from trainer.aws.operations import OPERATIONS
from trainer.sim.model import Rollout, Service
from trainer.sim.run import run_for, run_until_condition
from trainer.sim.start import new_world
from trainer.sim.world import World

NAMES = ("web", "api")


def call(world: World, door: str, operation: str, /, **params: Any) -> None:
    answer = OPERATIONS[door, operation](world, params)
    assert isinstance(answer, Reply), answer


def ready(tasks: int, instances: int) -> World:
    """Two steady services of so many tasks, with room for a third more."""
    world = new_world(1)
    call(world, "ecs", "CreateCluster", clusterName="shop")
    for number in range(0, instances, 100):
        call(
            world, "trainer", "LaunchContainerInstance", cluster="shop", instanceType="m5.2xlarge",
            count=min(100, instances - number),
        )  # fmt: skip
    run_for(world, 120_000)
    for name in NAMES:
        container = {
            "name": "app", "image": f"{name}:1", "cpu": 512, "memory": 1024,
            "portMappings": [{"containerPort": 80}],
        }  # fmt: skip
        call(world, "ecs", "RegisterTaskDefinition", family=name, containerDefinitions=[container])
        call(
            world, "ecs", "CreateService", cluster="shop", serviceName=name, taskDefinition=name,
            desiredCount=tasks,
        )  # fmt: skip
    assert run_until_condition(world, steady, world.now_ms + 3_600_000)
    return world


def steady(world: World) -> bool:
    return all(one.steady and one.primary.rollout is Rollout.COMPLETED for one in world.of(Service).values())


def measure(tasks: int, instances: int) -> dict[str, float]:
    """Microseconds of CPU time for each task that a rolling deployment of both services starts."""
    begun = time.process_time()
    world = ready(tasks, instances)
    made_s = time.process_time() - begun
    for name in NAMES:
        call(world, "ecs", "UpdateService", cluster="shop", service=name, forceNewDeployment=True)
    begun = time.process_time()
    assert run_until_condition(world, steady, world.now_ms + 24 * 3_600_000)
    deployed_s = time.process_time() - begun
    return {
        "start, us a task": round(made_s * 1e6 / (2 * tasks), 1),
        "deployment, us a task": round(deployed_s * 1e6 / (2 * tasks), 1),
        "reasons": len(world.reasons),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tasks", type=int, default=500)
    parser.add_argument("--instances", type=int, default=100)
    parser.add_argument("--factor", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    small = measure(given.tasks, given.instances)
    large = measure(given.tasks * given.factor, given.instances * given.factor)
    ratio = large["deployment, us a task"] / small["deployment, us a task"]
    peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {"small": small, "large": large, "ratio": round(ratio, 2), "peak, MiB": round(peak_mib)}
    print(json.dumps(found) if given.json else "\n".join(f"{key}: {value}" for key, value in found.items()))


if __name__ == "__main__":
    main()
