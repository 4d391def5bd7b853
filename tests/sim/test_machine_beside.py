"""Random uploads, messages, rules and faults: no message is lost or given to two; a run can be replayed."""

import json
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from tests.sim.living import found, live, sound
from tests.sim.test_machine import replayed
from trainer.aws.beside import beside
from trainer.aws.conform import reply_faults
from trainer.aws.model import Call, Rejected
from trainer.aws.operations import OPERATIONS
from trainer.sim.model import QueueMessage
from trainer.sim.run import run_until
from trainer.sim.start import new_world

ACCOUNT = "123456789012"
NETWORK = {"awsvpcConfiguration": {"subnets": ["subnet-0de0000000000001a"], "assignPublicIp": "ENABLED"}}
WORK, DEAD = f"arn:aws:sqs:us-east-1:{ACCOUNT}:work", f"arn:aws:sqs:us-east-1:{ACCOUNT}:dead"
TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:news"
ANYONE = {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}
OPEN = json.dumps({"Version": "2012-10-17", "Statement": [ANYONE]})
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": [
    "ecs-tasks.amazonaws.com", "events.amazonaws.com", "scheduler.amazonaws.com"]},
    "Action": "sts:AssumeRole"}]})  # fmt: skip
ALLOWED = json.dumps({"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Action": "*", "Resource": "*"}]})  # fmt: skip
ROLE = f"arn:aws:iam::{ACCOUNT}:role/all"
JOB = {
    "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
    "taskRoleArn": ROLE,
}  # fmt: skip
RUNS = {
    "Id": "job",
    "Arn": f"arn:aws:ecs:us-east-1:{ACCOUNT}:cluster/shop",
    "RoleArn": ROLE,
    "DeadLetterConfig": {"Arn": DEAD},
    "EcsParameters": {
        "TaskDefinitionArn": f"arn:aws:ecs:us-east-1:{ACCOUNT}:task-definition/job",
        "LaunchType": "FARGATE",
        "NetworkConfiguration": {
            "awsvpcConfiguration": {"Subnets": ["subnet-0de0000000000001a"], "AssignPublicIp": "ENABLED"}
        },
    },
}
TOLD = {
    "Id": "queue",
    "Arn": WORK,
    "RetryPolicy": {"MaximumRetryAttempts": 3},
    "DeadLetterConfig": {"Arn": DEAD},
}
START: list[tuple[str, dict[str, Any]]] = [
    ("CreateRole", {"RoleName": "all", "AssumeRolePolicyDocument": TRUST}),
    ("PutRolePolicy", {"RoleName": "all", "PolicyName": "all", "PolicyDocument": ALLOWED}),
    ("CreateCluster", {"clusterName": "shop"}),
    ("RegisterTaskDefinition",
     {"family": "job", **JOB, "containerDefinitions": [{"name": "app", "image": "job"}]}),
    ("RegisterTaskDefinition",
     {"family": "worker", **JOB, "containerDefinitions": [{"name": "app", "image": "worker"}]}),
    ("CreateQueue", {"QueueName": "dead", "Attributes": {"Policy": OPEN}}),
    ("CreateQueue", {"QueueName": "work", "Attributes": {
        "Policy": OPEN, "VisibilityTimeout": "20",
        "RedrivePolicy": json.dumps({"deadLetterTargetArn": DEAD, "maxReceiveCount": 3})}}),
    ("CreateTopic", {"Name": "news", "Attributes": {"Policy": OPEN}}),
    ("Subscribe", {"TopicArn": TOPIC, "Protocol": "sqs", "Endpoint": WORK}),
    ("s3:CreateBucket", {"Bucket": "uploads"}),
    ("PutRule", {"Name": "uploads", "EventPattern": '{"source":["aws.s3"]}'}),
    ("PutTargets", {"Rule": "uploads", "Targets": [RUNS, TOLD]}),
    ("PutRule", {"Name": "stopped",
                 "EventPattern": '{"source":["aws.ecs"],"detail":{"lastStatus":["STOPPED"]}}'}),
    ("PutTargets", {"Rule": "stopped", "Targets": [{"Id": "topic", "Arn": TOPIC}]}),
    ("SetApplication", {"image": "job", "exitsAfter": 15, "does": [
        {"action": "s3:PutObject", "resource": "uploads/made", "data": "${TIME}", "afterSeconds": 9}]}),
    ("SetApplication", {"image": "worker", "does": [
        {"action": "sqs:ReceiveMessage", "resource": "work", "eachSeconds": 6}]}),
    ("CreateService", {"cluster": "shop", "serviceName": "workers", "taskDefinition": "worker",
                       "desiredCount": 1, "launchType": "FARGATE", "networkConfiguration": NETWORK}),
]  # fmt: skip


