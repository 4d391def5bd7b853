"""The records of a world: what ECS keeps of clusters, task definitions, instances, tasks and services.

Names are AWS's in snake case, status words AWS's own; keys are ARNs unless a record says otherwise; times end
in `_ms` and count from the world's start; CPU is in CPU units, memory in MiB. Mappings are never changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class LaunchType(StrEnum):
    """Where tasks run [EC-1]."""

    EC2 = "EC2"
    FARGATE = "FARGATE"
    EXTERNAL = "EXTERNAL"


class NetworkMode(StrEnum):
    """How containers reach the network [NM]."""

    AWSVPC = "awsvpc"
    BRIDGE = "bridge"
    HOST = "host"
    NONE = "none"


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


class InstanceStatus(StrEnum):
    """Status of a container instance [CI-2]."""

    ACTIVE = "ACTIVE"
    DRAINING = "DRAINING"
    INACTIVE = "INACTIVE"


class Rollout(StrEnum):
    """The rollout state of a deployment [DP-3]."""

    IN_PROGRESS = "IN_PROGRESS"
    COMPLETED = "COMPLETED"
    FAILED = "FAILED"


class Scheduling(StrEnum):
    """How the service scheduler counts [SV-2]."""

    REPLICA = "REPLICA"
    DAEMON = "DAEMON"


class Alone:
    """A record that is found by its key only."""

    __slots__ = ()

    @property
    def groups(self) -> tuple[str, ...]:
        """None."""
        return ()


@dataclass(frozen=True, slots=True)
class Vpc(Alone):
    """A virtual private cloud; the key is its id."""

    vpc_id: str
    cidr: str
    is_default: bool = False

    @property
    def key(self) -> str:
        """Its id."""
        return self.vpc_id


@dataclass(frozen=True, slots=True)
class Subnet(Alone):
    """A subnet of a VPC; the key is its id."""

    subnet_id: str
    vpc_id: str
    cidr: str
    availability_zone: str
    is_default: bool = False
    hosts_used: int = 0
    """How many addresses were ever given; the next one follows."""

    @property
    def key(self) -> str:
        """Its id."""
        return self.subnet_id


@dataclass(frozen=True, slots=True)
class SecurityGroup(Alone):
    """A security group; the key is its id. Rules are AWS's IpPermissions."""

    group_id: str
    vpc_id: str
    name: str
    description: str = ""
    ingress: tuple[Mapping[str, Any], ...] = ()
    egress: tuple[Mapping[str, Any], ...] = ()

    @property
    def key(self) -> str:
        """Its id."""
        return self.group_id


@dataclass(frozen=True, slots=True)
class StrategyItem:
    """One line of a capacity provider strategy [CP-2]."""

    provider: str
    weight: int = 0
    base: int = 0


@dataclass(frozen=True, slots=True)
class Cluster(Alone):
    """A cluster [CL]."""

    arn: str
    name: str
    status: str = "ACTIVE"
    capacity_providers: tuple[str, ...] = ()
    default_strategy: tuple[StrategyItem, ...] = ()
    settings: tuple[Mapping[str, Any], ...] = ()
    shown: Mapping[str, Any] | None = None
    """What is only shown again: configuration and Service Connect defaults."""

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn


@dataclass(frozen=True, slots=True)
class Family(Alone):
    """The revisions of a task definition family: numbers are never used again [TD-1]. The key is its name."""

    name: str
    last_revision: int = 0

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class PortMapping:
    """A port a container listens on; host port 0 means a dynamic one [RA-3]."""

    container_port: int
    host_port: int
    protocol: str = "tcp"


@dataclass(frozen=True, slots=True)
class ContainerSpec:
    """What a task definition says of a container, as far as the simulator acts on it."""

    name: str
    image: str
    essential: bool = True
    cpu: int = 0
    memory: int | None = None
    memory_reservation: int | None = None
    ports: tuple[PortMapping, ...] = ()
    stop_timeout_s: int = 30


