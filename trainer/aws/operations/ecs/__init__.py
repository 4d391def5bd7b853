"""Amazon ECS: every operation by its name."""

from trainer.aws.operations.ecs.clusters import CLUSTERS
from trainer.aws.operations.ecs.definitions import DEFINITIONS
from trainer.aws.operations.ecs.instances import INSTANCES
from trainer.aws.operations.ecs.protection import PROTECTION
from trainer.aws.operations.ecs.service_deployments import SERVICE_DEPLOYMENTS
from trainer.aws.operations.ecs.services import SERVICES
from trainer.aws.operations.ecs.tags import TAGS
from trainer.aws.operations.ecs.tasks import TASKS

ECS = {
    **CLUSTERS,
    **DEFINITIONS,
    **TASKS,
    **SERVICES,
    **PROTECTION,
    **SERVICE_DEPLOYMENTS,
    **INSTANCES,
    **TAGS,
}
