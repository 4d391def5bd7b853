"""The records of a world: what AWS keeps, one file a noun.

Names are AWS's in snake case, status words AWS's own; keys are ARNs unless a record says otherwise; times end
in `_ms` and count from the world's start; CPU is in CPU units, memory in MiB. Mappings are never changed.
"""

from trainer.sim.model import balancing, base, clusters, definitions, network, services, tasks
from trainer.sim.model.balancing import (
    Balanced,
    Health,
    Listener,
    ListenerRule,
    LoadBalancer,
    Target,
    TargetCheck,
    TargetGroup,
    TargetState,
)
from trainer.sim.model.base import Alone, Tags, Token
from trainer.sim.model.clusters import (
    Cluster,
    ContainerInstance,
    Host,
    InstanceStatus,
    LaunchType,
    Resources,
    StrategyItem,
)
from trainer.sim.model.definitions import (
    Cached,
    Constraint,
    ContainerCheck,
    ContainerSpec,
    Dependency,
    Family,
    Image,
    PortMapping,
    Restart,
    TaskDefinition,
)
from trainer.sim.model.network import Interface, NetworkConfiguration, NetworkMode, SecurityGroup, Subnet, Vpc
from trainer.sim.model.services import (
    Breaker,
    Deployment,
    Launch,
    Message,
    Rollout,
    Scheduling,
    Service,
    Strategy,
    Unplaced,
)
from trainer.sim.model.tasks import Binding, Container, StopCode, Task, TaskStatus

MODULES = (balancing, base, network, clusters, definitions, tasks, services)
"""Where `saving` finds every record."""

__all__ = [
    "MODULES",
    "Alone",
    "Balanced",
    "Binding",
    "Breaker",
    "Cached",
    "Cluster",
    "Constraint",
    "Container",
    "ContainerCheck",
    "ContainerInstance",
    "ContainerSpec",
    "Dependency",
    "Deployment",
    "Family",
    "Health",
    "Host",
    "Image",
    "InstanceStatus",
    "Interface",
    "Launch",
    "LaunchType",
    "Listener",
    "ListenerRule",
    "LoadBalancer",
    "Message",
    "NetworkConfiguration",
    "NetworkMode",
    "PortMapping",
    "Resources",
    "Restart",
    "Rollout",
    "Scheduling",
    "SecurityGroup",
    "Service",
    "StopCode",
    "Strategy",
    "StrategyItem",
    "Subnet",
    "Tags",
    "Target",
    "TargetCheck",
    "TargetGroup",
    "TargetState",
    "Task",
    "TaskDefinition",
    "TaskStatus",
    "Token",
    "Unplaced",
    "Vpc",
]
