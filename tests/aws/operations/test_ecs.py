"""ECS's operations refuse in AWS's words, leave the world alone when they do, and answer in AWS's shapes."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.sim.living import do, live
from trainer.aws.model import Rejected
from trainer.aws.operations import OPERATIONS
from trainer.sim.start import new_world
from trainer.sim.world import World

NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-0de0000000000001a"], "assignPublicIp": "ENABLED"}}
APP = {"name": "app", "image": "app", "memory": 128}
FARGATE = {
    "family": "far",
    "networkMode": "awsvpc",
    "requiresCompatibilities": ["FARGATE"],
    "cpu": "256",
    "memory": "512",
    "containerDefinitions": [{"name": "app", "image": "app"}],
}


@pytest.fixture
def world() -> World:
    """A cluster with an instance, definitions for EC2 and Fargate, and a service of two."""
    made = new_world(2)
    do(made, "CreateCluster", {"clusterName": "shop", "capacityProviders": ["FARGATE", "FARGATE_SPOT"]})
    do(made, "RegisterTaskDefinition", {"family": "web", "containerDefinitions": [APP]})
    do(made, "RegisterTaskDefinition", FARGATE)
    do(made, "LaunchContainerInstance", {"cluster": "shop", "instanceType": "t3.medium"})
    live(made, 100_000)
    do(
        made,
        "CreateService",
        {"cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 2},
    )
    live(made, 100_000)
    return made


def fargate(**changed: Any) -> dict[str, Any]:
    return {**FARGATE, **changed}


def containers(**changed: Any) -> dict[str, Any]:
    return {"family": "x", "containerDefinitions": [{**APP, **changed}]}


SHOP = {"cluster": "shop"}
REFUSED: list[tuple[str, Mapping[str, Any], str, str]] = [
    ("DeleteCluster", {"cluster": "none"}, "ClusterNotFoundException", "Cluster not found."),
    ("DeleteCluster", SHOP, "ClusterContainsContainerInstancesException", "Container Instances are active"),
    (
        "RegisterTaskDefinition",
        {"family": "x", "containerDefinitions": []},
        "ClientException",
        "cannot be empty",
    ),
    (
        "RegisterTaskDefinition",
        {**containers(), "family": "a b"},
        "ClientException",
        "Family contains invalid",
    ),
    (
        "RegisterTaskDefinition",
        containers(name=""),
        "ClientException",
        "Container.name should not be null or empty.",
    ),
    (
        "RegisterTaskDefinition",
        {"family": "x", "containerDefinitions": [{"name": "a", "image": "b"}]},
        "ClientException",
        "'a'. At least one of 'memory' or 'memoryReservation' must be specified.",
    ),
    ("RegisterTaskDefinition", containers(memoryReservation=256), "ClientException", "must not be greater"),
    ("RegisterTaskDefinition", containers(essential=False), "ClientException", "essential"),
    ("RegisterTaskDefinition", fargate(networkMode="bridge"), "ClientException", "network mode ‘awsvpc’"),
    (
        "RegisterTaskDefinition",
        fargate(cpu="4096", memory="4096"),
        "ClientException",
        "No Fargate configuration exists for given values: 4096 CPU, 4096 memory",
    ),
    (
        "RegisterTaskDefinition",
        fargate(cpu="1 vCPU", memory="1 GB"),
        "ClientException",
        "1024 CPU, 1024 memory",
    ),
    (
        "RegisterTaskDefinition",
        fargate(containerDefinitions=[{"name": "a", "image": "b", "privileged": True}]),
        "ClientException",
        "privileged",
    ),
    ("DeregisterTaskDefinition", {"taskDefinition": "web"}, "ClientException", "Revision is missing."),
    (
        "DescribeTaskDefinition",
        {"taskDefinition": "no"},
        "ClientException",
        "Unable to describe task definition.",
    ),
    ("RunTask", {**SHOP, "taskDefinition": "no"}, "ClientException", "TaskDefinition not found."),
    ("RunTask", {**SHOP, "taskDefinition": "web", "count": 11}, "InvalidParameterException", "count"),
    (
        "RunTask",
        {**SHOP, "taskDefinition": "far", "launchType": "FARGATE"},
        "InvalidParameterException",
        "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    ),
    (
        "RunTask",
        {**SHOP, "taskDefinition": "web", "launchType": "FARGATE"},
        "InvalidParameterException",
        "Task definition does not support launch_type FARGATE.",
    ),
    (
        "RunTask",
        {
            **SHOP,
            "taskDefinition": "far",
            "launchType": "FARGATE",
            "capacityProviderStrategy": [{"capacityProvider": "FARGATE"}],
        },
        "InvalidParameterException",
        "Specify either Launch Type or Capacity Provider Strategy, but not both.",
    ),
    (
        "RunTask",
        {
            **SHOP,
            "taskDefinition": "web",
            "placementConstraints": [{"type": "memberOf", "expression": "colour == red"}],
        },
        "InvalidParameterException",
        "colour",
    ),
    ("RunTask", {"cluster": "no", "taskDefinition": "web"}, "ClusterNotFoundException", "Cluster not found."),
    ("StopTask", {**SHOP, "task": "no"}, "InvalidParameterException", "The referenced task was not found."),
    (
        "CreateService",
        {**SHOP, "serviceName": "web", "taskDefinition": "web", "desiredCount": 1},
        "InvalidParameterException",
        "Creation of service was not idempotent.",
    ),
    (
        "CreateService",
        {**SHOP, "serviceName": "x", "taskDefinition": "web"},
        "InvalidParameterException",
        "desiredCount",
    ),
    (
        "CreateService",
        {
            **SHOP,
            "serviceName": "x",
            "taskDefinition": "web",
            "desiredCount": 1,
            "schedulingStrategy": "DAEMON",
        },
        "InvalidParameterException",
        "Remove the desired count value",
    ),
    ("UpdateService", {**SHOP, "service": "no"}, "ServiceNotFoundException", "Service not found."),
    (
        "DeleteService",
        {**SHOP, "service": "web"},
        "InvalidParameterException",
        "The service cannot be stopped while it is scaled above 0.",
    ),
    (
        "UpdateContainerInstancesState",
        {**SHOP, "containerInstances": [], "status": "GONE"},
        "InvalidParameterException",
        "Container instance status should be one of [ACTIVE, DRAINING]",
    ),
    ("ListTasks", {**SHOP, "nextToken": "?"}, "InvalidParameterException", "Invalid token."),
    ("ListTagsForResource", {"resourceArn": "x"}, "InvalidParameterException", "Invalid ARN"),
]


@pytest.mark.parametrize(("operation", "params", "code", "words"), REFUSED)
def test_refusals(world: World, operation: str, params: Mapping[str, Any], code: str, words: str) -> None:
    before = world.copy()
    answer = OPERATIONS["ecs", operation](world, params)
    assert isinstance(answer, Rejected)
    assert (answer.code, words in answer.message) == (code, True), answer
    assert world == before


def test_an_empty_cluster_has_no_room_at_all(world: World) -> None:
    do(world, "CreateCluster", {})
    answer = OPERATIONS["ecs", "RunTask"](world, {"taskDefinition": "web"})
    assert answer == Rejected(
        "InvalidParameterException", "No Container Instances were found in your cluster."
    )


def test_revisions_are_never_used_again(world: World) -> None:
    do(world, "DeregisterTaskDefinition", {"taskDefinition": "web:1"})
    again = do(world, "RegisterTaskDefinition", {"family": "web", "containerDefinitions": [APP]})
    assert again["taskDefinition"]["revision"] == 2
    do(world, "DeregisterTaskDefinition", {"taskDefinition": "web:2"})
    do(world, "DeleteTaskDefinitions", {"taskDefinitions": ["web:2"]})
    third = do(world, "RegisterTaskDefinition", {"family": "web", "containerDefinitions": [APP]})
    assert third["taskDefinition"]["revision"] == 3
    assert do(world, "ListTaskDefinitions", {"familyPrefix": "web"})["taskDefinitionArns"] == [
        third["taskDefinition"]["taskDefinitionArn"]
    ]
    assert do(world, "DescribeTaskDefinition", {"taskDefinition": "web"})["taskDefinition"]["revision"] == 3


def test_an_inactive_definition_runs_on_but_not_anew(world: World) -> None:
    do(world, "DeregisterTaskDefinition", {"taskDefinition": "web:1"})
    answer = OPERATIONS["ecs", "RunTask"](world, {"cluster": "shop", "taskDefinition": "web:1"})
    assert isinstance(answer, Rejected)
    assert answer.message == "TaskDefinition is inactive"
    do(world, "UpdateService", {"cluster": "shop", "service": "web", "desiredCount": 3})
    live(world, 60_000)
    assert (
        do(world, "DescribeServices", {"cluster": "shop", "services": ["web"]})["services"][0]["runningCount"]
        == 3
    )


def test_lists_come_in_pages(world: World) -> None:
    for number in range(5):
        do(world, "CreateCluster", {"clusterName": f"c{number}"})
    found: list[str] = []
    token: dict[str, str] = {}
    for size in (2, 2, 2):
        answer = do(world, "ListClusters", {"maxResults": size, **token})
        found += answer["clusterArns"]
        token = {"nextToken": answer["nextToken"]} if "nextToken" in answer else {}
    assert not token
    assert found == do(world, "ListClusters", {})["clusterArns"]
    assert len(found) == 6


def test_unknown_things_are_failures_not_errors(world: World) -> None:
    for operation, member, answered in (
        ("DescribeTasks", "tasks", "task"),
        ("DescribeServices", "services", "service"),
        ("DescribeContainerInstances", "containerInstances", "container-instance"),
    ):
        answer = do(world, operation, {"cluster": "shop", member: ["nothing"]})
        assert answer[member] == []
        place = answered if answered == "service" else f"{answered}/shop"  # of a service AWS tells no cluster
        arn = f"arn:aws:ecs:us-east-1:123456789012:{place}/nothing"
        assert answer["failures"] == [{"arn": arn, "reason": "MISSING"}]
    assert do(world, "DescribeClusters", {"clusters": ["no"]})["failures"][0]["reason"] == "MISSING"


def test_list_tasks_filters_on_the_desired_status(world: World) -> None:
    arns = do(world, "ListTasks", {"cluster": "shop", "serviceName": "web"})["taskArns"]
    do(world, "StopTask", {"cluster": "shop", "task": arns[0]})
    assert do(world, "ListTasks", {"cluster": "shop"})["taskArns"] == arns[1:]
    assert do(world, "ListTasks", {"cluster": "shop", "desiredStatus": "STOPPED"})["taskArns"] == arns[:1]
    assert do(world, "ListTasks", {"cluster": "shop", "family": "far"})["taskArns"] == []


def test_tags_live_and_die(world: World) -> None:
    arn = do(world, "DescribeServices", {"cluster": "shop", "services": ["web"]})["services"][0]["serviceArn"]
    do(
        world,
        "TagResource",
        {"resourceArn": arn, "tags": [{"key": "team", "value": "a"}, {"key": "cost", "value": "b"}]},
    )
    do(world, "UntagResource", {"resourceArn": arn, "tagKeys": ["cost"]})
    assert do(world, "ListTagsForResource", {"resourceArn": arn})["tags"] == [{"key": "team", "value": "a"}]


def test_a_strategy_splits_over_fargate_and_spot(world: World) -> None:
    answer = do(world, "RunTask", {
        "cluster": "shop", "taskDefinition": "far", "count": 10, "networkConfiguration": NETWORK,
        "capacityProviderStrategy": [
            {"capacityProvider": "FARGATE", "base": 2, "weight": 1},
            {"capacityProvider": "FARGATE_SPOT", "weight": 3},
        ],
    })  # fmt: skip
    providers = [task["capacityProviderName"] for task in answer["tasks"]]
    assert (providers.count("FARGATE"), providers.count("FARGATE_SPOT")) == (4, 6)


def test_start_task_says_what_is_missing(world: World) -> None:
    [instance] = do(world, "ListContainerInstances", {"cluster": "shop"})["containerInstanceArns"]
    answer = do(
        world,
        "StartTask",
        {"cluster": "shop", "taskDefinition": "web", "containerInstances": [instance, "no"]},
    )
    assert [task["containerInstanceArn"] for task in answer["tasks"]] == [instance]
    assert [failure["reason"] for failure in answer["failures"]] == ["MISSING"]


def test_overrides_change_what_is_reserved(world: World) -> None:
    overrides = {"containerOverrides": [{"name": "app", "memory": 3000}]}
    answer = do(
        world, "RunTask", {"cluster": "shop", "taskDefinition": "web", "overrides": overrides, "count": 2}
    )
    assert [task["memory"] for task in answer["tasks"]] == ["3000"]
    assert [failure["reason"] for failure in answer["failures"]] == ["RESOURCE:MEMORY"]


def test_the_query_language_filters_instances(world: World) -> None:
    for expression, count in (("runningTasksCount > 0", 1), ("attribute:ecs.instance-type =~ c5.*", 0)):
        answer = do(world, "ListContainerInstances", {"cluster": "shop", "filter": expression})
        assert len(answer["containerInstanceArns"]) == count


def test_a_cluster_goes_when_it_is_empty(world: World) -> None:
    [instance] = do(world, "ListContainerInstances", {"cluster": "shop"})["containerInstanceArns"]
    do(world, "DeleteService", {"cluster": "shop", "service": "web", "force": True})
    live(world, 60_000)
    do(world, "DeregisterContainerInstance", {"cluster": "shop", "containerInstance": instance})
    assert do(world, "DeleteCluster", {"cluster": "shop"})["cluster"]["status"] == "INACTIVE"
    assert do(world, "ListClusters", {})["clusterArns"] == []


def test_tasks_of_a_service_inherit_tags_when_they_are_to(world: World) -> None:
    do(
        world,
        "CreateService",
        {
            "cluster": "shop", "serviceName": "tagged", "taskDefinition": "web", "desiredCount": 1,
            "propagateTags": "SERVICE", "enableECSManagedTags": True, "tags": [{"key": "team", "value": "a"}],
        },
    )  # fmt: skip
    live(world, 20_000)
    [arn] = do(world, "ListTasks", {"cluster": "shop", "serviceName": "tagged"})["taskArns"]
    assert do(world, "ListTagsForResource", {"resourceArn": arn})["tags"] == [
        {"key": "team", "value": "a"},
        {"key": "aws:ecs:clusterName", "value": "shop"},
        {"key": "aws:ecs:serviceName", "value": "tagged"},
    ]
