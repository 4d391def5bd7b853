"""AWS IAM: every operation by its name."""

from trainer.aws.operations.iam.attaching import ATTACHING
from trainer.aws.operations.iam.policies import POLICIES
from trainer.aws.operations.iam.profiles import PROFILES
from trainer.aws.operations.iam.roles import ROLES

IAM = {**ROLES, **ATTACHING, **POLICIES, **PROFILES}