@dataclass(frozen=True, slots=True)
class Constraint:
    """A placement constraint: distinctInstance or memberOf with an expression [CQ]."""

    type: str
    expression: str = ""


@dataclass(frozen=True, slots=True)
class TaskDefinition:
    """A revision of a family [TD]. `data` is its JSON as AWS would show it, without status and times."""

    arn: str
    family: str
    revision: int
    data: Mapping[str, Any]
    containers: tuple[ContainerSpec, ...]
    network_mode: NetworkMode
    compatibilities: tuple[str, ...]
    cpu: int | None = None
    memory: int | None = None
    constraints: tuple[Constraint, ...] = ()
    status: str = "ACTIVE"
    registered_ms: int = 0
    deregistered_ms: int | None = None
    delete_requested_ms: int | None = None

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    @property
    def name(self) -> str:
        """`family:revision`."""
        return f"{self.family}:{self.revision}"

    @property
    def groups(self) -> tuple[str, ...]:
        """Its family."""
        return (f"family:{self.family}",)


@dataclass(frozen=True, slots=True)
class Strategy:
    """A placement strategy: spread, binpack or random, with its field [ST]."""

    type: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class Resources:
    """What a container instance has or has left, or what a task takes [CI-4, RA-1, RA-4]."""

    cpu: int
    memory: int
    tcp: tuple[int, ...] = ()
    """TCP ports in use."""
    udp: tuple[int, ...] = ()
    enis: int = 0


@dataclass(frozen=True, slots=True)
class Host(Alone):
    """An EC2 instance; the key is its id. It runs an agent that registers with the cluster."""

    instance_id: str
    instance_type: str
    availability_zone: str
    subnet_id: str
    cluster: str
    state: str = "running"
    launched_ms: int = 0
    private_ip: str = ""

    @property
    def key(self) -> str:
        """Its id."""
        return self.instance_id


@dataclass(frozen=True, slots=True)
class ContainerInstance:
    """An EC2 instance whose agent registered with a cluster [CI]."""

    arn: str
    cluster: str
    host: str
    """The EC2 instance's id."""
    registered: Resources
    used: Resources
    """Reserved by tasks that are not STOPPED [CI-7]; the ports include those reserved at registration."""
    attributes: Mapping[str, str]
    status: InstanceStatus = InstanceStatus.ACTIVE
    agent_connected: bool = True
    agent_changed_ms: int = 0
    registered_ms: int = 0
    version: int = 1
    unheard: tuple[Any, ...] = ()
    """Agent events that ECS has not heard of, because the agent is disconnected."""

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    @property
    def groups(self) -> tuple[str, ...]:
        """Its cluster while it is registered, and its host."""
        if self.status is InstanceStatus.INACTIVE:
            return ()
        return (f"instances:{self.cluster}", f"host:{self.host}")

    @property
    def availability_zone(self) -> str:
        """Its zone."""
        return self.attributes["ecs.availability-zone"]

    @property
    def short(self) -> str:
        """How a person calls it."""
        return f"{self.host} ({self.availability_zone})"


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


@dataclass(frozen=True, slots=True)
class Interface:
    """The network interface of an awsvpc task."""

    attachment_id: str
    interface_id: str
    subnet_id: str
    private_ip: str
    mac: str
    status: str = "PRECREATED"


@dataclass(frozen=True, slots=True)
class NetworkConfiguration:
    """Where an awsvpc task gets its interface [NM-3]."""

    subnets: tuple[str, ...]
    security_groups: tuple[str, ...] = ()
    assign_public_ip: str = "DISABLED"


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

    @property
    def wanted(self) -> bool:
        """Whether it is meant to run and does not lie STOPPED."""
        return self.desired_status == "RUNNING" and self.last_status is not TaskStatus.STOPPED


@dataclass(frozen=True, slots=True)
class Message:
    """An event of a service, as DescribeServices lists it."""

    id: str
    at_ms: int
    text: str


