"""What a learner sees of a world: target groups with health, a service's load against what is aimed at."""

import re

import pytest

from tests.courses import ecs
from tests.labs.samples import after, begun
from trainer.content.model import LabId
from trainer.labs.open import begin
from trainer.labs.view import ServiceLine
from trainer.labs.viewing import view
from trainer.sim.world import World
from trainer.tui.widgets.cluster import cluster_text


def services(world: World) -> list[ServiceLine]:
    return [service for cluster in view(world).clusters for service in cluster.services]


def drawn(world: World, width: int = 80) -> str:
    return cluster_text(view(world), width, lambda _: "", frozenset()).text.plain


def test_target_groups_say_how_many_are_healthy_unhealthy_and_draining() -> None:
    work = begin(ecs().labs[LabId("slow-starter")])
    grouped = [service for service in services(work.world) if service.targets]
    assert grouped
    states = dict(grouped[0].targets[0].states)
    assert {"healthy", "unhealthy", "draining"} <= set(states)
    assert f"{states['healthy']} healthy" in drawn(work.world)


def test_load_is_a_curve_with_its_latest_value_and_what_is_aimed_at() -> None:
    lab = ecs().labs[LabId("tracking")]
    work = begin(lab)
    (web,) = services(work.world)
    assert web.load is not None
    assert web.load.target is None
    work = after(work, *lab.stages[0].solution, "wait 5m")
    (web,) = services(work.world)
    assert web.load is not None
    assert web.load.target == 60
    assert len(web.load.percents) > 5
    assert f"{web.load.percents[-1]:.0f}  target 60" in drawn(work.world)


def test_many_tasks_alike_stand_on_one_line() -> None:
    network = "awsvpcConfiguration={subnets=[subnet-0de0000000000001a],assignPublicIp=ENABLED}"
    work = begun(
        "aws ecs create-cluster --cluster-name shop",
        "aws ecs register-task-definition --family web --network-mode awsvpc --cpu 256 --memory 512"
        " --requires-compatibilities FARGATE --container-definitions name=web,image=nginx",
        "aws ecs create-service --cluster shop --service-name web --task-definition web --desired-count 200"
        f" --launch-type FARGATE --network-configuration {network}",
        "wait 10m",
    )
    text = drawn(work.world)
    assert "200 × RUNNING" in text
    assert len(text.splitlines()) < 20


def test_what_stands_around_the_clusters_is_told_where_there_is_any() -> None:
    assert "queues" not in drawn(begun().world)
    made = begun(
        "aws sqs create-queue --queue-name orders",
        "aws sqs send-message --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/orders"
        " --message-body bread",
        "aws events put-rule --name nightly --schedule-expression 'rate(1 day)' --state DISABLED",
        "aws logs create-log-group --log-group-name /shop/web",
    )
    lines = [" ".join(line.split()) for line in drawn(made.world).splitlines()]
    wanted = ("rules nightly rate(1 day) → no target disabled", "queues orders 1 waiting 0 in flight",
              "logs /shop/web nothing yet")  # fmt: skip
    assert [line for line in lines if line in wanted] == [*wanted]


def test_scaling_is_told_with_its_policies() -> None:
    lab = ecs().labs[LabId("tracking")]
    text = drawn(after(begin(lab), *lab.stages[0].solution, "wait 5m").world)
    assert re.search(r"web  +\d+ to \d+ tasks", text)
    assert "CPUUtilization target 60" in text


@pytest.mark.parametrize("width", [30, 38, 60])
def test_nothing_is_wider_than_the_view_and_many_of_a_kind_are_counted(width: int) -> None:
    names = [f"a-queue-with-a-rather-long-name-{number}" for number in range(9)]
    world = begun(*(f"aws sqs create-queue --queue-name {name}" for name in names)).world
    lines = drawn(world, width).splitlines()
    assert max(map(len, lines)) < width
    assert "and 5 more" in "\n".join(lines)
