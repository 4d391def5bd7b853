"""Application Auto Scaling for ECS services: every operation by its name."""

from trainer.aws.operations.application_autoscaling.policies import POLICIES
from trainer.aws.operations.application_autoscaling.scheduled import SCHEDULED
from trainer.aws.operations.application_autoscaling.targets import TARGETS

APPLICATION_AUTOSCALING = {**TARGETS, **POLICIES, **SCHEDULED}
