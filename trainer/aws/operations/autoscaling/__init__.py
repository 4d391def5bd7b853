"""EC2 Auto Scaling: every operation by its name."""

from trainer.aws.operations.autoscaling.configurations import CONFIGURATIONS
from trainer.aws.operations.autoscaling.groups import GROUPS
from trainer.aws.operations.autoscaling.hooks import HOOKS
from trainer.aws.operations.autoscaling.instances import INSTANCES
from trainer.aws.operations.autoscaling.policies import POLICIES
from trainer.aws.operations.autoscaling.tags import TAGS

AUTOSCALING = {**CONFIGURATIONS, **GROUPS, **INSTANCES, **HOOKS, **POLICIES, **TAGS}
