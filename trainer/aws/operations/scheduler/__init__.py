"""Amazon EventBridge Scheduler: every operation by its name."""

from trainer.aws.operations import arn_tags
from trainer.aws.operations.scheduler.schedules import SCHEDULES, tagged

SCHEDULER = {**SCHEDULES, **arn_tags.operations(tagged, "ResourceArn")}
