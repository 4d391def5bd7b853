"""Auto Scaling groups and capacity providers: what is refused, in which words, and what can be read back."""

from typing import Any

import pytest

from tests.aws.worlds import done, empty
from tests.sim.living import do, found
from trainer.aws.command_line.files import no_files
from trainer.aws.model import Rejected
from trainer.aws.operations import OPERATIONS
from trainer.aws.run import run
from trainer.sim.model import AutoScalingGroup, CapacityProvider, GroupInstance, GroupPolicy, LaunchTemplate
from trainer.sim.run import run_for
from trainer.sim.world import World

GROUP = {"AutoScalingGroupName": "hosts"}
BIG: dict[str, Any] = {**GROUP, "LaunchTemplate": {"LaunchTemplateName": "ecs"}, "MinSize": 1, "MaxSize": 3}
ZONES = {"AvailabilityZones": ["us-east-1a", "us-east-1b"]}


def refusal(world: World, operation: str, params: dict[str, Any]) -> tuple[str, str]:
    before = world.copy()
    answer = OPERATIONS[found(operation)](world, params)
    assert isinstance(answer, Rejected), answer
    assert world == before
    return answer.code, answer.message


@pytest.fixture
def world() -> World:
    made = empty()
    data = {"ImageId": "ami-1", "InstanceType": "t3.small"}
    do(made, "CreateLaunchTemplate", {"LaunchTemplateName": "ecs", "LaunchTemplateData": data})
    do(made, "CreateAutoScalingGroup", {**BIG, **ZONES, "DesiredCapacity": 2})
    do(made, "CreateCluster", {"clusterName": "shop"})
    run_for(made, 60_000)
    return made


def arn(world: World) -> str:
    return world.need(AutoScalingGroup, "hosts").arn


@pytest.mark.parametrize(
    ("operation", "params", "code", "part"),
    [
        ("CreateAutoScalingGroup", {**BIG, **ZONES}, "AlreadyExists", "hosts already exists"),
        (
            "CreateAutoScalingGroup",
            {**BIG, "AutoScalingGroupName": "b"},
            "ValidationError",
            "Subnet is required",
        ),
        (
            "CreateAutoScalingGroup",
            {**BIG, **ZONES, "AutoScalingGroupName": "b", "DesiredCapacity": 9},
            "ValidationError",
            "Desired capacity:9 must be between the specified min size:1 and max size:3",
        ),
        ("SetDesiredCapacity", {**GROUP, "DesiredCapacity": 4}, "ValidationError", "is above max value 3"),
        ("SetDesiredCapacity", {**GROUP, "DesiredCapacity": 0}, "ValidationError", "is below min value 1"),
        ("DeleteAutoScalingGroup", GROUP, "ResourceInUse", "there are instances"),
        ("UpdateAutoScalingGroup", {"AutoScalingGroupName": "x"}, "ValidationError", "'x' not found"),
        (
            "SuspendProcesses",
            {**GROUP, "ScalingProcesses": ["Nap"]},
            "ValidationError",
            "Invalid scaling process",
        ),
        ("autoscaling:PutScalingPolicy", {**GROUP, "PolicyName": "p"}, "ValidationError", "AdjustmentType"),
        ("DeleteLaunchConfiguration", {"LaunchConfigurationName": "x"}, "ValidationError", "not found"),
        (
            "CreateLaunchTemplate",
            {"LaunchTemplateName": "ecs", "LaunchTemplateData": {}},
            "InvalidLaunchTemplateName.AlreadyExistsException",
            "already in use",
        ),
        (
            "CreateCapacityProvider",
            {"name": "ecs-fleet", "autoScalingGroupProvider": {"autoScalingGroupArn": "hosts"}},
            "InvalidParameterException",
            "cannot be prefixed",
        ),
        (
            "CreateCapacityProvider",
            {"name": "fleet", "autoScalingGroupProvider": {"autoScalingGroupArn": "nowhere"}},
            "InvalidParameterException",
            "ARN is invalid",
        ),
        (
            "CreateCapacityProvider",
            {
                "name": "fleet",
                "autoScalingGroupProvider": {
                    "autoScalingGroupArn": "hosts",
                    "managedTerminationProtection": "ENABLED",
                },
            },
            "InvalidParameterException",
            "must have instance protection from scale in enabled",
        ),
        ("DeleteCapacityProvider", {"capacityProvider": "FARGATE"}, "InvalidParameterException", "reserved"),
        (
            "PutClusterCapacityProviders",
            {"cluster": "shop", "capacityProviders": ["x"], "defaultCapacityProviderStrategy": []},
            "InvalidParameterException",
            "'x' was not found",
        ),
    ],
)
def test_refusals(world: World, operation: str, params: dict[str, Any], code: str, part: str) -> None:
    refused = refusal(world, operation, params)
    assert refused[0] == code
    assert part in refused[1]


