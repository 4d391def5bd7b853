"""Saved worlds come back the same, and the same commands give the same bytes everywhere."""

import hashlib
import json
import os
import subprocess
import sys

import pytest

from tests.sim.living import do, live
from trainer.sim.saving import UnreadableWorld, from_json, to_json
from trainer.sim.start import new_world
from trainer.sim.world import World

NETWORK = {
    "awsvpcConfiguration": {
        "subnets": ["subnet-0de0000000000001a", "subnet-0de0000000000001b"],
        "assignPublicIp": "ENABLED",
    }
}


def busy_world() -> World:
    """A world in the middle of much: instances, a deployment, a broken image, a silent agent."""
    world = new_world(5)
    do(world, "CreateCluster", {"clusterName": "shop", "tags": [{"key": "team", "value": "a"}]})
    container = {
        "name": "app",
        "image": "web:1",
        "cpu": 256,
        "memory": 512,
        "portMappings": [{"containerPort": 80}],
    }
    do(world, "RegisterTaskDefinition", {"family": "web", "containerDefinitions": [container]})
    do(world, "RegisterTaskDefinition", {
        "family": "far", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
        "memory": "512", "containerDefinitions": [{"name": "app", "image": "far"}],
    })  # fmt: skip
    do(world, "LaunchContainerInstance", {"cluster": "shop", "instanceType": "t3.medium", "count": 3})
    do(world, "Wait", {"seconds": 100})
    do(
        world,
        "CreateService",
        {"cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 5},
    )
    do(world, "RunTask", {
        "cluster": "shop", "taskDefinition": "far", "launchType": "FARGATE", "count": 3,
        "networkConfiguration": NETWORK,
    })  # fmt: skip
    do(world, "Wait", {"seconds": 70})
    do(
        world,
        "DisconnectAgent",
        {"instance": do(world, "ListContainerInstances", {"cluster": "shop"})["containerInstanceArns"][0]},
    )
    do(world, "KillTask", {"task": "web"})
    do(world, "BreakImage", {"image": "web:1"})
    do(world, "UpdateService", {"cluster": "shop", "service": "web", "desiredCount": 8})
    live(world, 7_000)
    return world


def test_a_saved_world_comes_back_with_the_same_future() -> None:
    world = busy_world()
    text = json.dumps(to_json(world))
    back = from_json(json.loads(text))
    assert back == world
    assert json.dumps(to_json(back)) == text
    live(world, 600_000)
    live(back, 600_000)
    assert back == world


def test_a_copy_is_equal_and_apart() -> None:
    world = busy_world()
    before = json.dumps(to_json(world))
    twin = world.copy()
    live(twin, 100_000)
    assert json.dumps(to_json(world)) == before
    assert twin != world


@pytest.mark.parametrize("data", [{}, {"format": 99}, {"format": 1}, {"format": 1, "seed": 1, "tables": 3}])
def test_other_data_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(UnreadableWorld):
        from_json(data)


def fingerprint() -> str:
    return hashlib.sha256(json.dumps(to_json(busy_world())).encode()).hexdigest()


def test_same_bytes_under_any_hash_seed() -> None:
    code = "from tests.sim.test_saving import fingerprint; print(fingerprint())"
    found = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert found == [f"{fingerprint()}\n"] * 2
