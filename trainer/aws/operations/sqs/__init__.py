"""Amazon SQS: every operation by its name."""

from trainer.aws.operations.sqs.messages import MESSAGES
from trainer.aws.operations.sqs.queues import QUEUES

SQS = {**QUEUES, **MESSAGES}