@dataclass(frozen=True, slots=True)
class Launch:
    """What a service or RunTask says about where its tasks run."""

    launch_type: LaunchType
    strategy: tuple[StrategyItem, ...] = ()
    network: NetworkConfiguration | None = None
    platform_version: str = ""
    constraints: tuple[Constraint, ...] = ()
    placement: tuple[Strategy, ...] = ()


@dataclass(frozen=True, slots=True)
class Deployment:
    """One deployment of a service [DP-3]."""

    id: str
    definition: str
    launch: Launch
    status: str = "PRIMARY"
    rollout: Rollout = Rollout.IN_PROGRESS
    rollout_reason: str = ""
    created_ms: int = 0
    updated_ms: int = 0
    failed_tasks: int = 0
    """Counted by the circuit breaker [DP-14]."""
    reached_running: bool = False
    rolls_back: str = ""
    """The id of the failed deployment that this one rolls back."""


@dataclass(frozen=True, slots=True)
class Breaker:
    """The deployment circuit breaker [DP-12, DP-13]."""

    enable: bool = False
    rollback: bool = False
    type: str = "BOUNDED_PERCENT"
    value: int = 50
    reset_on_healthy: bool = True


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Tasks of a service that found no room: since when, how often tried, and each instance's verdict."""

    since_ms: int
    tries: int
    missing: int
    reason: int
    """The id of the reason that keeps the verdicts; -1 before it was told."""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """A service [SV]. `deployments` are newest first."""

    arn: str
    cluster: str
    name: str
    definition: str
    desired_count: int
    launch: Launch
    deployments: tuple[Deployment, ...]
    scheduling: Scheduling = Scheduling.REPLICA
    status: str = "ACTIVE"
    minimum_healthy_percent: int = 100
    maximum_percent: int = 200
    breaker: Breaker = Breaker()
    messages: tuple[Message, ...] = ()
    """Newest first, at most 100 [SV-10]."""
    created_ms: int = 0
    wake_ms: int | None = None
    """When the scheduler looks at it next; None if nothing calls for it."""
    failures_in_row: int = 0
    last_failure_ms: int = -1
    wait_until_ms: int = 0
    """No task is started before, because of the throttle logic [DP-18]."""
    unplaced: Unplaced | None = None
    steady: bool = False
    completed: Deployment | None = None
    """The most recent deployment that was COMPLETED, for rollbacks [DP-15]."""
    shown: Mapping[str, Any] | None = None
    """What is only shown again: load balancers, registries, controller, tag options."""

    @property
    def key(self) -> str:
        """Its ARN."""
        return self.arn

    @property
    def groups(self) -> tuple[str, ...]:
        """Its cluster until it is INACTIVE."""
        return () if self.status == "INACTIVE" else (f"services:{self.cluster}",)

    @property
    def primary(self) -> Deployment:
        """The newest deployment."""
        return self.deployments[0]


@dataclass(frozen=True, slots=True)
class Image(Alone):
    """An image and the application in it; the key is its name. Those not told of exist and run for ever."""

    name: str
    exists: bool = True
    stops_in_s: int | None = None
    """Seconds from SIGTERM to its own exit; None: it ignores the signal and is killed."""
    exits_after_s: int | None = None
    """Seconds after which the process ends by itself; None: it runs on."""
    exit_code: int = 0

    @property
    def key(self) -> str:
        """Its name."""
        return self.name


@dataclass(frozen=True, slots=True)
class Cached(Alone):
    """That a container instance has an image already; the key joins both."""

    instance: str
    image: str

    @property
    def key(self) -> str:
        """Instance and image."""
        return f"{self.instance} {self.image}"


@dataclass(frozen=True, slots=True)
class Tags(Alone):
    """The tags of a resource; the key is its ARN."""

    arn: str
    tags: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        """The resource's ARN."""
        return self.arn