def test_a_provider_belongs_to_one_cluster_and_cannot_go_while_used(world: World) -> None:
    provider = {"name": "fleet", "autoScalingGroupProvider": {"autoScalingGroupArn": arn(world)}}
    shown = do(world, "CreateCapacityProvider", provider)["capacityProvider"]
    assert shown["autoScalingGroupProvider"]["managedScaling"] == {
        "status": "ENABLED",
        "targetCapacity": 100,
        "minimumScalingStepSize": 1,
        "maximumScalingStepSize": 10000,
        "instanceWarmupPeriod": 300,
    }
    strategy = [{"capacityProvider": "fleet", "weight": 1}]
    tied = {"capacityProviders": ["fleet"], "defaultCapacityProviderStrategy": strategy}
    cluster = do(world, "PutClusterCapacityProviders", {"cluster": "shop", **tied})["cluster"]
    assert [one["type"] for one in cluster["attachments"]] == ["as_policy", "managed_draining"]
    do(world, "CreateCluster", {"clusterName": "other"})
    assert (
        "one cluster only" in refusal(world, "PutClusterCapacityProviders", {"cluster": "other", **tied})[1]
    )
    gone = {"capacityProvider": "fleet"}
    assert "associated with cluster: shop" in refusal(world, "DeleteCapacityProvider", gone)[1]
    mixed = [{"capacityProvider": "fleet", "weight": 1}, {"capacityProvider": "FARGATE", "weight": 1}]
    both = {"capacityProviders": ["fleet", "FARGATE"], "defaultCapacityProviderStrategy": mixed}
    assert "mix" in refusal(world, "PutClusterCapacityProviders", {"cluster": "shop", **both})[1]
    tags = do(world, "autoscaling:DescribeTags", {})["Tags"]
    assert [tag["Key"] for tag in tags] == ["AmazonECSManaged"]
    untied: dict[str, Any] = {"capacityProviders": [], "defaultCapacityProviderStrategy": []}
    do(world, "PutClusterCapacityProviders", {"cluster": "shop", **untied})
    assert not world.of(GroupPolicy)
    do(world, "DeleteCapacityProvider", gone)
    assert world.need(CapacityProvider, "fleet").status == "INACTIVE"
    described = do(world, "DescribeCapacityProviders", {})["capacityProviders"]
    assert [one["name"] for one in described] == ["FARGATE", "FARGATE_SPOT"]


def test_instances_are_read_protected_and_terminated(world: World) -> None:
    hosts = list(world.of(GroupInstance))
    shown = do(world, "DescribeAutoScalingInstances", {"InstanceIds": hosts})["AutoScalingInstances"]
    assert [one["LifecycleState"] for one in shown] == ["InService"] * 2
    fewer = {"InstanceId": hosts[0], "ShouldDecrementDesiredCapacity": True}
    activity = do(world, "TerminateInstanceInAutoScalingGroup", fewer)["Activity"]
    assert activity["Description"] == f"Terminating EC2 instance: {hosts[0]}"
    assert "user request, shrinking the capacity from 2 to 1" in activity["Cause"]
    again = {"InstanceId": hosts[1], "ShouldDecrementDesiredCapacity": True}
    assert "minSize (1)" in refusal(world, "TerminateInstanceInAutoScalingGroup", again)[1]
    run_for(world, 20_000)
    assert list(world.of(GroupInstance)) == hosts[1:]
    activities = do(world, "autoscaling:DescribeScalingActivities", GROUP)["Activities"]
    assert [one["StatusCode"] for one in activities] == ["Successful"] * 3


def test_versions_of_a_template_are_numbered_and_the_default_stays(world: World) -> None:
    template = {"LaunchTemplateName": "ecs"}
    large = {"LaunchTemplateData": {"InstanceType": "t3.large"}, "SourceVersion": "1"}
    made = do(world, "CreateLaunchTemplateVersion", {**template, **large})["LaunchTemplateVersion"]
    assert (made["VersionNumber"], made["DefaultVersion"]) == (2, False)
    assert made["LaunchTemplateData"] == {"ImageId": "ami-1", "InstanceType": "t3.large"}
    do(world, "ModifyLaunchTemplate", {**template, "DefaultVersion": "2"})
    gone = do(world, "DeleteLaunchTemplateVersions", {**template, "Versions": ["1", "2"]})
    assert [one["VersionNumber"] for one in gone["SuccessfullyDeletedLaunchTemplateVersions"]] == [1]
    assert next(iter(world.of(LaunchTemplate).values())).default == 2


def test_as_a_person_types_it(world: World) -> None:
    line = (
        "autoscaling describe-auto-scaling-groups --query AutoScalingGroups[0].DesiredCapacity --output text"
    )
    assert done(world, line).stdout.strip() == "2"
    ran = run(
        world,
        "autoscaling set-desired-capacity --auto-scaling-group-name hosts --desired-capacity 7",
        no_files,
    )
    assert "(ValidationError)" in ran.stderr
    assert ran.exit_code != 0
