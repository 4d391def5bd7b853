"""Amazon ECR: every operation by its name."""

from trainer.aws.operations.ecr.images import IMAGES
from trainer.aws.operations.ecr.repositories import REPOSITORIES
from trainer.aws.operations.ecr.settings import SETTINGS

ECR = {**REPOSITORIES, **IMAGES, **SETTINGS}
