"""Elastic Load Balancing, version 2: every operation by its name."""

from trainer.aws.operations.elbv2.account import ACCOUNT
from trainer.aws.operations.elbv2.balancers import BALANCERS
from trainer.aws.operations.elbv2.certificates import CERTIFICATES
from trainer.aws.operations.elbv2.listeners import LISTENERS
from trainer.aws.operations.elbv2.rules import RULES
from trainer.aws.operations.elbv2.tags import TAGS
from trainer.aws.operations.elbv2.target_groups import TARGET_GROUPS
from trainer.aws.operations.elbv2.targets import TARGETS

ELBV2 = {**BALANCERS, **LISTENERS, **RULES, **TARGET_GROUPS, **TARGETS, **TAGS, **CERTIFICATES, **ACCOUNT}
