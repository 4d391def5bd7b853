"""What was done in a lab as shell scripts: set up, and taken down in reverse. Never run against AWS by us."""

import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from trainer.aws.command_line.model import Invocation
from trainer.aws.command_line.parse import parse
from trainer.aws.model import Call
from trainer.labs.model import Work

HEAD = """#!/bin/sh
# Not run against AWS: written from lab {lab} of a simulated account. Read it before you run it."""
TEARDOWN: Mapping[tuple[str, str], tuple[str, tuple[tuple[str, str, str], ...]]] = {
    ("ecs", "CreateCluster"): ("aws ecs delete-cluster", (("clusterName", "--cluster", "default"),)),
    ("ecs", "CreateService"): (
        "aws ecs delete-service --force",
        (("cluster", "--cluster", "default"), ("serviceName", "--service", "")),
    ),
    ("ecs", "RegisterTaskDefinition"): (
        "aws ecs deregister-task-definition",
        (("family", "--task-definition", ""),),
    ),
    ("ecs", "CreateCapacityProvider"): (
        "aws ecs delete-capacity-provider",
        (("name", "--capacity-provider", ""),),
    ),
    ("application-autoscaling", "RegisterScalableTarget"): (
        "aws application-autoscaling deregister-scalable-target",
        (
            ("ServiceNamespace", "--service-namespace", "ecs"),
            ("ResourceId", "--resource-id", ""),
            ("ScalableDimension", "--scalable-dimension", ""),
        ),
    ),
    ("cloudwatch", "PutMetricAlarm"): ("aws cloudwatch delete-alarms", (("AlarmName", "--alarm-names", ""),)),
    ("ecr", "CreateRepository"): (
        "aws ecr delete-repository --force",
        (("repositoryName", "--repository-name", ""),),
    ),
    ("events", "PutRule"): ("aws events delete-rule --force", (("Name", "--name", ""),)),
    ("logs", "CreateLogGroup"): (
        "aws logs delete-log-group",
        (("logGroupName", "--log-group-name", ""),),
    ),
    ("autoscaling", "CreateAutoScalingGroup"): (
        "aws autoscaling delete-auto-scaling-group --force-delete",
        (("AutoScalingGroupName", "--auto-scaling-group-name", ""),),
    ),
    ("iam", "CreateRole"): ("aws iam delete-role", (("RoleName", "--role-name", ""),)),
    ("s3", "CreateBucket"): ("aws s3api delete-bucket", (("Bucket", "--bucket", ""),)),
    ("dynamodb", "CreateTable"): ("aws dynamodb delete-table", (("TableName", "--table-name", ""),)),
    ("secretsmanager", "CreateSecret"): (
        "aws secretsmanager delete-secret --force-delete-without-recovery",
        (("Name", "--secret-id", ""),),
    ),
}
"""What makes a thing -> what takes it away, and which of the parameters name it (member, option, default)."""
LATER = {
    ("elbv2", "CreateLoadBalancer"): "a load balancer: aws elbv2 delete-load-balancer --load-balancer-arn …",
    ("elbv2", "CreateTargetGroup"): "a target group: aws elbv2 delete-target-group --target-group-arn …",
    ("efs", "CreateFileSystem"): "a file system: aws efs delete-file-system --file-system-id …",
    ("sqs", "CreateQueue"): "a queue: aws sqs delete-queue --queue-url …",
    ("sns", "CreateTopic"): "a topic: aws sns delete-topic --topic-arn …",
    ("ec2", "CreateVpcEndpoint"): "an endpoint: aws ec2 delete-vpc-endpoints --vpc-endpoint-ids …",
    ("ec2", "CreateNatGateway"): "a NAT gateway: aws ec2 delete-nat-gateway --nat-gateway-id …",
}
"""What is named only by an id that AWS gives: said, since no script can know it."""
BILLED = {
    ("elbv2", "CreateLoadBalancer"): "Elastic Load Balancing (hours and capacity units)",
    ("efs", "CreateFileSystem"): "Amazon EFS (storage and throughput)",
    ("ec2", "CreateNatGateway"): "NAT gateway (hours and data)",
    ("ec2", "CreateVpcEndpoint"): "VPC interface endpoints (hours and data)",
    ("ecr", "CreateRepository"): "Amazon ECR (storage and transfer)",
    ("cloudwatch", "PutMetricAlarm"): "CloudWatch alarms",
    ("logs", "CreateLogGroup"): "CloudWatch Logs (ingestion and storage)",
    ("secretsmanager", "CreateSecret"): "AWS Secrets Manager (secrets and calls)",
    ("autoscaling", "CreateAutoScalingGroup"): "EC2 instances and their EBS volumes",
}
SPECIFIC: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("TARGET_GROUP_ARN", re.compile(r"arn:aws:elasticloadbalancing:[^\s\"',\]}]*:targetgroup/[^\s\"',\]}]+")),
    ("LISTENER_ARN", re.compile(r"arn:aws:elasticloadbalancing:[^\s\"',\]}]*:listener/[^\s\"',\]}]+")),
    (
        "LOAD_BALANCER_ARN",
        re.compile(r"arn:aws:elasticloadbalancing:[^\s\"',\]}]*:loadbalancer/[^\s\"',\]}]+"),
    ),
    ("SUBNET", re.compile(r"subnet-[0-9a-f]{8,}")),
    ("SECURITY_GROUP", re.compile(r"sg-[0-9a-f]{8,}")),
    ("VPC", re.compile(r"vpc-[0-9a-f]{8,}")),
    ("FILE_SYSTEM", re.compile(r"fs-[0-9a-f]{8,}")),
    ("EC2_INSTANCE", re.compile(r"\bi-[0-9a-f]{8,}")),
    ("ECS_ID", re.compile(r"\b[0-9a-f]{32}\b")),
    ("ACCOUNT_ID", re.compile(r"\b123456789012\b")),
)
"""What only this simulated account has: each becomes a variable that the script insists on."""


