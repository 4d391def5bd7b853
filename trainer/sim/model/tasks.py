"""The records of tasks and their containers [TL]."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from trainer.sim.model.balancing import Balanced
from trainer.sim.model.clusters import LaunchType, Resources
from trainer.sim.model.network import Interface
from trainer.value import dataclass, replace


class TaskStatus(StrEnum):
    """The path of a task, in its order [TL-2]."""

    PROVISIONING = "PROVISIONING"
    PENDING = "PENDING"
    ACTIVATING = "ACTIVATING"
    RUNNING = "RUNNING"
    DEACTIVATING = "DEACTIVATING"
    STOPPING = "STOPPING"
    DEPROVISIONING = "DEPROVISIONING"
    STOPPED = "STOPPED"


class StopCode(StrEnum):
    """Why a task stopped, in AWS's few words."""

    TASK_FAILED_TO_START = "TaskFailedToStart"
    ESSENTIAL_CONTAINER_EXITED = "EssentialContainerExited"
    USER_INITIATED = "UserInitiated"
    SERVICE_SCHEDULER_INITIATED = "ServiceSchedulerInitiated"
    SPOT_INTERRUPTION = "SpotInterruption"
    TERMINATION_NOTICE = "TerminationNotice"
    INFRASTRUCTURE_HEALTH = "InfrastructureHealth"


@dataclass(frozen=True, slots=True)
class Binding:
    """A container's port on its host."""

    container_port: int
    host_port: int
    protocol: str = "tcp"


@dataclass(frozen=True, slots=True)
class Container:
    """A container of a task."""

    name: str
    image: str
    status: str = "PENDING"
    exit_code: int | None = None
    reason: str = ""
    bindings: tuple[Binding, ...] = ()
    runtime_id: str = ""
    started_ms: int | None = None
    restarts: int = 0
    health: str = "UNKNOWN"
    """What its own check says [HC-3]."""
    number: int = 0
    """Which start and which planned judgement count; earlier ones are void."""
    digest: str = ""
    """Which version of the image runs, once it was pulled [TD-18]."""
    injected: tuple[tuple[str, str], ...] = ()
    """Variables with the secrets' values as they were when the container was set up [TD-16]."""


@dataclass(frozen=True, slots=True)
class Task:
    """A task [TL]. `service` and `deployment` are empty for a standalone one."""

    arn: str
    cluster: str
    definition: str
    launch_type: LaunchType
    last_status: TaskStatus
    needs: Resources
    containers: tuple[Container, ...]
    group: str
    availability_zone: str
    desired_status: str = "RUNNING"
    instance: str = ""
    capacity_provider: str = ""
    service: str = ""
    deployment: str = ""
    started_by: str = ""
    interface: Interface | None = None
    platform_version: str = ""
    version: int = 1
    created_ms: int = 0
    pull_started_ms: int | None = None
    pull_stopped_ms: int | None = None
    started_ms: int | None = None
    stopping_ms: int | None = None
    execution_stopped_ms: int | None = None
    stopped_ms: int | None = None
    stop_code: StopCode | None = None
    stopped_reason: str = ""
    healthy: bool = False
    """Whether a deployment counts it as healthy [SV-5]."""
    unhealthy: str = ""
    """Why its checks fail, in the words of its stop; empty while they do not."""
    protected_until_ms: int | None = None
    """Until when the service scheduler must not stop it for a scale-in or a deployment [SQ-4]."""
    balanced: tuple[Balanced, ...] = ()
    """The target groups it registers with."""
    public_ip: str = ""
    """ENABLED or DISABLED as the request said of its interface; empty where it did not."""
    security_groups: tuple[str, ...] = ()
    """Of its own interface; empty: the VPC's default group."""
    volumes: tuple[Mapping[str, Any], ...] = ()
    """EBS volumes as the request configured them."""
    shown: Mapping[str, Any] | None = None
    """What is only shown again: overrides, execute command, ephemeral storage."""

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    @property
    def groups(self) -> tuple[str, ...]:
        """While alive: its service, container instance and task group; always its cluster."""
        if self.last_status is TaskStatus.STOPPED:
            return (f"stopped:{self.cluster}",)
        owned: tuple[str, ...] = (f"tasks:{self.cluster}", f"group:{self.cluster}:{self.group}")
        if self.service:
            owned += (f"service:{self.service}",)
        return (*owned, f"instance:{self.instance}") if self.instance else owned

    @property
    def id(self) -> str:
        """The last part of its ARN."""
        return self.arn.rpartition("/")[2]

    def container(self, name: str) -> Container:
        """The container of that name, which must be there."""
        return next(container for container in self.containers if container.name == name)

    def with_container(self, name: str, **changed: Any) -> tuple[Container, ...]:
        """Its containers with that one changed."""
        return tuple(replace(one, **changed) if one.name == name else one for one in self.containers)

    def protected(self, now_ms: int) -> bool:
        """Whether the service scheduler must not stop it now [SQ-4]."""
        return (self.protected_until_ms or 0) > now_ms

    @property
    def wanted(self) -> bool:
        """Whether it is meant to run and does not lie STOPPED."""
        return self.desired_status == "RUNNING" and self.last_status is not TaskStatus.STOPPED
