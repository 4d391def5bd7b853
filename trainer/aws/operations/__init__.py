"""Every operation of AWS's API that the simulator has; one file or folder a service.

A service is loaded when one of its operations is first asked for: a single `aws` command needs but one.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from trainer.aws.model import Answer
    from trainer.sim.world import World

Handler: TypeAlias = "Callable[[World, Mapping[str, Any]], Answer]"
"""Takes the world and the operation's parameters, changes the world and answers; when it answers with
`Rejected` the world is as before."""

SERVICES = (
    "application-autoscaling",
    "autoscaling",
    "cloudwatch",
    "dynamodb",
    "ec2",
    "ecr",
    "ecs",
    "efs",
    "elbv2",
    "events",
    "iam",
    "s3",
    "scheduler",
    "sns",
    "sqs",
    "logs",
    "secretsmanager",
    "ssm",
    "sts",
    "trainer",
)
"""botocore's names of the services that are modelled, and our own."""


@cache
def of_service(service: str) -> Mapping[str, Handler]:  # noqa: PLR0912 - a table
    """A service's operations by name; nothing for a service that is not modelled."""
    match service:
        case "application-autoscaling":
            from trainer.aws.operations.application_autoscaling import APPLICATION_AUTOSCALING

            return APPLICATION_AUTOSCALING
        case "autoscaling":
            from trainer.aws.operations.autoscaling import AUTOSCALING

            return AUTOSCALING
        case "cloudwatch":
            from trainer.aws.operations.cloudwatch import CLOUDWATCH

            return CLOUDWATCH
        case "dynamodb":
            from trainer.aws.operations.dynamodb import DYNAMODB

            return DYNAMODB
        case "ec2":
            from trainer.aws.operations.ec2 import EC2
            from trainer.aws.operations.launch_templates import LAUNCH_TEMPLATES

            return {**EC2, **LAUNCH_TEMPLATES}
        case "ecr":
            from trainer.aws.operations.ecr import ECR

            return ECR
        case "ecs":
            from trainer.aws.operations.ecs import ECS

            return ECS
        case "efs":
            from trainer.aws.operations.efs import EFS

            return EFS
        case "elbv2":
            from trainer.aws.operations.elbv2 import ELBV2

            return ELBV2
        case "events":
            from trainer.aws.operations.events import EVENTS

            return EVENTS
        case "iam":
            from trainer.aws.operations.iam import IAM

            return IAM
        case "s3":
            from trainer.aws.operations.s3 import S3

            return S3
        case "scheduler":
            from trainer.aws.operations.scheduler import SCHEDULER

            return SCHEDULER
        case "sns":
            from trainer.aws.operations.sns import SNS

            return SNS
        case "sqs":
            from trainer.aws.operations.sqs import SQS

            return SQS
        case "logs":
            from trainer.aws.operations.logs import LOGS

            return LOGS
        case "secretsmanager":
            from trainer.aws.operations.secretsmanager import SECRETSMANAGER

            return SECRETSMANAGER
        case "ssm":
            from trainer.aws.operations.ssm import SSM

            return SSM
        case "sts":
            from trainer.aws.operations.sts import STS

            return STS
        case "trainer":
            from trainer.aws.operations.trainer import TRAINER

            return TRAINER
    return {}


class Operations(Mapping[tuple[str, str], Handler]):
    """(botocore's service name, operation name) -> what does it."""

    def __getitem__(self, named: tuple[str, str]) -> Handler:
        """Loads that service alone; KeyError for what is not modelled."""
        service, operation = named
        return of_service(service)[operation]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Loads them all."""
        return ((service, operation) for service in SERVICES for operation in of_service(service))

    def __len__(self) -> int:
        return sum(len(of_service(service)) for service in SERVICES)


OPERATIONS = Operations()