class Beside(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = new_world(4)
        self.log: list[tuple[str, dict[str, Any]]] = []

    @initialize()
    def begin(self) -> None:
        for operation, params in START:
            self.call(operation, **params)

    def call(self, operation: str, **params: Any) -> Any:
        service, name = found(operation)
        before = self.world.copy()
        answer = OPERATIONS[service, name](self.world, params)
        self.log.append((operation, params))
        if isinstance(answer, Rejected):
            assert self.world == before, f"{operation} was refused and changed the world"
            return {}
        if service != "trainer":
            assert not reply_faults(Call(service, name, params), answer.data)
        sound(self.world, before)
        return answer.data

    @rule(seconds=st.sampled_from([1, 5, 20, 60, 200]))
    def wait(self, seconds: int) -> None:
        live(self.world, seconds * 1000)
        self.log.append(("", {"seconds": seconds}))

    @rule(number=st.integers(1, 4), delay=st.sampled_from([0, 30]))
    def send(self, number: int, delay: int) -> None:
        entries = [{"Id": str(one), "MessageBody": str(one), "DelaySeconds": delay} for one in range(number)]
        self.call("SendMessageBatch", QueueUrl="work", Entries=entries)

    @rule(queue=st.sampled_from(["work", "dead"]), most=st.integers(1, 3), deletes=st.booleans())
    def receive(self, queue: str, most: int, deletes: bool) -> None:
        """Nobody gets what a worker holds; long polling would move the clock of the log, so there is none."""
        got = self.call("ReceiveMessage", QueueUrl=queue, MaxNumberOfMessages=most).get("Messages", [])
        ids = [one["MessageId"] for one in got]
        assert len(set(ids)) == len(ids)
        for one in got if deletes else ():
            self.call("DeleteMessage", QueueUrl=queue, ReceiptHandle=one["ReceiptHandle"])

    @rule(name=st.sampled_from(["a", "b"]))
    def upload(self, name: str) -> None:
        self.call("PutObject", Bucket="uploads", Key=name, Body=b"x")

    @rule(on=st.booleans())
    def switch(self, on: bool) -> None:
        told: dict[str, Any] = {"EventBridgeConfiguration": {}} if on else {}
        self.call("PutBucketNotificationConfiguration", Bucket="uploads", NotificationConfiguration=told)

    @rule(name=st.sampled_from(["uploads", "stopped"]), on=st.booleans())
    def turn(self, name: str, on: bool) -> None:
        self.call("EnableRule" if on else "DisableRule", Name=name)

    @rule(arn=st.sampled_from([WORK, RUNS["Arn"], TOPIC]), seconds=st.sampled_from([3, 40]))
    def break_target(self, arn: str, seconds: int) -> None:
        self.call("BreakTarget", arn=arn, seconds=seconds)

    @rule(count=st.integers(0, 3))
    def scale(self, count: int) -> None:
        self.call("UpdateService", cluster="shop", service="workers", desiredCount=count)

    @rule()
    def kill(self) -> None:
        self.call("KillTask", task="workers")

    @rule(rate=st.sampled_from([0, 7, 30]))
    def fill(self, rate: int) -> None:
        points = [
            {"messagesPerMinute": rate},
            {"afterSeconds": 60, "messagesPerMinute": rate},
            {"afterSeconds": 61},
        ]
        self.call("FillQueue", queue="work", points=points)

    @rule(expression=st.sampled_from(["rate(1 minute)", "at(2026-01-05T10:20:00)"]))
    def schedule(self, expression: str) -> None:
        target = {"Arn": WORK, "RoleArn": ROLE, "Input": "tick"}
        params = {"Name": "tick", "ScheduleExpression": expression, "Target": target}
        window = {"Mode": "FLEXIBLE", "MaximumWindowInMinutes": 2}
        known = self.call("ListSchedules", NamePrefix="tick")["Schedules"]
        self.call("UpdateSchedule" if known else "CreateSchedule", **params, FlexibleTimeWindow=window)

    @rule()
    def unschedule(self) -> None:
        self.call("DeleteSchedule", Name="tick")

    def teardown(self) -> None:
        """In the end: replay equals run, a copy has the same future, and workers in peace empty the queue."""
        assert replayed(self.log, new_world(4)) == self.world
        for operation, params in (
            ("DisableRule", {"Name": "uploads"}),
            ("DisableRule", {"Name": "stopped"}),
            ("DeleteSchedule", {"Name": "tick"}),
            ("UpdateService", {"cluster": "shop", "service": "workers", "desiredCount": 2}),
        ):
            self.call(operation, **params)
        twin = self.world.copy()
        end_ms = self.world.now_ms + 3_600_000
        run_until(self.world, end_ms)
        run_until(twin, end_ms)
        assert twin == self.world
        left = [one for one in self.world.of(QueueMessage).values() if one.queue == WORK]
        assert not left, beside(self.world)["messages"]


Beside.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=True,
)
TestBeside = Beside.TestCase
