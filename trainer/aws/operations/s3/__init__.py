"""Amazon S3: every operation by its name."""

from trainer.aws.operations.s3.buckets import BUCKETS
from trainer.aws.operations.s3.objects import OBJECTS

S3 = {**BUCKETS, **OBJECTS}