def scripts(work: Work) -> tuple[tuple[str, str], ...]:
    """File names and texts: the way here, and its teardown."""
    variables: dict[str, str] = {}
    body: list[str] = []
    calls: list[Call] = []
    for line in work.lines:
        parsed = parse(line.split(None, 1)[1], _none) if line.startswith("aws ") and " " in line else None
        if isinstance(parsed, Invocation):
            body.append(_specific(line, variables))
            if parsed.waiter is None:
                calls.append(parsed.call)
        else:
            body.append(f"# here in the lab: {line}")
    down = [_specific(line, variables) for line in teardown(calls)]
    head = HEAD.format(lab=work.lab.id)
    return (
        (
            f"{work.lab.id}.sh",
            "\n".join((head, *_billed(work, calls), "set -eu", *_asked(variables), "", *body)) + "\n",
        ),
        (f"{work.lab.id}-teardown.sh", "\n".join((head, "set -u", *_asked(variables), "", *down)) + "\n"),
    )


def teardown(calls: list[Call]) -> Iterator[str]:
    """What takes away what was made, the last first."""
    seen: set[str] = set()
    for call in reversed(calls):
        known = TEARDOWN.get((call.service, call.operation))
        if known is not None:
            line = " ".join((known[0], *_options(call.params, known[1])))
            if call.operation == "RegisterTaskDefinition":
                line += ":1  # and each later revision"
            if line not in seen:
                yield line
            seen.add(line)
        elif (call.service, call.operation) in LATER:
            yield f"# {LATER[call.service, call.operation]}"


def _options(params: Mapping[str, Any], names: tuple[tuple[str, str, str], ...]) -> Iterator[str]:
    for member, option, otherwise in names:
        value = str(params.get(member) or otherwise)
        if value:
            yield f"{option} {shlex.quote(value)}"


def _specific(line: str, variables: dict[str, str]) -> str:
    """The line with a variable for each value that belongs to this account."""
    for kind, pattern in SPECIFIC:
        line = pattern.sub(_variable(kind, variables), line)
    return line


def _variable(kind: str, variables: dict[str, str]) -> Callable[[re.Match[str]], str]:
    def named(match: re.Match[str]) -> str:
        value = match[0]
        if value not in variables:
            count = sum(name == kind or name.startswith(f"{kind}_") for name in variables.values())
            variables[value] = kind if kind == "ACCOUNT_ID" else f"{kind}_{count + 1}"
        return f"${{{variables[value]}}}"

    return named


def _asked(variables: Mapping[str, str]) -> Iterator[str]:
    for value, name in variables.items():
        yield f': "${{{name}:?in the lab this was {json.dumps(value)[1:-1]}}}"'


def _billed(work: Work, calls: list[Call]) -> Iterator[str]:
    names = [BILLED[key] for call in calls if (key := (call.service, call.operation)) in BILLED]
    names += ["AWS Fargate (vCPU and memory)" for name in work.trace.used if name.startswith("Fargate")]
    names += ["Amazon EC2 instances" for name in work.trace.used if name.startswith("EC2")]
    told = list(dict.fromkeys(names))
    yield "# Billable: " + ("; ".join(told) if told else "nothing that is billed by the hour")


def _none(name: str) -> bytes:
    raise FileNotFoundError(name)
