"""Capacity's arithmetic by its vectors, and the words in which a fleet tells how it stands."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.sim.living import do
from trainer.sim.capacity import at_least, holds, reservation, sized, stepping
from trainer.sim.explain import why
from trainer.sim.model import AutoScalingGroup, CapacityProvider, GroupInstance, Resources, Task
from trainer.sim.run import run_for
from trainer.sim.start import new_world
from trainer.sim.world import World

VX3 = [
    ((0, 0), 100),
    ((3, 0), 200),
    ((3, 2), 150),
    ((2, 3), 66.7),
    ((2, 2), 100),
    ((1, 4), 25),
    ((7, 5), 140),
]
MEDIUM = Resources(2048, 3870, (22,), (), 2)
PROVIDER = CapacityProvider("fleet", "arn", "hosts", step_max=3)


@pytest.mark.parametrize(("counts", "expected"), VX3)
def test_reservation(counts: tuple[int, int], expected: float) -> None:
    assert reservation(*counts) == pytest.approx(expected, abs=0.05)


@pytest.mark.parametrize(
    ("needed", "there", "target", "expected"),
    [
        (0, 0, 100, 0),
        (5, 0, 100, 2),
        (3, 2, 100, 3),
        (2, 3, 100, 2),
        (4, 4, 80, 5),
        (1, 2, 50, 2),
        (0, 3, 80, 0),
    ],
)
def test_size(needed: int, there: int, target: int, expected: int) -> None:
    assert sized(needed, there, CapacityProvider("fleet", "arn", "hosts", target_capacity=target)) == expected


def test_steps_are_bounded_both_ways() -> None:
    assert [stepping(wanted, 10, PROVIDER) for wanted in (20, 11, 2)] == [13, 11, 7]
    least = CapacityProvider("fleet", "arn", "hosts", step_min=2)
    assert stepping(11, 10, least) == 12


def test_what_an_instance_holds() -> None:
    assert holds(MEDIUM, Resources(512, 1024)) == 3
    assert holds(MEDIUM, Resources(0, 100, (80,))) == 1
    assert holds(MEDIUM, Resources(0, 100, enis=1)) == 2
    assert at_least(MEDIUM, [(Resources(512, 1024), 7, False), (Resources(0, 9000), 2, False)]) == (3, 2)
    assert at_least(MEDIUM, [(Resources(512, 100), 3, True)]) == (3, 0)


@given(
    st.lists(
        st.tuples(st.builds(Resources, st.integers(0, 2048), st.integers(1, 3870)), st.integers(1, 9)),
        max_size=4,
    )
)
def test_the_estimate_never_asks_for_more_than_one_instance_a_task(
    kinds: list[tuple[Resources, int]],
) -> None:
    needed, unfit = at_least(MEDIUM, [(needs, count, False) for needs, count in kinds])
    assert unfit == 0
    assert bool(needed) == bool(kinds)
    assert needed <= sum(count for _, count in kinds)


def fleet(*names: str) -> World:
    given: dict[str, Any] = yaml.safe_load(Path("tests/sim/behaviours/given.yaml").read_text())
    world = new_world(1)
    for name in names:
        for step in given[name]:
            [(operation, params)] = step.items()
            if operation == "CreateCapacityProvider":
                params["autoScalingGroupProvider"]["autoScalingGroupArn"] = "hosts"
            do(world, operation, params)
    return world


def told(world: World, thing: str) -> str:
    return "\n".join(why(world, thing).lines(engineer=True))


def test_why_a_task_stays_in_provisioning_and_its_group_does_not_grow() -> None:
    world = fleet("an empty cluster", "a launch template", "an empty group", "a provider")
    do(world, "UpdateAutoScalingGroup", {"AutoScalingGroupName": "hosts", "MaxSize": 1})
    service = {"cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 4}
    do(world, "CreateService", service)
    run_for(world, 65_000)
    assert "hosts launches an instance" in told(world, next(iter(world.of(GroupInstance))))
    assert "1 of them on their way" in told(world, "fleet")
    run_for(world, 600_000)
    waits = next(task.arn for task in world.of(Task).values() if not task.instance)
    for thing in (waits, "fleet", "web"):
        text = told(world, thing)
        assert (
            "its tasks need 2 instances and 1 is in service: reservation 200 %, target 100 %  [EC-3]" in text
        )
        assert "group hosts wants 1 instance (0 to 1), has 1" in text
        assert "it stays as it is: its maximum of 1 instances is reached  [EC-5, EC-8" in text
    assert "waits for capacity provider fleet since 10:00:00" in told(world, waits)
    assert "memory: needs 1,024 MiB, 798 left" in told(world, waits)
    assert "1 task waits in PROVISIONING for room" in told(world, "web")


def test_why_an_instance_stays() -> None:
    world = fleet("an empty cluster", "a launch template", "a group of two", "a provider that drains only")
    task = {"cluster": "shop", "taskDefinition": "web", "count": 2, "placementStrategy": [
        {"type": "spread", "field": "instanceId"}]}  # fmt: skip
    do(world, "RunTask", task)
    run_for(world, 30_000)
    hosts = list(world.of(GroupInstance))
    protection = {"AutoScalingGroupName": "hosts", "InstanceIds": hosts[1:], "ProtectedFromScaleIn": True}
    do(world, "SetInstanceProtection", protection)
    do(world, "SetDesiredCapacity", {"AutoScalingGroupName": "hosts", "DesiredCapacity": 0})
    run_for(world, 30_000)
    leaving, kept = (told(world, host) for host in hosts)
    assert "waits for ecs-managed-draining-termination-hook, 1 tasks are left on it  [EC-10]" in leaving
    assert "a scale-in does not take it: it runs 1 tasks  [EC-9]" in kept
    group = next(iter(world.of(AutoScalingGroup)))
    assert "it is kept from that: all remaining instances (1) are protected from scale-in" in told(
        world, group
    )


def test_a_task_too_large_is_named() -> None:
    world = fleet("an empty cluster", "a launch template", "an empty group", "a provider")
    container = {"name": "app", "image": "web:1", "memory": 16000}
    do(world, "RegisterTaskDefinition", {"family": "huge", "containerDefinitions": [container]})
    [task] = do(world, "RunTask", {"cluster": "shop", "taskDefinition": "huge"})["tasks"]
    run_for(world, 120_000)
    assert "1 waiting task is too large for any t3.medium" in told(world, task["taskArn"])
