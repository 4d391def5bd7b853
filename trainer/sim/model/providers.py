"""The records of capacity providers, and of the tasks that wait for one to bring room [CP]."""

from trainer.sim.model.base import Alone
from trainer.sim.model.definitions import TaskDefinition
from trainer.sim.model.services import Launch
from trainer.sim.world import Lack
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class CapacityProvider:
    """A capacity provider over an Auto Scaling group [CP-5]; the key is its name."""

    name: str
    arn: str
    group: str
    """The Auto Scaling group's name."""
    managed_scaling: bool = True
    target_capacity: int = 100
    step_min: int = 1
    step_max: int = 10_000
    warmup_s: int = 300
    termination_protection: bool = False
    draining: bool = True
    status: str = "ACTIVE"
    update_status: str = "CREATE_COMPLETE"

    @property
    def key(self) -> str:
        """Its name."""
        return self.name

    @property
    def groups(self) -> tuple[str, ...]:
        """Its Auto Scaling group, while it is ACTIVE."""
        return (f"providers:{self.group}",) if self.status == "ACTIVE" else ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A task in PROVISIONING for which its provider has no room yet [CP-6]; the key is the task's ARN."""

    task: str
    cluster: str
    provider: str
    launch: Launch
    definition: TaskDefinition
    """With the sizes of RunTask's overrides."""
    since_ms: int
    lacking: tuple[Lack, ...] = ()
    """What the closest instance lacked when it was told last."""

    @property
    def key(self) -> str:
        """The task's ARN."""
        return self.task

    @property
    def groups(self) -> tuple[str, ...]:
        """Its cluster and its provider there."""
        return (f"waiting:{self.cluster}", f"waiting:{self.cluster}:{self.provider}")


@dataclass(frozen=True, slots=True)
class RoomLook(Alone):
    """When the waiting tasks of a cluster (its ARN is the key) are tried next; -1: nothing is planned."""

    cluster: str
    at_ms: int

    @property
    def key(self) -> str:
        """The cluster's ARN."""
        return self.cluster


@dataclass(frozen=True, slots=True)
class TargetCapacity(Alone):
    """What managed scaling counted in the last minute [EC-3]; the key is the provider's name."""

    provider: str
    needed: int
    """M: instances that running and provisioning tasks need."""
    there: int
    """N: instances in service."""
    at_ms: int
    unfit: int = 0
    """Waiting tasks that are too large for any instance of the group: they are not counted."""

    @property
    def key(self) -> str:
        """The provider's name."""
        return self.provider
