"""Every operation that the specification asks of ECS, once: done, its reply in AWS's shape, in one story.

A step is (operation, parameters, a JMESPath into the reply, the name under which it is kept). `$name`
in later parameters stands for what was kept.
"""

# ruff: noqa: E501 - a step a line

from typing import Any

import jmespath
import pytest

from tests.sim.living import do, live
from trainer.aws.answer import answer
from trainer.aws.model import Call, Rejected, Reply
from trainer.aws.operations import OPERATIONS
from trainer.aws.service_model import operation_model
from trainer.sim.iam.acting import TASKS, trust_document
from trainer.sim.start import SUBNET_IDS, new_world
from trainer.sim.world import World

NAMED = (
    "CreateCluster DeleteCluster DescribeClusters PutClusterCapacityProviders "
    "RegisterTaskDefinition DeregisterTaskDefinition DeleteTaskDefinitions DescribeTaskDefinition "
    "RunTask StartTask StopTask DescribeTasks "
    "ListTasks CreateService UpdateService DeleteService "
    "DescribeServices ListServices DescribeServiceDeployments ListServiceDeployments "
    "StopServiceDeployment ContinueServiceDeployment RegisterContainerInstance DescribeContainerInstances "
    "ListContainerInstances UpdateContainerInstancesState DeregisterContainerInstance PutAttributes "
    "DeleteAttributes ListAttributes UpdateTaskProtection GetTaskProtection "
    "ExecuteCommand PutAccountSetting PutAccountSettingDefault TagResource "
    "UntagResource ListClusters UpdateCluster UpdateClusterSettings "
    "ListTaskDefinitions ListTaskDefinitionFamilies ListTagsForResource ListAccountSettings "
    "DeleteAccountSetting CreateTaskSet UpdateTaskSet DeleteTaskSet "
    "DescribeTaskSets UpdateServicePrimaryTaskSet DescribeServiceRevisions ListServicesByNamespace "
    "SubmitTaskStateChange SubmitContainerStateChange SubmitAttachmentStateChanges DiscoverPollEndpoint "
    "UpdateContainerAgent "
)
SPECIFIED = NAMED.split()
NEIGHBOURS = {
    "application-autoscaling": "RegisterScalableTarget DeregisterScalableTarget PutScalingPolicy "
    "PutScheduledAction DescribeScalingActivities",
    "elbv2": "CreateLoadBalancer CreateTargetGroup CreateListener CreateRule RegisterTargets DeregisterTargets "
    "DescribeTargetHealth ModifyTargetGroupAttributes",
    "cloudwatch": "PutMetricData PutMetricAlarm SetAlarmState DescribeAlarms",
}
WEB = {"family": "web", "containerDefinitions": [{"name": "app", "image": "web", "memory": 128}]}
NETWORK = {"awsvpcConfiguration": {"subnets": [SUBNET_IDS[0]], "assignPublicIp": "ENABLED"}}
FAR = {
    **WEB, "family": "far", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256",
    "memory": "512", "taskRoleArn": "shell",
}  # fmt: skip
MESSAGES = '{"Statement": {"Effect": "Allow", "Action": "ssmmessages:*", "Resource": "*"}}'
CONNECT = {"enabled": True, "namespace": "inner"}
SHOP: dict[str, Any] = {"cluster": "shop"}
OWN = {**SHOP, "service": "own"}

