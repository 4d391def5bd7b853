"""Items ask the simulator: the same steps give the same answer, and a refused step is named."""

import pytest

from trainer.aws.play import play
from trainer.content.model import Plain, Step

CONTAINER: dict[str, Plain] = {"name": "app", "image": "web:1", "cpu": 512, "memory": 1024}
STEPS = [
    Step("ecs", "CreateCluster", {"clusterName": "shop"}),
    Step("ecs", "RegisterTaskDefinition", {"family": "web", "containerDefinitions": [CONTAINER]}),
    Step("trainer", "LaunchContainerInstance", {"cluster": "shop", "instanceType": "c5.large", "count": 1}),
    Step("trainer", "Wait", {"seconds": 100}),
    Step("ecs", "RunTask", {"cluster": "shop", "taskDefinition": "web", "count": 5}),
]


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ('running."family:web"', 3),
        ("length(tasks)", 3),
        ("failures[].reason", ["RESOURCE:MEMORY", "RESOURCE:MEMORY"]),
        ("instances[0].runningTasksCount", 3),
        ("tasks[0].createdAt", "2026-01-05T10:01:40+00:00"),
        ("services", []),
    ],
)
def test_the_end_state_is_read(read: str, expected: Plain) -> None:
    assert play(STEPS, 60, read) == expected


def test_nothing_runs_before_its_time() -> None:
    assert play(STEPS, 5, 'running."family:web"') == 0


def test_a_service_is_counted_though_none_of_its_tasks_runs() -> None:
    service: dict[str, Plain] = {
        "cluster": "shop",
        "serviceName": "api",
        "taskDefinition": "web",
        "desiredCount": 0,
    }
    assert play([*STEPS, Step("ecs", "CreateService", service)], 10, "running.api") == 0


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (
            Step("ecs", "RunTask", {"cluster": "no", "taskDefinition": "web"}),
            "step 6, RunTask: ClusterNotFound",
        ),
        (Step("ecs", "PaintTask", {}), "no operation ecs PaintTask"),
    ],
)
def test_a_refused_step_is_named(step: Step, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        play([*STEPS, step], 1, "tasks")


def test_a_read_that_is_no_query_is_told() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        play(STEPS, 1, "tasks[")
