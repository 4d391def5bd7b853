"""Every operation of AWS's API that the simulator has; one file or folder a service."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from trainer.aws.model import Answer
from trainer.aws.operations.application_autoscaling import APPLICATION_AUTOSCALING
from trainer.aws.operations.autoscaling import AUTOSCALING
from trainer.aws.operations.cloudwatch import CLOUDWATCH
from trainer.aws.operations.dynamodb import DYNAMODB
from trainer.aws.operations.ec2 import EC2
from trainer.aws.operations.ecr import ECR
from trainer.aws.operations.ecs import ECS
from trainer.aws.operations.efs import EFS
from trainer.aws.operations.elbv2 import ELBV2
from trainer.aws.operations.events import EVENTS
from trainer.aws.operations.iam import IAM
from trainer.aws.operations.launch_templates import LAUNCH_TEMPLATES
from trainer.aws.operations.logs import LOGS
from trainer.aws.operations.s3 import S3
from trainer.aws.operations.scheduler import SCHEDULER
from trainer.aws.operations.secretsmanager import SECRETSMANAGER
from trainer.aws.operations.sns import SNS
from trainer.aws.operations.sqs import SQS
from trainer.aws.operations.ssm import SSM
from trainer.aws.operations.sts import STS
from trainer.aws.operations.trainer import TRAINER
from trainer.sim.world import World

Handler: TypeAlias = Callable[[World, Mapping[str, Any]], Answer]
"""Takes the world and the operation's parameters, changes the world and answers; when it answers with
`Rejected` the world is as before."""

SERVICES: Mapping[str, Mapping[str, Handler]] = {
    "application-autoscaling": APPLICATION_AUTOSCALING,
    "autoscaling": AUTOSCALING,
    "cloudwatch": CLOUDWATCH,
    "dynamodb": DYNAMODB,
    "ec2": {**EC2, **LAUNCH_TEMPLATES},
    "ecr": ECR,
    "ecs": ECS,
    "efs": EFS,
    "elbv2": ELBV2,
    "events": EVENTS,
    "iam": IAM,
    "s3": S3,
    "scheduler": SCHEDULER,
    "sns": SNS,
    "sqs": SQS,
    "logs": LOGS,
    "secretsmanager": SECRETSMANAGER,
    "ssm": SSM,
    "sts": STS,
    "trainer": TRAINER,
}

OPERATIONS: Mapping[tuple[str, str], Handler] = {
    (service, operation): handler
    for service, operations in SERVICES.items()
    for operation, handler in operations.items()
}
"""(botocore's service name, operation name) -> what does it."""