STORY: list[tuple[str, dict[str, Any], str, str]] = [
    ("CreateCluster", {"clusterName": "shop", "tags": [{"key": "team", "value": "a"}]}, "cluster.clusterArn", "shop"),
    ("UpdateCluster", {**SHOP, "serviceConnectDefaults": {"namespace": "inner"}}, "", ""),
    ("UpdateClusterSettings", {**SHOP, "settings": [{"name": "containerInsights", "value": "enabled"}]}, "", ""),
    ("PutClusterCapacityProviders", {
        **SHOP, "capacityProviders": ["FARGATE", "FARGATE_SPOT"], "defaultCapacityProviderStrategy": [],
    }, "", ""),
    ("DescribeClusters", {"clusters": ["shop", "none"], "include": ["TAGS", "SETTINGS", "STATISTICS"]}, "", ""),
    ("ListClusters", {}, "", ""),
    ("RegisterTaskDefinition", WEB, "taskDefinition.taskDefinitionArn", "web"),
    ("RegisterTaskDefinition", FAR, "", ""),
    ("ListTaskDefinitions", {"sort": "DESC"}, "", ""),
    ("ListTaskDefinitionFamilies", {"status": "ACTIVE"}, "", ""),
    ("DescribeTaskDefinition", {"taskDefinition": "web", "include": ["TAGS"]}, "", ""),
    ("RegisterContainerInstance", SHOP, "containerInstance.containerInstanceArn", "instance"),
    ("RegisterContainerInstance", SHOP, "containerInstance.containerInstanceArn", "spare"),
    ("DiscoverPollEndpoint", {**SHOP, "containerInstance": "$instance"}, "", ""),
    ("PutAttributes", {**SHOP, "attributes": [{"name": "stack", "value": "a", "targetId": "$instance"}]}, "", ""),
    ("ListAttributes", {**SHOP, "targetType": "container-instance", "attributeName": "stack"}, "", ""),
    ("ListContainerInstances", {**SHOP, "filter": "attribute:stack == a"}, "containerInstanceArns[0]", "found"),
    ("DeleteAttributes", {**SHOP, "attributes": [{"name": "stack", "targetId": "$found"}]}, "", ""),
    ("DescribeContainerInstances", {**SHOP, "containerInstances": ["$instance", "none"]}, "", ""),
    ("RunTask", {
        **SHOP, "taskDefinition": "far", "launchType": "FARGATE", "networkConfiguration": NETWORK,
        "enableExecuteCommand": True,
    }, "tasks[0].taskArn", "far"),
    ("StartTask", {**SHOP, "taskDefinition": "web", "containerInstances": ["$instance"]}, "tasks[0].taskArn", "task"),
    ("CreateService", {
        **SHOP, "serviceName": "web", "taskDefinition": "web", "desiredCount": 1,
        "serviceConnectConfiguration": CONNECT,
    }, "service.serviceArn", "service"),
    ("Wait", {"seconds": 120}, "", ""),
    ("ExecuteCommand", {**SHOP, "task": "$far", "command": "/bin/sh", "interactive": True}, "", ""),
    ("SubmitAttachmentStateChanges", {**SHOP, "attachments": []}, "", ""),
    ("SubmitContainerStateChange", {
        **SHOP, "task": "$far", "containerName": "app", "status": "STOPPED", "exitCode": 3,
    }, "", ""),
    ("SubmitTaskStateChange", {**SHOP, "task": "$task", "status": "STOPPED"}, "", ""),
    ("StopTask", {**SHOP, "task": "$task"}, "", ""),
    ("DescribeTasks", {**SHOP, "tasks": ["$far", "$task"], "include": ["TAGS"]}, "", ""),
    ("ListServices", {**SHOP, "launchType": "EC2"}, "", ""),
    ("ListServicesByNamespace", {"namespace": "inner"}, "serviceArns[0]", "by-namespace"),
    ("ListTasks", {**SHOP, "serviceName": "web"}, "taskArns[0]", "of-service"),
    ("UpdateTaskProtection", {**SHOP, "tasks": ["$of-service"], "protectionEnabled": False}, "", ""),
    ("GetTaskProtection", {**SHOP, "tasks": ["$of-service"]}, "", ""),
    ("UpdateService", {**SHOP, "service": "web", "forceNewDeployment": True}, "", ""),
    ("ListServiceDeployments", {**SHOP, "service": "web"}, "serviceDeployments[0].serviceDeploymentArn", "deployment"),
    ("DescribeServiceDeployments", {"serviceDeploymentArns": ["$deployment"]},
     "serviceDeployments[0].targetServiceRevision.arn", "revision"),
    ("DescribeServiceRevisions", {"serviceRevisionArns": ["$revision", "none"]}, "", ""),
    ("StopServiceDeployment", {"serviceDeploymentArn": "$deployment"}, "", ""),
    ("Wait", {"seconds": 300}, "", ""),
    ("DescribeServices", {**SHOP, "services": ["web", "none"], "include": ["TAGS"]}, "", ""),
    ("CreateService", {
        **SHOP, "serviceName": "own", "desiredCount": 2, "deploymentController": {"type": "EXTERNAL"},
    }, "", ""),
    ("CreateTaskSet", {**OWN, "taskDefinition": "web", "scale": {"value": 50, "unit": "PERCENT"}}, "taskSet.id", "set"),
    ("UpdateTaskSet", {**OWN, "taskSet": "$set", "scale": {"value": 100, "unit": "PERCENT"}}, "", ""),
    ("UpdateServicePrimaryTaskSet", {**OWN, "primaryTaskSet": "$set"}, "", ""),
    ("Wait", {"seconds": 60}, "", ""),
    ("DescribeTaskSets", {**OWN, "include": ["TAGS"]}, "", ""),
    ("DeleteTaskSet", {**OWN, "taskSet": "$set", "force": True}, "", ""),
    ("PutAccountSetting", {"name": "awsvpcTrunking", "value": "enabled"}, "", ""),
    ("PutAccountSettingDefault", {"name": "defaultLogDriverMode", "value": "blocking"}, "", ""),
    ("ListAccountSettings", {"effectiveSettings": True}, "", ""),
    ("DeleteAccountSetting", {"name": "awsvpcTrunking"}, "", ""),
    ("TagResource", {"resourceArn": "$service", "tags": [{"key": "k", "value": "v"}]}, "", ""),
    ("ListTagsForResource", {"resourceArn": "$service"}, "", ""),
    ("UntagResource", {"resourceArn": "$service", "tagKeys": ["k"]}, "", ""),
    ("DeleteService", {**SHOP, "service": "web", "force": True}, "", ""),
    ("DeleteService", {**OWN, "force": True}, "", ""),
    ("UpdateContainerInstancesState", {**SHOP, "containerInstances": ["$spare"], "status": "DRAINING"}, "", ""),
    ("Wait", {"seconds": 120}, "", ""),
    ("DeregisterContainerInstance", {**SHOP, "containerInstance": "$spare"}, "", ""),
    ("DeregisterContainerInstance", {**SHOP, "containerInstance": "$instance", "force": True}, "", ""),
    ("DeregisterTaskDefinition", {"taskDefinition": "web:1"}, "", ""),
    ("DeleteTaskDefinitions", {"taskDefinitions": ["web:1", "web:9"]}, "", ""),
    ("DeleteCluster", SHOP, "", ""),
]  # fmt: skip
ONLY_REFUSED = {
    "UpdateContainerAgent": {**SHOP, "containerInstance": "$instance"},  # agents are up to date
    "ContinueServiceDeployment": {"serviceDeploymentArn": "$deployment", "hookId": "h"},  # no hooks
}


