"""A service's deployments are listed with how they went; a call repeated with its token makes nothing new."""

from typing import Any

import pytest

from tests.sim.living import do, live
from trainer.aws.model import Rejected
from trainer.aws.operations import OPERATIONS
from trainer.sim.model import Task
from trainer.sim.start import new_world
from trainer.sim.world import World

SERVICE = {
    "cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 2, "clientToken": "a",
    "launchType": "FARGATE",
    "networkConfiguration": {"awsvpcConfiguration": {
        "subnets": ["subnet-0de0000000000001a"], "assignPublicIp": "ENABLED",
    }},
    "deploymentConfiguration": {"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
}  # fmt: skip


@pytest.fixture
def world() -> World:
    made = new_world(2)
    do(made, "CreateCluster", {"clusterName": "shop"})
    _register(made, "web:1")
    do(made, "CreateService", SERVICE)
    live(made, 120_000)
    return made


def _register(world: World, image: str) -> None:
    do(world, "RegisterTaskDefinition", {
        "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
        "memory": "512", "containerDefinitions": [{"name": "app", "image": image}],
    })  # fmt: skip


def _listed(world: World, **more: Any) -> list[dict[str, Any]]:
    answer = do(world, "ListServiceDeployments", {"cluster": "shop", "service": "web", **more})
    return list(answer["serviceDeployments"])


def test_a_failed_deployment_is_rolled_back_and_both_are_remembered(world: World) -> None:
    do(world, "BreakImage", {"image": "web:2"})
    _register(world, "web:2")
    do(world, "UpdateService", {"cluster": "shop", "service": "web", "taskDefinition": "web"})
    live(world, 30_000)
    assert [one["status"] for one in _listed(world)] == ["IN_PROGRESS", "SUCCESSFUL"]
    live(world, 1_200_000)
    listed = _listed(world)
    assert [one["status"] for one in listed] == ["ROLLBACK_SUCCESSFUL", "SUCCESSFUL"]
    arns = [one["serviceDeploymentArn"] for one in listed]
    shown = do(world, "DescribeServiceDeployments", {"serviceDeploymentArns": [*arns, "arn:none"]})
    assert [one["deploymentCircuitBreaker"]["status"] for one in shown["serviceDeployments"]] == [
        "TRIGGERED",
        "MONITORING_COMPLETE",
    ]
    assert shown["failures"] == [{"arn": "arn:none", "reason": "MISSING"}]
    assert _listed(world, status=["STOPPED"]) == []
    assert _listed(world, createdAt={"after": world.wall()}) == []


def test_a_deployment_that_a_newer_one_replaced_is_stopped(world: World) -> None:
    for _ in range(2):
        again = {"cluster": "shop", "service": "web", "forceNewDeployment": True}
        do(world, "UpdateService", again)
        live(world, 5_000)
    assert [one["status"] for one in _listed(world)] == ["IN_PROGRESS", "STOPPED", "SUCCESSFUL"]


def test_the_same_token_makes_nothing_new(world: World) -> None:
    task = {"cluster": "shop", "taskDefinition": "web", "launchType": "FARGATE", "clientToken": "one",
            "networkConfiguration": SERVICE["networkConfiguration"]}  # fmt: skip
    first = do(world, "RunTask", task)["tasks"][0]["taskArn"]
    assert do(world, "RunTask", task)["tasks"][0]["taskArn"] == first
    assert len(world.of(Task)) == 3
    refused = OPERATIONS["ecs", "RunTask"](world, {**task, "count": 2})
    assert isinstance(refused, Rejected)
    assert refused.code == "ConflictException"
    assert do(world, "CreateService", SERVICE)["service"]["runningCount"] == 2
    other = OPERATIONS["ecs", "CreateService"](world, {**SERVICE, "desiredCount": 3})
    assert isinstance(other, Rejected)


@pytest.mark.parametrize(
    ("operation", "params"),
    [
        ("CreateCluster", {"clusterName": "x", "tags": [{"value": "v"}]}),
        ("CreateCluster", {"clusterName": "x", "settings": [{"value": "enabled"}]}),
        ("UpdateClusterSettings", {"cluster": "shop", "settings": [{"value": "enabled"}]}),
        ("RegisterContainerInstance", {"cluster": "shop", "totalResources": [{"integerValue": 1}]}),
    ],
)
def test_what_aws_calls_optional_and_needs_is_asked_for(
    world: World, operation: str, params: dict[str, Any]
) -> None:
    answer = OPERATIONS["ecs", operation](world, params)
    assert isinstance(answer, Rejected)
    assert answer.code == "InvalidParameterException"


def test_a_deployment_shows_the_service_connect_that_it_was_given(world: World) -> None:
    connect = {"enabled": True, "namespace": "inner", "services": [{"portName": "http"}]}
    asked = {"cluster": "shop", "service": "web", "serviceConnectConfiguration": connect}
    newest, before = do(world, "UpdateService", asked)["service"]["deployments"]
    assert newest["serviceConnectConfiguration"] == connect
    assert "serviceConnectConfiguration" not in before
