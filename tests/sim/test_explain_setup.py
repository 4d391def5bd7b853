"""Why a task was not set up: which statement is missing on which role, which hop in the network, which
target."""

import json

import pytest

from tests.sim.living import do, live
from trainer.sim.explain import why
from trainer.sim.model import FileSystem, Host, Task
from trainer.sim.start import SUBNET_IDS, new_world
from trainer.sim.world import World

URI = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:latest"
TASKS = {"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"}


def role(world: World, name: str, *actions: str) -> None:
    do(world, "CreateRole", {"RoleName": name, "AssumeRolePolicyDocument": json.dumps({"Statement": TASKS})})
    if actions:
        policy = {"Statement": {"Effect": "Allow", "Action": list(actions), "Resource": "*"}}
        do(
            world,
            "PutRolePolicy",
            {"RoleName": name, "PolicyName": "own", "PolicyDocument": json.dumps(policy)},
        )


def told(world: World, thing: str) -> str:
    return "\n".join(why(world, thing).lines(engineer=True))


def only(world: World) -> str:
    return next(iter(world.of(Task)))


def fargate(world: World, public: str = "ENABLED", image: str = URI, **more: object) -> None:
    do(world, "CreateCluster", {"clusterName": "shop"})
    container = {"name": "app", "image": image}
    if "volumes" in more:
        container["mountPoints"] = [{"sourceVolume": "v", "containerPath": "/v"}]  # type: ignore[assignment]
    definition = {
        "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
        "memory": "512", "executionRoleArn": "runs", "containerDefinitions": [container], **more,
    }  # fmt: skip
    do(world, "RegisterTaskDefinition", definition)
    network = {"awsvpcConfiguration": {"subnets": [SUBNET_IDS[0]], "assignPublicIp": public}}
    run = {
        "cluster": "shop",
        "taskDefinition": "web",
        "launchType": "FARGATE",
        "networkConfiguration": network,
    }
    do(world, "RunTask", run)
    live(world, 200_000)


@pytest.fixture
def world() -> World:
    return new_world(8)


def test_the_statement_that_is_missing_is_named_on_its_role(world: World) -> None:
    role(world, "runs", "ecr:GetAuthorizationToken")
    do(world, "CreateRepository", {"repositoryName": "web"})
    fargate(world)
    wanted = "no statement on the task execution role runs allows ecr:BatchGetImage on arn:aws:ecr:us-east-1:"
    assert wanted in told(world, only(world))
    assert wanted in told(world, "runs"), "the role tells it too"


def test_the_hop_that_is_missing_is_named(world: World) -> None:
    role(world, "runs", "ecr:*")
    fargate(world, public="DISABLED")
    text = told(world, only(world))
    assert f"the route of subnet {SUBNET_IDS[0]} goes to an internet gateway" in text
    assert "no interface endpoint for ecr.api" in text


def test_the_mount_target_that_is_missing_is_named(world: World) -> None:
    role(world, "runs")
    do(world, "CreateFileSystem", {"CreationToken": "t"})
    name = next(iter(world.of(FileSystem)))
    fargate(world, image="web", volumes=[{"name": "v", "efsVolumeConfiguration": {"fileSystemId": name}}])
    assert f"the mount failed: file system {name} has no mount target in us-east-1a" in told(
        world, only(world)
    )
    assert "has no mount target and holds 0 files" in told(world, name)


def test_an_agent_that_does_not_register_says_why(world: World) -> None:
    do(world, "CreateCluster", {"clusterName": "shop"})
    do(world, "LaunchContainerInstance", {"cluster": "shop"})
    deny = {"Statement": {"Effect": "Deny", "Action": "ecs:RegisterContainerInstance", "Resource": "*"}}
    document = json.dumps(deny)
    do(
        world,
        "PutRolePolicy",
        {"RoleName": "ecsInstanceRole", "PolicyName": "no", "PolicyDocument": document},
    )
    live(world, 120_000)
    text = told(world, next(iter(world.of(Host))))
    assert "Unable to register as a container instance with ECS: AccessDeniedException" in text
    assert "inline policy no on role ecsInstanceRole explicitly denies ecs:RegisterContainerInstance" in text


def test_a_role_that_does_not_trust_tasks_is_refused_in_aws_words(world: World) -> None:
    """RO-4: the override counts, also when it is worse than what the definition says."""
    from trainer.aws.answer import answer
    from trainer.aws.model import Call, Rejected

    role(world, "runs")
    fargate(world, image="web")
    network = {"awsvpcConfiguration": {"subnets": [SUBNET_IDS[0]], "assignPublicIp": "ENABLED"}}
    params = {
        "cluster": "shop", "taskDefinition": "web", "launchType": "FARGATE", "networkConfiguration": network,
        "overrides": {"taskRoleArn": "nobody"},
    }  # fmt: skip
    refused = answer(world, Call("ecs", "RunTask", params))
    assert isinstance(refused, Rejected)
    assert "ECS was unable to assume the role 'arn:aws:iam::123456789012:role/nobody'" in refused.message


def test_a_service_whose_role_nobody_may_assume_is_told_so(world: World) -> None:
    role(world, "runs")
    fargate(world)
    wrong = {"Statement": {**TASKS, "Principal": {"Service": "ec2.amazonaws.com"}}}
    do(world, "UpdateAssumeRolePolicy", {"RoleName": "runs", "PolicyDocument": json.dumps(wrong)})
    do(
        world,
        "CreateService",
        {
            "cluster": "shop",
            "serviceName": "web",
            "taskDefinition": "web",
            "desiredCount": 1,
            "launchType": "FARGATE",
            "networkConfiguration": {"awsvpcConfiguration": {"subnets": [SUBNET_IDS[0]]}},
        },
    )
    live(world, 60_000)
    text = told(world, "web")
    assert "could not be started since" in text
    assert "the trust policy of role runs does not let ecs-tasks.amazonaws.com assume it" in text
    assert "ecs-tasks.amazonaws.com may assume" in text.splitlines()[-1]
    assert "instances in the cluster" not in text
