"""Amazon ECS: every operation by its name."""

from trainer.aws.operations.ecs.account_settings import ACCOUNT_SETTINGS
from trainer.aws.operations.ecs.agents import AGENTS
from trainer.aws.operations.ecs.attributes import ATTRIBUTES
from trainer.aws.operations.ecs.capacity_providers import CAPACITY_PROVIDERS
from trainer.aws.operations.ecs.clusters import CLUSTERS
from trainer.aws.operations.ecs.definitions import DEFINITIONS
from trainer.aws.operations.ecs.executing import EXECUTING
from trainer.aws.operations.ecs.instances import INSTANCES
from trainer.aws.operations.ecs.protection import PROTECTION
from trainer.aws.operations.ecs.service_deployments import SERVICE_DEPLOYMENTS
from trainer.aws.operations.ecs.service_lists import SERVICE_LISTS
from trainer.aws.operations.ecs.services import SERVICES
from trainer.aws.operations.ecs.tags import TAGS
from trainer.aws.operations.ecs.task_sets import TASK_SETS
from trainer.aws.operations.ecs.tasks import TASKS

ECS = {
    **CLUSTERS,
    **CAPACITY_PROVIDERS,
    **DEFINITIONS,
    **TASKS,
    **EXECUTING,
    **SERVICES,
    **SERVICE_LISTS,
    **PROTECTION,
    **SERVICE_DEPLOYMENTS,
    **TASK_SETS,
    **INSTANCES,
    **ATTRIBUTES,
    **AGENTS,
    **ACCOUNT_SETTINGS,
    **TAGS,
}
