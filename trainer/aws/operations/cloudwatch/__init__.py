"""Amazon CloudWatch: every operation by its name."""

from trainer.aws.operations.cloudwatch.alarms import ALARMS
from trainer.aws.operations.cloudwatch.metrics import METRICS
from trainer.aws.operations.cloudwatch.tags import TAGS

CLOUDWATCH = {**ALARMS, **METRICS, **TAGS}
