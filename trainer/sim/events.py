"""Everything that can happen in the simulated ECS, in the past tense."""

from typing import ClassVar

from trainer.sim.world import Event
from trainer.value import dataclass


@dataclass(frozen=True, slots=True)
class TaskEvent(Event):
    """Something happened to a task (an ARN)."""

    task: str


@dataclass(frozen=True, slots=True)
class AgentEvent(TaskEvent):
    """Something that only the agent on the container instance knows: while it is disconnected ECS does
    not hear of it."""


@dataclass(frozen=True, slots=True)
class TaskLaunched(TaskEvent):
    """ECS accepted the task and reserved its room."""


@dataclass(frozen=True, slots=True)
class NetworkAttached(TaskEvent):
    """The task's network interface is there (or it needs none): the agent may begin."""


@dataclass(frozen=True, slots=True)
class PullStarted(AgentEvent):
    """The agent began to pull the images."""


@dataclass(frozen=True, slots=True)
class ImagesPulled(AgentEvent):
    """All images are on the instance."""


@dataclass(frozen=True, slots=True)
class SetUpFailed(AgentEvent):
    """Something that a container needs before its start is not there: image, secret, volume, log driver."""

    container: str
    error: str


@dataclass(frozen=True, slots=True)
class ContainersStarted(AgentEvent):
    """Every container of the task whose dependencies are met was started."""


@dataclass(frozen=True, slots=True)
class DependencyTimedOut(AgentEvent):
    """A container did not reach in time the state that another one waits for."""

    container: str


@dataclass(frozen=True, slots=True)
class ContainerJudged(AgentEvent):
    """A container's own health check changed its mind."""

    container: str
    healthy: bool
    number: int


@dataclass(frozen=True, slots=True)
class TargetsRegistered(TaskEvent):
    """The task was registered with its target groups."""


@dataclass(frozen=True, slots=True)
class TargetsDeregistered(TaskEvent):
    """The task was deregistered from its target groups: connections drain."""


@dataclass(frozen=True, slots=True)
class ContainerExited(AgentEvent):
    """The process of a container ended by itself."""

    container: str
    exit_code: int
    reason: str = ""
    start: int = -1
    """Which start of the container ended; -1: whichever runs."""


@dataclass(frozen=True, slots=True)
class TaskRan(TaskEvent):
    """The task entered RUNNING."""


@dataclass(frozen=True, slots=True)
class TaskStayedUp(TaskEvent):
    """A task without checks has been RUNNING long enough to count as healthy."""


@dataclass(frozen=True, slots=True)
class TaskHealthTurned(TaskEvent):
    """The task's checks now say otherwise: all pass, or one fails."""


