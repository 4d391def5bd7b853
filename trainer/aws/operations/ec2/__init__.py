"""Amazon EC2, as far as ECS needs it: every operation by its name."""

from trainer.aws.operations.ec2.describing import DESCRIBING, zone_id
from trainer.aws.operations.ec2.endpoints import ENDPOINTS
from trainer.aws.operations.ec2.groups import GROUPS
from trainer.aws.operations.ec2.instances import INSTANCES
from trainer.aws.operations.ec2.routing import ROUTING
from trainer.aws.operations.ec2.volumes import VOLUMES
from trainer.aws.operations.ec2.vpcs import VPCS

EC2 = {**DESCRIBING, **VPCS, **ROUTING, **GROUPS, **ENDPOINTS, **VOLUMES, **INSTANCES}

__all__ = ["EC2", "zone_id"]
