"""IAM through its API: roles with their policies, and what an administrator may lose."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from trainer.aws.answer import answer
from trainer.aws.conform import reply_faults
from trainer.aws.model import Call, Rejected, Reply
from trainer.aws.run import run
from trainer.sim.start import new_world
from trainer.sim.world import World

TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "ecs-tasks.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)
EXECUTION = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"


def document(effect: str, action: str, resource: str = "*") -> str:
    return json.dumps({"Statement": [{"Effect": effect, "Action": action, "Resource": resource}]})


def do(world: World, operation: str, service: str = "iam", **params: Any) -> Mapping[str, Any]:
    call = Call(service, operation, params)
    done = answer(world, call)
    assert isinstance(done, Reply), done
    assert not reply_faults(call, done.data)
    return done.data


def no(world: World, operation: str, service: str = "iam", **params: Any) -> Rejected:
    before = world.copy()
    done = answer(world, Call(service, operation, params))
    assert isinstance(done, Rejected), done
    assert world == before
    return done


@pytest.fixture
def world() -> World:
    return new_world(5)


def test_a_role_with_its_policies(world: World) -> None:
    made = do(world, "CreateRole", RoleName="web-task", AssumeRolePolicyDocument=TRUST)["Role"]
    assert made["Arn"] == "arn:aws:iam::123456789012:role/web-task"
    do(world, "AttachRolePolicy", RoleName="web-task", PolicyArn=EXECUTION)
    read = document("Allow", "s3:GetObject", "arn:aws:s3:::photos/*")
    do(world, "PutRolePolicy", RoleName="web-task", PolicyName="read", PolicyDocument=read)
    assert do(world, "ListRolePolicies", RoleName="web-task")["PolicyNames"] == ["read"]
    assert [
        one["PolicyArn"]
        for one in do(world, "ListAttachedRolePolicies", RoleName="web-task")["AttachedPolicies"]
    ] == [EXECUTION]
    assert no(world, "DeleteRole", RoleName="web-task").code == "DeleteConflict"
    do(world, "DetachRolePolicy", RoleName="web-task", PolicyArn=EXECUTION)
    do(world, "DeleteRolePolicy", RoleName="web-task", PolicyName="read")
    do(world, "DeleteRole", RoleName="web-task")
    assert no(world, "GetRole", RoleName="web-task").code == "NoSuchEntity"


def test_the_command_line_shows_documents_as_json(world: World) -> None:
    do(world, "CreateRole", RoleName="web-task", AssumeRolePolicyDocument=TRUST)
    ran = run(
        world, "aws iam get-role --role-name web-task --query Role.AssumeRolePolicyDocument", lambda _: b""
    )
    assert json.loads(ran.stdout)["Statement"][0]["Principal"] == {"Service": "ecs-tasks.amazonaws.com"}


def test_what_iam_refuses(world: World) -> None:
    do(world, "CreateRole", RoleName="web-task", AssumeRolePolicyDocument=TRUST)
    again = no(world, "CreateRole", RoleName="web-task", AssumeRolePolicyDocument=TRUST)
    assert (again.code, again.status) == ("EntityAlreadyExists", 409)
    assert (
        no(world, "CreateRole", RoleName="x", AssumeRolePolicyDocument="{}").code == "MalformedPolicyDocument"
    )
    assert (
        no(world, "AttachRolePolicy", RoleName="web-task", PolicyArn="arn:aws:iam::aws:policy/Nothing").code
        == "NoSuchEntity"
    )


def test_an_instance_profile_holds_one_role(world: World) -> None:
    for name in ("one", "two"):
        do(world, "CreateRole", RoleName=name, AssumeRolePolicyDocument=TRUST)
    do(world, "CreateInstanceProfile", InstanceProfileName="hosts")
    do(world, "AddRoleToInstanceProfile", InstanceProfileName="hosts", RoleName="one")
    assert (
        no(world, "AddRoleToInstanceProfile", InstanceProfileName="hosts", RoleName="two").code
        == "LimitExceeded"
    )
    assert no(world, "DeleteRole", RoleName="one").code == "DeleteConflict"
    assert (
        do(world, "ListInstanceProfilesForRole", RoleName="one")["InstanceProfiles"][0]["InstanceProfileName"]
        == "hosts"
    )


def test_versions_of_a_managed_policy(world: World) -> None:
    arn = do(world, "CreatePolicy", PolicyName="p", PolicyDocument=document("Allow", "s3:*"))["Policy"]["Arn"]
    do(
        world,
        "CreatePolicyVersion",
        PolicyArn=arn,
        PolicyDocument=document("Deny", "s3:*"),
        SetAsDefault=True,
    )
    do(world, "CreateRole", RoleName="r", AssumeRolePolicyDocument=TRUST)
    do(world, "AttachRolePolicy", RoleName="r", PolicyArn=arn)
    asked: dict[str, Any] = {
        "PolicySourceArn": "arn:aws:iam::123456789012:role/r",
        "ActionNames": ["s3:GetObject", "ecs:RunTask"],
    }
    words = [
        one["EvalDecision"] for one in do(world, "SimulatePrincipalPolicy", **asked)["EvaluationResults"]
    ]
    assert words == ["explicitDeny", "implicitDeny"]
    assert no(world, "DeletePolicy", PolicyArn=arn).code == "DeleteConflict"


def test_a_service_linked_role_is_protected(world: World) -> None:
    do(world, "CreateServiceLinkedRole", AWSServiceName="ecs.amazonaws.com")
    assert no(world, "DeleteRole", RoleName="AWSServiceRoleForECS").code == "UnmodifiableEntity"
    do(world, "CreateCluster", "ecs", clusterName="shop")
    task = do(world, "DeleteServiceLinkedRole", RoleName="AWSServiceRoleForECS")["DeletionTaskId"]
    assert do(world, "GetServiceLinkedRoleDeletionStatus", DeletionTaskId=task)["Status"] == "FAILED"
    do(world, "DeleteCluster", "ecs", cluster="shop")
    task = do(world, "DeleteServiceLinkedRole", RoleName="AWSServiceRoleForECS")["DeletionTaskId"]
    assert do(world, "GetServiceLinkedRoleDeletionStatus", DeletionTaskId=task)["Status"] == "SUCCEEDED"
    assert no(world, "GetRole", RoleName="AWSServiceRoleForECS").code == "NoSuchEntity"


def test_who_may_not_make_the_service_linked_role_gets_no_further(world: World) -> None:
    """CL-4, and the rows of 5.1 on network interfaces, load balancers and scaling."""
    deny = document("Deny", "iam:CreateServiceLinkedRole")
    do(world, "PutUserPolicy", UserName="learner", PolicyName="no", PolicyDocument=deny)
    do(world, "CreateCluster", "ecs", clusterName="shop")
    assert no(world, "GetRole", RoleName="AWSServiceRoleForECS").code == "NoSuchEntity"
    container = {"name": "app", "image": "web"}
    far = {"networkMode": "awsvpc", "cpu": "256", "memory": "512", "requiresCompatibilities": ["FARGATE"]}
    do(world, "RegisterTaskDefinition", "ecs", family="web", containerDefinitions=[container], **far)
    network = {"awsvpcConfiguration": {"subnets": ["subnet-0de0000000000001a"], "assignPublicIp": "ENABLED"}}
    service = {"cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
               "launchType": "FARGATE", "networkConfiguration": network}  # fmt: skip
    refused = no(world, "CreateService", "ecs", **service)
    assert refused.message.startswith("Unable to assume the service linked role.")
    do(world, "DeleteUserPolicy", UserName="learner", PolicyName="no")
    do(world, "CreateService", "ecs", **service)
    do(world, "PutUserPolicy", UserName="learner", PolicyName="no", PolicyDocument=deny)
    place = {"ServiceNamespace": "ecs", "ResourceId": "service/shop/web",
             "ScalableDimension": "ecs:service:DesiredCount"}  # fmt: skip
    scaling = "application-autoscaling"
    do(world, "RegisterScalableTarget", scaling, MinCapacity=1, MaxCapacity=2, **place)
    step = {"ScalingAdjustment": 1, "MetricIntervalLowerBound": 0}
    steps = {"AdjustmentType": "ChangeInCapacity", "StepAdjustments": [step]}
    policy = {"PolicyName": "more", "PolicyType": "StepScaling", "StepScalingPolicyConfiguration": steps}
    assert no(world, "PutScalingPolicy", scaling, **policy, **place).code == "FailedResourceAccessException"


def test_who_may_not_pass_a_role_may_not_run_the_task(world: World) -> None:
    """RO-3, at each of the three calls that hand roles over."""
    arn = do(world, "CreateRole", RoleName="web-task", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]
    do(world, "CreateCluster", "ecs", clusterName="shop")
    definition = {
        "family": "web",
        "taskRoleArn": arn,
        "networkMode": "awsvpc",
        "cpu": "256",
        "memory": "512",
        "requiresCompatibilities": ["FARGATE"],
        "containerDefinitions": [{"name": "app", "image": "web"}],
    }
    do(world, "RegisterTaskDefinition", "ecs", **definition)
    network = {"awsvpcConfiguration": {"subnets": ["subnet-0de0000000000001a"], "assignPublicIp": "ENABLED"}}
    run_task = {
        "cluster": "shop",
        "taskDefinition": "web",
        "launchType": "FARGATE",
        "networkConfiguration": network,
    }
    do(world, "RunTask", "ecs", **run_task)
    do(
        world,
        "PutUserPolicy",
        UserName="learner",
        PolicyName="no-pass",
        PolicyDocument=document("Deny", "iam:PassRole"),
    )
    for operation, params in (
        ("RegisterTaskDefinition", definition),
        ("RunTask", run_task),
        ("CreateService", {**run_task, "serviceName": "web", "desiredCount": 1}),
    ):
        refused = no(world, operation, "ecs", **params)
        assert refused.code == "AccessDeniedException"
        assert f"is not authorized to perform: iam:PassRole on resource: {arn}" in refused.message
    do(world, "DeleteUserPolicy", UserName="learner", PolicyName="no-pass")
    do(world, "RunTask", "ecs", **run_task)


def test_without_a_statement_every_call_is_denied_but_iams_own(world: World) -> None:
    administrator = "arn:aws:iam::aws:policy/AdministratorAccess"
    do(world, "DetachUserPolicy", UserName="learner", PolicyArn=administrator)
    assert (
        "because no identity-based policy allows the ecs:ListClusters action"
        in no(world, "ListClusters", "ecs").message
    )
    assert no(world, "DescribeVpcs", "ec2").code == "UnauthorizedOperation"
    do(world, "AttachUserPolicy", UserName="learner", PolicyArn=administrator)
    do(world, "ListClusters", "ecs")
