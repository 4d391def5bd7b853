"""Amazon SNS: every operation by its name."""

from trainer.aws.operations import arn_tags
from trainer.aws.operations.sns.subscriptions import SUBSCRIPTIONS
from trainer.aws.operations.sns.topics import TOPICS, tagged

SNS = {**TOPICS, **SUBSCRIPTIONS, **arn_tags.operations(tagged, "ResourceArn")}