def filled(value: Any, kept: dict[str, Any]) -> Any:
    if isinstance(value, dict):
        return {key: filled(inner, kept) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, kept) for inner in value]
    return kept[value[1:]] if isinstance(value, str) and value.startswith("$") else value


def test_all_are_there() -> None:
    missing = [name for name in SPECIFIED if ("ecs", name) not in OPERATIONS]
    for service, names in NEIGHBOURS.items():
        missing += [name for name in names.split() if (service, name) not in OPERATIONS]
    assert missing == []


@pytest.fixture(scope="module")
def told() -> tuple[World, dict[str, Any]]:
    """The story up to the last deletions, so that there is something of everything."""
    world = new_world(3)
    kept: dict[str, Any] = {}
    do(world, "CreateRole", {"RoleName": "shell", "AssumeRolePolicyDocument": trust_document(TASKS)})
    do(world, "PutRolePolicy", {"RoleName": "shell", "PolicyName": "exec", "PolicyDocument": MESSAGES})
    for step in STORY[:-7]:
        _take(world, kept, step)
    return world, kept


def _take(world: World, kept: dict[str, Any], step: tuple[str, dict[str, Any], str, str]) -> None:
    operation, params, query, name = step
    if operation == "Wait":
        live(world, params["seconds"] * 1000)
        return
    reply = do(world, operation, filled(params, kept))
    if name:
        kept[name] = jmespath.search(query, reply)
        assert kept[name], (operation, reply)


def test_each_does_its_work_and_answers_in_aws_shape(told: tuple[World, dict[str, Any]]) -> None:
    assert {operation for operation, *_ in STORY} - {"Wait"} | set(ONLY_REFUSED) == set(SPECIFIED)
    world, kept = told[0].copy(), dict(told[1])
    for step in STORY[-7:]:
        _take(world, kept, step)


def test_each_leaves_the_world_alone_when_it_refuses_and_says_so_in_a_code_of_its_model(
    told: tuple[World, dict[str, Any]],
) -> None:
    world, kept = told
    for operation in SPECIFIED:
        shape = operation_model("ecs", operation)
        codes = {error.name for error in shape.error_shapes}
        used = next((params for name, params, *_ in STORY if name == operation), None)
        wholly: dict[str, Any] = filled(ONLY_REFUSED[operation] if used is None else used, kept)
        for params in (wholly, {}):
            for member in {"cluster", "service", "taskDefinition", *params} & set(shape.input_shape.members):
                if shape.input_shape.members[member].type_name != "string":
                    continue
                before = world.copy()
                answered = answer(world.copy(), Call("ecs", operation, {**params, member: "no such thing"}))
                if isinstance(answered, Reply):
                    continue
                assert answered.code in codes, (operation, member, answered)
                assert answered.message
                assert before == world
    for operation, params in ONLY_REFUSED.items():
        answered = answer(world, Call("ecs", operation, filled(params, kept)))
        assert isinstance(answered, Rejected)
        assert answered.code in {error.name for error in operation_model("ecs", operation).error_shapes}


def test_an_operation_that_is_not_modelled_is_named() -> None:
    refused = answer(
        new_world(1),
        Call("ecs", "CreateExpressGatewayService", {"executionRoleArn": "a", "infrastructureRoleArn": "b"}),
    )
    assert isinstance(refused, Rejected)
    assert (
        refused.message
        == "ecs:CreateExpressGatewayService exists in AWS, but this simulator does not model it."
    )


def test_an_instance_of_ec2_joins_a_cluster_when_it_is_registered() -> None:
    world = new_world(1)
    do(world, "CreateCluster", {"clusterName": "shop"})
    [instance] = do(world, "RunInstances", {"ImageId": "ami-1", "MinCount": 1, "MaxCount": 1})["Instances"]
    name = instance["InstanceId"]
    document = f'{{"instanceId": "{name}"}}'
    joined = do(world, "RegisterContainerInstance", {**SHOP, "instanceIdentityDocument": document})
    assert joined["containerInstance"]["ec2InstanceId"] == name
    found = do(world, "DescribeInstances", {"InstanceIds": [name]})["Reservations"]
    assert [one["State"]["Name"] for item in found for one in item["Instances"]] == ["running"]
    do(world, "TerminateInstances", {"InstanceIds": [name]})
    assert do(world, "ListContainerInstances", SHOP)["containerInstanceArns"] == []
