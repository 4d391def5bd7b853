"""A world that forgets reasons behaves as one that does not, stays small, and tells why in the same words."""

import pytest

from tests.sim.living import do
from trainer.sim.explain import why
from trainer.sim.forgetting import forget
from trainer.sim.model import Cluster, ContainerInstance, Service, Task
from trainer.sim.run import run_for
from trainer.sim.start import new_world
from trainer.sim.world import World


def restless(reasons_max: int) -> World:
    """A service whose tasks die again and again, and one that has found no room since the beginning."""
    world = new_world(1)
    world.reasons_max = reasons_max
    do(world, "CreateCluster", {"clusterName": "shop"})
    for name, memory in (("web", 256), ("huge", 9000)):
        container = {"name": "app", "image": f"{name}:1", "cpu": 64, "memory": memory}
        do(world, "RegisterTaskDefinition", {"family": name, "containerDefinitions": [container]})
    do(world, "LaunchContainerInstance", {"cluster": "shop", "instanceType": "t3.medium", "count": 2})
    run_for(world, 120_000)
    do(world, "SetApplication", {"image": "web:1", "exitsAfter": 60})
    for name in ("web", "huge"):
        service = {"cluster": "shop", "serviceName": name, "taskDefinition": name, "desiredCount": 1}
        do(world, "CreateService", service)
    for count in (2, 3, 4, 5):
        run_for(world, 3_600_000)
        do(world, "UpdateService", {"cluster": "shop", "service": "huge", "desiredCount": count})
    return world


@pytest.fixture(scope="module")
def worlds() -> tuple[World, World]:
    return restless(150), restless(1_000_000)


def test_it_stays_small_and_nothing_else_changes(worlds: tuple[World, World]) -> None:
    forgetful, other = worlds
    assert len(forgetful.reasons) <= forgetful.reasons_max < len(other.reasons)
    assert forgetful.tables == other.tables
    assert forgetful.agenda == other.agenda


def test_why_is_told_in_the_same_words(worlds: tuple[World, World]) -> None:
    forgetful, other = worlds
    for table in (Service, Task, ContainerInstance, Cluster):
        for name in forgetful.of(table):
            assert why(forgetful, name).lines() == why(other, name).lines()


def test_what_is_held_or_to_come_is_kept(worlds: tuple[World, World]) -> None:
    world = worlds[1].copy()
    unplaced = next(one.unplaced for one in world.of(Service).values() if one.unplaced)
    forget(world)
    assert world.reason(unplaced.reason)
    assert all(world.reason(entry.cause) for entry in world.agenda)
    assert world.reason(world.told) is None
