"""Amazon EventBridge: every operation by its name."""

from trainer.aws.operations import arn_tags
from trainer.aws.operations.events.buses import BUSES
from trainer.aws.operations.events.find import tagged
from trainer.aws.operations.events.rules import RULES
from trainer.aws.operations.events.targets import TARGETS

EVENTS = {**BUSES, **RULES, **TARGETS, **arn_tags.operations(tagged, "ResourceARN")}
