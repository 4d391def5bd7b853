"""The five solution architectures, whole, and what breaks in each: seen where AWS shows it [10.3]."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.sim.living import do, live
from trainer.aws.beside import beside
from trainer.sim.explain import why
from trainer.sim.model import Service, Task
from trainer.sim.start import new_world
from trainer.sim.world import World

ACCOUNT = "123456789012"
NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-0de0000000000001a"], "assignPublicIp": "ENABLED"}}
TARGET_NETWORK = {
    "awsvpcConfiguration": {"Subnets": ["subnet-0de0000000000001a"], "AssignPublicIp": "ENABLED"}
}
CLUSTER = f"arn:aws:ecs:us-east-1:{ACCOUNT}:cluster/shop"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:stopped"
HANDED = (
    '{"containerOverrides":[{"name":"app","environment":'
    '[{"name":"BUCKET","value":"<b>"},{"name":"KEY","value":"<k>"}]}]}'
)


def role(world: World, name: str, service: str, *actions: str) -> None:
    trust = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    document = {"Version": "2012-10-17", "Statement": [trust]}
    do(world, "CreateRole", {"RoleName": name, "AssumeRolePolicyDocument": json.dumps(document)})
    grant(world, name, *actions)


def grant(world: World, name: str, *actions: str) -> None:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"}
    policy = {"Version": "2012-10-17", "Statement": [statement]}
    do(world, "PutRolePolicy", {"RoleName": name, "PolicyName": "own", "PolicyDocument": json.dumps(policy)})


def role_arn(name: str) -> str:
    return f"arn:aws:iam::{ACCOUNT}:role/{name}"


def job(world: World, does: list[dict[str, Any]], exits: int | None = 20) -> None:
    """Cluster shop and family job on Fargate, whose application does that under the role `worker`."""
    do(world, "CreateCluster", {"clusterName": "shop"})
    do(
        world,
        "RegisterTaskDefinition",
        {
            "family": "job",
            "networkMode": "awsvpc",
            "requiresCompatibilities": ["FARGATE"],
            "cpu": "256",
            "memory": "512",
            "taskRoleArn": role_arn("worker"),
            "containerDefinitions": [{"name": "app", "image": "job:1"}],
        },
    )
    do(world, "SetApplication", {"image": "job:1", "exitsAfter": exits, "does": does})


def ecs_target(**more: Any) -> dict[str, Any]:
    parameters = {
        "TaskDefinitionArn": f"arn:aws:ecs:us-east-1:{ACCOUNT}:task-definition/job",
        "LaunchType": "FARGATE",
        "NetworkConfiguration": TARGET_NETWORK,
    }
    return {"Arn": CLUSTER, "RoleArn": role_arn("ecsEventsRole"), "EcsParameters": parameters, **more}


def told(world: World, name: str) -> str:
    return "\n".join(why(world, name).lines(engineer=True))


def count(world: World, metric: str) -> float:
    return sum(float(one["sum"]) for one in beside(world)["counts"] if one["metric"] == metric)


def only_task(world: World) -> Task:
    [task] = world.of(Task).values()
    return task


# A1: an upload runs a task that writes an item


def upload_world() -> World:
    world = new_world(11)
    role(world, "ecsEventsRole", "events.amazonaws.com", "ecs:RunTask", "iam:PassRole")
    role(world, "worker", "ecs-tasks.amazonaws.com", "s3:GetObject", "dynamodb:PutItem")
    reads = {"action": "s3:GetObject", "resource": "${BUCKET}/${KEY}", "afterSeconds": 2}
    item = {"id": {"S": "${KEY}"}, "text": {"S": "${BODY}"}}
    writes = {"action": "dynamodb:PutItem", "resource": "photos", "data": item, "afterSeconds": 6}
    job(world, [reads, writes])
    do(
        world,
        "CreateTable",
        {
            "TableName": "photos",
            "BillingMode": "PAY_PER_REQUEST",
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        },
    )
    do(world, "s3:CreateBucket", {"Bucket": "uploads"})
    switch(world, on=True)
    pattern = {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": ["uploads"]}},
    }
    do(world, "PutRule", {"Name": "on-upload", "EventPattern": json.dumps(pattern)})
    transformer = {
        "InputPathsMap": {"b": "$.detail.bucket.name", "k": "$.detail.object.key"},
        "InputTemplate": HANDED,
    }
    target(world, ecs_target(Id="job", InputTransformer=transformer))
    return world


def target(world: World, given: dict[str, Any]) -> None:
    do(world, "PutTargets", {"Rule": "on-upload", "Targets": [given]})


def switch(world: World, *, on: bool) -> None:
    configuration: dict[str, Any] = {"EventBridgeConfiguration": {}} if on else {}
    params = {"Bucket": "uploads", "NotificationConfiguration": configuration}
    do(world, "PutBucketNotificationConfiguration", params)


def upload(world: World) -> None:
    do(world, "PutObject", {"Bucket": "uploads", "Key": "cat.jpg", "Body": b"meow"})
    live(world, 120_000)


def test_an_upload_becomes_an_item() -> None:
    world = upload_world()
    upload(world)
    assert beside(world)["items"] == [{"table": "photos", "id": "cat.jpg", "text": "meow"}]
    task = only_task(world)
    assert (str(task.last_status), task.stopped_reason) == ("STOPPED", "Essential container in task exited")
    assert task.containers[0].exit_code == 0
    chain = told(world, task.arn)
    assert "because rule on-upload matched an event 'Object Created' of aws.s3" in chain
    assert "because object cat.jpg was written to bucket uploads" in chain


def test_the_switch_of_the_bucket_is_off() -> None:
    world = upload_world()
    switch(world, on=False)
    upload(world)
    assert not world.of(Task)
    assert count(world, "FailedInvocations") == 0
    assert "EventBridge notifications are off" in told(world, "uploads")
    assert "matched 0 events" in told(world, "on-upload")


def test_the_pattern_names_another_bucket() -> None:
    world = upload_world()
    pattern = {"source": ["aws.s3"], "detail": {"bucket": {"name": ["upload"]}}}
    do(world, "PutRule", {"Name": "on-upload", "EventPattern": json.dumps(pattern)})
    upload(world)
    assert not world.of(Task)
    assert 'detail.bucket.name is "uploads", wanted "upload"' in told(world, "on-upload")
    assert "no rule of bus default matched the event 'Object Created'" in told(world, "uploads")


def _no_pass_role(world: World) -> None:
    grant(world, "ecsEventsRole", "ecs:RunTask")


def _no_run_task(world: World) -> None:
    grant(world, "ecsEventsRole", "iam:PassRole")


def _no_trust(world: World) -> None:
    trust = {"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    do(world, "UpdateAssumeRolePolicy", {"RoleName": "ecsEventsRole", "PolicyDocument": document})


def _no_subnet(world: World) -> None:
    given = ecs_target(Id="job")
    wrong = {"awsvpcConfiguration": {"Subnets": ["subnet-none"], "AssignPublicIp": "ENABLED"}}
    target(world, {**given, "EcsParameters": {**given["EcsParameters"], "NetworkConfiguration": wrong}})


def _no_container(world: World) -> None:
    target(world, ecs_target(Id="job", Input='{"containerOverrides":[{"name":"web"}]}'))


BROKEN: list[tuple[Callable[[World], None], str]] = [
    (_no_pass_role, "no statement on role ecsEventsRole allows iam:PassRole on " + role_arn("worker")),
    (_no_run_task, "no statement on role ecsEventsRole allows ecs:RunTask"),
    (_no_trust, "the trust policy of role ecsEventsRole does not let events.amazonaws.com assume it"),
    (_no_subnet, "The subnet ID 'subnet-none' does not exist"),
    (_no_container, "Override for container named web is not a container in the TaskDefinition."),
]


@pytest.mark.parametrize(("breaks", "said"), BROKEN, ids=[one[0].__name__ for one in BROKEN])
def test_the_rule_fails_and_only_its_metric_tells(breaks: Callable[[World], None], said: str) -> None:
    world = upload_world()
    breaks(world)
    upload(world)
    assert not world.of(Task)
    assert count(world, "FailedInvocations") == 1
    assert said in told(world, "on-upload")


def test_the_application_lacks_its_task_role() -> None:
    world = upload_world()
    grant(world, "worker", "s3:GetObject")
    upload(world)
    task = only_task(world)
    assert (task.stopped_reason, task.containers[0].exit_code) == ("Essential container in task exited", 1)
    assert count(world, "FailedInvocations") == 0
    assert "no statement on the task role worker allows dynamodb:PutItem" in told(world, task.arn)


def test_the_applications_own_log_tells_and_a_log_group_keeps_the_events() -> None:
    """OB-8: events of stopped tasks are kept by a rule that writes them to a log group."""
    world = upload_world()
    grant(world, "worker", "dynamodb:PutItem")
    role(world, "execution", "ecs-tasks.amazonaws.com", "logs:*", "ecr:*")
    for name in ("/ecs/job", "/aws/events/tasks"):
        do(world, "CreateLogGroup", {"logGroupName": name})
    options = {"awslogs-group": "/ecs/job", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "job"}
    app = {"name": "app", "image": "job:1", "logConfiguration": {"logDriver": "awslogs", "options": options}}
    definition = {
        "family": "job", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256",
        "memory": "512", "taskRoleArn": role_arn("worker"), "executionRoleArn": role_arn("execution"),
    }  # fmt: skip
    do(world, "RegisterTaskDefinition", {**definition, "containerDefinitions": [app]})
    pattern = {"source": ["aws.ecs"], "detail": {"lastStatus": ["STOPPED"]}}
    do(world, "PutRule", {"Name": "stopped", "EventPattern": json.dumps(pattern)})
    kept = {"Id": "log", "Arn": f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:/aws/events/tasks"}
    do(world, "PutTargets", {"Rule": "stopped", "Targets": [kept]})
    upload(world)
    [line] = do(world, "FilterLogEvents", {"logGroupName": "/ecs/job"})["events"]
    assert "is not authorized to perform: s3:GetObject" in line["message"]
    [event] = do(world, "FilterLogEvents", {"logGroupName": "/aws/events/tasks"})["events"]
    assert json.loads(event["message"])["detail"]["taskArn"] == only_task(world).arn


def test_nothing_is_handed_over_by_itself() -> None:
    world = upload_world()
    target(world, ecs_target(Id="job"))
    upload(world)
    task = only_task(world)
    assert task.containers[0].exit_code == 1
    assert "KeyError: 'BUCKET' is not in the environment" in told(world, task.arn)


# A2: a schedule runs a batch


def schedule_world(**changed: Any) -> World:
    world = new_world(12)
    role(world, "ecsEventsRole", "scheduler.amazonaws.com", "ecs:RunTask", "iam:PassRole")
    role(world, "worker", "ecs-tasks.amazonaws.com", "s3:PutObject")
    writes = {"action": "s3:PutObject", "resource": "reports/${TIME}", "data": "done", "afterSeconds": 5}
    job(world, [writes], exits=10)
    do(world, "s3:CreateBucket", {"Bucket": "reports"})
    schedule = {
        "Name": "nightly",
        "ScheduleExpression": "rate(1 hour)",
        "FlexibleTimeWindow": {"Mode": "OFF"},
        "Target": ecs_target(),
    }
    do(world, "CreateSchedule", {**schedule, **changed})
    return world


def test_a_schedule_runs_a_batch_every_hour() -> None:
    world = schedule_world()
    live(world, 7_300_000)
    assert [one["key"] for one in beside(world)["objects"]] == [
        "2026-01-05T11:00:25Z",
        "2026-01-05T12:00:25Z",
    ]
    assert only_task(world).started_by == "chronos-schedule/nightly"
    assert "it comes next at 2026-01-05 13:00:00 UTC" in told(world, "nightly")


def test_a_run_longer_than_the_period_overlaps_the_next() -> None:
    world = schedule_world(ScheduleExpression="rate(1 minute)")
    do(world, "SetApplication", {"image": "job:1", "exitsAfter": 90, "does": []})
    live(world, 205_000)
    assert sum(str(task.last_status) == "RUNNING" for task in world.of(Task).values()) == 2


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"State": "DISABLED"}, "is DISABLED; it does not come any more"),
        ({"ScheduleExpression": "at(2026-01-05T09:00:00)"}, "it does not come any more"),
        ({"ScheduleExpressionTimezone": "America/New_York", "ScheduleExpression": "cron(0 11 * * ? *)"},
         "it comes next at 2026-01-05 16:00:00 UTC"),
    ],
)  # fmt: skip
def test_why_a_schedule_does_not_come(changed: dict[str, Any], said: str) -> None:
    world = schedule_world(**changed)
    live(world, 7_300_000)
    assert not world.of(Task)
    assert said in told(world, "nightly")


def test_a_schedule_without_its_role() -> None:
    world = schedule_world()
    do(world, "DeleteRolePolicy", {"RoleName": "ecsEventsRole", "PolicyName": "own"})
    do(world, "DeleteRole", {"RoleName": "ecsEventsRole"})
    live(world, 3_700_000)
    assert not world.of(Task)
    assert count(world, "InvocationDroppedCount") == 1
    assert "there is no role ecsEventsRole" in told(world, "nightly")


# A3: workers of a queue


def worker_world(**attributes: str) -> World:
    world = new_world(13)
    role(world, "worker", "ecs-tasks.amazonaws.com", "sqs:ReceiveMessage", "sqs:DeleteMessage")
    do(world, "CreateQueue", {"QueueName": "work", "Attributes": attributes})
    consumes = {"action": "sqs:ReceiveMessage", "resource": "work", "eachSeconds": 5}
    job(world, [consumes], exits=None)
    do(world, "UpdateClusterSettings", {
        "cluster": "shop", "settings": [{"name": "containerInsights", "value": "enabled"}]})  # fmt: skip
    do(
        world,
        "CreateService",
        {
            "cluster": "shop",
            "serviceName": "workers",
            "taskDefinition": "job",
            "desiredCount": 1,
            "launchType": "FARGATE",
            "networkConfiguration": NETWORK,
        },
    )
    live(world, 90_000)
    return world


def test_workers_grow_with_the_backlog_and_shrink_after_it() -> None:
    world = worker_world()
    place = {
        "ServiceNamespace": "ecs",
        "ResourceId": "service/shop/workers",
        "ScalableDimension": "ecs:service:DesiredCount",
    }
    do(world, "RegisterScalableTarget", {**place, "MinCapacity": 1, "MaxCapacity": 10})
    do(world, "PutScalingPolicy", {**place, **BACKLOG})
    points = [
        {"messagesPerMinute": 60},
        {"afterSeconds": 900, "messagesPerMinute": 60},
        {"afterSeconds": 901},
    ]
    do(world, "FillQueue", {"queue": "work", "points": points})
    live(world, 900_000)
    [service] = world.of(Service).values()
    assert service.desired_count >= 5, "60 messages a minute of 5 s each want five workers"
    live(world, 5_400_000)
    [service] = world.of(Service).values()
    assert (service.desired_count, beside(world)["messages"]) == (1, [])


BACKLOG: dict[str, Any] = {
    "PolicyName": "backlog",
    "PolicyType": "TargetTrackingScaling",
    "TargetTrackingScalingPolicyConfiguration": {
        "TargetValue": 12,
        "ScaleOutCooldown": 60,
        "CustomizedMetricSpecification": {"Metrics": [
            {"Id": "depth", "ReturnData": False, "MetricStat": {"Stat": "Sum", "Metric": {
                "Namespace": "AWS/SQS", "MetricName": "ApproximateNumberOfMessagesVisible",
                "Dimensions": [{"Name": "QueueName", "Value": "work"}]}}},
            {"Id": "tasks", "ReturnData": False, "MetricStat": {"Stat": "Average", "Metric": {
                "Namespace": "ECS/ContainerInsights", "MetricName": "RunningTaskCount",
                "Dimensions": [{"Name": "ClusterName", "Value": "shop"},
                               {"Name": "ServiceName", "Value": "workers"}]}}},
            {"Id": "backlog", "Expression": "depth / tasks"},
        ]},
    },
}  # fmt: skip


def test_a_visibility_timeout_below_the_work_gives_the_message_twice() -> None:
    world = worker_world(VisibilityTimeout="3")
    do(world, "UpdateService", {"cluster": "shop", "service": "workers", "desiredCount": 2})
    live(world, 90_000)
    do(world, "SendMessage", {"QueueUrl": "work", "MessageBody": "once"})
    live(world, 6_000)
    said = told(world, "work")
    assert "was received again: nobody deleted it within the visibility timeout" in said
    assert "so it was worked on twice" in said


def test_a_worker_without_permission_dies_again_and_again() -> None:
    world = worker_world()
    grant(world, "worker", "sqs:DeleteMessage")
    do(world, "StopTask", {"cluster": "shop", "task": only_task(world).arn})
    live(world, 60_000)
    do(world, "SendMessage", {"QueueUrl": "work", "MessageBody": "waits"})
    live(world, 600_000)
    assert [one["receives"] for one in beside(world)["messages"]] == [0]
    assert "no statement on the task role worker allows sqs:ReceiveMessage" in told(world, "workers")


# A4: stopped tasks are told by e-mail


def mail_world(*, allowed: bool = True, confirmed: bool = True) -> World:
    world = new_world(14)
    role(world, "worker", "ecs-tasks.amazonaws.com", "s3:GetObject")
    job(world, [], exits=None)
    allow = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sns:Publish"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [{**allow, "Resource": TOPIC}]})
    do(world, "CreateTopic", {"Name": "stopped", "Attributes": {"Policy": policy} if allowed else {}})
    do(world, "Subscribe", {"TopicArn": TOPIC, "Protocol": "email", "Endpoint": "ops@example.com"})
    if confirmed:
        do(world, "ConfirmEmail", {"address": "ops@example.com"})
    pattern = {
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        "detail": {"lastStatus": ["STOPPED"], "stoppedReason": ["Essential container in task exited"]},
    }
    do(world, "PutRule", {"Name": "stopped", "EventPattern": json.dumps(pattern)})
    do(world, "PutTargets", {"Rule": "stopped", "Targets": [{"Id": "mail", "Arn": TOPIC}]})
    params = {"cluster": "shop", "taskDefinition": "job", "launchType": "FARGATE"}
    do(world, "RunTask", {**params, "count": 2, "networkConfiguration": NETWORK})
    live(world, 60_000)
    return world


def letters(world: World) -> list[dict[str, Any]]:
    """The letters after the one that asks to confirm."""
    return list(do(world, "ReadInbox", {"address": "ops@example.com"})["letters"][1:])


def test_a_crash_is_told_by_mail_and_a_stop_by_hand_is_not() -> None:
    world = mail_world()
    first, second = world.of(Task)
    do(world, "KillTask", {"task": first, "exitCode": 2})
    do(world, "StopTask", {"cluster": "shop", "task": second})
    live(world, 120_000)
    [letter] = letters(world)
    event = json.loads(letter["body"])
    assert (event["detail-type"], event["detail"]["taskArn"]) == ("ECS Task State Change", first)
    assert (event["detail"]["stopCode"], event["detail"]["containers"][0]["exitCode"]) == (
        "EssentialContainerExited",
        2,
    )
    assert set(event) == {
        "version", "id", "detail-type", "source", "account", "time", "region", "resources", "detail"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("world", "name", "said", "failed"),
    [
        (mail_world(allowed=False), "stopped", "does not let events.amazonaws.com call sns:Publish", 1),
        (mail_world(confirmed=False), TOPIC, "the subscription is not confirmed", 0),
    ],
)
def test_no_mail_comes(world: World, name: str, said: str, failed: int) -> None:
    do(world, "KillTask", {"task": next(iter(world.of(Task)))})
    live(world, 120_000)
    assert letters(world) == []
    assert count(world, "FailedInvocations") == failed
    assert said in told(world, name)


# A5: a service scales on CPU; with everything it needs in the cases of behaviours/autoscaling


def test_scaling_an_alarm_can_tell_a_person_too() -> None:
    world = mail_world()
    alarm = {
        "AlarmName": "busy", "Namespace": "shop", "MetricName": "Depth", "Statistic": "Average", "Period": 60,
        "EvaluationPeriods": 1, "Threshold": 10.0, "ComparisonOperator": "GreaterThanThreshold",
        "AlarmActions": [TOPIC],
    }  # fmt: skip
    do(world, "PutMetricAlarm", alarm)
    do(world, "PutMetricData", {"Namespace": "shop", "MetricData": [{"MetricName": "Depth", "Value": 20.0}]})
    live(world, 60_000)
    [letter] = letters(world)
    assert letter["subject"] == 'ALARM: "busy" in us-east-1'
