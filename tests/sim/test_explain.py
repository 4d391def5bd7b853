"""One call tells why: the story of a service that finds no room, and of a task that died."""

import re
from pathlib import Path

import pytest

from tests.sim.living import do, live
from trainer.sim.explain import Unknown, why
from trainer.sim.model import ContainerInstance, Service, Task
from trainer.sim.rules import RULES
from trainer.sim.start import new_world
from trainer.sim.world import World


def crowded() -> World:
    """Two instances, room for six tasks, seven wanted; one agent silent."""
    world = new_world(1)
    do(world, "CreateCluster", {"clusterName": "shop"})
    container = {"name": "app", "image": "web:1", "cpu": 512, "memory": 1024}
    do(world, "RegisterTaskDefinition", {"family": "web", "containerDefinitions": [container]})
    do(world, "LaunchContainerInstance", {"cluster": "shop", "instanceType": "t3.medium", "count": 2})
    live(world, 120_000)
    do(
        world,
        "CreateService",
        {"cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 4},
    )
    live(world, 120_000)
    do(world, "DisconnectAgent", {"instance": list(world.of(ContainerInstance))[1]})
    live(world, 20_000)
    do(world, "UpdateService", {"cluster": "shop", "service": "web", "desiredCount": 7})
    live(world, 60_000)
    return world


def test_a_service_without_room() -> None:
    world = crowded()
    hosts = [instance.short for instance in world.of(ContainerInstance).values()]
    lines = why(world, "web").lines(engineer=True)
    assert lines[0] == "web wants 7, runs 5."
    assert lines[1] == "  2 tasks could not be placed since 10:04:20, tried 7 times  [PL-1]"
    assert f"    {hosts[0]}   memory: needs 1,024 MiB, 798 left  [RA-1]" in lines
    assert f"    {hosts[1]}   its agent is disconnected  [CI-3]" in lines
    assert "    because UpdateService: desired count went 4 → 7, at 10:04:20  [SV-7]" in lines


def test_a_service_in_trouble_is_told_what_would_help() -> None:
    world = crowded()
    silent = list(world.of(ContainerInstance).values())[1].host
    lines = why(world, "web").lines(engineer=True)
    assert lines[-2:] == [
        "  ≈ times between steps are our model, not AWS's",
        f"  What would help: reconnect {silent}'s agent · a capacity provider with managed scaling · "
        "smaller reservations",
    ]
    do(world, "SetLoad", {"service": "web", "points": [{"cpuUnits": 300, "memoryMiB": 100}]})
    live(world, 180_000)
    idle = [line for line in why(world, "web").lines(engineer=True) if "placement looks" in line]
    assert idle
    assert idle[0].endswith("% used: placement looks at what is reserved  [RA-2]")
    do(world, "UpdateService", {"cluster": "shop", "service": "web", "desiredCount": 2})
    live(world, 120_000)
    assert not any("help" in line or "≈ times" in line for line in why(world, "web").lines())


def test_a_learner_reads_pages_instead_of_ids() -> None:
    lines = why(crowded(), "web").lines()
    assert "How Amazon ECS places tasks on container instances" in lines[1]
    assert not any(re.search(r"\b(PL|RA|CI|DP)-\d", line) for line in lines)


def test_a_task_that_died_and_one_that_runs() -> None:
    world = crowded()
    killed = do(world, "KillTask", {"task": "web", "exitCode": 139})["taskArn"]
    live(world, 60_000)
    text = "\n".join(why(world, killed).lines(engineer=True))
    assert "is STOPPED (EssentialContainerExited: Essential container in task exited)" in text
    assert "ended with exit code 139; it is essential, so the whole task stops" in text
    assert "was made to crash" in text
    running = next(task for task in world.of(Task).values() if task.wanted)
    assert "was placed on" in "\n".join(why(world, running.id[:8]).lines())


def test_what_rests_on_our_model_is_marked() -> None:
    world = crowded()
    do(world, "BreakImage", {"image": "web:1"})
    do(
        world,
        "UpdateService",
        {"cluster": "shop", "service": "web", "forceNewDeployment": True, "desiredCount": 2},
    )
    live(world, 300_000)
    lines = why(world, "web").lines()
    assert any("≈ our model" in line for line in lines)
    assert not any("≈ our model" in line for line in lines if "UpdateService" in line)


def test_a_thing_may_be_named_with_its_kind() -> None:
    world = crowded()
    service = next(iter(world.of(Service).values()))
    plain = why(world, service.name).lines()
    assert why(world, f"service {service.name}").lines() == plain
    assert why(world, f"Service  {service.name} ").lines() == plain
    with pytest.raises(Unknown, match=f"'alarm {service.name}'"):
        why(world, f"alarm {service.name}")
    with pytest.raises(Unknown, match=f"'queue {service.name}'"):
        why(world, f"queue {service.name}")


def test_nothing_by_that_name() -> None:
    with pytest.raises(Unknown, match="'nobody'"):
        why(crowded(), "nobody")


def test_every_rule_that_a_reason_cites_is_known() -> None:
    cited = re.compile(r'"([A-Z]{2}-\d+)"')
    files = [*Path("trainer/sim").rglob("*.py"), *Path("trainer/aws/operations").rglob("*.py")]
    found = {name for path in files for name in cited.findall(path.read_text())}
    assert found <= set(RULES), sorted(found - set(RULES))


def crashing() -> World:
    """A service on Fargate whose application ends five seconds after its start, again and again."""
    world = new_world(1)
    do(world, "CreateCluster", {"clusterName": "shop"})
    do(
        world,
        "RegisterTaskDefinition",
        {
            "family": "job",
            "requiresCompatibilities": ["FARGATE"],
            "networkMode": "awsvpc",
            "cpu": "256",
            "memory": "512",
            "containerDefinitions": [{"name": "app", "image": "job:1"}],
        },
    )
    do(world, "SetApplication", {"image": "job:1", "exitsAfter": 5})
    do(
        world,
        "CreateService",
        {
            "cluster": "shop",
            "serviceName": "jobs",
            "taskDefinition": "job",
            "desiredCount": 1,
            "launchType": "FARGATE",
            "networkConfiguration": {
                "awsvpcConfiguration": {"subnets": ["subnet-0de0000000000001a"], "assignPublicIp": "ENABLED"}
            },
        },
    )
    live(world, 600_000)
    return world


def test_a_crash_that_comes_again_and_again_is_told_once() -> None:
    text = "\n".join(why(crashing(), "jobs").lines())
    assert text.count("ended with exit code") == 1
    assert "because it had gone the same way before" in text
    assert text.count("is STOPPED") <= 1


def test_a_task_of_no_service_goes_by_its_family() -> None:
    world = crashing()
    latest = list(world.of(Task).values())[-1]
    assert f"task {latest.id[:8]} is" in why(world, "job").lines()[0]
    assert why(world, "job:1") == why(world, "job")


def test_a_lost_machine_is_told_of_its_services_and_goes_by_what_screens_show() -> None:
    world = crowded()
    lost = next(iter(world.of(ContainerInstance).values()))
    assert why(world, lost.host[:8]) == why(world, lost.host)
    do(world, "TerminateInstance", {"instance": lost.host[:8]})
    live(world, 30_000)
    assert f"{lost.short} was terminated: it leaves the cluster" in "\n".join(why(world, "web").lines())
