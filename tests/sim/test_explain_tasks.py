"""Why tells of tasks on their way, of a draining instance, of daemons, steps and failed deployments."""

import json
from pathlib import Path
from typing import Any

import yaml

from tests.sim.living import do, live
from trainer.sim.explain import why
from trainer.sim.model import (
    ContainerInstance,
    LoadBalancer,
    ScalingPolicy,
    Service,
    TargetGroup,
    Task,
)
from trainer.sim.start import new_world
from trainer.sim.world import World

GIVEN = yaml.safe_load((Path(__file__).parent / "behaviours" / "given.yaml").read_text())


def given(*names: str) -> World:
    """A world as the cases of behaviours begin."""
    world = new_world(7)
    for name in names:
        for step in GIVEN[name]:
            act(world, step)
    return world


def act(world: World, step: dict[str, Any]) -> None:
    for operation, params in step.items():
        if operation == "Wait":
            live(world, params["seconds"] * 1000)
        else:
            do(world, operation, _filled(world, params))


def _filled(world: World, params: dict[str, Any]) -> dict[str, Any]:
    """The ARNs of the one load balancer and the one target group in place of `{balancer:…}`, `{group:…}`."""
    text = json.dumps(params)
    for kind, mark in ((LoadBalancer, "{balancer:shop}"), (TargetGroup, "{group:web}")):
        if mark in text:
            text = text.replace(mark, next(iter(world.of(kind))))
    return dict(json.loads(text))


def balanced(world: World) -> dict[str, Any]:
    """A service on Fargate behind the target group."""
    group = next(iter(world.of(TargetGroup)))
    return {
        **OF_SHOP,
        "serviceName": "web",
        "taskDefinition": "web",
        "desiredCount": 2,
        "launchType": "FARGATE",
        "networkConfiguration": {
            "awsvpcConfiguration": {"subnets": ["subnet-0de0000000000001a"], "assignPublicIp": "ENABLED"}
        },
        "loadBalancers": [{"targetGroupArn": group, "containerName": "app", "containerPort": 80}],
    }


def told(world: World, name: str) -> list[str]:
    return [line.strip() for line in why(world, name).lines(engineer=True)]


def test_tasks_that_were_started_are_on_their_way() -> None:
    world = given("a fargate cluster", "four tasks that scale")
    do(world, "UpdateService", {"cluster": "shop", "service": "web", "desiredCount": 6})
    live(world, 1_000)
    assert told(world, "web")[:2] == [
        "web wants 6, runs 4.",
        "2 tasks are on the way to RUNNING: 2 PROVISIONING  [TL-2]",
    ]
    live(world, 120_000)
    assert not any("on the way" in line for line in told(world, "web"))


def test_tasks_without_any_instance_are_told_so() -> None:
    world = given("an empty cluster")
    do(world, "CreateService", {**OF_SHOP, "serviceName": "web", "taskDefinition": "web", "desiredCount": 2})
    live(world, 35_000)
    lines = told(world, "web")
    text = "2 tasks could not be placed since 10:00:00, tried 4 times: the cluster has no container instances"
    assert lines[1] == f"{text}  [PL-1]"
    assert lines[-1] == "What would help: instances in the cluster · Fargate"


def test_fargate_without_capacity_is_told_so() -> None:
    world = given("a fargate cluster", "four tasks that scale")
    do(world, "FailZone", {"availabilityZone": "us-east-1a"})
    live(world, 60_000)
    lines = told(world, "web")
    assert lines[1].endswith("AWS has no capacity in the zones of its subnets  [PL-1]")
    assert lines[-1] == "What would help: subnets in zones that have capacity"


def test_a_draining_instance_says_what_each_of_its_tasks_waits_for() -> None:
    world = given("two instances")
    do(world, "RegisterTaskDefinition", {"family": "agent", "containerDefinitions": [SMALL]})
    do(world, "CreateService", {**OF_SHOP, "serviceName": "web", "taskDefinition": "web", "desiredCount": 4})
    do(world, "CreateService", {**OF_SHOP, "serviceName": "logs", **DAEMON})
    live(world, 120_000)
    instance = next(iter(world.of(ContainerInstance)))
    do(world, "StartTask", {**OF_SHOP, "taskDefinition": "agent", "containerInstances": [instance]})
    do(world, "UpdateService", {**OF_SHOP, "service": "web", "desiredCount": 9})
    live(world, 60_000)
    draining = {**OF_SHOP, "containerInstances": [instance], "status": "DRAINING"}
    do(world, "UpdateContainerInstancesState", draining)
    live(world, 120_000)
    lines = told(world, instance)
    assert (
        "3 tasks stay of service web: 9 of its tasks must stay healthy (100 % of 9), 6 are  [DR-3]" in lines
    )
    assert "1 task stays of daemon service logs: they leave last  [SV-2]" in lines
    assert "1 task stays: draining leaves tasks of no service alone  [DR-6]" in lines


