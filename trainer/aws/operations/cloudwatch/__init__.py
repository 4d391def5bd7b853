"""Amazon CloudWatch: every operation by its name."""

from trainer.aws.operations.cloudwatch.alarms import ALARMS
from trainer.aws.operations.cloudwatch.metrics import METRICS

CLOUDWATCH = {**ALARMS, **METRICS}