@dataclass(frozen=True, slots=True)
class TaskStopRequested(TaskEvent):
    """A person or the service scheduler wants the task stopped."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class StopSignalSent(AgentEvent):
    """The containers got their stop signal."""


@dataclass(frozen=True, slots=True)
class ContainersStopped(AgentEvent):
    """The last container of a stopping task ended."""


@dataclass(frozen=True, slots=True)
class TaskStopped(TaskEvent):
    """The task is STOPPED and its room free again."""


@dataclass(frozen=True, slots=True)
class TaskForgotten(TaskEvent):
    """The stopped task is no longer shown."""


@dataclass(frozen=True, slots=True)
class InstanceEvent(Event):
    """Something happened to a container instance (an ARN)."""

    instance: str


@dataclass(frozen=True, slots=True)
class HostBooted(Event):
    """An EC2 instance (its id) finished booting: its agent registers with the cluster."""

    host: str


@dataclass(frozen=True, slots=True)
class InstanceRegistered(InstanceEvent):
    """The agent registered the container instance: it can take tasks."""


@dataclass(frozen=True, slots=True)
class AgentDisconnected(InstanceEvent):
    """ECS no longer hears from the agent; containers go on."""


@dataclass(frozen=True, slots=True)
class AgentReconnected(InstanceEvent):
    """ECS hears from the agent again, and of what happened meanwhile."""


@dataclass(frozen=True, slots=True)
class InstanceDrained(InstanceEvent):
    """The container instance was set to DRAINING."""


@dataclass(frozen=True, slots=True)
class InstanceActivated(InstanceEvent):
    """The container instance was set back to ACTIVE."""


@dataclass(frozen=True, slots=True)
class InstanceDeregistered(InstanceEvent):
    """The container instance left the cluster; its host runs on."""


@dataclass(frozen=True, slots=True)
class HostTerminated(Event):
    """An EC2 instance (its id) was terminated."""

    host: str


@dataclass(frozen=True, slots=True)
class ServiceEvent(Event):
    """Something happened to a service (an ARN)."""

    service: str


@dataclass(frozen=True, slots=True)
class ServiceCreated(ServiceEvent):
    """A service came into being."""


@dataclass(frozen=True, slots=True)
class ServiceUpdated(ServiceEvent):
    """Something that the scheduler has to look at changed: desired count, a new deployment, percentages."""


@dataclass(frozen=True, slots=True)
class SteadinessChecked(ServiceEvent):
    """Six hours ago the service said that it is steady: it says so again if it is."""


@dataclass(frozen=True, slots=True)
class ServiceDeleted(ServiceEvent):
    """The service is to go: its tasks stop, then it is INACTIVE."""


@dataclass(frozen=True, slots=True)
class SchedulerWoke(ServiceEvent):
    """The service scheduler looks at the service; last of all that happens in a millisecond."""

    priority: ClassVar[int] = 9


@dataclass(frozen=True, slots=True)
class HealthTold(Event):
    """An application from now on answers its checks, or does not (fields as in the record `Health`)."""

    subject: str
    path: str
    healthy: bool
    hangs: bool


@dataclass(frozen=True, slots=True)
class TargetGroupChanged(Event):
    """A target group (an ARN) has other targets, other checks, or another load balancer."""

    group: str


@dataclass(frozen=True, slots=True)
class TargetJudged(Event):
    """A target (its key) passed or failed as many checks in a row as it takes."""

    target: str
    healthy: bool
    hangs: bool
    number: int


@dataclass(frozen=True, slots=True)
class TargetDrained(Event):
    """The deregistration delay of a target (its key) is over."""

    target: str


@dataclass(frozen=True, slots=True)
class MinutePassed(Event):
    """A minute of measuring is over; after all else that happens in it, before the scheduler."""

    priority: ClassVar[int] = 6


@dataclass(frozen=True, slots=True)
class ScalingConsidered(Event):
    """Alarms of a scalable target (its resource id) are in ALARM: its policies decide together."""

    priority: ClassVar[int] = 7
    resource: str


@dataclass(frozen=True, slots=True)
class AlarmTurned(Event):
    """An alarm (its name) entered another state."""

    alarm: str
    state: str


@dataclass(frozen=True, slots=True)
class ScheduleCame(Event):
    """The time of a scheduled action (its key) has come."""

    action: str
    number: int


@dataclass(frozen=True, slots=True)
class TaskWaited(TaskEvent):
    """No instance of the task's capacity provider has room: it waits in PROVISIONING."""


@dataclass(frozen=True, slots=True)
class RoomConsidered(Event):
    """A cluster (an ARN) may have room for tasks that wait for it; `tried` kinds found none before."""

    priority: ClassVar[int] = 8
    cluster: str
    tried: int = 0


@dataclass(frozen=True, slots=True)
class GroupEvent(Event):
    """Something happened to an Auto Scaling group (its name)."""

    group: str


@dataclass(frozen=True, slots=True)
class GroupConsidered(GroupEvent):
    """The group compares what it has with what it wants."""

    priority: ClassVar[int] = 8


@dataclass(frozen=True, slots=True)
class GroupScalingConsidered(GroupEvent):
    """Alarms of the group's policies are in ALARM: they decide together."""

    priority: ClassVar[int] = 7


@dataclass(frozen=True, slots=True)
class HostEvent(Event):
    """Something happened to an EC2 instance (its id)."""

    host: str


@dataclass(frozen=True, slots=True)
class HostStarted(HostEvent):
    """An instance of a group runs: it can enter service, or wait for a lifecycle hook."""


@dataclass(frozen=True, slots=True)
class HostLeft(HostEvent):
    """An instance of a group is to be terminated: it may wait for a lifecycle hook."""


@dataclass(frozen=True, slots=True)
class LifecycleContinued(HostEvent):
    """The wait for a lifecycle hook ended, with CONTINUE or ABANDON: by someone's word, or it timed out."""

    hook: str
    result: str
    number: int


@dataclass(frozen=True, slots=True)
class SpotNoticed(HostEvent):
    """EC2 will take a Spot instance back in two minutes [SP-1]."""


@dataclass(frozen=True, slots=True)
class NetworkChanged(Event):
    """Security groups or their rules changed: health checks may pass or fail now."""


@dataclass(frozen=True, slots=True)
class LifecycleDue(Event):
    """The lifecycle policy of a repository (its name) is evaluated."""

    repository: str