def test_a_daemon_service_has_no_desired_count_of_its_own() -> None:
    world = given("two instances")
    do(world, "RegisterTaskDefinition", {"family": "agent", "containerDefinitions": [SMALL]})
    do(world, "CreateService", {**OF_SHOP, "serviceName": "logs", **DAEMON})
    live(world, 60_000)
    text = "CreateService made service logs with one task of agent:1 on each container instance"
    assert any(line.startswith(text) for line in told(world, "logs"))


def test_a_step_policy_without_a_step_for_the_breach_says_so_once() -> None:
    world = given("a fargate cluster", "four tasks that scale")
    *policy, alarm, load = yaml.safe_load(NO_STEP.read_text())["when"]
    for step in policy:
        act(world, step)
    arn = next(iter(world.of(ScalingPolicy).values())).arn
    act(world, {"PutMetricAlarm": {**alarm["PutMetricAlarm"], "AlarmActions": [arn]}})
    act(world, load)
    live(world, 600_000)
    lines = [line for line in told(world, "web") if "has no step" in line]
    assert len(lines) == 1
    assert lines[0].startswith(
        "the service was not scaled: alarm busy calls policy absolute, which has no step for such a breach: "
        "its steps lie from 60 to 80 and from 80 on, counted from the alarm's threshold of 60, at "
    )
    assert lines[0].endswith("[SS-1, SS-2]")


def test_a_rule_with_a_schedule_is_explained_by_the_page_on_rules() -> None:
    world = new_world(7)
    do(world, "PutRule", {"Name": "hourly", "ScheduleExpression": "rate(1 hour)"})
    live(world, 3_700_000)
    lines = told(world, "hourly")
    assert lines[0].endswith("[EB-1]")
    assert lines[1].startswith("the schedule rate(1 hour) of rule hourly came, but it has no target, at ")
    assert lines[1].endswith("[EB-1]")


def test_a_protected_task_above_the_desired_count_is_told() -> None:
    world = given("a fargate cluster", "four tasks that scale")
    task = next(iter(world.of(Task)))
    do(world, "UpdateTaskProtection", {**OF_SHOP, "tasks": [task], "protectionEnabled": True})
    do(world, "UpdateService", {**OF_SHOP, "service": "web", "desiredCount": 0})
    live(world, 120_000)
    assert told(world, "web")[:2] == [
        "web wants 0, runs 1.",
        "1 task stays above the desired count: scale-in protection holds until 12:02:00  [SQ-4]",
    ]


def test_targets_that_nothing_forwards_to_are_told() -> None:
    world = given("a fargate cluster", "a target group of addresses")
    do(world, "CreateService", balanced(world))
    live(world, 120_000)
    assert not any("unused" in line for line in told(world, "web"))
    do(world, "DeleteLoadBalancer", {"LoadBalancerArn": next(iter(world.of(LoadBalancer)))})
    live(world, 60_000)
    text = (
        "no load balancer forwards to target group web: its targets are unused, and its tasks never count as"
    )
    assert f"{text} healthy  [LB-2]" in told(world, "web")


def test_the_breaker_is_told_with_its_threshold() -> None:
    world = given("a service of four", "the next revision")
    do(world, "BreakImage", {"image": "web:2"})
    do(world, "UpdateService", {**RELEASE, "deploymentConfiguration": BREAKER})
    live(world, 300_000)
    failed = next(iter(world.of(Service).values())).primary.failed_tasks
    assert f"FAILED: {failed} tasks failed to start, the breaker's threshold is 3" in "\n".join(
        told(world, "web")
    )


def test_a_deployment_that_an_alarm_failed_is_told_of_the_alarm() -> None:
    world = given("a service of four", "the next revision")
    do(world, "PutMetricAlarm", ERRORS)
    do(world, "UpdateService", {**RELEASE, "deploymentConfiguration": ALARMS})
    live(world, 30_000)
    do(world, "SetAlarmState", {"AlarmName": "errors", "StateValue": "ALARM", "StateReason": "a test"})
    live(world, 30_000)
    lines = told(world, "web")
    assert lines[1].endswith("ECS deployment alarm: alarm detected.  [DP-17]")
    assert lines[-1] == (
        "What would help: a deployment during which alarm errors does not sound · "
        "deployment alarms that roll back"
    )


OF_SHOP = {"cluster": "shop"}
RELEASE = {"cluster": "shop", "service": "web", "taskDefinition": "web"}
BREAKER = {"deploymentCircuitBreaker": {"enable": True, "rollback": False}}
ALARMS = {"alarms": {"alarmNames": ["errors"], "enable": True, "rollback": False}}
SMALL = {"name": "agent", "image": "agent:1", "cpu": 10, "memory": 32}
DAEMON = {"taskDefinition": "agent", "schedulingStrategy": "DAEMON"}
NO_STEP = Path(__file__).parent / "behaviours" / "autoscaling" / "no-step.yaml"
ERRORS = {
    "AlarmName": "errors",
    "Namespace": "shop",
    "MetricName": "Errors",
    "Statistic": "Sum",
    "Period": 60,
    "EvaluationPeriods": 5,
    "Threshold": 10,
    "ComparisonOperator": "GreaterThanThreshold",
}
